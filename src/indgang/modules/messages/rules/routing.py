"""Where something that came in belongs: to a message it answers, to a case, or to a unit. Facts in, a road out.

What is looked up about the sender is looked up before; nothing here knows a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indgang.kernel.text import Text


class Why(StrEnum):
    """Why something lies where it lies: the word that `Inbound.why` keeps."""

    ANSWERS = "answers"
    NAMES_CASE = "names_case"
    CHOSE_POINT = "chose_point"
    SUBJECT = "subject"
    NOTHING_NAMED = "nothing_named"
    ANOTHERS_MESSAGE = "anothers_message"
    ANOTHERS_CASE = "anothers_case"
    UNKNOWN_SENDER = "unknown_sender"
    NOT_PROVEN = "not_proven"
    CANNOT_READ = "cannot_read"
    SAME_NAME = "same_name"
    LOOP = "loop"
    BOUNCE = "bounce"


WHY_NAMES = {
    Why.ANSWERS: Text("Svar på en besked fra os.", "An answer to a message from us."),
    Why.NAMES_CASE: Text("Nævner en sag, som er afsenderens egen.", "Names a case of the sender's own."),
    Why.CHOSE_POINT: Text("Afsenderen valgte emnet.", "The sender chose the subject."),
    Why.SUBJECT: Text("Emnet hører til enheden.", "The subject belongs to the unit."),
    Why.NOTHING_NAMED: Text("Nævner hverken sag eller emne.", "Names neither a case nor a subject."),
    Why.ANOTHERS_MESSAGE: Text(
        "Svarer på en besked, som er sendt til en anden. Se, hvem der skriver.",
        "Answers a message that was sent to somebody else. See who is writing.",
    ),
    Why.ANOTHERS_CASE: Text(
        "Nævner en sag, som ikke er afsenderens. Læg den kun på en sag, hvis du er sikker.",
        "Names a case that is not the sender's. File it on a case only if you are sure.",
    ),
    Why.UNKNOWN_SENDER: Text("Vi kender ikke afsenderen.", "We do not know the sender."),
    Why.NOT_PROVEN: Text(
        "En mail viser ikke, hvem der har skrevet den.", "An e-mail does not show who wrote it."
    ),
    Why.CANNOT_READ: Text("Vi kan ikke læse det, der kom.", "We cannot read what came."),
    Why.SAME_NAME: Text(
        "Har samme nummer som en anden besked, men et andet indhold.",
        "Has the same number as another message, but other content.",
    ),
    Why.LOOP: Text("Sendt af en maskine.", "Sent by a machine."),
    Why.BOUNCE: Text("En mail fra os kom retur.", "An e-mail from us came back."),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A subject under which somebody can write: its unit and its KLE numbers (`23`, `23.05` or `23.05.01`)."""

    id: str
    unit: str
    kle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ours:
    """A message or a case of ours that was named. `theirs`: its party is the sender."""

    theirs: bool
    case_key: str
    unit: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of something that came in.

    `known`: we know the sender. `proven`: the road proves who wrote it (Digital Post does, e-mail does not).
    `answered` and `case`: what it answers and names, None when it is not there. `case_named`: something was written
    where a case id belongs. `point`: the contact point that the sender chose; `kle`: the subject they wrote.
    """

    known: bool
    proven: bool = True
    answered: Ours | None = None
    case: Ours | None = None
    case_named: bool = False
    point: str = ""
    kle: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """`filed`: on the case, or as an answer; else a person of `unit` looks. `case_key` may be a guess, then."""

    filed: bool
    unit: str
    why: Why
    case_key: str = ""
    is_answer: bool = False


def unit_of(points: Sequence[Point], *, point: str, kle: str, first: str) -> tuple[str, Why]:
    """The unit for a chosen point, else for a KLE number (whole, then its group, then its main group), else `first`."""
    for one in points:
        if point and one.id == point:
            return one.unit, Why.CHOSE_POINT
    for wanted in _widening(kle):
        for one in points:
            if wanted in one.kle:
                return one.unit, Why.SUBJECT
    return first, Why.NOTHING_NAMED


def _widening(kle: str) -> list[str]:
    """`23.05.01`, `23.05`, `23`. Zeros at the end say the same as nothing: `23.05.00` is the group `23.05`."""
    parts = kle.strip().split(".")
    while len(parts) > 1 and parts[-1] == "00":
        parts.pop()
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1) if parts[0]]


def route(facts: Facts, points: Sequence[Point], *, first: str) -> Road:
    """Where it belongs. `first`: the unit that takes what names nothing.

    Somebody else's case or message never files anything: it is not even told which case it was. An answer to a message
    of no case is an answer, and a person reads it.
    """
    unit, why = unit_of(points, point=facts.point, kle=facts.kle, first=first)
    if not facts.known:
        return Road(False, unit, Why.UNKNOWN_SENDER)
    theirs = [one for one in (facts.answered, facts.case) if one is not None and one.theirs]
    if not facts.proven:
        best = theirs[0] if theirs else None
        return Road(False, best.unit or unit if best else unit, Why.NOT_PROVEN, best.case_key if best else "")
    if facts.answered is not None and facts.answered.theirs:
        case = facts.answered.case_key
        return Road(bool(case), facts.answered.unit or unit, Why.ANSWERS, case, is_answer=True)
    if facts.case is not None and facts.case.theirs and facts.case.case_key:
        return Road(True, facts.case.unit or unit, Why.NAMES_CASE, facts.case.case_key)
    if facts.answered is not None:
        return Road(False, unit, Why.ANOTHERS_MESSAGE)
    if facts.case is not None or facts.case_named:
        return Road(False, unit, Why.ANOTHERS_CASE)
    return Road(False, unit, why)
