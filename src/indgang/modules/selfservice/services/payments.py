"""What a decision means for the money and for what is given: a licence that costs money is given when it is paid."""

from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.payments import owed, price_is_lacking, taken_for
from indgang.modules.selfservice.services import billing, payment_rows, proofs
from indgang.modules.selfservice.services.payment_words import (
    ask_for_price,
    ask_to_give_back,
    ask_to_pay,
)
from indgang.modules.selfservice.vocabulary import PaymentWhy


def decided(submission_id: str, solution: Solution, *, granted: bool) -> None:
    """What a decision brings about for the money, where the solution costs anything, and for what it gives."""
    if solution.payment is None or not _to_be_paid(submission_id, granted=granted):
        proofs.decided(submission_id, granted=granted)


def _to_be_paid(submission_id: str, *, granted: bool) -> bool:
    """In the transaction of the decision. Granted and not paid: the party is asked to, or sent a bill, never both, and
    nothing is given yet.

    When the rules do not know the price, a person grants all the same, and somebody is asked to collect it. What was
    taken for an answer that has become a no is for somebody to give back. Returns whether it must be paid first.
    """
    payment_rows.settle_decided(submission_id, granted=granted, why=PaymentWhy.REFUSED)
    amount = owed(submission_id) if granted else 0
    if amount:
        rows = Submission.objects.select_related("draft", "person", "company").defer("person__cpr_encrypted")
        sent = rows.get(pk=submission_id)
        if billing.needs_bill(sent):
            billing.send_bill(sent, amount)
        else:
            ask_to_pay(sent, amount)
        return True
    if granted and price_is_lacking(submission_id):
        ask_for_price(Submission.objects.get(pk=submission_id))
    if not granted:
        for payment in taken_for(submission_id):
            ask_to_give_back(payment)
    return False
