"""Payments as the citizen and the caseworker see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel import money
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.vocabulary import Outcome as CaseOutcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Draft, Payment, PaymentEvent, Submission
from indgang.modules.selfservice.rules import paying
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.receipts import receipt
from indgang.modules.selfservice.vocabulary import (
    EMPTY,
    PAYMENT_EVENTS,
    PAYMENT_STATES,
    PAYMENT_WHY,
    DraftState,
    PaymentEventKind,
    PaymentState,
    PaymentWhy,
)

_NOT_SAID = (PaymentState.BEGUN, PaymentState.CLOSED)


@dataclass(frozen=True)
class Paid:
    """One payment. `state` in words; `why` why money was not kept, may be empty. `sent`: what it is for is sent."""

    id: UUID
    draft_id: UUID
    amount: Text
    label: Text
    state: PaymentState
    said: Text
    why: Text
    at: datetime
    page: str
    sent: bool

    @property
    def waiting(self) -> bool:
        """Nobody has paid, and it can still be done."""
        return self.state in (PaymentState.BEGUN, PaymentState.OPEN)

    @property
    def given_back(self) -> bool:
        """Nothing of it was kept, or will be."""
        return self.state in (PaymentState.TO_LET_GO, PaymentState.LET_GO, PaymentState.CLOSED)


@dataclass(frozen=True)
class ReceiptOfPayment:
    """What stands on a receipt: the payments, and the solution's own sentence."""

    payments: tuple[Paid, ...]
    note: Text


@dataclass(frozen=True)
class PaymentLine:
    """One thing that happened, for staff."""

    at: datetime
    said: Text
    amount: Text
    by: str
    why: Text
    reference: str


@dataclass(frozen=True)
class PaymentForStaff:
    """One payment with all that happened. `left`: whole øre that can still be given back, 0 when nothing can."""

    paid: Paid
    lines: tuple[PaymentLine, ...]
    left: int
    provider_id: str


@dataclass(frozen=True)
class CasePayments:
    """The payments of a case. `price` is what it costs by the rules; empty when it costs nothing or is not known."""

    case_id: UUID
    case_number: str
    title: Text
    price: Text
    payments: tuple[PaymentForStaff, ...]
    masked: bool
    may_handle: bool
    owed: Text = EMPTY
    """What is granted and not paid, and the party is asked to pay online."""
    billed: Text = EMPTY
    """What a bill is sent for."""


def _paid(row: Payment) -> Paid:
    state = PaymentState(row.state)
    return Paid(
        id=row.pk,
        draft_id=row.draft_id,
        amount=money.amount(row.amount),
        label=Text.of(row.label),
        state=state,
        said=PAYMENT_STATES[state],
        why=PAYMENT_WHY[PaymentWhy(row.why)],
        at=row.changed_at,
        page=row.page,
        sent=row.submission_id is not None,
    )


def payment(payment_id: UUID | str, draft_id: UUID | str, by: Acting) -> Paid:
    """One payment of a draft that is theirs. Raises NotYours."""
    draft = loading.draft_of(draft_id, by)
    row = Payment.objects.filter(pk=payment_id, draft=draft).first()
    if row is None:
        raise NotYours
    return _paid(row)


def last_payment(draft: Draft) -> Paid | None:
    """What came of the newest payment of a draft that is not sent; None when there is nothing to say of it."""
    if draft.state != DraftState.OPEN:
        return None
    row = Payment.objects.filter(draft=draft).exclude(state__in=_NOT_SAID).order_by("-made_at").first()
    return _paid(row) if row else None


def paid_on(submission_id: UUID | str) -> ReceiptOfPayment | None:
    """What stands on a receipt, once `receipts.receipt` has let somebody see it; None when nothing was paid."""
    sent = Submission.objects.filter(pk=submission_id).first()
    if sent is None:
        return None
    solution = versions.version(sent.version_id).solution
    rows = Payment.objects.filter(draft=sent.draft_id).exclude(state__in=(*_NOT_SAID, PaymentState.OPEN))
    found = tuple(_paid(row) for row in rows.order_by("made_at"))
    if not found:
        return None
    return ReceiptOfPayment(found, paying.receipt(Situation(solution, Inputs.of(sent.inputs))))


