"""The rules are asked again: the same inputs, and what others have answered since."""

from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.cases.services import WrongState
from indgang.modules.selfservice.models import Reconsideration, Submission
from indgang.modules.selfservice.rules import asking, deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.others import Others, holding, others_of
from indgang.modules.selfservice.selectors.registers import Registers
from indgang.modules.selfservice.services.letters import prepared
from indgang.modules.selfservice.services.looking import Asker, ask_ours_again
from indgang.modules.selfservice.vocabulary import Outcome


def situation_of(submission: Submission) -> Situation:
    """How a submission stands by what the rules were last given."""
    solution = versions.version(submission.version_id).solution
    return Situation(solution, Inputs.of(holding(submission).inputs))


def reconsider(submission: Submission, *, because: str, told: Text) -> bool:
    """Ask the rules again and tell the case; True when that decided it.

    The caller has locked the submission's invitations. No outside register is asked: what others answered, and what
    clashes, stands in our own tables. The day is that on which it was sent, so a notice that was in time stays so.
    """
    version = versions.version(submission.version_id)
    before = situation_of(submission)
    inputs = ask_ours_again(before, before.inputs, _asker(submission, before))
    situation = Situation(version.solution, inputs)
    finding = deciding.find(situation, version=version.hash)
    follow_ups = deciding.follow_ups(situation)
    Reconsideration.objects.create(
        submission=submission,
        at=clock.now(),
        because=because[:80],
        inputs=inputs.as_json(),
        finding=finding.as_json(),
        follow_ups=[row.as_json() for row in follow_ups],
    )
    if submission.case_id is None:
        return False
    stands = others(submission, version.solution)
    letters = prepared(
        situation,
        party_name=submission.party_name,
        reported_by=submission.actor_name,
        number=submission.number,
        sent_on=submission.at.astimezone(COPENHAGEN).date(),
        answer_by=clock.today(),
    )
    cases.new_finding(
        case_id=submission.case_id,
        finding=finding,
        inputs=inputs.as_json(),
        letters={name: letter for name, letter in letters.items() if name != "receipt"},
        follow_ups=follow_ups,
        told=told,
        waiting=asking.still_waiting(list(stands.standings.values())),
        key=because,
    )
    return finding.outcome == Outcome.GRANTED and _decided(submission.case_id)


def _decided(case_id: UUID) -> bool:
    """Whether the rules could decide it: not when a person has taken the case."""
    try:
        cases.decide_automatically(case_id=case_id, outcome=Outcome.GRANTED.value)
    except WrongState:
        return False
    return True


def others(submission: Submission, solution: Solution) -> Others:
    return others_of(submission.pk, solution.asks, solution.slug)


def _asker(submission: Submission, situation: Situation) -> Asker:
    solution, today = situation.solution, situation.inputs.today
    return Asker(
        Registers(), "", today, solution.slug, clock.now(), asks=solution.asks, submission=submission.pk
    )
