"""A payment is brought on, one step at a time: by the browser that comes back, a notice, a task or the clock.

The payment house is always asked, and nothing that an address or a notice says is believed. Each step may be repeated
and may stop anywhere. A call that may have been carried out is said again with the same key, or is asked about.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from indgang.adapters.payments.types import (
    PaymentClient,
    PaymentRefused,
    PaymentsUnavailable,
    PaymentUnknown,
    Standing,
)
from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.modules.identity.vocabulary import Acting, Actor, Ground
from indgang.modules.selfservice.models import Draft, Payment, PaymentEvent, Submission
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.houses import payment_house
from indgang.modules.selfservice.services import proofs
from indgang.modules.selfservice.services.payment_rows import do_next, moved_by, note, to_state
from indgang.modules.selfservice.services.payment_words import ask_somebody, is_paid, tell
from indgang.modules.selfservice.services.results import DraftChanged, NotFinished
from indgang.modules.selfservice.services.submitting import submit
from indgang.modules.selfservice.vocabulary import PaymentEventKind, PaymentState, PaymentWhy

logger = logging.getLogger(__name__)
OPEN_FOR = timedelta(hours=1)
"""So long somebody may take on the payment page, before it is closed."""
_ASK_AGAIN = timedelta(minutes=5)
_WAITS = (1, 5, 15, 60, 240)
"""Minutes between tries at a house that does not answer; the last again and again."""
_AT_ONCE = 50
_STEPS_AT_ONCE = 4
"""From paid to charged, and one more: so that no fault makes it turn for ever."""

S, K, W = PaymentState, PaymentEventKind, PaymentWhy


def settle(payment_id: UUID) -> PaymentState:
    """Do all that can be done for a payment now; its state. Call it outside a transaction."""
    for _ in range(_STEPS_AT_ONCE):
        payment = Payment.objects.select_related("draft").get(pk=payment_id)
        state = S(payment.state)
        step = _STEPS.get(state)
        if step is None or (state is S.RESERVED and payment.submission_id is not None):
            break
        house = payment_house()
        if house is None or not payment.provider_id:
            _later(payment, house is None)
            break
        try:
            moved = step(payment, house)
        except (PaymentsUnavailable, PaymentUnknown, PaymentRefused) as error:
            logger.warning("payment house: %s", type(error).__name__)
            _later(payment, True)
            break
        if not moved:
            break
    return S(Payment.objects.values_list("state", flat=True).get(pk=payment_id))


def _run(payment_id: UUID) -> str:
    return settle(payment_id).value if Payment.objects.filter(pk=payment_id).exists() else "gone"


moved_by(_run)


def look_after_payments() -> int:
    """Bring on what lies: who paid and never came back, what a worker died over. For each minute; safe to repeat.

    One that breaks is told in the log and looked at later, and holds up no other.
    """
    found = list(Payment.objects.filter(due_at__lte=clock.now()).order_by("due_at")[:_AT_ONCE])
    for payment in found:
        try:
            settle(payment.pk)
        except Exception:
            logger.exception("A payment cannot be brought on: %s", payment.pk)
            _later(Payment.objects.get(pk=payment.pk), True)
    return len(found)


def _later(payment: Payment, silent: bool) -> None:
    """Look again after a while. A payment that the house never told us the name of was never payable."""
    now = clock.now()
    if payment.state == S.BEGUN and not silent and now - payment.made_at > OPEN_FOR:
        with transaction.atomic():
            kept = Payment.objects.select_for_update().get(pk=payment.pk)
            if kept.state == S.BEGUN:
                to_state(kept, S.CLOSED, why=W.UNPAID)
                note(kept, K.CLOSED)
        return
    wait = _WAITS[min(payment.attempts, len(_WAITS) - 1)]
    Payment.objects.filter(pk=payment.pk, state=payment.state).update(
        attempts=F("attempts") + 1, due_at=now + timedelta(minutes=wait)
    )


def _open(payment: Payment, house: PaymentClient) -> bool:
    """Somebody may have paid; else it is closed in time."""
    at = house.standing(payment.provider_id)
    if at.held:
        return _reserve(payment, at)
    old = clock.now() - payment.made_at > OPEN_FOR or payment.draft.revision != payment.revision
    if not at.terminated and not old:
        Payment.objects.filter(pk=payment.pk, state=S.OPEN).update(due_at=clock.now() + _ASK_AGAIN)
        return False
    if not at.terminated:
        try:
            house.terminate(payment.provider_id)
        except PaymentRefused:
            return True  # somebody paid just now: ask once more
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == S.OPEN:
            to_state(kept, S.CLOSED, why=W.UNPAID)
            note(kept, K.CLOSED)
    return True


@transaction.atomic
def _reserve(payment: Payment, at: Standing) -> bool:
    kept = Payment.objects.select_for_update(of=("self",)).select_related("draft").get(pk=payment.pk)
    if kept.state != S.OPEN:
        return True
    if at.reference != str(kept.pk) or at.currency != "DKK" or at.held != kept.amount:
        logger.error("The payment house has another order than ours: %s", kept.pk)
        to_state(kept, S.STUCK)
        note(kept, K.STUCK, amount=at.held)
        ask_somebody(kept)
        return False
    to_state(kept, S.RESERVED, due_at=clock.now())
    note(kept, K.RESERVED, by=_begun_by(kept), amount=at.held, reference=kept.provider_id)
    if kept.submission_id is not None:
        _late(kept)
    return True


def _late(payment: Payment) -> None:
    """It was granted before it was paid: taken at once, unless another payment was first, or it is no more granted."""
    sent = Submission.objects.select_for_update(of=("self",)).get(pk=str(payment.submission_id))
    if not proofs.is_granted(sent):
        do_next(payment, S.TO_LET_GO, W.REFUSED)
        return
    others = Payment.objects.filter(submission=payment.submission_id).exclude(pk=payment.pk)
    if others.filter(state__in=(S.RESERVED, S.TO_CHARGE, S.CHARGED, S.BILLED, S.ELSEWHERE)).exists():
        do_next(payment, S.TO_LET_GO, W.TWICE)
        return
    do_next(payment, S.TO_CHARGE)
    is_paid(sent)
    proofs.decided(str(payment.submission_id), granted=True)


def _begun_by(payment: Payment) -> Actor:
    """Who went to the payment page: the draft's own writer, or the party when staff wrote it in."""
    row = PaymentEvent.objects.filter(payment=payment, kind=K.BEGUN).earliest("pk")
    kind, _, key = row.actor.partition(":")
    return Actor(kind, key, row.actor_name)


