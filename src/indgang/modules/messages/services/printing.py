"""Letters on paper: opened for print, put into an envelope, and what goes wrong on the way."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import rules
from indgang.modules.messages.models import Delivery, Ladder, PrintRun
from indgang.modules.messages.selectors import on_paper_for
from indgang.modules.messages.services import outcomes
from indgang.modules.messages.services.steps import held
from indgang.modules.messages.vocabulary import DeliveryState, FileKind

S = DeliveryState
AT_ONCE = 100
"""Letters in one batch: one PDF that a printer takes in one go."""
LONGEST_REASON = 200


class MayNotPrint(Expected):
    """The role does not print letters."""

    status = 403
    message = Text("Din rolle må ikke printe breve.", "Your role may not print letters.")


class NothingToPrint(Expected):
    """All letters are at a colleague's printer or in their envelopes."""

    status = 409
    message = Text(
        "Der er ingen breve, der venter på print. En kollega kan lige have åbnet dem.",
        "No letters are waiting for print. A colleague may just have opened them.",
    )


class OpenedAlready(Expected):
    """A colleague has the letter at the printer. `name` and `at` say who and since when."""

    status = 409

    def __init__(self, name: str, at: datetime) -> None:
        self.name, self.at = name, at
        super().__init__(
            Text(
                f"{name} har åbnet brevet for at printe det. Spørg, før du printer det igen.",
                f"{name} has opened the letter to print it. Ask before you print it again.",
            )
        )


class NotOnItsWay(Expected):
    """The letter does not stand where the deed begins: somebody was quicker, or it waits again."""

    status = 409
    message = Text(
        "Brevet står ikke længere sådan. Hent listen igen, og se, hvor det er.",
        "The letter no longer stands so. Load the list again to see where it is.",
    )


class SayWhy(Expected):
    """What is undone, or came back, has a reason."""

    status = 422
    message = Text("Skriv kort hvorfor.", "Write briefly why.")


def _mine(by: EmployeeInfo) -> QuerySet[Delivery]:
    """Raises MayNotPrint."""
    if not by.may(Right.PRINT_LETTERS):
        raise MayNotPrint
    return on_paper_for(by)


def _locked(delivery_id: UUID, by: EmployeeInfo) -> Delivery:
    """One letter of the own department, held until the transaction ends. Raises NotYours."""
    row = _mine(by).select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if row is None:
        raise NotYours
    return row


def _with_ladder(delivery_id: UUID, by: EmployeeInfo) -> tuple[Delivery, Ladder | None]:
    """The same, with its ladder, which is always held first. Raises NotYours."""
    message_id = _mine(by).filter(pk=delivery_id).values_list("message_id", flat=True).first()
    if message_id is None:
        raise NotYours
    ladder = held(message_id)
    return _locked(delivery_id, by), ladder


def _run(by: EmployeeInfo) -> PrintRun:
    return PrintRun.objects.create(
        opened_by=by.actor.key, opened_by_name=by.name, unit=by.unit, opened_at=clock.now()
    )


def _step(row: Delivery, to: DeliveryState, **fields: object) -> None:
    """A step of the table in rules.py, by the one who holds the row. Raises NotOnItsWay."""
    changed = Delivery.objects.filter(pk=row.pk, state__in=rules.sources_of(to)).update(
        came_from=F("state"), state=to, **fields
    )
    if not changed:
        raise NotOnItsWay


def _note(action: str, row: Delivery, by: EmployeeInfo, purpose: str = "") -> None:
    message = row.message
    party = f"person:{message.person_id}" if message.person_id else f"company:{message.company_id}"
    audit.record(
        action=action, actor=by.actor.key, object=f"message:{message.pk}", party=party, purpose=purpose
    )


