"""Staff give money back; a notice of the payment house is taken."""

from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel.errors import NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import BadInput, NotAllowed
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Payment, PaymentEvent, Submission
from indgang.modules.selfservice.services.payment_rows import do_next, move_payment, note
from indgang.modules.selfservice.services.proof_ends import end_proofs_of
from indgang.modules.selfservice.vocabulary import PaymentEventKind, PaymentState, PaymentWhy, ProofEndWhy

LONGEST_WHY = 500
WHY = Text("Skriv, hvorfor pengene gives tilbage.", "Write why the money is given back.")
WHY_TOO_LONG = Text("Skriv højst 500 tegn.", "Write 500 characters at most.")
HOW_MUCH = Text(
    "Skriv et beløb over 0 kr. og højst det, der er tilbage.",
    "Write an amount above DKK 0 and no more than what is left.",
)


@transaction.atomic
def give_back(
    *, case_id: UUID | str, payment_id: UUID | str, amount: int, seen_left: int, why: str, by: EmployeeInfo
) -> None:
    """Give `amount` (whole øre) of what was taken back to the card. `seen_left`: what the page said was left, so that
    the same press twice gives back once. A worker does it at once. When all is given back, a licence that was paid for
    ends.

    Raises NotYours, NotAllowed for who may not handle the case, BadInput (`amount`, `why`).
    """
    case = cases.case_for_staff(case_id, by, purpose="betaling", with_timeline=False)
    if not case.may_handle or case.masked:
        raise NotAllowed
    sent = Submission.objects.filter(case_id=case_id).first()
    rows = Payment.objects.select_for_update().filter(pk=payment_id, draft=sent.draft_id if sent else None)
    payment = rows.first()
    if payment is None:
        raise NotYours
    words = without_cpr(cleaned(why))
    if not words:
        raise BadInput("why", WHY)
    if len(words) > LONGEST_WHY:
        raise BadInput("why", WHY_TOO_LONG)
    asked = PaymentEvent.objects.filter(payment=payment, kind=PaymentEventKind.ASKED_BACK)
    left = payment.amount - sum(asked.values_list("amount", flat=True))
    if left != seen_left:
        return
    if payment.state not in (PaymentState.CHARGED, PaymentState.TO_REFUND) or not 0 < amount <= left:
        raise BadInput("amount", HOW_MUCH)
    note(payment, PaymentEventKind.ASKED_BACK, by=by.actor, amount=amount, why=words)
    do_next(payment, PaymentState.TO_REFUND, PaymentWhy.GIVEN_BACK)
    if amount == left and payment.submission_id is not None:
        end_proofs_of(submission_id=payment.submission_id, why=ProofEndWhy.REFUNDED, by=by.actor)


def take_notice(*, payment_id: UUID, notice: str, provider_id: str) -> bool:
    """The payment house says that something happened. False for a payment that we do not have.

    Only that something happened is believed: a worker asks what. The same notice again is kept once. A notice may be
    here before the answer that told us what they call the payment; what it is called is then taken from the notice, and
    checked against our own name of it when they are asked.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update().filter(pk=payment_id).first()
        if payment is None or (payment.provider_id and payment.provider_id != provider_id):
            return False
        if payment.state == PaymentState.BEGUN and provider_id:
            payment.provider_id, payment.state = provider_id, PaymentState.OPEN.value
            payment.save(update_fields=["provider_id", "state"])
        try:
            with transaction.atomic():
                note(payment, PaymentEventKind.NOTICE, reference=notice)
        except IntegrityError:
            return True
        move_payment.enqueue(str(payment.pk))
    return True
