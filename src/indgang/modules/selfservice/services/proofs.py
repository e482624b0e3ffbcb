"""Certificates and licences: made when something is granted in full, and ended when they no longer hold."""

import logging
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django_tasks import task

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.vocabulary import Outcome
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.selfservice.models import Proof, ProofEnd, ProofWaiting, Submission
from indgang.modules.selfservice.rules.codes import code_for
from indgang.modules.selfservice.rules.proving import Lacking, Proven, known_of, proven
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Gives, Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.endings import replaced
from indgang.modules.selfservice.selectors.licences import plate_of
from indgang.modules.selfservice.selectors.loading import party_of
from indgang.modules.selfservice.selectors.payments import all_given_back
from indgang.modules.selfservice.selectors.proofs import own_proof
from indgang.modules.selfservice.services.ending import end_old
from indgang.modules.selfservice.services.proof_ends import end_proof, end_proofs_of, trace_proof
from indgang.modules.selfservice.services.reconsidering import registers_now, situation_of
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofKind

logger = logging.getLogger(__name__)
TRIES = 24
BETWEEN = timedelta(hours=1)
"""A register that is silent is asked again so often, with so long between. Then somebody is told, and it is asked
each day."""
LATER = timedelta(days=1)
MOST_TRIES = TRIES + 60
WAITS_STILL = Text(
    "Et register har ikke svaret i et døgn: det, borgeren har fået ja til, er ikke skrevet endnu",
    "A register has been silent for a day: what the citizen was granted is not written yet",
)


class CannotWithdraw(Expected):
    """A licence is given up in another way, since others count on it and it may have been paid for."""

    message = Text(
        "Du kan ikke trække den her tilbage. Ring til os, så hjælper vi.",
        "You cannot withdraw this here. Call us and we will help.",
    )


@transaction.atomic
def make(submission: Submission, situation: Situation | None = None) -> Proof | None:
    """The certificate or licence of a full grant; the one that it has already, unless that has ended.

    None when the solution gives nothing. When something that stands on it is not known, a worker asks the registers
    and makes it then, so a grant by a person never fails here.
    """
    situation = situation or situation_of(submission)
    gives = situation.solution.gives
    if gives is None:
        return None
    last = Proof.objects.filter(submission=submission).order_by("-sequence").first()
    if last is not None and not ProofEnd.objects.filter(proof=last).exists():
        return last
    try:
        what = proven(situation, gives)
    except Lacking as lacking:
        logger.warning("proof waits for a register: %s", lacking.path)
        _wait(submission, situation, gives)
        make_later.enqueue(str(submission.pk), 1)
        return None
    old = _replaced(submission, situation, gives)
    proof = _store(submission, situation.solution, gives, what, last.sequence + 1 if last else 1, old)
    end_old(proof)
    return proof


def _replaced(submission: Submission, situation: Situation, gives: Gives) -> UUID | None:
    """What the new one takes the place of, when the solution says that it does."""
    when = gives.ends.replaces if gives.ends else None
    return replaced(submission, situation.solution.slug) if when and situation.holds(when) else None


def _wait(submission: Submission, situation: Situation, gives: Gives) -> None:
    """It is granted, so it counts, though it is not written yet."""
    marks, first, last = known_of(situation, gives)
    ProofWaiting.objects.get_or_create(
        submission=submission,
        defaults={
            "solution": situation.solution.slug,
            "kind": gives.kind,
            "person_id": submission.person_id,
            "company_id": submission.company_id,
            "plate": plate_of(marks.get("plate", "")),
            "address": marks.get("address", "")[:80],
            "valid_from": first,
            "valid_until": last,
            "since": clock.now(),
        },
    )


def decided(submission_id: str, *, granted: bool) -> None:
    """A submission was decided, or has been paid for: as `follow_decision`."""
    submission = Submission.objects.filter(pk=submission_id).first()
    if submission is not None and versions.version(submission.version_id).solution.gives is not None:
        follow_decision(submission, situation_of(submission), granted=granted)


def follow_decision(submission: Submission, situation: Situation, *, granted: bool) -> None:
    """A full grant gives what the solution gives, and anything else takes it back."""
    if situation.solution.gives is None:
        return
    if granted:
        make(submission, situation)
    else:
        ProofWaiting.objects.filter(submission=submission).delete()
        end_proofs_of(submission_id=submission.pk, why=ProofEndWhy.WITHDRAWN, by=SYSTEM)


def _store(
    submission: Submission,
    solution: Solution,
    gives: Gives,
    what: Proven,
    sequence: int,
    replaces: UUID | None,
) -> Proof:
    proof = Proof.objects.create(
        code=code_for(submission.number, sequence=sequence, key=settings.PARTY_KEY),
        submission=submission,
        sequence=sequence,
        kind=gives.kind,
        solution=solution.slug,
        service_id=solution.service_id,
        gives=gives.id,
        person_id=submission.person_id,
        company_id=submission.company_id,
        party_name=submission.party_name,
        language=what.language,
        title=what.title.as_json(),
        intro=what.intro.as_json(),
        note=what.note.as_json(),
        rows=[row.as_json() for row in what.rows],
        plate=plate_of(what.marks.get("plate", "")),
        zone=what.marks.get("zone", "")[:60],
        address=what.marks.get("address", "")[:80],
        valid_from=what.valid_from,
        valid_until=what.valid_until,
        at=clock.now(),
        replaces=replaces,
    )
    ProofWaiting.objects.filter(submission=submission).delete()
    trace_proof("proof_made", proof, SYSTEM)
    return proof


@task()
def make_later(submission_id: str, number: int) -> str:
    """Ask the registers what was not known, and make the proof. Safe to repeat. Returns a word for the task's log."""
    rows = Submission.objects.select_related("person", "company").defer("person__cpr_encrypted")
    submission = rows.get(pk=submission_id)
    before = situation_of(submission)
    gives = before.solution.gives
    if gives is None or not is_granted(submission) or all_given_back(submission_id):
        ProofWaiting.objects.filter(submission=submission).delete()
        return "nothing"
    inputs = replace(before.inputs, facts=dict(registers_now(submission, whole=True)))
    situation = Situation(before.solution, inputs)
    try:
        proven(situation, gives)
    except Lacking as lacking:
        return _again(submission, number, lacking.path)
    make(submission, situation)
    return "made"


def _again(submission: Submission, number: int, path: str) -> str:
    """Each hour for a day; then somebody is told, and it is tried each day for two months."""
    if number == TRIES:
        logger.error("no proof of %s: %s is not known", submission.number, path)
        casework.look_at_payment(
            case_id=str(submission.case_id), key=f"unwritten:{submission.pk}", title=WAITS_STILL
        )
    if number >= MOST_TRIES:
        return "given up"
    wait = BETWEEN if number < TRIES else LATER
    make_later.using(run_after=clock.now() + wait).enqueue(str(submission.pk), number + 1)
    return "later"


def is_granted(submission: Submission) -> bool:
    """Whether it still stands granted in full: the decision may have been changed while the register was silent."""
    if submission.case_id is None:
        return False
    decision = cases.case_of(submission.case_id, party_of(submission)).decision
    return decision is not None and decision.outcome is Outcome.GRANTED


def withdraw_certificate(*, proof_id: UUID | str, by: Acting) -> None:
    """The holder takes a certificate back: from now on its code says so. Again is the same. Raises NotYours,
    CannotWithdraw."""
    proof = own_proof(proof_id, by)
    if proof.kind != ProofKind.CERTIFICATE:
        raise CannotWithdraw
    end_proof(proof_id=proof.pk, why=ProofEndWhy.WITHDRAWN, by=by.actor)