@transaction.atomic
def open_for_print(*, by: EmployeeInfo, delivery_id: UUID | None = None, anyway: bool = False) -> UUID:
    """Take one letter to the printer, or all that wait (100 at most, the oldest first). Returns the run's id.

    From now on the list says who has it. `anyway`: print a letter that somebody else has opened; without it that
    raises OpenedAlready. One's own letter may be opened again. Two at once never get the same letter in a batch.
    Raises MayNotPrint, NotYours, NothingToPrint, and NotOnItsWay for a letter in its envelope.
    """
    if delivery_id is None:
        waiting = _mine(by).filter(state=S.PLANNED, message__file__kind=FileKind.PDF)
        rows = list(
            waiting.select_for_update(of=("self",), skip_locked=True).order_by("planned_at", "pk")[:AT_ONCE]
        )
        if not rows:
            raise NothingToPrint
    else:
        rows = [_locked(delivery_id, by)]
        _not_another_has(rows[0], by, anyway)
    run = _run(by)
    for row in rows:
        if row.state == S.SENDING:
            Delivery.objects.filter(pk=row.pk).update(run=run)
        else:
            _step(row, S.SENDING, run=run, error="")
        _note("letter_opened_for_print", row, by)
    run_id: UUID = run.pk
    return run_id


def _not_another_has(row: Delivery, by: EmployeeInfo, anyway: bool) -> None:
    run = row.run
    if row.state == S.SENDING and run is not None and run.opened_by != by.actor.key and not anyway:
        raise OpenedAlready(run.opened_by_name, run.opened_at)


@transaction.atomic
def note_printed(*, delivery_ids: Iterable[UUID], by: EmployeeInfo) -> int:
    """Printed and in their envelopes. Returns how many; those that already are, or wait again, are left as they are.

    Raises MayNotPrint.
    """
    rows = _mine(by).filter(pk__in=list(delivery_ids), state=S.SENDING)
    ladders = {pk: held(pk) for pk in sorted(rows.values_list("message_id", flat=True))}
    found = [row for row in rows.select_for_update(of=("self",)).order_by("pk") if row.message_id in ladders]
    for row in found:
        now = clock.now()
        _step(
            row, S.HANDED_OVER, handed_over_at=now, handed_over_by=by.actor.key,
            handed_over_unit=by.unit, due_at=None, error="",
        )  # fmt: skip
        outcomes.handed_over(row, ladders[row.message_id], now)
        _note("letter_posted", row, by)
    return len(found)


def _reason(why: str) -> str:
    said = cleaned(why)
    if not said:
        raise SayWhy
    return said[:LONGEST_REASON]


@transaction.atomic
def wait_again(*, delivery_id: UUID, why: str, by: EmployeeInfo) -> None:
    """It was not printed, or not put into the envelope, after all: it waits again, and the reason stands by it.

    Safe to repeat. Raises NotYours, SayWhy, NotOnItsWay for a letter that came back, MayNotPrint.
    """
    said = _reason(why)
    row, ladder = _with_ladder(delivery_id, by)
    if row.state == S.PLANNED:
        return
    if row.state == S.HANDED_OVER:
        _step(row, S.FAILED, error=said)
        outcomes.wait_again(row, ladder)
    _step(row, S.PLANNED, error=said, run=None, handed_over_at=None, handed_over_by="", handed_over_unit="")
    _note("letter_waits_again", row, by)


@transaction.atomic
def note_returned(*, delivery_id: UUID, why: str, by: EmployeeInfo, new_address: bool = False) -> None:
    """The post brought it back (`new_address`: with a new one on it). Whoever has the case hears. Safe to repeat.

    Raises NotYours, SayWhy, NotOnItsWay for a letter that was never posted, MayNotPrint.
    """
    said = _reason(why)
    row, ladder = _with_ladder(delivery_id, by)
    if row.state == S.RETURNED:
        return
    _step(row, S.RETURNED, error=said)
    _note("letter_returned", row, by)
    outcomes.came_back(row, ladder, code="", new_address=new_address)
