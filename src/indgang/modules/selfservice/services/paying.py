"""A draft is paid for, and sent when the money is reserved.

Reserve, send, let the rules grant, and only then charge. Each deed is one transaction; the payment house is asked
between them, never inside one. Whatever dies in between, the payment's row says what is left to do, and `due_at` when.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from indgang.adapters.payments.types import Order, PaymentRefused, PaymentsUnavailable, PaymentUnknown
from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Outcome as CaseOutcome
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Draft, Payment, Submission
from indgang.modules.selfservice.rules import paying
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.houses import payment_house
from indgang.modules.selfservice.selectors.payments import owed
from indgang.modules.selfservice.selectors.prices import pays_now
from indgang.modules.selfservice.selectors.receipts import receipt
from indgang.modules.selfservice.services.facts import asker_of, fetched
from indgang.modules.selfservice.services.payment_rows import PayOnline, note, to_state
from indgang.modules.selfservice.services.results import AlreadySent, DraftChanged, NotFinished
from indgang.modules.selfservice.vocabulary import (
    DraftState,
    PaymentEventKind,
    PaymentState,
)

SOON = timedelta(minutes=2)
"""When we ask about a payment by ourselves, if nobody told us of it."""
STILL_GOOD = timedelta(minutes=20)
"""So long a payment that was opened before is gone on with."""


class PaymentDown(Expected):
    """The payment house does not answer, or none is connected. Nothing is lost."""

    status = 503
    message = Text(
        "Du kan ikke betale lige nu. Det, du har skrevet, er gemt. Prøv igen om lidt, eller ring til os.",
        "You cannot pay right now. What you have written is saved. Try again in a while, or call us.",
    )


class NothingToPay(Expected):
    """As it stands now nothing is paid: it is free, or a person decides first."""

    status = 409
    message = Text(
        "Du skal ikke betale nu. Læs det igennem, og send det.",
        "You do not have to pay now. Read it through, and send it.",
    )


@dataclass(frozen=True)
class Ways:
    """Addresses of one payment: where the browser comes back, where it comes when it is given up, and where we are
    told of it.
    """

    back: str
    cancelled: str
    notices: str


def begin_payment(
    *, draft_id: UUID | str, by: Acting, seen_revision: int, ways: Callable[[UUID], Ways]
) -> str:
    """Open a payment for a draft as it stands; the address of the page where it is paid.

    The one that is open already is gone on with. Facts are fetched anew, before anything is locked. Raises as
    `submitting.submit`, and NothingToPay, PayOnline, PaymentDown, AlreadySent.
    """
    draft = loading.draft_of(draft_id, by)
    if draft.state == DraftState.SENT:
        raise AlreadySent
    loading.check_not_gone(draft)
    if by.ground is Ground.STAFF:
        raise PayOnline
    situation = _as_it_is(draft, by)
    payment = _begun(draft.pk, by, seen_revision, situation)
    return payment.page if payment.page else _open(payment, ways(payment.pk))


def _as_it_is(draft: Draft, by: Acting) -> Situation:
    """How the draft stands with facts of today, which are not kept: sending fetches them once more."""
    solution = versions.version(draft.version_id).solution
    inputs = loading.inputs_of(solution, ground=draft.ground, rows=loading.latest(draft.pk))
    why = f"betaling: {solution.slug}"
    _, situation = fetched(solution, inputs, lambda: asker_of(by.party, by.actor, solution, why), anew=True)
    return situation


@transaction.atomic
def _begun(draft_id: UUID, by: Acting, seen_revision: int, situation: Situation) -> Payment:
    """The payment's row, before the payment house knows of it."""
    draft = loading.draft_of(draft_id, by, lock=True)
    if draft.state == DraftState.SENT:
        raise AlreadySent
    loading.check_not_gone(draft)
    if draft.revision != seen_revision:
        raise DraftChanged
    if not situation.complete or situation.way_out is not None:
        raise NotFinished
    amount, now = pays_now(situation), clock.now()
    if not amount:
        raise NothingToPay
    if payment_house() is None:
        raise PaymentDown
    for other in Payment.objects.filter(draft=draft, state=PaymentState.OPEN):
        if other.revision == draft.revision and other.amount == amount and now - other.made_at < STILL_GOOD:
            return other
        Payment.objects.filter(pk=other.pk).update(due_at=now)
    return _row(draft, amount, situation, by)


def _row(
    draft: Draft, amount: int, situation: Situation, by: Acting, submission: Submission | None = None
) -> Payment:
    now = clock.now()
    payment = Payment.objects.create(
        draft=draft,
        submission=submission,
        solution=draft.solution,
        revision=draft.revision,
        amount=amount,
        label=paying.label(situation).as_json(),
        due_at=now + SOON,
        made_at=now,
        changed_at=now,
    )
    note(payment, PaymentEventKind.BEGUN, by=by.actor, amount=amount)
    return payment


def pay_what_is_granted(*, submission_id: UUID | str, by: Acting, ways: Callable[[UUID], Ways]) -> str:
    """Open a payment for what a person granted and nobody has paid; the address of the page where it is paid.

    Raises NotYours, NothingToPay when it is not granted or is paid, PaymentDown.
    """
    case = receipt(submission_id, by).case
    if case is None or case.decision is None or case.decision.outcome is not CaseOutcome.GRANTED:
        raise NothingToPay
    payment = _late(submission_id, by)
    return payment.page if payment.page else _open(payment, ways(payment.pk))


@transaction.atomic
def _late(submission_id: UUID | str, by: Acting) -> Payment:
    sent = Submission.objects.select_for_update(of=("self",)).select_related("draft").get(pk=submission_id)
    amount, now = owed(submission_id), clock.now()
    if not amount:
        raise NothingToPay
    if payment_house() is None:
        raise PaymentDown
    for other in Payment.objects.filter(submission=sent, state=PaymentState.OPEN):
        if other.amount == amount and now - other.made_at < STILL_GOOD:
            return other
        Payment.objects.filter(pk=other.pk).update(due_at=now)
    situation = Situation(versions.version(sent.version_id).solution, Inputs.of(sent.inputs))
    return _row(sent.draft, amount, situation, by, submission=sent)


def _open(payment: Payment, ways: Ways) -> str:
    house, account = payment_house(), settings.PAYMENT
    if house is None or account is None:
        raise PaymentDown
    order = Order(
        reference=str(payment.pk),
        label=payment.label["da"],
        amount=payment.amount,
        back=ways.back,
        cancelled=ways.cancelled,
        terms=account.terms,
        notices=ways.notices,
        secret=account.secret,
    )
    try:
        opened = house.open(order)
    except (PaymentsUnavailable, PaymentUnknown, PaymentRefused) as error:
        raise PaymentDown from error
    with transaction.atomic():
        kept = Payment.objects.select_for_update().get(pk=payment.pk)
        if kept.state == PaymentState.BEGUN:
            kept.provider_id = opened.id
            to_state(kept, PaymentState.OPEN, due_at=clock.now() + SOON)
        if not kept.page:
            kept.page = opened.page
            kept.save(update_fields=["page"])
            note(kept, PaymentEventKind.OPENED, reference=opened.id)
    return opened.page
