"""How a letter travelled, in sentences: the same words on the page, on the telephone and on the case. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.messages.vocabulary import (
    CAUSE_NAMES,
    RUNGS,
    Arrival,
    Because,
    Cause,
    DeliveryState,
    LadderState,
    Way,
)

S, L = DeliveryState, LadderState
ON_PAPER = frozenset({Way.LETTER, Way.PRINT})


@dataclass(frozen=True, slots=True)
class Rung:
    """One way of bringing a message, as far as the sentences need it. Times are aware; `unit` posted the letter."""

    way: Way
    state: DeliveryState
    planned_at: datetime
    because: Because | None = None
    cause: Cause | None = None
    attempts: int = 0
    due_at: datetime | None = None
    handed_over_at: datetime | None = None
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    arrival_due: date | None = None
    unit: Text = field(default_factory=Text)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """All that happened to one message. `state` is None for what came in. `told`: how the party heard of it instead."""

    created_at: datetime
    state: LadderState | None
    rungs: tuple[Rung, ...] = ()
    arrival: Arrival | None = None
    arrived_at: datetime | None = None
    arrived_way: Way | None = None
    legal_day: date | None = None
    cause: Cause | None = None
    failed_at: datetime | None = None
    told: str = ""

    @property
    def opened_at(self) -> datetime | None:
        return next((one.opened_at for one in self.rungs if one.way is Way.INBOX), None)

    @property
    def stored_at(self) -> datetime:
        """When it lay in our own inbox; when it was written, while no worker has looked."""
        inbox = next((one for one in self.rungs if one.way is Way.INBOX), None)
        return (inbox.delivered_at if inbox else None) or self.created_at

    @property
    def last(self) -> Rung | None:
        """The rung that holds now: the last one that no other has replaced, notices and the own inbox apart."""
        rungs = [one for one in self.rungs if one.way in RUNGS]
        live = [one for one in rungs if one.state is not S.REPLACED_BY]
        return (live or rungs or [None])[-1]  # type: ignore[list-item]


def _day(at: datetime | date) -> Text:
    return long_date(at.astimezone(COPENHAGEN).date() if isinstance(at, datetime) else at)


def _say(danish: str, english: str, **values: Text) -> Text:
    return Text(
        danish.format(**{name: value.da for name, value in values.items()}),
        english.format(**{name: value.en or value.da for name, value in values.items()}),
    )


def _both(first: Text, second: Text) -> Text:
    return Text(f"{first.da} {second.da}".strip(), f"{first.en} {second.en}".strip())


def sentence(course: Course) -> Text:
    """Did it arrive? One sentence or two, with a date: `Sendt 3. november 2026. Leveret i Digital Post samme dag.`"""
    said = _sentence(course)
    opened = course.opened_at
    if opened is None or course.state is None:
        return said
    return _both(said, _say("Læst på Min side {day}.", "Read on My page on {day}.", day=_day(opened)))


def _sentence(course: Course) -> Text:
    match course.state:
        case L.ARRIVED:
            return _arrived(course)
        case L.POSTED:
            return _posted(course)
        case L.FAILED:
            return _failed(course)
        case L.TOLD:
            return _told(course)
        case L.CLIMBING:
            return _climbing(course)
    return _say("Vi fik det {day}.", "We got it on {day}.", day=_day(course.created_at))


def _told(course: Course) -> Text:
    if course.arrived_at is None:
        return Text(
            "Brevet nåede ikke frem. En medarbejder har givet beskeden på en anden måde.",
            "The letter did not arrive. A member of staff has told of it in another way.",
        )
    return _say(
        "Brevet nåede ikke frem. En medarbejder gav beskeden på en anden måde {day}.",
        "The letter did not arrive. A member of staff told of it in another way on {day}.",
        day=_day(course.arrived_at),
    )


def _bringer(course: Course) -> Rung | None:
    """The rung by which it arrived."""
    return next((one for one in reversed(course.rungs) if one.way is course.arrived_way), course.last)


def _arrived(course: Course) -> Text:
    arrived = course.arrived_at or course.created_at
    match course.arrival:
        case Arrival.STORED:
            return _say("Lagt på Min side {day}.", "Put on My page on {day}.", day=_day(course.stored_at))
        case Arrival.PERSON:
            return _say(
                "Vi har fortalt det på en anden måde {day}.", "We told of it in another way on {day}.",
                day=_day(arrived),
            )  # fmt: skip
    rung = _bringer(course)
    sent = (rung.handed_over_at if rung else None) or course.created_at
    if course.arrival is Arrival.ASSUMED:
        return _say(
            "Sendt med posten {sent}. Det kom ikke retur, så vi regner med, at det var fremme {day}.",
            "Sent by post on {sent}. It did not come back, so we take it to have arrived on {day}.",
            sent=_day(sent),
            day=_day(course.legal_day or arrived),
        )
    way = Text("med posten", "by post") if rung and rung.way in ON_PAPER else _IN_POST
    if _day(sent) == _day(arrived):
        return _say(
            "Sendt {sent}. Leveret {way} samme dag.", "Sent on {sent}. Delivered {way} the same day.",
            sent=_day(sent), way=way,
        )  # fmt: skip
    return _say(
        "Sendt {sent}. Leveret {way} {day}.", "Sent on {sent}. Delivered {way} on {day}.",
        sent=_day(sent), way=way, day=_day(arrived),
    )  # fmt: skip


_IN_POST = Text("i Digital Post", "in Digital Post")


def _posted(course: Course) -> Text:
    rung = course.last
    sent = _day((rung.handed_over_at if rung else None) or course.created_at)
    if rung is not None and rung.arrival_due:
        return _say(
            "Sendt med posten {sent}. Vi regner med, at det er fremme {day}.",
            "Sent by post on {sent}. We expect it to arrive by {day}.",
            sent=sent,
            day=_day(rung.arrival_due),
        )
    return _say("Sendt med posten {sent}.", "Sent by post on {sent}.", sent=sent)


def _failed(course: Course) -> Text:
    rung = course.last
    if course.cause is Cause.RETURNED and rung is not None and rung.handed_over_at:
        return _say(
            "Sendt med posten {sent}, men brevet kom retur {day}.",
            "Sent by post on {sent}, but the letter came back on {day}.",
            sent=_day(rung.handed_over_at),
            day=_day(course.failed_at or rung.handed_over_at),
        )
    missed = Text("Brevet er ikke nået frem.", "The letter has not arrived.")
    return _both(missed, CAUSE_NAMES[course.cause] if course.cause else Text())


def _climbing(course: Course) -> Text:
    rung = course.last
    if rung is None:
        return _say(
            "Skrevet {day}. Brevet er på vej.", "Written on {day}. The letter is on its way.",
            day=_day(course.created_at),
        )  # fmt: skip
    if rung.way is Way.PRINT:
        return Text("Brevet venter på at blive printet.", "The letter waits to be printed.")
    if rung.way is Way.LETTER:
        return _letter_waits(rung)
    if rung.state is S.HANDED_OVER:
        return _say(
            "Sendt i Digital Post {day}. Vi venter på kvittering.",
            "Sent in Digital Post on {day}. We wait for the receipt.",
            day=_day(rung.handed_over_at or rung.planned_at),
        )
    if rung.attempts > 1 or (rung.attempts == 1 and rung.state is S.PLANNED):
        return Text(
            "Brevet er ikke sendt endnu. Digital Post svarer ikke, så vi prøver igen.",
            "The letter has not been sent yet. Digital Post does not answer, so we try again.",
        )
    return Text("Brevet er på vej til Digital Post.", "The letter is on its way to Digital Post.")


def _letter_waits(rung: Rung) -> Text:
    first = Text()
    if rung.because is Because.NO_RECEIPT:
        first = Text("Digital Post har ikke kvitteret.", "Digital Post has sent no receipt.")
    elif rung.because is Because.REFUSED:
        first = Text("Digital Post tog ikke imod brevet.", "Digital Post did not accept the letter.")
    if rung.state is S.PLANNED and rung.due_at and not rung.attempts:
        then = _say(
            "Vi sender brevet med posten {day}.", "We send the letter by post on {day}.",
            day=_day(rung.due_at),
        )  # fmt: skip
    else:
        then = Text("Brevet er på vej til posten.", "The letter is on its way to the post.")
    return _both(first, then)
