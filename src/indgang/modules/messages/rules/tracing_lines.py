"""Each step of a letter on its way, one line each. Pure. The citizen reads those that are not `inner`."""

from dataclasses import dataclass, field
from datetime import datetime

from indgang.kernel.text import Text
from indgang.modules.messages.rules.tracing import ON_PAPER, Course, Rung
from indgang.modules.messages.vocabulary import (
    BECAUSE_NAMES,
    CAUSE_NAMES,
    NOTICES,
    WAY_NAMES,
    AttemptEnd,
    Cause,
    DeliveryState,
    LadderState,
    ReceiptEffect,
    ReceiptKind,
    Way,
    receipt_info,
)

S = DeliveryState
_SAYS_ALL = {Cause.NO_ADDRESS, Cause.NO_PDF, Cause.NO_WAY, Cause.TOO_LARGE}
"""Causes of our own making: what stands beside them is for the log."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step. `who` did it: a system or a unit. `detail`: a code, a reason. `inner`: for staff only."""

    at: datetime
    words: Text
    who: Text = field(default_factory=Text)
    detail: Text = field(default_factory=Text)
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt to hand a delivery over. `end` is None while it runs, or when its worker died."""

    way: Way
    at: datetime
    number: int
    provider: str
    end: AttemptEnd | None
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One receipt. `at`: the sender's time."""

    at: datetime
    kind: ReceiptKind
    effect: ReceiptEffect
    code: str = ""
    text: str = ""


_TRIED = {
    None: Text("Forsøget er ikke slut", "The attempt has not ended"),
    AttemptEnd.ACCEPTED: Text("Taget imod", "Accepted"),
    AttemptEnd.REPEATED: Text("Modtageren havde det allerede", "The receiver had it already"),
    AttemptEnd.REFUSED: Text("Afvist", "Refused"),
    AttemptEnd.UNAVAILABLE: Text("Systemet svarede ikke", "The system did not answer"),
    AttemptEnd.UNKNOWN: Text("Vi fik ikke noget svar", "We got no answer"),
}
_NOT_USED = {
    ReceiptEffect.LATE: Text("Kom efter, at brevet var sendt på en anden måde", "Came after another way"),
    ReceiptEffect.LOWER: Text("Sagde ikke noget nyt", "Told nothing new"),
}


_NOBODY = Text()


def _joined(*parts: str) -> Text:
    said = " · ".join(part for part in parts if part)
    return Text(said, said)


def lines(
    course: Course, tried: tuple[Tried, ...] = (), said: tuple[Said, ...] = (), unit: Text = _NOBODY
) -> tuple[Line, ...]:
    """What happened, the oldest first. `unit` wrote it; `tried` and `said` are the attempts and the receipts."""
    if course.state is None:
        return (Line(course.created_at, Text("Vi fik det", "We got it")),)
    found = [Line(course.created_at, Text("Skrevet", "Written"), unit)]
    for rung in course.rungs:
        found.extend(_of_rung(rung, course.failed_at))
    found.extend(_attempt(one) for one in tried)
    found.extend(_receipt(one) for one in said)
    if course.failed_at and course.state is LadderState.FAILED and course.cause:
        missed = Text("Brevet nåede ikke frem", "The letter did not arrive")
        found.append(Line(course.failed_at, missed, detail=CAUSE_NAMES[course.cause]))
    if course.state is LadderState.TOLD and course.told:
        told = Text("Fortalt på en anden måde", "Told in another way")
        found.append(
            Line(course.arrived_at or course.created_at, told, detail=_joined(course.told), inner=True)
        )
    return tuple(sorted(found, key=lambda line: line.at))


def _of_rung(rung: Rung, failed_at: datetime | None) -> list[Line]:
    if rung.way is Way.INBOX:
        stored = Line(rung.delivered_at or rung.planned_at, Text("Lagt på Min side", "Put on My page"))
        read = Text("Læst på Min side", "Read on My page")
        return [stored, Line(rung.opened_at, read)] if rung.opened_at else [stored]
    way = WAY_NAMES[rung.way]
    chosen = Text(f"Valgt: {way.da}", f"Chosen: {way.en}")
    why = BECAUSE_NAMES[rung.because] if rung.because else Text()
    found = [Line(rung.planned_at, chosen, detail=why, inner=True)]
    if rung.handed_over_at:
        found.append(Line(rung.handed_over_at, _sent(rung), rung.unit))
    if rung.delivered_at:
        found.append(Line(rung.delivered_at, _came(rung)))
    if rung.state in (S.FAILED, S.RETURNED) or rung.error:
        cause = CAUSE_NAMES[rung.cause] if rung.cause else Text()
        wrong = Text(f"Gik galt: {way.da}", f"Went wrong: {way.en}")
        back = failed_at if rung.state is S.RETURNED else None
        at = max(one for one in (rung.planned_at, rung.handed_over_at, back) if one)
        said = "" if rung.cause in _SAYS_ALL else rung.error
        found.append(Line(at, wrong, detail=_joined(str(cause), said), inner=True))
    return found


def _sent(rung: Rung) -> Text:
    if rung.way in ON_PAPER:
        return Text("Sendt med posten", "Sent by post")
    way = WAY_NAMES[rung.way]
    if rung.way in NOTICES:
        return Text(f"Besked om brevet: {way.da}", f"A notice of the letter: {way.en}")
    return Text(f"Sendt i {way.da}", f"Sent in {way.en}")


def _came(rung: Rung) -> Text:
    if rung.way in ON_PAPER:
        return Text("Regnes for at være fremme", "Taken to have arrived")
    way = WAY_NAMES[rung.way]
    return Text(f"Leveret i {way.da}", f"Delivered in {way.en}")


def _attempt(one: Tried) -> Line:
    way = WAY_NAMES[one.way]
    words = Text(f"Forsøg {one.number}: {way.da}", f"Attempt {one.number}: {way.en}")
    told = _TRIED[one.end]
    extra = " · ".join(part for part in (one.code, one.text) if part)
    detail = Text(f"{told.da}. {extra}".rstrip(". ") + ".", f"{told.en}. {extra}".rstrip(". ") + ".")
    return Line(one.at, words, _joined(one.provider), detail, inner=True)


def _receipt(one: Said) -> Line:
    words = receipt_info(one.kind).words
    note = _NOT_USED.get(one.effect, Text())
    parts = [part for part in (one.code, one.text) if part]
    detail = Text(
        " · ".join([*filter(None, [note.da]), *parts]), " · ".join([*filter(None, [note.en]), *parts])
    )
    return Line(one.at, words, Text("Kvittering", "Receipt"), detail, inner=True)
