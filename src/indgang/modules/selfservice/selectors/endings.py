"""What it means to end a licence today: whether one may, and what is given back."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from indgang.kernel import clock, money
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Payment, PaymentEvent, Proof, Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution.ends import EndsUse
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.proofs import ProofInfo, info_of, own_proof
from indgang.modules.selfservice.vocabulary import EMPTY, PaymentEventKind, PaymentState, ProofKind


@dataclass(frozen=True)
class Ending:
    """What ending a licence today brings. `text`: what its holder reads first. `refund`: whole øre that are given back,
    0 when nothing is, None when a person must work it out.
    """

    info: ProofInfo
    party_name: str
    submission_id: UUID
    text: Text
    refund: int | None

    @property
    def back(self) -> Text:
        """The refund in words; empty when there is none, or it is not known."""
        return money.amount(self.refund) if self.refund else EMPTY

    @property
    def seen(self) -> str:
        """What a page says that it showed."""
        return "unknown" if self.refund is None else str(self.refund)


@dataclass(frozen=True)
class CaseProofs:
    """The certificates and licences of a case, for staff. `endings`: those that can be ended, by id."""

    case_id: UUID
    case_number: str
    title: Text
    proofs: tuple[ProofInfo, ...]
    endings: tuple[Ending, ...]
    masked: bool
    may_handle: bool


def ends_of(row: Proof) -> EndsUse | None:
    """How the solution that it was made by says that it ends; None for what is not ended so."""
    version = Submission.objects.values_list("version_id", flat=True).get(pk=row.submission_id)
    gives = versions.version(version).solution.gives
    return gives.ends if gives is not None and row.kind == ProofKind.LICENCE else None


def situation_on(row: Proof, day: date) -> Situation:
    """What the rules were given when it was granted, as if the day were another."""
    sent = Submission.objects.get(pk=row.submission_id)
    inputs = Inputs.of(holding(sent).inputs)
    return Situation(versions.version(sent.version_id).solution, replace(inputs, today=day))


def paid_back(payment: Payment) -> int:
    """What was asked back of a payment before, in whole øre."""
    asked = PaymentEvent.objects.filter(payment=payment, kind=PaymentEventKind.ASKED_BACK)
    return sum(asked.values_list("amount", flat=True))


_PAID = (PaymentState.TO_CHARGE, PaymentState.CHARGED, PaymentState.TO_REFUND, PaymentState.ELSEWHERE)


def refund_on(row: Proof, ends: EndsUse, situation: Situation) -> int | None:
    """What is given back, in whole øre: never more than is left of what was paid. None: not known."""
    if ends.refund is None:
        return 0
    paid = Payment.objects.filter(submission=row.submission_id, state__in=_PAID)
    left = sum(payment.amount - paid_back(payment) for payment in paid)
    if not left:
        return 0
    found = situation.compute(ends.refund).value
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return max(0, min(found, left))


def ending_of(row: Proof) -> Ending | None:
    """What ending it today brings; None for what cannot be ended so, or does not hold any more."""
    info, ends = info_of(row), ends_of(row)
    if ends is None or not info.holds:
        return None
    situation = situation_on(row, clock.today())
    text = situation.wording.fill(ends.text, deciding.sentences_of(situation))
    return Ending(info, row.party_name, row.submission_id, text, refund_on(row, ends, situation))


def ending(proof_id: UUID | str, by: Acting) -> Ending | None:
    """The same for its holder. Raises NotYours."""
    return ending_of(own_proof(proof_id, by))


def proofs_of_case(case_id: UUID | str, by: EmployeeInfo) -> CaseProofs:
    """What a case gave, for staff who may see it. Raises NotYours, also when it gave nothing."""
    case = cases.case_for_staff(case_id, by, purpose="attest eller licens", with_timeline=False)
    rows = list(
        Proof.objects.filter(submission__case_id=case_id).select_related("end").order_by("-sequence", "-at")
    )
    if not rows:
        raise NotYours
    endings = [ending_of(row) for row in rows] if not case.masked else []
    return CaseProofs(
        case_id=case.info.id,
        case_number=case.info.number,
        title=case.info.title,
        proofs=tuple(info_of(row) for row in rows) if not case.masked else (),
        endings=tuple(one for one in endings if one is not None),
        masked=case.masked,
        may_handle=case.may_handle,
    )


def case_gave(case_id: UUID | str) -> bool:
    """Whether there is a certificate or licence of a case to see."""
    return Proof.objects.filter(submission__case_id=case_id).exists()


def replaced(submission: Submission, solution: str) -> UUID | None:
    """The licence that a new one takes the place of: the only other one of the same solution that the party has."""
    mine = Proof.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today()),
        solution=solution,
        kind=ProofKind.LICENCE,
        person=submission.person_id,
        company=submission.company_id,
        end__isnull=True,
    )
    found = list(mine.exclude(submission=submission).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None
