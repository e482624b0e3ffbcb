"""What a decision means for the money and for what is given: a licence that costs money is given when it is paid."""

from indgang.modules.selfservice.models import Payment, Submission
from indgang.modules.selfservice.rules import paying
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.payments import is_paid, taken_for
from indgang.modules.selfservice.services import billing, payment_rows, proofs
from indgang.modules.selfservice.services.payment_words import (
    ask_for_price,
    ask_to_give_back,
    ask_to_pay,
)
from indgang.modules.selfservice.services.reconsidering import situation_of
from indgang.modules.selfservice.vocabulary import PaymentWhy


def decided(sent: Submission, *, granted: bool) -> None:
    """In the transaction of the decision: what it brings about for the money, and for what the solution gives. Granted
    and not paid: the party is asked to, or sent a bill, never both, and nothing is given yet.
    """
    solution = versions.version(sent.version_id).solution
    if solution.payment is None and solution.gives is None:
        return
    situation = situation_of(sent)
    if solution.payment is None or not _to_be_paid(sent, situation, granted=granted):
        proofs.follow_decision(sent, situation, granted=granted)


def _to_be_paid(sent: Submission, situation: Situation, *, granted: bool) -> bool:
    """Whether it must be paid before anything is given.

    When the rules do not know the price, a person grants all the same, and somebody is asked to collect it. What was
    taken for an answer that has become a no is for somebody to give back.
    """
    began_to_pay = Payment.objects.filter(draft=sent.draft_id).exists()
    if began_to_pay:
        payment_rows.settle_decided(sent.pk, granted=granted, why=PaymentWhy.REFUSED)
    if not granted:
        for payment in taken_for(sent.pk) if began_to_pay else ():
            ask_to_give_back(payment)
        billing.nothing_is_owed(sent)
        return False
    if began_to_pay and is_paid(sent):
        return billing.waits_for_bill(sent)
    amount = paying.price(situation)
    if amount is None:
        ask_for_price(sent)
    elif amount and billing.needs_bill(sent):
        billing.send_bill(sent, amount)
    elif amount:
        ask_to_pay(sent, amount)
    return bool(amount)
