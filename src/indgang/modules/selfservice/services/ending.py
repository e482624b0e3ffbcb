"""A licence ends before its time: its holder ends it, staff do when they are asked to, or a new one takes its place.

What is left of what was paid is given back when the solution says so. Nobody loses a licence here against their will:
that is another decision of the case, with reasons and a way to complain.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import BadInput, NotAllowed
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Actor
from indgang.modules.selfservice.models import Payment, Proof, ProofEnd, Submission
from indgang.modules.selfservice.selectors.endings import Ending, ending_of, paid_back
from indgang.modules.selfservice.selectors.proofs import own_proof
from indgang.modules.selfservice.services.ending_words import ask_for_refund, say_ended
from indgang.modules.selfservice.services.payment_rows import do_next, note
from indgang.modules.selfservice.services.proof_ends import end_proof
from indgang.modules.selfservice.vocabulary import (
    PaymentEventKind,
    PaymentState,
    PaymentWhy,
    ProofEndWhy,
)

logger = logging.getLogger(__name__)
ASKED_FOR = (ProofEndWhy.WITHDRAWN, ProofEndWhy.MOVED)
"""Why a holder ends a licence: it is not used any more, or they have moved."""
LONGEST_NOTE = 500
NOTE = Text(
    "Skriv, hvordan indehaveren bad om det. For eksempel: ringede i dag, og vi tjekkede, hvem det var.",
    "Write how the holder asked for it. For example: called today, and we checked who it was.",
)
NOTE_TOO_LONG = Text("Skriv højst 500 tegn.", "Write 500 characters at most.")
UNKNOWN_WHY = Text("Vælg, hvorfor den slutter.", "Choose why it ends.")


class CannotEnd(Expected):
    """It is not ended so: the solution does not say how, or it is over already."""

    status = 409
    message = Text(
        "Den kan ikke sluttes her. Ring til os, så hjælper vi.",
        "It cannot be ended here. Call us and we will help.",
    )


class RefundChanged(Expected):
    """What is given back is another amount than the page showed."""

    status = 409
    message = Text(
        "Beløbet er ændret, siden du åbnede siden. Se det nye beløb, og slut den så.",
        "The amount has changed since you opened the page. See the new amount, and end it then.",
    )


@transaction.atomic
def end_own_licence(*, proof_id: UUID | str, why: str, seen: str, by: Acting) -> None:
    """The holder ends a licence from now on. `seen`: `Ending.seen` of their page. Again is the same.

    Raises NotYours, BadInput (`why`), CannotEnd, RefundChanged.
    """
    row = own_proof(proof_id, by)
    _end(row, _why(why), seen, by.actor)


@transaction.atomic
def end_licence_for(
    *, case_id: UUID | str, proof_id: UUID | str, why: str, said: str, seen: str, by: EmployeeInfo
) -> None:
    """Staff end a licence because its holder asks them to; `said` is how they asked. Again is the same.

    Raises NotYours, NotAllowed, BadInput (`why`, `said`), CannotEnd, RefundChanged.
    """
    case = cases.case_for_staff(case_id, by, purpose="attest eller licens", with_timeline=False)
    if not case.may_handle or case.masked:
        raise NotAllowed
    row = Proof.objects.select_related("end").filter(pk=proof_id, submission__case_id=case_id).first()
    if row is None:
        raise NotYours
    words = without_cpr(cleaned(said))
    if not words:
        raise BadInput("said", NOTE)
    if len(words) > LONGEST_NOTE:
        raise BadInput("said", NOTE_TOO_LONG)
    _end(row, _why(why), seen, by.actor, said=words)


def _why(raw: str) -> ProofEndWhy:
    found = next((one for one in ASKED_FOR if one.value == raw), None)
    if found is None:
        raise BadInput("why", UNKNOWN_WHY)
    return found


def _end(row: Proof, why: ProofEndWhy, seen: str, by: Actor, said: str = "") -> None:
    if ProofEnd.objects.filter(proof=row).exists():
        return
    Submission.objects.select_for_update().get(pk=row.submission_id)
    Proof.objects.select_for_update().get(pk=row.pk)
    what = ending_of(row)
    if what is None:
        raise CannotEnd
    if what.seen != seen:
        raise RefundChanged
    _over(row, what, why, by, said)


def _over(row: Proof, what: Ending, why: ProofEndWhy, by: Actor, said: str = "") -> None:
    """It ends once, and once only is money given back; whoever was first has done it all."""
    if end_proof(proof_id=row.pk, why=why, by=by, note=said):
        given = _give_back(row, what, by)
        say_ended(row, what, why, given)


def _give_back(row: Proof, what: Ending, by: Actor) -> int:
    """Ask back what the rules say, of what was paid online; a task for the rest. How much goes back to the card."""
    if what.refund == 0:
        return 0
    left = what.refund or 0
    paid = Payment.objects.select_for_update().filter(
        submission=row.submission_id, state__in=(PaymentState.CHARGED, PaymentState.TO_REFUND)
    )
    for payment in paid.order_by("made_at"):
        amount = min(left, payment.amount - paid_back(payment))
        if amount > 0:
            note(payment, PaymentEventKind.ASKED_BACK, by=by, amount=amount, why=PaymentWhy.ENDED.value)
            do_next(payment, PaymentState.TO_REFUND, PaymentWhy.ENDED)
            left -= amount
    if left or what.refund is None:
        ask_for_refund(row, left)
    return (what.refund or 0) - left


# --- a new one in the place of an old one ----------------------------------------------------------------------


def end_replaced() -> int:
    """End what a new licence has taken the place of, on its first day. How many. For the routine; safe to repeat.

    What is over by itself is left alone, and one that goes wrong holds up no other.
    """
    today = clock.today()
    holds = Proof.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), end__isnull=True)
    rows = Proof.objects.filter(
        replaces__in=holds.values("pk"),
        end__isnull=True,
        valid_from__lte=today,
        valid_from__gte=today - timedelta(days=60),
    )
    return sum(_tried(row) for row in list(rows.order_by("-valid_from", "pk")[:200]))


def _tried(new: Proof) -> bool:
    try:
        return end_old(new)
    except Exception:
        logger.exception("licences: one that is replaced could not be ended: %s", new.replaces)
        return False


@transaction.atomic
def end_old(new: Proof) -> bool:
    """End what this one replaces, when its own first day is there. False when it is over already."""
    if new.replaces is None or new.valid_from > clock.today():
        return False
    old = Proof.objects.select_for_update(of=("self",)).filter(pk=new.replaces, end__isnull=True).first()
    what = ending_of(old) if old is not None else None
    if old is None or what is None:
        return False
    _over(old, what, ProofEndWhy.REPLACED, SYSTEM)
    return True
