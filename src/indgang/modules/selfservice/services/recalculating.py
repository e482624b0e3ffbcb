"""A standing grant is worked out again for a month: the newest facts, the parameters of the day, the same rules.

Better: decided at once, as a full grant by rules. Worse, or something new that a rule speaks against: prepared for a
person, who hears the party first. Not known: noted, and tried again.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.deadlines import working_days_from
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import services as cases
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.cases.vocabulary import Outcome as Decided
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as people
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Ground, Party
from indgang.modules.messages.vocabulary import Letter
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.rules import applying, deciding
from indgang.modules.selfservice.rules.dated import parameter_value
from indgang.modules.selfservice.rules.inputs import Before
from indgang.modules.selfservice.rules.recalculating import (
    Weighed,
    doubts_of,
    value_of,
    value_of_parameter,
    weigh,
    words_of,
)
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.schema.solution.recalculating import Recalculates
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.loading import municipality_values, parameter_rows, party_of
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.selectors.standing_grants import Stands, standing_of
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.asker import Asker
from indgang.modules.selfservice.services.facts import as_party, fetched
from indgang.modules.selfservice.services.letters import prepared, reporter
from indgang.modules.selfservice.vocabulary import Again, Outcome

PREFIX = "recalculation:"
"""What the key of a case begins with when it came of working out a grant again; the row's id follows."""
WHY = "regne en bevilling igen"
MAKES_A_CASE = (Again.BETTER, Again.WORSE, Again.PERSON)
FOR_A_CLERK = (Again.WORSE, Again.PERSON)
SEE_FIGURES = Text(
    "Vi kan ikke se tallene til genberegningen. Find ud af hvorfor",
    "We cannot see the figures to work it out again. Find out why",
)
SEE_END = Text("Ydelsen er slut efter reglerne. Se, om den skal stoppe", "It has come to its end. See to it")


@dataclass(frozen=True)
class Worked:
    """A grant as it comes out today, before anything is stored."""

    submission: Submission
    stands: Stands
    version: Version
    situation: Situation
    finding: Finding
    weighed: Weighed

    @property
    def plan(self) -> Recalculates:
        plan = self.version.solution.recalculates
        if plan is None:
            raise LookupError
        return plan


def recalculate(submission_id: UUID, month: date) -> Recalculation | None:
    """Work one grant out again for a month (its first day), once: a repeat gives back the same row.

    None when nothing stands, somebody is looking at it, or its rules do not say how. What was prepared and nobody has
    taken is prepared anew. The registers are asked before
    anything is locked: call it outside a transaction.
    """
    done = Recalculation.objects.filter(submission=submission_id, month=month).first()
    if done is not None:
        return done
    rows = Submission.objects.select_related("person", "company").defer("person__cpr_encrypted")
    submission = rows.get(pk=submission_id)
    stands = standing_of(submission)
    if stands is None:
        return None
    version = version_for(submission, stands)
    return _stored(worked_out(submission, stands, version), month) if version else None


def version_for(submission: Submission, stands: Stands) -> Version | None:
    """The rules that hold now, when the answers are enough for them; else those that it was granted by."""
    own = versions.version(submission.version_id)
    now = versions.active(own.solution.slug) if own.solution.slug in versions.solutions() else None
    if now is None or now.solution.recalculates is None:
        return None
    if Situation(now.solution, stands.inputs).complete:
        return now
    return own if own.solution.recalculates else None


def worked_out(submission: Submission, stands: Stands, version: Version) -> Worked:
    """The same answers, with what the registers and the parameters say today."""
    solution, today = version.solution, clock.today()
    inputs = replace(
        stands.inputs,
        today=today,
        municipality=municipality_values(),
        parameters=parameter_rows(solution, today),
        facts={},
        before=_before(stands, version),
    )
    party = party_of(submission)
    _facts, situation = fetched(solution, inputs, lambda: _asker(submission, solution, party), anew=True)
    found = deciding.what_rules_say(situation, version=version.hash)
    finding = deciding.find(situation, version=version.hash)
    return Worked(submission, stands, version, situation, finding, weigh(situation, found))


def _before(stands: Stands, version: Version) -> Before:
    """What stands, by the rules that it was decided by; by today's when those did not have the line."""
    plan = version.solution.recalculates
    then = Situation(stands.version.solution, stands.inputs)
    compare = plan.compare if plan else ""
    value = value_of(then, compare)
    if value is None and stands.version.hash != version.hash:
        value = value_of(Situation(version.solution, stands.inputs), compare)
    doubts = (*doubts_of(stands.finding, then), *stands.doubts)
    return Before(value, tuple(dict.fromkeys(doubts)), stands.finding.calculations)


def _asker(submission: Submission, solution: Solution, party: Party) -> Asker:
    """A hidden home is left out for one that somebody else sent for the party, as it was to them."""
    here = Asker(
        connected(),
        "",
        clock.today(),
        solution.slug,
        clock.now(),
        asks=solution.asks,
        submission=submission.pk,
    )
    found = as_party(here, party, SYSTEM, f"{WHY}: {solution.slug}")
    other = submission.ground not in (Ground.SELF, Ground.STAFF) and party.kind == "person"
    return replace(found, for_other=other)