def _payer(draft: Draft) -> Actor:
    assert draft.actor is not None  # noqa: S101  # what staff write in is not paid before it is sent
    return Actor("person", str(draft.actor_id), draft.actor.name)


def _send(payment: Payment, _house: PaymentClient) -> bool:
    """Send the draft as whoever paid for it left it."""
    draft = payment.draft
    by = Acting(_payer(draft), loading.party_of(draft), Ground(draft.ground), draft.mandate)
    why = W.GONE
    try:
        submit(draft_id=draft.pk, key=payment.pk.hex, by=by, seen_revision=payment.revision, paid=payment.pk)
        why = W.TWICE
    except (DraftChanged, NotFinished):
        why = W.CHANGED
    except Expected:
        logger.warning("A paid draft cannot be sent: %s", payment.pk, exc_info=True)
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == S.RESERVED and kept.submission_id is None:
            do_next(kept, S.TO_LET_GO, why)
    return True


def _charge(payment: Payment, house: PaymentClient) -> bool:
    try:
        name = house.charge(payment.provider_id, payment.amount, key=f"{payment.pk}-charge")
    except PaymentRefused as refused:
        at = house.standing(payment.provider_id)
        if at.charged != payment.amount or not at.charges:
            return _stuck(payment, refused)
        name = at.charges[0].id
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == S.TO_CHARGE:
            kept.charge_id = name
            to_state(kept, S.CHARGED)
            note(kept, K.CHARGED, amount=kept.amount, reference=name)
    return True


def _let_go(payment: Payment, house: PaymentClient) -> bool:
    try:
        house.cancel(payment.provider_id, payment.amount)
    except PaymentRefused as refused:
        if house.standing(payment.provider_id).held:
            return _stuck(payment, refused)
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == S.TO_LET_GO:
            to_state(kept, S.LET_GO)
            note(kept, K.LET_GO, amount=kept.amount, why=kept.why)
            tell(kept)
    return True


def _refund(payment: Payment, house: PaymentClient) -> bool:
    """Give back what was asked back and is not given yet, one asking after the other."""
    rows = PaymentEvent.objects.filter(payment=payment)
    done = rows.filter(kind=K.REFUNDED).count()
    wanted = list(rows.filter(kind=K.ASKED_BACK).order_by("pk"))[done]
    try:
        name = house.refund(payment.charge_id, wanted.amount, key=f"{payment.pk}-refund-{done}")
    except PaymentRefused as refused:
        return _stuck(payment, refused)
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == S.TO_REFUND and rows.filter(kind=K.REFUNDED).count() == done:
            kept.refunded += wanted.amount
            if rows.filter(kind=K.ASKED_BACK).count() > done + 1:
                do_next(kept, S.TO_REFUND)
            else:
                to_state(kept, S.REFUNDED if kept.refunded == kept.amount else S.CHARGED)
            note(kept, K.REFUNDED, amount=wanted.amount, reference=name)
            tell(kept, wanted.amount)
    return True


def _stuck(payment: Payment, refused: PaymentRefused) -> bool:
    """A person must look: the house says no to what we owe."""
    logger.error("The payment house refused: %s", refused.code)
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == payment.state:
            to_state(kept, S.STUCK)
            note(kept, K.STUCK, amount=kept.amount, why=refused.code)
            ask_somebody(kept)
    return True


_STEPS: dict[PaymentState, Callable[[Payment, PaymentClient], bool]] = {
    S.BEGUN: lambda _payment, _house: False,
    S.OPEN: _open,
    S.RESERVED: _send,
    S.TO_CHARGE: _charge,
    S.TO_LET_GO: _let_go,
    S.TO_REFUND: _refund,
}
