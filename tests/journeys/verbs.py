"""What several stories tell in one line."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from babel.dates import format_date

from indgang.kernel.clock import COPENHAGEN
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
