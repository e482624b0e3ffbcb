"""Questions about letters on paper: which wait for print in a department, and where one is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.dates import long_date
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.models import Delivery
from indgang.modules.messages.vocabulary import DeliveryState, FileKind, FileState, LadderState, Way

S = DeliveryState
IN_ENVELOPE = (S.HANDED_OVER, S.DELIVERED, S.RETURNED)
"""A letter that counts as arrived may still come back."""
A_PAGE = 25
"""Letters on one page of the list."""
SHOWN_AFTER = timedelta(days=30)
"""So long a posted letter stands in the list, so that one that comes back is found."""


@dataclass(frozen=True)
class PaperLetter:
    """One letter on paper. `age` in days since it was written. `ready`: its file is made; `pdf`: so it can be
    printed together with others. `opened_by` is the name of who has it at the printer, `mine`: that is oneself.
    `error` is why it waits again or came back.
    """

    id: UUID
    message_id: UUID
    recipient: str
    title: Text
    reference: str
    unit: Text
    written_at: datetime
    age: int
    state: DeliveryState
    ready: bool
    pdf: bool
    run_id: UUID | None
    opened_by: str
    opened_at: datetime | None
    mine: bool
    where: Text
    error: str


@dataclass(frozen=True)
class PrintList:
    """The letters of a department. `mine` and `others` are open at a printer, `waiting` is one page of the rest."""

    mine: tuple[PaperLetter, ...]
    others: tuple[PaperLetter, ...]
    waiting: tuple[PaperLetter, ...]
    total: int
    page: int
    pages: int


def _units(by: EmployeeInfo) -> list[str]:
    """The units whose letters somebody prints: those of the own department, and letters that no unit wrote."""
    units = identity.units()
    own = units.get(by.unit)
    same = [unit.id for unit in units.values() if own is not None and unit.department == own.department]
    return [*same, ""]


def on_paper_for(by: EmployeeInfo) -> QuerySet[Delivery]:
    """The letters on paper of somebody's own department, with what a list shows of them."""
    rows = Delivery.objects.filter(way=Way.PRINT, message__unit__in=_units(by))
    return rows.select_related("run", "message", "message__file")


def paper_in_words(row: Delivery) -> Text:
    """Where a letter on paper is: `Lagt i kuvert 21. november 2026 af Borgerservice`. Empty for any other way.

    Of a letter from remote print only that it came back.
    """
    if row.way == Way.LETTER and row.state == S.RETURNED and row.handed_over_at is not None:
        day = long_date(row.handed_over_at.astimezone(COPENHAGEN).date())
        return Text(f"Kom retur. Sendt med fjernprint {day.da}", f"Came back. Sent by remote print {day.en}")
    if row.way != Way.PRINT or row.state == S.REPLACED_BY:
        return Text()
    if row.state not in IN_ENVELOPE or row.handed_over_at is None:
        return Text("Bliver sendt på papir", "Will be sent on paper")
    day = long_date(row.handed_over_at.astimezone(COPENHAGEN).date())
    unit = identity.units().get(row.handed_over_unit)
    name = unit.name if unit else Text("os", "us")
    if row.state == S.RETURNED:
        return Text(
            f"Kom retur. Lagt i kuvert {day.da} af {name.da}", f"Came back. Posted {day.en} by {name.en}"
        )
    return Text(f"Lagt i kuvert {day.da} af {name.da}", f"Posted {day.en} by {name.en or name.da}")


def _shown(row: Delivery, by: EmployeeInfo) -> PaperLetter:
    message, run = row.message, row.run
    file = message.file if hasattr(message, "file") else None
    unit = identity.units().get(message.unit)
    return PaperLetter(
        id=row.pk,
        message_id=message.pk,
        recipient=message.recipient,
        title=Text.of(message.title),
        reference=message.reference,
        unit=unit.name if unit else Text(),
        written_at=message.created_at,
        age=(clock.today() - row.planned_at.astimezone(COPENHAGEN).date()).days,
        state=DeliveryState(row.state),
        ready=file is not None and file.state == FileState.MADE,
        pdf=file is not None and file.kind == FileKind.PDF,
        run_id=run.pk if run else None,
        opened_by=run.opened_by_name if run else "",
        opened_at=run.opened_at if run else None,
        mine=run is not None and run.opened_by == by.actor.key,
        where=paper_in_words(row),
        error=row.error,
    )


def letters_to_print(by: EmployeeInfo, page: int = 1) -> PrintList:
    """What waits for print in the own department, the oldest first. Three queries.

    A page that is not there gives the last one.
    """
    rows = on_paper_for(by)
    at_printers = [_shown(row, by) for row in rows.filter(state=S.SENDING).order_by("planned_at", "pk")[:200]]
    waiting = rows.filter(state=S.PLANNED)
    total = waiting.count()
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * A_PAGE
    found = waiting.order_by("planned_at", "pk")[first : first + A_PAGE] if total else []
    return PrintList(
        mine=tuple(one for one in at_printers if one.mine),
        others=tuple(one for one in at_printers if not one.mine),
        waiting=tuple(_shown(row, by) for row in found),
        total=total,
        page=page,
        pages=pages,
    )


def letters_in_envelopes(by: EmployeeInfo) -> list[PaperLetter]:
    """What the own department posted in the last 30 days, the newest first; 100 at most. One query."""
    rows = on_paper_for(by).filter(state__in=IN_ENVELOPE, handed_over_at__gte=clock.now() - SHOWN_AFTER)
    return [_shown(row, by) for row in rows.order_by("-handed_over_at", "pk")[:100]]


def letters_back(by: EmployeeInfo) -> list[PaperLetter]:
    """Letters of the own department that came back, from our own printer or from remote print, and whose reader has
    not been reached since: the oldest first; 100 at most. One query.
    """
    rows = Delivery.objects.filter(
        way__in=[Way.PRINT, Way.LETTER],
        state=S.RETURNED,
        message__unit__in=_units(by),
        message__ladder__state=LadderState.FAILED,
    )
    rows = rows.select_related("run", "message", "message__file")
    return [_shown(row, by) for row in rows.order_by("handed_over_at", "pk")[:100]]


def letter_on_paper(delivery_id: UUID, by: EmployeeInfo) -> PaperLetter:
    """One letter of the own department. One query. Raises NotYours."""
    row = on_paper_for(by).filter(pk=delivery_id).first()
    if row is None:
        raise NotYours
    return _shown(row, by)
