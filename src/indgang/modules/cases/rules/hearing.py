"""When the party must be heard before we say no (forvaltningsloven § 19), and what may stand instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Fact, Outcome

SHORTEST_WHY = 20
WHY_NOT = Text(
    "Svaret bygger på noget, borgeren ikke har set. Hør borgeren først, eller skriv, hvorfor det ikke er nødvendigt.",
    "The answer builds on something that the citizen has not seen. Hear the citizen first, or write why you need not.",
)
TOO_SHORT = Text(
    "Skriv mere om, hvorfor borgeren ikke skal høres. For eksempel, at borgeren selv har oplyst det i telefonen.",
    "Write more about why the citizen need not be heard. For example that they told you so themselves by telephone.",
)
STILL_TIME = Text(
    "Borgeren har til og med {day} til at svare. Vent til da, eller skriv, hvorfor du ikke venter.",
    "The citizen has until {day} to answer. Wait until then, or write why you do not wait.",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One hearing as it stands. `answered`: the party has written since it was sent."""

    facts: tuple[Fact, ...]
    answer_by: date
    answered: bool

    def over(self, today: date) -> bool:
        """Whether we may go on: the party has said something, or the last day is past."""
        return self.answered or today > self.answer_by


def to_hear(unseen: Iterable[Fact], hearings: Iterable[Heard]) -> tuple[Fact, ...]:
    """What speaks against the party, was never shown to them, and stood in none of the hearings. Who was heard about
    everything but what stands beside it is not heard once more.
    """
    shown = {_mark(fact) for heard in hearings for fact in heard.facts}
    found = tuple(fact for fact in unseen if _mark(fact) not in shown)
    return () if shown and all(fact.beside for fact in found) else found


def _mark(fact: Fact) -> tuple[str, str]:
    return fact.label.da, fact.value.da


def what_hearing_lacks(
    outcome: Outcome, *, unheard: tuple[Fact, ...], last: Heard | None, why_not: str, today: date
) -> Text | None:
    """What must be done, or said, about hearing the party before this outcome is signed; None when all is well.

    A full grant needs no hearing. `why_not` is the caseworker's stated reason for doing without.
    """
    if outcome is Outcome.GRANTED:
        return None
    waiting = last is not None and not last.over(today)
    if not unheard and not waiting:
        return None
    if why_not:
        return None if len(why_not) >= SHORTEST_WHY else TOO_SHORT
    if waiting and last is not None:
        return STILL_TIME.format(day=long_date(last.answer_by))
    return WHY_NOT
