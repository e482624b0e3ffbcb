"""Questions about letters to many: how far one is, and which letters can be sent."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo, UnitInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.messages import rules
from indgang.modules.messages.models import BulkRecipient, BulkRun, Ladder, Template
from indgang.modules.messages.vocabulary import BulkState, LadderState, Letter, RecipientState

OWNER = "kommunen"
"""Whose prepared letters can go to many: those of the municipality itself, not those that decide a case."""
GIVEN = frozenset({"name", "unit_name", "unit_phone"})
"""What such a letter may name without a column in the list."""
SAME_FOR_ALL = frozenset({"unit_name", "unit_phone"})
REFUSED_SHOWN = 200
A_LIST = 50


@dataclass(frozen=True)
class LetterForMany:
    """A letter that can be sent to many. `columns`: what the list must have beside the number and the name."""

    id: UUID
    name: str
    title: Text
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """How far a letter to many is. `cursor` = `made` + `refused`, of `total`."""

    state: BulkState
    total: int
    cursor: int
    made: int
    refused: int


@dataclass(frozen=True)
class BulkInfo:
    """A letter to many. `why`: what was said when it was paused or stopped. `rejected`: (line, why) of the list.

    `per_minute` 0: as fast as it goes.
    """

    id: UUID
    title: str
    progress: Progress
    unit: Text
    begun_by: str
    template_name: str
    template_version: int
    per_minute: int
    why: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    rejected: tuple[tuple[int, Text], ...]
    rejected_count: int


@dataclass(frozen=True)
class NotWritten:
    """A receiver who stood in the list and got no letter after all."""

    position: int
    name: str
    why: str


def units_of(by: EmployeeInfo) -> dict[str, UnitInfo]:
    """The units in whose name somebody may send to many, one's own first."""
    units = identity.units()
    reach = by.reach(Right.SEND_TO_MANY)
    own = units.get(by.unit)
    found = {
        unit.id: unit
        for unit in units.values()
        if reach is Reach.MUNICIPALITY
        or (reach is Reach.DEPARTMENT and own is not None and unit.department == own.department)
    }
    return dict(sorted(found.items(), key=lambda item: item[0] != by.unit))


def letters_for_many() -> list[LetterForMany]:
    """The letters that can be sent to many, by title. One query."""
    rows = Template.objects.filter(owner=OWNER, current=True)
    found = [
        LetterForMany(row.pk, row.name, Text.of(row.letter["title"]), tuple(columns_of(row))) for row in rows
    ]
    return sorted(found, key=lambda one: one.title.da)


def columns_of(template: Template) -> list[str]:
    """What the list must have for a letter: every name that it uses and we do not give."""
    return sorted((rules.placeholders_in(Letter.of(template.letter)) | days_of(template)) - GIVEN)


def days_of(template: Template) -> set[str]:
    """Those of them that are a date, because a button is there until then."""
    return {
        action["until"] for action in template.actions if action.get("until") in template.placeholders
    } - GIVEN


def progress_of(run: BulkRun) -> Progress:
    return Progress(BulkState(run.state), run.total, run.cursor, run.made, run.refused)


def bulk_progress(run_id: UUID) -> Progress:
    """How far it is. One query. Raises NotYours when there is none."""
    run = BulkRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotYours
    return progress_of(run)


def bulk_runs(by: EmployeeInfo) -> list[BulkInfo]:
    """The newest letters to many of the units that somebody answers for; a half-read list is none. One query."""
    rows = BulkRun.objects.filter(unit__in=units_of(by)).exclude(state=BulkState.DRAFT)
    return [_info(row) for row in rows.select_related("template").order_by("-created_at")[:A_LIST]]


def bulk_run(run_id: UUID, by: EmployeeInfo) -> BulkInfo:
    """One letter to many of a unit that somebody answers for. One query. Raises NotYours."""
    run = BulkRun.objects.filter(pk=run_id, unit__in=units_of(by)).select_related("template").first()
    if run is None:
        raise NotYours
    return _info(run)


def _info(run: BulkRun) -> BulkInfo:
    unit = identity.units().get(run.unit)
    return BulkInfo(
        id=run.pk,
        title=run.title,
        progress=progress_of(run),
        unit=unit.name if unit else Text(run.unit, run.unit),
        begun_by=run.begun_by_name,
        template_name=run.template.name,
        template_version=run.template.version,
        per_minute=run.per_minute,
        why=run.why,
        created_at=run.created_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        rejected=tuple((one["line"], Text.of(one["why"])) for one in run.rejected),
        rejected_count=run.rejected_count,
    )


def not_written(run_id: UUID) -> list[NotWritten]:
    """Who of a letter to many got none, the first of them. One query. The caller has checked whose it is."""
    rows = BulkRecipient.objects.filter(run_id=run_id, state=RecipientState.REFUSED)
    rows = rows.select_related("person", "company").defer("person__cpr_encrypted").order_by("position")
    return [
        NotWritten(
            row.position, row.person.name if row.person else row.company.name if row.company else "", row.why
        )
        for row in rows[:REFUSED_SHOWN]
    ]


def bulk_arrivals(run_id: UUID) -> list[tuple[LadderState, int]]:
    """How the letters that are written fare, by state. One query. The caller has checked whose it is."""
    rows = Ladder.objects.filter(message__in=_messages(run_id)).values("state").annotate(count=Count("pk"))
    counts = {row["state"]: row["count"] for row in rows.order_by()}
    return [(state, counts[state]) for state in LadderState if state in counts]


def _messages(run_id: UUID) -> QuerySet[BulkRecipient, UUID | None]:
    return BulkRecipient.objects.filter(run_id=run_id, message__isnull=False).values_list(
        "message_id", flat=True
    )


def first_letter(run_id: UUID) -> Letter | None:
    """The letter as the first of the list gets it; None when the list is deleted. Two queries.

    The caller has checked whose it is.
    """
    rows = BulkRecipient.objects.filter(run_id=run_id).select_related("run__template", "person", "company")
    row = rows.defer("person__cpr_encrypted").order_by("position").first()
    return filled(row.run, row) if row is not None else None


def filled(run: BulkRun, row: BulkRecipient) -> Letter:
    """The letter to one of the list. `run.template`, `row.person` and `row.company` are loaded."""
    party = row.person or row.company
    values: dict[str, object] = {key: Text.of(value) for key, value in run.values.items()}
    values |= row.values
    values["name"] = party.name if party is not None else ""
    return rules.fill(Letter.of(run.template.letter), values | days_in(run.template, row))


def days_in(template: Template, row: BulkRecipient) -> dict[str, date]:
    """The dates that a list gave for one receiver; they were checked when it was read."""
    return {name: date.fromisoformat(row.values[name]) for name in days_of(template)}
