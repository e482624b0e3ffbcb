"""Which letters did not arrive, why, and what somebody can do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.messages.models import BulkRecipient, BulkRun, Ladder, Message
from indgang.modules.messages.vocabulary import (
    CAUSE_NAMES,
    REMEDIES,
    Cause,
    LadderState,
    Remedy,
)

A_PAGE = 25
"""Letters on one page of the list."""
MOST_MANY = 50
"""Letters to many that the list can be narrowed to."""
PURPOSE = "se, om et brev nåede frem"
HIDDEN = Text("Beskyttet", "Protected")


@dataclass(frozen=True)
class Failure:
    """One letter that did not arrive. `days` since it failed. A protected citizen's name is not told here."""

    message_id: UUID
    recipient: Text
    title: Text
    reference: str
    case_key: str
    unit: Text
    failed_at: datetime
    days: int
    cause: Cause
    why: Text
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class FailureList:
    """One page, the oldest first. `units`: those whose letters the reader may see; `unit` the chosen one, or all.

    `many`: the letters to many of those units of which a letter has not arrived, the newest first; `of` the chosen one.
    """

    rows: tuple[Failure, ...]
    total: int
    page: int
    pages: int
    unit: str
    units: tuple[tuple[str, Text], ...]
    of: str = ""
    many: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LetterForStaff:
    """One letter, for who looks after what arrives: never its text. `case_key` leads to it."""

    message_id: UUID
    recipient: Text
    title: Text
    reference: str
    case_key: str
    unit: Text
    written_at: datetime


def units_in_reach(by: EmployeeInfo) -> tuple[str, ...] | None:
    """The units whose letters somebody looks after: the own, the department's, or all of them (None).

    Who looks after a department also sees letters of no unit: nobody else would.
    """
    reach = by.reach(Right.SEE_POST)
    if reach is Reach.MUNICIPALITY:
        return None
    if reach is Reach.DEPARTMENT:
        units = identity.units()
        own = units.get(by.unit)
        theirs = (unit.id for unit in units.values() if own and unit.department == own.department)
        return ("", *theirs)
    return (by.unit,) if reach is not None and by.unit else ()


def letters_in_reach(by: EmployeeInfo) -> QuerySet[Ladder]:
    """What became of the letters that somebody looks after, failed or not."""
    reached = units_in_reach(by)
    rows = Ladder.objects.all()
    return rows if reached is None else rows.filter(unit__in=reached)


def failures(by: EmployeeInfo, unit: str = "", page: int = 1, of: str = "") -> FailureList:
    """The letters that did not arrive, the one that has waited longest first. Three queries and one row of the trail.

    `unit`: only that one, when it is in reach. `of`: only those of one letter to many. A page that is not there gives
    the last one.
    """
    reached = units_in_reach(by)
    known = identity.units()
    units = tuple((one.id, one.name) for one in known.values() if reached is None or one.id in reached)
    rows = letters_in_reach(by).filter(state=LadderState.FAILED)
    chosen = unit if unit in dict(units) else ""
    if chosen:
        rows = rows.filter(unit=chosen)
    many = _many(rows)
    of = of if of in dict(many) else ""
    if of:
        rows = rows.filter(message__in=_letters_of(of))
    total = rows.count()
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * A_PAGE
    found = (
        rows.select_related("message", "message__person")
        .defer("message__letter", "message__person__cpr_encrypted")
        .order_by("failed_at", "pk")[first : first + A_PAGE]
    )
    shown = tuple(_failure(row) for row in found)
    audit.record(
        action="failed_letters_seen",
        actor=by.actor.key,
        object=f"unit:{chosen or by.unit}",
        purpose=PURPOSE,
        detail={"letters": [str(one.message_id) for one in shown]},
    )
    return FailureList(shown, total, page, pages, chosen, units, of, many)


def _letters_of(run_id: str) -> QuerySet[BulkRecipient, UUID | None]:
    rows = BulkRecipient.objects.filter(run_id=UUID(run_id), message__isnull=False)
    return rows.values_list("message_id", flat=True)


def _many(rows: QuerySet[Ladder]) -> tuple[tuple[str, str], ...]:
    """The newest letters to many that these letters came from: id and title."""
    theirs = BulkRecipient.objects.filter(message__in=rows.values("pk")).values("run_id")
    runs = BulkRun.objects.filter(pk__in=theirs).order_by("-created_at", "pk")[:MOST_MANY]
    return tuple((str(pk), title) for pk, title in runs.values_list("pk", "title"))


def _name(message: Message) -> Text:
    if message.person is not None and message.person.protected:
        return HIDDEN
    return Text(message.recipient, message.recipient)


def _unit(unit_id: str) -> Text:
    unit = identity.units().get(unit_id)
    return unit.name if unit else Text()


def _failure(row: Ladder) -> Failure:
    message, cause = row.message, Cause(row.cause)
    failed_at = row.failed_at or message.created_at
    return Failure(
        message_id=message.pk,
        recipient=_name(message),
        title=Text.of(message.title),
        reference=message.reference,
        case_key=message.case_key,
        unit=_unit(row.unit),
        failed_at=failed_at,
        days=(clock.today() - failed_at.astimezone(COPENHAGEN).date()).days,
        cause=cause,
        why=CAUSE_NAMES[cause],
        remedies=REMEDIES[cause],
    )


def letter_for_staff(message_id: UUID, by: EmployeeInfo) -> LetterForStaff:
    """One letter in reach, failed or not, with a row in the trail. One query. Raises NotYours."""
    rows = letters_in_reach(by).filter(pk=message_id).select_related("message", "message__person")
    row = rows.defer("message__letter", "message__person__cpr_encrypted").first()
    if row is None:
        raise NotYours
    message = row.message
    party = f"person:{message.person_id}" if message.person_id else f"company:{message.company_id}"
    audit.record(
        action="letter_trace_seen",
        actor=by.actor.key,
        object=f"message:{message.pk}",
        party=party,
        purpose=PURPOSE,
    )
    return LetterForStaff(
        message_id=message.pk,
        recipient=_name(message),
        title=Text.of(message.title),
        reference=message.reference,
        case_key=message.case_key,
        unit=_unit(row.unit),
        written_at=message.created_at,
    )


def failed_count(by: EmployeeInfo) -> int:
    """How many letters in reach did not arrive. One query over an index that holds only those."""
    return letters_in_reach(by).filter(Q(state=LadderState.FAILED)).count()
