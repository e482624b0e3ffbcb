"""The rows that end a certificate or a licence, and its line in the trail."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit import services as audit
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.selfservice.models import Proof, ProofEnd
from indgang.modules.selfservice.vocabulary import ProofEndWhy


@transaction.atomic
def end_proof(*, proof_id: UUID | str, why: ProofEndWhy, by: Actor, note: str = "") -> bool:
    """End a certificate or licence now. False when it had ended already: the first end stands. `note` is what staff
    wrote of it. Raises NotYours for one that is not there.
    """
    proof = Proof.objects.select_for_update().filter(pk=proof_id).first()
    if proof is None:
        raise NotYours
    _row, made = ProofEnd.objects.get_or_create(
        proof=proof, defaults={"why": why.value, "at": clock.now(), "by": by.key, "note": note}
    )
    if made:
        trace_proof("proof_ended", proof, by, why=why.value)
    return made


def end_proofs_of(*, submission_id: UUID | str, why: ProofEndWhy, by: Actor) -> int:
    """End all that a submission gave, as when a decision is changed or what was paid is given back. How many ended."""
    rows = Proof.objects.filter(submission_id=submission_id, end__isnull=True).values_list("pk", flat=True)
    return sum(end_proof(proof_id=pk, why=why, by=by) for pk in list(rows))


def trace_proof(action: str, proof: Proof, by: Actor, **detail: str) -> None:
    party = f"person:{proof.person_id}" if proof.person_id else f"company:{proof.company_id}"
    audit.record(
        action=action,
        actor=by.key,
        object=f"proof:{proof.pk}",
        party=party,
        purpose=f"attest eller licens: {proof.solution}",
        detail=detail,
    )
