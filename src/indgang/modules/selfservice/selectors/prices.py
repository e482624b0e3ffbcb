"""What a solution costs: before anything is asked, and when it is about to be sent."""

from dataclasses import dataclass
from uuid import UUID

from indgang.kernel import money
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.rules import deciding, paying
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.payments import Paid, last_payment
from indgang.modules.selfservice.vocabulary import EMPTY, Outcome


@dataclass(frozen=True)
class ToPay:
    """What it costs. `amount` is empty when it is not known, or is nothing. `now`: it is paid before it is sent, since
    the rules would grant it; else a person looks first. `before`: what came of a payment that did not end in sending.
    """

    amount: Text
    label: Text
    now: bool
    before: Paid | None


def takes_payment(slug: str) -> bool:
    """Whether the solution as it is now can cost something; asks no table. Of one that is gone it may be so."""
    try:
        return versions.active(slug).solution.payment is not None
    except UnknownSolution:
        return True


def price_first(slug: str) -> Text:
    """What it costs, said before anything is asked; empty when nothing is paid. Raises UnknownSolution."""
    solution = versions.active(slug).solution
    if solution.payment is None:
        return EMPTY
    return paying.said_first(
        Situation(solution, loading.inputs_of(solution, ground=Ground.SELF.value, rows={}))
    )


def pays_now(situation: Situation) -> int:
    """What is paid before it is sent, in whole øre; 0 when nothing is, or when the rules alone would not grant it."""
    amount = paying.price(situation)
    if not amount or not situation.complete:
        return 0
    return amount if deciding.find(situation, version="").outcome == Outcome.GRANTED else 0


def to_pay(draft_id: UUID | str, by: Acting) -> ToPay | None:
    """What is paid for a draft as it stands; None when its solution costs nothing. Raises NotYours, DraftExpired."""
    row = loading.draft_of(draft_id, by)
    loading.check_not_gone(row)
    if versions.version(row.version_id).solution.payment is None:
        return None
    situation = loading.load(row).situation
    amount = paying.price(situation)
    return ToPay(
        amount=money.amount(amount) if amount else EMPTY,
        label=paying.label(situation),
        now=pays_now(situation) > 0,
        before=last_payment(row),
    )
