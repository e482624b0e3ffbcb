"""The rows of a payment: how they change, and what holds between a payment and what it pays for."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django_tasks import task

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Actor, Ground
from indgang.modules.selfservice.models import Draft, Payment, PaymentEvent, Submission
from indgang.modules.selfservice.rules import paying
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.services.results import DraftChanged
from indgang.modules.selfservice.vocabulary import PaymentEventKind, PaymentState, PaymentWhy

_TRACED = (
    PaymentEventKind.RESERVED,
    PaymentEventKind.CHARGED,
    PaymentEventKind.LET_GO,
    PaymentEventKind.ASKED_BACK,
    PaymentEventKind.REFUNDED,
    PaymentEventKind.BILLED,
    PaymentEventKind.ELSEWHERE,
)


class PayFirst(Expected):
    """The rules would grant it, and it is not paid."""

    status = 409
    message = Text("Det skal betales først.", "It must be paid first.")


class PayOnline(Expected):
    """Staff write it in, and only the citizen can pay."""

    status = 422
    message = Text(
        "Det her skal betales på nettet. Hjælp borgeren med selv at betale og sende.",
        "This must be paid online. Help the citizen to pay and send it.",
    )


class PriceChanged(DraftChanged):
    """What was paid is not what it costs."""


def note(
    payment: Payment,
    kind: PaymentEventKind,
    *,
    by: Actor = SYSTEM,
    amount: int = 0,
    reference: str = "",
    why: str = "",
) -> PaymentEvent:
    """Write down what happened; what moves money stands in the party's trail too, but never what staff wrote."""
    if kind in _TRACED:
        audit.record(
            action=f"payment_{kind}",
            actor=by.key,
            object=f"payment:{payment.pk}",
            party=loading.party_of(payment.draft).key,
            purpose=f"betaling: {payment.solution}",
            detail={"ore": amount, **({"why": why} if why and why in set(PaymentWhy) else {})},
        )
    return PaymentEvent.objects.create(
        payment=payment,
        kind=kind.value,
        amount=amount,
        reference=reference[:64],
        why=why,
        actor=by.key,
        actor_name=by.name,
        at=clock.now(),
    )


def to_state(
    payment: Payment, state: PaymentState, *, due_at: datetime | None = None, why: PaymentWhy | None = None
) -> None:
    """Move a locked payment on. `due_at` None: nobody has to look at it by the clock."""
    payment.state, payment.due_at, payment.attempts = state.value, due_at, 0
    payment.changed_at = clock.now()
    if why is not None:
        payment.why = why.value
    payment.save()


def do_next(payment: Payment, state: PaymentState, why: PaymentWhy | None = None) -> None:
    """Say what must be done at the payment house; a worker does it as soon as this transaction stands."""
    to_state(payment, state, due_at=clock.now(), why=why)
    move_payment.enqueue(str(payment.pk))


@task()
def move_payment(payment_id: str) -> str:
    """Bring one payment a step on. Returns its state for the task's log. Safe to repeat."""
    return _mover[0](UUID(payment_id))


def _nobody_moves(payment_id: UUID) -> str:
    """Before the services are loaded."""
    raise RuntimeError(payment_id)


_mover: list[Callable[[UUID], str]] = [_nobody_moves]


def moved_by(move: Callable[[UUID], str]) -> None:
    """Say who moves payments: what a task runs stands above the rows that plan it."""
    _mover[0] = move


def paid_for(draft: Draft, situation: Situation, *, granted: bool, paid: UUID | None, by: Acting) -> None:
    """Whether what is about to be sent is paid for as it must be. Locks the payment.

    Raises PayFirst and PayOnline when it would be granted unpaid, PriceChanged when another amount is reserved. What a
    person must decide keeps its reservation, and needs none.
    """
    amount = paying.price(situation) or 0
    payment = _reserved(draft, paid)
    if not granted:
        return
    if payment is not None:
        if payment.amount != amount:
            raise PriceChanged
    elif amount:
        raise PayOnline if by.ground is Ground.STAFF else PayFirst


def _reserved(draft: Draft, paid: UUID | None) -> Payment | None:
    if paid is None:
        return None
    rows = Payment.objects.select_for_update().filter(pk=paid, draft=draft, state=PaymentState.RESERVED)
    return rows.first()


def attach(submission: Submission, paid: UUID | None, *, waits: bool) -> None:
    """The payment belongs to what was sent from now on. `waits`: a person, or somebody else, comes first."""
    payment = _reserved(submission.draft, paid)
    if payment is None:
        return
    payment.submission = submission
    to_state(payment, PaymentState.RESERVED)
    if waits:
        note(payment, PaymentEventKind.KEPT, amount=payment.amount)


def settle_decided(submission_id: UUID | str, *, granted: bool, why: PaymentWhy) -> None:
    """What was reserved is taken when it was granted in full, else let go. In the transaction of the decision."""
    rows = Payment.objects.select_for_update().filter(
        submission__pk=submission_id, state=PaymentState.RESERVED
    )
    for payment in rows:
        if granted:
            do_next(payment, PaymentState.TO_CHARGE)
        else:
            do_next(payment, PaymentState.TO_LET_GO, why)
