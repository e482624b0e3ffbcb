"""Somebody who lives alone has found a new flat. The answer is there before the kettle boils."""

import io
import re
from collections.abc import Callable
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.journeys import verbs
from tests.journeys.verbs import in_danish
from tests.journeys.visitor import Visitor

DAY = verbs.in_days(9)


def test_mads_finds_it_in_his_own_words_and_has_his_answer_at_once(visit: Callable[..., Visitor]) -> None:
    mads = visit()
    mads.opens("/")
    mads.page.keyboard.type("jeg skal flytte")  # the cursor stands in the field already
    mads.sees("Anmeld flytning i Danmark")
    mads.looks()
    mads.follows("Anmeld flytning i Danmark")
    mads.sees("Andre veje", "Ring til os")
    mads.follows("Start, 5 min")

    mads.presses("Log ind og begynd")
    verbs.logs_in_as(mads, "Mads Brinklund")
    mads.presses("Begynd")

    mads.sees("Derfor spørger vi:")
    mads.types_date("Den dag du flytter ind", DAY)
    mads.presses("Næste")
    mads.sees(
        "Skonnertgade 4, st. tv", "Hentet fra"
    )  # the register knows where he lives, and that he is alone
    mads.presses("Næste")
    mads.types("Ny adresse", "skonnertg 4 st")
    mads.chooses("Vælg adressen", "Skonnertgade 4, st. th")
    mads.presses("Næste")
    mads.chooses("Hvordan bor du der?", "Jeg lejer hele boligen")
    mads.chooses("Bor der nogen nu, som bliver boende?", "Nej")
    mads.presses("Næste")
    mads.chooses("Hvad sker der med den?", "Jeg giver den op")
    mads.presses("Næste")
    mads.chooses("Vil du skifte læge?", "Nej, jeg beholder min læge")
    mads.presses("Næste")
    mads.chooses("Vil du have din adresse skjult?", "Nej")
    mads.presses("Næste")
    mads.ticks(re.compile("Mine svar er rigtige"))
    mads.presses("Næste")

    assert mads.heading == "Kontrollér og send"
    mads.sees(in_danish(DAY), "Skonnertgade 4, st. th, 9999 Lyngsø")
    mads.presses("Send")
    has_the_answer(mads, "Mads Brinklund", "Skonnertgade 4, st. th")


def test_thomas_does_the_same_without_javascript(visit: Callable[..., Visitor]) -> None:
    thomas = visit(javascript=False)
    thomas.opens("/")
    thomas.page.get_by_role("searchbox").fill("flytter til en anden lejlighed")
    thomas.presses("Søg")
    thomas.follows("Anmeld flytning i Danmark")
    thomas.follows("Start, 5 min")
    thomas.presses("Log ind og begynd")
    verbs.logs_in_as(thomas, "Thomas Engkvist")
    thomas.presses("Begynd")
    verbs.answers_everything(thomas, verbs.Move("tranehøjen 6", "Tranehøjen 6", DAY))
    thomas.presses("Send")
    has_the_answer(thomas, "Thomas Engkvist", "Tranehøjen 6")


def has_the_answer(mover: Visitor, name: str, address: str) -> None:
    """The result first, then why, the letter in two shapes, and all of it again on my page."""
    assert (
        mover.heading == f"Vi har godkendt flytningen. Du står på den nye adresse fra den {in_danish(DAY)}."
    )
    mover.sees("Hvad sker der nu?", "Hvorfor?", "Der står ingen andre på adressen.")
    mover.does_not_see("Sådan klager du")  # a full yes leaves nothing to complain about
    mover.unfolds("Inden fristen")
    mover.sees("CPR-loven § 12", "Frist efter flytning i dage")
    mover.unfolds("Din flytning er godkendt")
    mover.sees(f"Ny adresse: {address}")
    mover.looks()

    letter = pdf(mover, "Hent brevet som PDF")
    assert all(words in letter for words in (name, address, "Din flytning er godkendt", in_danish(DAY)))

    mover.opens("/min-side/")
    mover.sees("Du skal ikke gøre noget lige nu")
    mover.follows("Anmeld flytning", within=mover.page.get_by_role("region", name="Dine sager"))
    mover.sees("Hvorfor?", "CPR-loven § 12", "Vores system gav svaret")
    mover.follows("Læs brevet")
    mover.sees(f"Ny adresse: {address}")


def pdf(visitor: Visitor, link: str) -> str:
    """The text of the letter, after a look at what makes it readable aloud."""
    reader = PdfReader(io.BytesIO(visitor.downloads(link)))
    root = reader.root_object
    assert cast(DictionaryObject, root["/MarkInfo"])["/Marked"]
    assert str(root["/Lang"]) == "da"
    return " ".join("".join(page.extract_text() for page in reader.pages).split())
