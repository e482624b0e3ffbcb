"""What was granted is paid in another way than online: a bill is sent, and staff write down that it is paid.

A party is asked to pay online or is sent a bill, never both: the row of the bill counts as the payment.
"""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import BadInput, NotAllowed, WrongState
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.cases.vocabulary import Outcome as CaseOutcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Actor
from indgang.modules.selfservice.models import Payment, Submission
from indgang.modules.selfservice.rules import paying
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.loading import party_of
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.payments import owed
from indgang.modules.selfservice.services import proofs
from indgang.modules.selfservice.services.expiring import exempt_of
from indgang.modules.selfservice.services.payment_rows import note
from indgang.modules.selfservice.services.payment_words import is_paid, say_bill_comes
from indgang.modules.selfservice.vocabulary import PaymentEventKind, PaymentState

LONGEST = 200
HOW = Text("Skriv, hvordan der er betalt.", "Write how it was paid.")
TOO_LONG = Text("Skriv højst 200 tegn.", "Write 200 characters at most.")


def needs_bill(submission: Submission) -> bool:
    """Whether the party is not asked to pay online: they are exempt from Digital Post."""
    return exempt_of(party_of(submission)) is True


def waits_for_bill(sent: Submission) -> bool:
    """Whether a bill was sent that nobody has paid: what was granted is not given yet."""
    return Payment.objects.filter(submission=sent, state=PaymentState.BILLED).exists()


def nothing_is_owed(sent: Submission) -> None:
    """It is not granted any more: nobody has to see to the payment, and another yes is paid for anew. In the
    transaction of the decision.
    """
    rows = Payment.objects.select_for_update().filter(submission=sent, state=PaymentState.BILLED)
    for payment in rows:
        payment.state, payment.changed_at = PaymentState.CLOSED.value, clock.now()
        payment.save(update_fields=["state", "changed_at"])
        note(payment, PaymentEventKind.CLOSED)
    is_paid(sent)


def send_bill(submission: Submission, amount: int, *, by: Actor = SYSTEM) -> Payment:
    """A bill of `amount` (whole øre) instead of payment online: a task to send it, and the party is told. In the
    transaction of who calls; the submission is locked.
    """
    payment = _row(submission, amount, PaymentState.BILLED)
    note(payment, PaymentEventKind.BILLED, by=by, amount=amount)
    say_bill_comes(submission, payment)
    return payment


@transaction.atomic
def bill_instead(*, case_id: UUID | str, by: EmployeeInfo) -> bool:
    """The party cannot pay online, and is sent a bill. Again is the same. False: nothing is owed, as when they paid
    online meanwhile. Raises as `paid_elsewhere`.
    """
    sent = _granted(case_id, by)
    amount = owed(sent.pk)
    if not amount:
        return waits_for_bill(sent)
    send_bill(sent, amount, by=by.actor)
    _close_open(sent)
    return True


@transaction.atomic
def paid_elsewhere(*, case_id: UUID | str, how: str, by: EmployeeInfo) -> bool:
    """It is paid by a bill, or in another way that staff have seen: what the grant gives is given now. Again is the
    same. False: nothing is owed, as when they paid online meanwhile, and nothing is written down.

    Raises NotYours, NotAllowed, WrongState for what is not granted, BadInput (`how`).
    """
    sent = _granted(case_id, by)
    words = without_cpr(cleaned(how))
    if not words:
        raise BadInput("how", HOW)
    if len(words) > LONGEST:
        raise BadInput("how", TOO_LONG)
    payment = Payment.objects.select_for_update().filter(submission=sent, state=PaymentState.BILLED).first()
    amount = payment.amount if payment else owed(sent.pk)
    if not amount:
        return Payment.objects.filter(submission=sent, state=PaymentState.ELSEWHERE).exists()
    if payment is None:
        payment = _row(sent, amount, PaymentState.ELSEWHERE)
    else:
        payment.state, payment.changed_at = PaymentState.ELSEWHERE.value, clock.now()
        payment.save(update_fields=["state", "changed_at"])
    note(payment, PaymentEventKind.ELSEWHERE, by=by.actor, amount=amount, why=words)
    _close_open(sent)
    is_paid(sent)
    proofs.decided(str(sent.pk), granted=True)
    return True


def _granted(case_id: UUID | str, by: EmployeeInfo) -> Submission:
    """What was sent, locked, when its case is granted in full and may be handled."""
    case = cases.case_for_staff(case_id, by, purpose="betaling", with_timeline=False)
    if not case.may_handle or case.masked:
        raise NotAllowed
    rows = Submission.objects.select_for_update(of=("self",)).select_related("draft", "person", "company")
    sent = rows.defer("person__cpr_encrypted").filter(case_id=case_id).first()
    if (
        sent is None
        or case.info.state is not CaseState.DECIDED
        or case.info.outcome is not CaseOutcome.GRANTED
    ):
        raise WrongState
    return sent


def _close_open(sent: Submission) -> None:
    """A payment page that is open still is looked at at once; what is paid on it after all is given back. One that
    somebody holds is being looked at, and they wait for what was sent: nobody waits for them.
    """
    rows = Payment.objects.filter(submission=sent, state__in=(PaymentState.BEGUN, PaymentState.OPEN))
    free = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Payment.objects.filter(pk__in=free).update(due_at=clock.now())


def _row(sent: Submission, amount: int, state: PaymentState) -> Payment:
    situation = Situation(versions.version(sent.version_id).solution, Inputs.of(holding(sent).inputs))
    now = clock.now()
    return Payment.objects.create(
        draft=sent.draft,
        submission=sent,
        solution=sent.draft.solution,
        revision=sent.draft.revision,
        amount=amount,
        label=paying.label(situation).as_json(),
        state=state.value,
        made_at=now,
        changed_at=now,
    )