@transaction.atomic
def _stored(worked: Worked, month: date) -> Recalculation | None:
    """Keep what came of it, with the case that it brings about. Two at once make one row."""
    submission = Submission.objects.select_for_update().get(pk=worked.submission.pk)
    done = Recalculation.objects.filter(submission=submission, month=month).first()
    if done is not None:
        return done
    now_stands = standing_of(submission)
    stood = (worked.stands.mark, worked.stands.renews)
    if now_stands is None or (now_stands.mark, now_stands.renews) != stood:
        return None  # somebody decided meanwhile: it is tried again with the next round
    row_id, result, renews = new_id(), worked.weighed.result, worked.stands.renews
    if renews is not None and result not in FOR_A_CLERK:
        return None  # a person must first see what was prepared
    note_protection(worked)
    case_id = None
    if result in MAKES_A_CASE:
        case_id = _anew(worked, renews) if renews else _case(worked, row_id)
    row = keep_row(worked, month, row_id, case_id)
    if case_id is not None and result is Again.BETTER:
        cases.decide_automatically(case_id=case_id, outcome=Outcome.GRANTED.value)
    elif result is Again.UNKNOWN:
        _lose_patience(worked, month)
    elif result is Again.OVER and submission.case_id is not None:
        cases.look_at(case_id=submission.case_id, key=f"{PREFIX}over", title=SEE_END)
    return row


def keep_row(worked: Worked, month: date, row_id: UUID, case_id: UUID | None) -> Recalculation:
    """What came of a month, so that it can be made again."""
    row: Recalculation = Recalculation.objects.create(
        id=row_id,
        submission=worked.submission,
        month=month,
        at=clock.now(),
        version_id=worked.version.hash,
        result=worked.weighed.result.value,
        before=worked.weighed.before,
        now=worked.weighed.now,
        inputs=worked.situation.inputs.as_json(),
        finding=worked.finding.as_json(),
        follow_ups=[one.as_json() for one in deciding.follow_ups(worked.situation)],
        case_id=case_id,
    )
    audit.record(
        action="grant_recalculated",
        actor=SYSTEM.key,
        object=f"submission:{worked.submission.pk}",
        party=party_of(worked.submission).key,
        purpose=f"{WHY}: {worked.version.solution.slug}",
        detail={"month": month.isoformat(), "result": worked.weighed.result.value},
    )
    return row


def note_protection(worked: Worked) -> None:
    """Before there is a case to be seen: a party whom the register protects is masked in it."""
    party, facts = party_of(worked.submission), worked.situation.inputs.facts
    for use in worked.version.solution.facts:
        looked = facts.get(use.id) if use.look_up == "person" and party.kind == "person" else None
        if looked is not None and looked.value is not None:
            people.note_protection(person_id=party.id, protected=looked.value["protected"])


def _case(worked: Worked, row_id: UUID) -> UUID:
    """A case of its own: the answer that stands goes on until there is a new one."""
    solution, party = worked.version.solution, party_of(worked.submission)
    due = due_for(worked.situation)
    begun = Text("Vi regnede igen", "We worked it out again")
    return cases.open(
        key=f"{PREFIX}{row_id}",
        service_id=solution.service_id,
        party=party,
        by=Acting(SYSTEM, party),
        journey_id=None,
        title=worked.plan.title,
        application=applying.sections(worked.situation),
        finding=worked.finding,
        letters=letters_for(worked, due),
        unit=solution.shape.unit,
        due=due,
        inputs=worked.situation.inputs.as_json(),
        follow_ups=deciding.follow_ups(worked.situation),
        complaint=solution.shape.complaint_body,
        begun=begun,
    ).id


def _anew(worked: Worked, case_id: UUID) -> UUID:
    """What was prepared in an earlier month, and nobody has taken, is prepared with this one's figures and days."""
    cases.new_finding(
        case_id=case_id,
        finding=worked.finding,
        inputs=worked.situation.inputs.as_json(),
        letters=letters_for(worked, due_for(worked.situation)),
        follow_ups=deciding.follow_ups(worked.situation),
        told=Text(),
        waiting=False,
        key=f"{PREFIX}anew",
    )
    return case_id


def due_for(situation: Situation) -> date:
    """When somebody looks at it: as for what is sent."""
    solution, inputs = situation.solution, situation.inputs
    use = solution.parameter_uses[solution.shape.first_action_working_days]
    days = parameter_value(use, inputs.parameters.get(use.id), inputs.municipality)
    return working_days_from(inputs.today, int(days or 0), identity.municipality().closed_days)


def letters_for(worked: Worked, due: date) -> dict[str, Letter]:
    """The letter for each outcome. A yes to what got worse keeps what stands."""
    submission, plan, names = worked.submission, worked.plan, worked.plan.letters
    yes = "better" if worked.weighed.gives_more else "kept"
    kind = worked.situation.solution.names[plan.compare]
    return prepared(
        worked.situation,
        party_name=submission.party_name,
        reported_by=reporter(
            submission.party_name, submission.ground, submission.actor, submission.actor_name
        ),
        number=submission.number,
        sent_on=submission.at.astimezone(COPENHAGEN).date(),
        answer_by=due,
        names={
            Decided.GRANTED.value: names[yes],
            Decided.PART_GRANTED.value: names["worse"],
            Decided.REFUSED.value: names["ended"],
        },
        more={
            "recalculated_on": worked.situation.inputs.today,
            "before": words_of(worked.weighed.before, kind),
            "now": words_of(worked.weighed.now, kind),
        },
    )


def _lose_patience(worked: Worked, month: date) -> None:
    """Somebody finds out why, when so many months in a row were not known; once for each such time."""
    patience = value_of_parameter(worked.situation, worked.plan.patience) or 1
    earlier = Recalculation.objects.filter(submission=worked.submission, month__lt=month)
    months = [month]
    for row in earlier.order_by("-month")[:patience]:
        if row.result != Again.UNKNOWN:
            break
        months.append(row.month)
    if len(months) == patience and worked.submission.case_id is not None:
        cases.look_at(
            case_id=worked.submission.case_id, key=f"{PREFIX}{months[-1].isoformat()}", title=SEE_FIGURES
        )
