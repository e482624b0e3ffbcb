"""A submission: its receipt, and whether its decision can be made again."""

from dataclasses import dataclass
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.dates import long_date
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseForParty
from indgang.modules.cases.vocabulary import CaseState, Fact, Finding, FollowUp, Matched, Section, Unresolved
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Rule, Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.loading import check_ground
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.receipt_views import (
    Reason,
    ReasonFact,
    ReceiptView,
    TimelineRow,
)
from indgang.modules.selfservice.selectors.rounds_of import is_closed_for
from indgang.modules.selfservice.selectors.views import SummaryRow, SummarySection
from indgang.modules.selfservice.selectors.writers import written_in
from indgang.modules.selfservice.vocabulary import Outcome

RECEIVED = Text(
    "Vi har fået det, du sendte. En medarbejder ser på det.",
    "We have received what you sent. A person will look at it.",
)
WAITS = Text(
    "Vi har fået det, du sendte. Vi venter på svar fra andre.",
    "We have received what you sent. We are waiting for others to answer.",
)
IN_ROUND = Text("Vi har fået det, du sendte. {what}", "We have received what you sent. {what}")
TAKEN_BACK = Text("Du har trukket det tilbage.", "You have withdrawn it.")
SENT = Text("Du sendte det", "You sent it")
SENT_FOR_YOU = Text("{name} sendte det for dig", "{name} sent it for you")


def receipt(submission_id: UUID | str, by: Acting) -> ReceiptView:
    """The receipt of what was sent, and what came of it. Raises NotYours."""
    rows = Submission.objects.filter(pk=submission_id, **{f"{by.party.kind}_id": by.party.id})
    row = rows.first()
    if row is None or not _reaches(row, by):
        raise NotYours
    solution = versions.version(row.version_id).solution
    check_ground(by, solution.service_id)
    finding = Finding.of(holding(row).finding)
    case = cases.case_of(row.case_id, by.party) if row.case_id else None
    rules = {rule.id: rule for rule in solution.rules}
    why = tuple(_reason(rules.get(held.rule), held, held.paragraph, held.facts) for held in finding.matched)
    return ReceiptView(
        submission_id=row.pk,
        number=row.number,
        sent_at=row.at,
        title=solution.title,
        service_id=solution.service_id,
        solution=solution.slug,
        party_name=row.party_name,
        outcome=finding.outcome,
        automatic=case.decision.automatic
        if case and case.decision
        else case is None and finding.outcome == Outcome.GRANTED,
        result=_result(case),
        what_now=case.info.status if case else RECEIVED,
        timeline=_timeline(row, case),
        why=why,
        shared=_shared(why, solution) if case and case.decision else (),
        open_points=tuple(_reason(rules.get(point.rule), point, "", ()) for point in finding.unresolved),
        sections=_sections(row, solution),
        case_id=row.case_id,
        case_number=case.info.number if case else "",
        case=case,
        written_by=row.actor_name if row.ground == Ground.STAFF else "",
        written_in=written_in(row.actor),
        calculations=finding.calculations,
        too_late_to_correct=solution.shares is not None and is_closed_for(row.pk, clock.today()),
    )


def _reaches(row: Submission, by: Acting) -> bool:
    """The party reaches all about themselves; who acts for them what they sent; staff what staff wrote in."""
    if by.ground is Ground.SELF:
        return True
    return row.ground == Ground.STAFF if by.ground is Ground.STAFF else bool(row.actor == by.actor.key)


def _result(case: CaseForParty | None) -> Text:
    if case is None or case.decision is None:
        what = case.info.waits_for if case else Text()
        if what:
            return Text(IN_ROUND.da.format(what=what.da), IN_ROUND.en.format(what=what.en or what.da))
        instead = {CaseState.OTHERS: WAITS, CaseState.WITHDRAWN: TAKEN_BACK}
        return instead.get(case.info.state, RECEIVED) if case else RECEIVED
    return case.decision.letter.result


def _timeline(row: Submission, case: CaseForParty | None) -> tuple[TimelineRow, ...]:
    """What has happened, and the next thing with its date."""
    sent = SENT_FOR_YOU.format(name=row.actor_name) if row.ground == Ground.STAFF else SENT
    found = [TimelineRow(row.at.astimezone(COPENHAGEN).date(), sent, True)]
    if case is not None:
        found += [TimelineRow(step.at.astimezone(COPENHAGEN).date(), step.text, True) for step in case.steps]
        if case.info.next_date is not None and case.decision is None:
            day = long_date(case.info.next_date)
            text = Text(f"Du hører fra os senest {day.da}", f"You hear from us by {day.en}")
            if case.info.state is CaseState.OTHERS and not case.info.waits_for:
                text = Text(f"De andre skal svare senest {day.da}", f"The others must answer by {day.en}")
            found.append(TimelineRow(case.info.next_date, text, False))
    return tuple(found)


def _reason(
    rule: Rule | None, found: Matched | Unresolved, paragraph: str, facts: tuple[Fact, ...]
) -> Reason:
    """In the words of the rule; a line that no rule of the solution made has its own."""
    return Reason(
        rule=found.rule,
        title=rule.title if rule else found.title or Text(found.rule, found.rule),
        paragraph=rule.paragraph if rule else paragraph,
        because=found.because,
        facts=tuple(ReasonFact(fact.label, fact.value, fact.source) for fact in facts),
    )


def _shared(why: tuple[Reason, ...], solution: Solution) -> tuple[Reason, ...]:
    """Of what held, the lines that a round made: they bear its name."""
    prefix = f"{solution.shares.id}_" if solution.shares else ""
    own = {rule.id for rule in solution.rules}
    return tuple(one for one in why if prefix and one.rule.startswith(prefix) and one.rule not in own)


def _sections(row: Submission, solution: Solution) -> tuple[SummarySection, ...]:
    return tuple(
        SummarySection(
            "", section.title, tuple(SummaryRow("", r.label, r.value, r.source) for r in section.rows)
        )
        for section in map(Section.of, row.application)
    )


@dataclass(frozen=True)
class Replay:
    """A decision made again from what was stored. `same`: finding and follow-ups came out alike."""

    stored: Finding
    again: Finding
    stored_follow_ups: tuple[FollowUp, ...]
    again_follow_ups: tuple[FollowUp, ...]

    @property
    def same(self) -> bool:
        return self.stored == self.again and self.stored_follow_ups == self.again_follow_ups


def replay(submission_id: UUID | str) -> Replay:
    """Decide a submission again, as it holds now: its own version, its answers, facts, parameters and day; no
    register, no clock.

    Raises Submission.DoesNotExist.
    """
    row = Submission.objects.get(pk=submission_id)
    holds = holding(row)
    version = versions.version(row.version_id)
    situation = Situation(version.solution, Inputs.of(holds.inputs))
    return Replay(
        stored=Finding.of(holds.finding),
        again=deciding.find(situation, version=version.hash),
        stored_follow_ups=tuple(FollowUp.of(one) for one in holds.follow_ups),
        again_follow_ups=deciding.follow_ups(situation),
    )
