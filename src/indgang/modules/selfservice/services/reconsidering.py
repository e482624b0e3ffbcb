"""The rules are asked again: the same inputs, and what others have answered since."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.cases.services import WrongState
from indgang.modules.identity.vocabulary import SYSTEM, Actor, Ground, Party
from indgang.modules.selfservice.models import Invitation, Reconsideration, Submission
from indgang.modules.selfservice.rules import asking, deciding
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.loading import party_of
from indgang.modules.selfservice.selectors.others import Others, holding, others_of
from indgang.modules.selfservice.selectors.registers import Registers, connected
from indgang.modules.selfservice.services.facts import as_party, fetched
from indgang.modules.selfservice.services.letters import prepared, reporter
from indgang.modules.selfservice.services.looking import Asker, ask_ours_again
from indgang.modules.selfservice.services.taking_part import take_part
from indgang.modules.selfservice.vocabulary import Outcome

Facts = Mapping[str, Looked]
AGAIN = "regne en anmeldelse efter, når andre har svaret"


def situation_of(submission: Submission) -> Situation:
    """How a submission stands by what the rules were last given."""
    solution = versions.version(submission.version_id).solution
    return Situation(solution, Inputs.of(holding(submission).inputs))


def registers_now(submission: Submission, *, whole: bool = False) -> Facts:
    """What the registers say today of what was sent: much may have happened while somebody thought about an answer.

    It asks outside systems, so it runs before anything is locked. A register that is silent leaves its facts unknown,
    and then a person looks. The submission must come with its person or company. Of one that somebody else sent for
    the party a hidden home is left out, as it was to them; `whole`: not even that, for what only the party may see.
    """
    before = situation_of(submission)
    party, solution = party_of(submission), before.solution
    why = f"{AGAIN}: {solution.slug}"

    def asker() -> Asker:
        found = asker_again(submission, before, party, SYSTEM, why)
        other = submission.ground not in (Ground.SELF, Ground.STAFF) and party.kind == "person"
        return replace(found, for_other=other and not whole)

    return fetched(solution, before.inputs, asker, anew=True)[0]


def asker_again(submission: Submission, situation: Situation, party: Party, by: Actor, why: str) -> Asker:
    """Somebody to ask about what was sent, as of the day that it was."""
    here = replace(_asker(submission, situation), registers=connected())
    return as_party(here, party, by, why)


def reconsider(submission: Submission, *, because: str, told: Text, facts: Facts | None = None) -> bool:
    """Ask the rules again and tell the case; True when that decided it.

    A person decides when one of those who were asked has a hidden address. The caller has locked the submission's
    invitations. `facts` is what the registers said just before (without: what they last said); what others answered,
    and what clashes, is read from our own tables now. The day is that on which it was sent, so a notice that was in
    time stays so.
    """
    version = versions.version(submission.version_id)
    before = situation_of(submission)
    if facts is not None:
        before = Situation(before.solution, replace(before.inputs, facts=dict(facts)))
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
        reported_by=reporter(
            submission.party_name, submission.ground, submission.actor, submission.actor_name
        ),
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
    take_part(submission, situation, finding)
    if finding.outcome != Outcome.GRANTED or _somebody_is_veiled(submission):
        return False
    if asking.leans_on_silence(situation, stands.standings, stands.times):
        return False
    return _decided(submission.case_id)


def _somebody_is_veiled(submission: Submission) -> bool:
    """Whether one who was asked has a hidden address. What they said does not count in the rules; a person reads it."""
    return Invitation.objects.filter(submission=submission, is_veiled=True).exists()


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