def payments_of_case(case_id: UUID | str, by: EmployeeInfo) -> CasePayments | None:
    """What was paid for a case, for staff who may see it; None when its solution takes no payment. Raises NotYours."""
    case = cases.case_for_staff(case_id, by, purpose="betaling", with_timeline=False)
    sent = Submission.objects.filter(case_id=case_id).first()
    if sent is None:
        return None
    solution = versions.version(sent.version_id).solution
    rows = list(Payment.objects.filter(draft=sent.draft_id).order_by("made_at"))
    if solution.payment is None and not rows:
        return None
    price = paying.price(Situation(solution, Inputs.of(sent.inputs)))
    granted = case.info.outcome is CaseOutcome.GRANTED
    billed = next((row.amount for row in rows if row.state == PaymentState.BILLED), 0)
    return CasePayments(
        case_id=case.info.id,
        case_number=case.info.number,
        title=solution.title,
        price=money.amount(price) if price else EMPTY,
        payments=tuple(_for_staff(row) for row in rows),
        masked=case.masked,
        may_handle=case.may_handle,
        owed=owed_on(sent.pk) if granted else EMPTY,
        billed=money.amount(billed) if billed and granted else EMPTY,
    )


_COUNTS = (
    *(PaymentState.RESERVED, PaymentState.TO_CHARGE, PaymentState.CHARGED, PaymentState.STUCK),
    *(PaymentState.TO_REFUND, PaymentState.REFUNDED, PaymentState.BILLED, PaymentState.ELSEWHERE),
)


def owed(submission_id: UUID | str) -> int:
    """What is still to be paid for what was sent, once it is granted, in whole øre; 0 when nothing is."""
    return _unpaid(submission_id) or 0


def is_paid(sent: Submission) -> bool:
    """Whether something was paid for what was sent, or is about to be; also when it was given back."""
    return Payment.objects.filter(draft=sent.draft_id, state__in=_COUNTS).exists()


def _unpaid(submission_id: UUID | str) -> int | None:
    """None: nobody has paid, and the price is not known."""
    sent = Submission.objects.filter(pk=submission_id).first()
    if sent is None:
        return 0
    solution = versions.version(sent.version_id).solution
    if solution.payment is None or is_paid(sent):
        return 0
    return paying.price(Situation(solution, Inputs.of(holding(sent).inputs)))


def taken_for(submission_id: UUID | str) -> list[Payment]:
    """Payments for what was sent that are taken, billed, or are about to be, and of which something is kept."""
    states = (PaymentState.TO_CHARGE, PaymentState.CHARGED, PaymentState.BILLED, PaymentState.ELSEWHERE)
    rows = Payment.objects.filter(submission__pk=submission_id, state__in=states)
    return list(rows.select_related("submission").order_by("made_at"))


def all_given_back(submission_id: UUID | str) -> bool:
    """Whether something was paid for what was sent, and staff have asked all of it back."""
    taken = (PaymentState.CHARGED, PaymentState.TO_REFUND, PaymentState.REFUNDED)
    rows = list(Payment.objects.filter(submission__pk=submission_id, state__in=taken))
    asked = PaymentEvent.objects.filter(payment__in=rows, kind=PaymentEventKind.ASKED_BACK)
    return bool(rows) and sum(asked.values_list("amount", flat=True)) >= sum(row.amount for row in rows)


def draft_behind(submission_id: UUID | str, by: Acting) -> UUID:
    """The draft of what was sent. Raises NotYours."""
    receipt(submission_id, by)
    return Submission.objects.only("draft").get(pk=submission_id).draft_id


def owed_on(submission_id: UUID | str) -> Text:
    """What is still to be paid, in words, for a receipt that says yes; empty when nothing is."""
    amount = owed(submission_id)
    return money.amount(amount) if amount else EMPTY


def case_costs(case_id: UUID | str) -> bool:
    """Whether there is anything to see of payments in a case."""
    sent = Submission.objects.filter(case_id=case_id).only("version").first()
    return sent is not None and versions.version(sent.version_id).solution.payment is not None


def _for_staff(row: Payment) -> PaymentForStaff:
    events = list(PaymentEvent.objects.filter(payment=row).order_by("pk"))
    asked = sum(event.amount for event in events if event.kind == PaymentEventKind.ASKED_BACK)
    taken = row.state in (PaymentState.CHARGED, PaymentState.TO_REFUND)
    return PaymentForStaff(
        paid=_paid(row),
        lines=tuple(
            PaymentLine(
                at=event.at,
                said=PAYMENT_EVENTS[PaymentEventKind(event.kind)],
                amount=money.amount(event.amount) if event.amount else EMPTY,
                by=event.actor_name,
                why=_why(event),
                reference=event.reference,
            )
            for event in events
        ),
        left=row.amount - asked if taken else 0,
        provider_id=row.provider_id,
    )


def _why(event: PaymentEvent) -> Text:
    if event.why in set(PaymentWhy):
        return PAYMENT_WHY[PaymentWhy(event.why)]
    return Text(event.why, event.why)
