"""What several stories tell in one line."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

from babel.dates import format_date
from pypdf import PdfReader

from indgang.kernel.clock import COPENHAGEN
from indgang.project.demo import registers
from tests.journeys.visitor import Visitor

OWNS, RENTS, LODGES = (
    "Jeg ejer boligen",
    "Jeg lejer hele boligen",
    "Jeg lejer et værelse eller bor hos en anden",
)
KEEPS_DOCTOR, NEW_DOCTOR = "Nej, jeg beholder min læge", "Ja, jeg vælger en ny"


def in_days(days: int) -> date:
    """A day counted from today, as Copenhagen's calendar has it."""
    return datetime.now(COPENHAGEN).date() + timedelta(days=days)


def in_danish(day: date) -> str:
    """`1. december 2026`"""
    return format_date(day, "d. MMMM y", locale="da")


def danish_words(text: str) -> list[str]:
    """Small words that only Danish has, as a sign of a text that nobody translated."""
    return re.findall(r"\b(?:og|ikke|du|dig|vi|skal|eller|hvis)\b", text.lower())


def logs_in_as(visitor: Visitor, name: str) -> None:
    """From our login page through the broker and back; who has a company logs in privately."""
    visitor.presses("Log ind med MitID (demo)")
    visitor.presses(re.compile(f"^Log ind (privat )?som {name}$"))


def staff_logs_in_as(visitor: Visitor, name: str, *, at: str = "/medarbejder/") -> None:
    visitor.opens(at)
    visitor.presses("Log ind som medarbejder (demo)")
    visitor.presses(f"Log ind som {name}")


def goes_to_the_post(visitor: Visitor) -> None:
    """From the foot of our front page to the post as its receivers see it."""
    visitor.opens("/")
    visitor.follows("Se posten udefra (demo)")


def numbers_of(*names: str) -> list[str]:
    """The CPR numbers of people in the demo's register."""
    known = {one.name: one.cpr for one in registers.people().values()}
    return [known[name] for name in names]


def words_of(visitor: Visitor, link: re.Pattern[str], *, keep: Path | None = None) -> str:
    """The text of a PDF behind a link of any page. `keep`: the file is put there, for eyes."""
    address = visitor.page.get_by_role("link", name=link).first.get_attribute("href") or ""
    answer = visitor.context.request.get(urljoin(visitor.page.url, address))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    if keep is not None:
        keep.write_bytes(answer.body())
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@dataclass(frozen=True)
class Move:
    """What somebody answers. `words` is what they type to find the address."""

    words: str
    address: str
    day: date = field(default_factory=lambda: in_days(9))
    who: tuple[str, ...] = ()
    home: str = RENTS
    somebody_stays: bool = False
    old_home: str = "Jeg giver den op"
    doctor: str = KEEPS_DOCTOR
    hidden: bool = False


def begins_moving(visitor: Visitor, name: str) -> None:
    """Straight to the form, through the login."""
    visitor.opens("/selvbetjening/flytning/")
    visitor.presses("Log ind og begynd")
    logs_in_as(visitor, name)
    visitor.presses("Begynd")


def answers_everything(visitor: Visitor, move: Move) -> None:
    """From the first step to the summary."""
    says_when(visitor, move.day)
    says_who(visitor, *move.who)
    says_where(visitor, move.words, move.address)
    answers_the_rest(visitor, move)


def answers_the_rest(visitor: Visitor, move: Move = Move("", "")) -> None:
    """From the new home to the summary."""
    visitor.chooses("Hvordan bor du der?", move.home)
    visitor.chooses("Bor der nogen nu, som bliver boende?", "Ja" if move.somebody_stays else "Nej")
    visitor.presses("Næste")
    visitor.chooses("Hvad sker der med den?", move.old_home)
    visitor.presses("Næste")
    visitor.chooses("Vil du skifte læge?", move.doctor)
    visitor.presses("Næste")
    visitor.chooses("Vil du have din adresse skjult?", "Ja" if move.hidden else "Nej")
    visitor.presses("Næste")
    visitor.ticks(re.compile("Mine svar er rigtige"))
    visitor.presses("Næste")
    assert visitor.heading == "Kontrollér og send"


def says_when(visitor: Visitor, day: date) -> None:
    visitor.types_date("Den dag du flytter ind", day)
    visitor.presses("Næste")


def says_who(visitor: Visitor, *names: str) -> None:
    """Ticks those who move; somebody who lives alone is ticked already."""
    for name in names:
        visitor.ticks(name)
    visitor.presses("Næste")


def says_where(visitor: Visitor, words: str, address: str) -> None:
    """Types some of the address and chooses it among those that fit; without scripts, Find comes in between."""
    visitor.types("Ny adresse", words)
    if not visitor.javascript:
        visitor.presses("Find")
    visitor.chooses("Vælg adressen", re.compile(re.escape(address)))
    visitor.presses("Næste")
