"""What came in and waits for a unit, and the subjects under which somebody can write to us."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party, Right
from indgang.modules.messages.models import ContactPoint, Inbound
from indgang.modules.messages.rules.routing import WHY_NAMES, Why
from indgang.modules.messages.vocabulary import (
    INBOUND_SOURCE_NAMES,
    INBOUND_STATE_NAMES,
    InboundSource,
    InboundState,
)

PAGE_SIZE = 25
COUNT_LIMIT = 1000
"""Counting stops here, so that a long list costs no more than a short one."""
HIDDEN = Text("Beskyttet", "Protected")
PROVEN = frozenset({InboundSource.MEMO, InboundSource.OWN_PAGE})
"""Roads that prove who wrote."""


@dataclass(frozen=True)
class InboundRow:
    """One thing that came in. `who` is empty when nobody is proven; a protected person's name is hidden in lists.

    `why`: why it waits. `problem`: what could not be read, or why it was set aside. `case_key`: the case that it may
    belong to, or was filed on. `message_id`: its sender sees it as a message of theirs.
    """

    id: UUID
    source: InboundSource
    road: Text
    state: InboundState
    state_name: Text
    subject: str
    got_at: datetime
    who: Text
    party: Party | None
    why: Text
    problem: str
    has_cpr: bool
    auto_answered: bool
    case_key: str
    unit: str
    message_id: UUID | None

    @property
    def proven(self) -> bool:
        """Whether we know who wrote it."""
        return self.party is not None and self.source in PROVEN


@dataclass(frozen=True)
class InboundPage:
    """One page of what waits, the oldest first. `total` stops at COUNT_LIMIT."""

    rows: tuple[InboundRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ContactPointInfo:
    """A subject that somebody can choose. `services`: whose pages lead here."""

    id: str
    label: Text
    unit: str
    services: tuple[str, ...]


def inbox_of_unit(by: EmployeeInfo, *, page: int = 1) -> InboundPage:
    """What waits in the employee's own unit; nothing without the right. Two queries."""
    if not by.may(Right.READ_INBOX) or not by.unit:
        return InboundPage((), 0, 1, 1)
    rows = Inbound.objects.filter(unit=by.unit, state=InboundState.QUEUED.value)
    total = min(rows.order_by().values("pk")[: COUNT_LIMIT + 1].count(), COUNT_LIMIT)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    found = rows.select_related("person", "company").defer("person__cpr_encrypted").order_by("got_at", "pk")
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return InboundPage(tuple(row_of(row) for row in shown), total, page, pages)


def row_of(row: Inbound, *, hide: bool = True) -> InboundRow:
    """One row in words. `hide`: not the name of somebody protected."""
    why = Why(row.why) if row.why else None
    return InboundRow(
        id=row.pk,
        source=InboundSource(row.source),
        road=INBOUND_SOURCE_NAMES[InboundSource(row.source)],
        state=InboundState(row.state),
        state_name=INBOUND_STATE_NAMES[InboundState(row.state)],
        subject=row.subject,
        got_at=row.got_at,
        who=_who(row, hide=hide),
        party=_party(row),
        why=WHY_NAMES[why] if why else Text(),
        problem=row.problem,
        has_cpr=row.has_cpr,
        auto_answered=row.auto_answered,
        case_key=row.case_key,
        unit=row.unit,
        message_id=row.message_id,
    )


def _who(row: Inbound, *, hide: bool) -> Text:
    if row.person is not None:
        return HIDDEN if hide and row.person.protected else Text(row.person.name, row.person.name)
    return Text(row.company.name, row.company.name) if row.company is not None else Text()


def _party(row: Inbound) -> Party | None:
    if row.person is not None:
        return Party("person", str(row.person.pk), row.person.name)
    return Party("company", str(row.company.pk), row.company.name) if row.company is not None else None


def contact_points() -> tuple[ContactPointInfo, ...]:
    """The subjects that somebody can choose, in their order. One query."""
    return tuple(
        ContactPointInfo(row.pk, Text.of(row.label), row.unit, tuple(row.services))
        for row in ContactPoint.objects.filter(open=True).order_by("position", "pk")
    )
