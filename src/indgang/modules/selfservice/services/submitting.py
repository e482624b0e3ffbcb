"""A draft is sent, once: what was sent is stored, the rules decide or a person will, and a receipt is
given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.deadlines import working_days_from
from indgang.kernel.ids import new_id
from indgang.modules.audit import services as audit
from indgang.modules.cases import services as cases
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import Finding, FollowUp, Section
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as people
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Ground, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Letter, MessageKind
from indgang.modules.selfservice.models import Draft, Note, ReceiptCounter, Submission
from indgang.modules.selfservice.rules import applying, deciding, sharing
from indgang.modules.selfservice.rules.dated import parameter_value
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RIGHT, WRONG, RowKey, Solution
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.services import joining, payment_rows
from indgang.modules.selfservice.services.beginning import check_may_use
from indgang.modules.selfservice.services.enclosing import owner_of, without_hidden_files
from indgang.modules.selfservice.services.entry_trail import entry_trace, hold_contact
from indgang.modules.selfservice.services.expiring import exempt_of, record_contact
from indgang.modules.selfservice.services.facts import asker_of, fetched
from indgang.modules.selfservice.services.inviting import (
    ToAsk,
    invite,
    known_by,
    plan,
    still_to_ask,
    waiting_for,
)
from indgang.modules.selfservice.services.letters import prepared, reporter
from indgang.modules.selfservice.services.looking import Asker, ask_ours_again
from indgang.modules.selfservice.services.results import DraftChanged, NotFinished, NoYes, SubmissionInfo
from indgang.modules.selfservice.services.taking_back import take_back_corrected
from indgang.modules.selfservice.services.taking_part import take_part
from indgang.modules.selfservice.vocabulary import DraftState, Outcome, SaidYes


def submit(
    *,
    draft_id: UUID | str,
    key: str,
    by: Acting,
    seen_revision: int,
    yes: SaidYes | None = None,
    paid: UUID | None = None,
) -> SubmissionInfo:
    """Send a draft. Sending again, with any key, gives back the same submission.

    `yes` is how the citizen agreed when staff send for them, and they send nothing without it. Facts are fetched anew
    before anything is locked; what a register cannot say is unknown, and makes a case.

    Raises NotYours, DraftExpired, NotForYou when the ground is gone, DraftChanged when it was changed after the summary
    was shown, NotFinished when an answer is missing or wrong, TooLateToCorrect when what it corrects is decided,
    CorrectedAlready when another draft has corrected it; for staff also as `acting_in`, and NoYes. `paid` is the
    payment that is reserved for it: raises as `payment_rows.paid_for`.
    """
    draft = loading.draft_of(draft_id, by)
    if draft.state == DraftState.SENT:
        return _info(draft.submission, repeated=True)
    loading.check_not_gone(draft)
    if by.ground is Ground.STAFF and yes is None:
        raise NoYes
    solution = versions.version(draft.version_id).solution
    check_may_use(solution, by)
    rows = loading.latest(draft.pk)
    inputs = loading.inputs_of(solution, ground=draft.ground, rows=rows)
    asker = asker_of(by.party, by.actor, solution, f"afgørelse: {solution.slug}")
    facts, situation = fetched(solution, inputs, lambda: asker, anew=True)
    planned = plan(situation, asker, by.party)
    return _send(draft.pk, key, by, seen_revision, asker, facts, planned, yes, paid)


@transaction.atomic
def _send(
    draft_id: UUID,
    key: str,
    by: Acting,
    seen_revision: int,
    asker: Asker,
    facts: dict[str, Looked],
    planned: Sequence[ToAsk],
    yes: SaidYes | None,
    paid: UUID | None,
) -> SubmissionInfo:
    if by.ground is Ground.STAFF:
        hold_contact(by)
    draft = loading.draft_of(draft_id, by, lock=True)
    if draft.state == DraftState.SENT:
        return _info(draft.submission, repeated=True)
    loading.check_not_gone(draft)
    if draft.revision != seen_revision:
        raise DraftChanged
    version = versions.version(draft.version_id)
    solution = version.solution
    rows = loading.latest(draft.pk)
    inputs = loading.inputs_of(solution, ground=draft.ground, rows=rows, facts=facts, today=asker.today)
    situation = Situation(solution, inputs)
    if not situation.complete or (situation.way_out and by.ground is not Ground.STAFF):
        raise NotFinished
    _note_protection(by.party, solution, facts)
    without_hidden_files(draft, situation, by.actor)
    number = next_number(asker.today.year)
    corrected = take_back_corrected(draft, number=number, by=by)
    # The number's row is locked, so submissions follow one after the other, and each sees those before it: two who
    # clash must not both miss the other.
    inputs = ask_ours_again(situation, _only_shown(situation), asker)
    situation = Situation(solution, inputs)
    finding = deciding.find(situation, version=version.hash)
    asked = still_to_ask(situation, finding, planned)
    if asked:
        situation = waiting_for(situation, asked)
        finding = deciding.find(situation, version=version.hash)
    granted = finding.outcome == Outcome.GRANTED
    payment_rows.paid_for(draft, situation, granted=granted, paid=paid, by=by)
    sending = _Sending(draft, key, by, situation, finding, number, asked, yes, paid)
    submission = sending.carry_out()
    if corrected and submission.case_id is not None:
        cases.corrects(case_id=submission.case_id, old=corrected, by=by.actor)
    draft.state, draft.updated_at = DraftState.SENT.value, submission.at
    draft.save(update_fields=["state", "updated_at"])
    _count(draft, solution, by, sending)
    return _info(submission, repeated=False)


def _count(draft: Draft, solution: Solution, by: Acting, sending: "_Sending") -> None:
    """The digital contact, and the end of the funnel. Who is written in has the contact at the desk, and no other;
    what staff began and the citizen sends is a digital contact, but no self-service from beginning to end.
    """
    exempt = exempt_of(by.party)
    if by.ground is not Ground.STAFF:
        record_contact(
            draft,
            by.party,
            solution.service_id,
            handling="automatic" if sending.automatic else "unknown" if sending.waits else "staff",
            outcome="resolved" if sending.automatic else "transferred",
            exempt=exempt,
        )
    if draft.entered_by_id is None:
        contacts.measure(
            kind="completed",
            journey_id=draft.journey_id,
            service_id=solution.service_id,
            subject=solution.slug,
            party=by.party,
        )
    joining.completed(draft, solution.service_id, by, exempt)


def _info(submission: Submission, *, repeated: bool) -> SubmissionInfo:
    outcome = submission.finding["outcome"]
    return SubmissionInfo(
        submission.pk, submission.number, submission.at, outcome, submission.case_id, repeated
    )


def _only_shown(situation: Situation) -> Inputs:
    """What was asked and answered, and no leftovers of questions that are hidden now."""
    shown = {asked.key for step in situation.steps for asked in step.asked}
    groups = {group.group.id for step in situation.steps for group in step.groups}
    rows = ((key, RowKey.of(key)) for key in situation.inputs.answers)
    shown |= {key for key, row in rows if row and not row.question and row.group in groups}
    shown |= {
        card.card.fact + end for step in situation.steps for card in step.cards for end in (WRONG, RIGHT)
    }
    answers = {key: given for key, given in situation.inputs.answers.items() if key in shown}
    return replace(situation.inputs, answers=answers)


def _note_protection(party: Party, solution: Solution, facts: dict[str, Looked]) -> None:
    """Before there is a case to be seen: a party whom the register protects is masked in it."""
    for use in solution.facts:
        looked = facts.get(use.id) if use.look_up == "person" and party.kind == "person" else None
        if looked is not None and looked.value is not None:
            people.note_protection(person_id=party.id, protected=looked.value["protected"])


def next_number(year: int) -> str:
    """The next receipt number of a year; its row stays locked until the transaction ends."""
    rows = ReceiptCounter.objects.filter(year=year)
    if not rows.update(last=F("last") + 1):
        ReceiptCounter.objects.get_or_create(year=year)
        rows.update(last=F("last") + 1)
    return f"K{year % 100:02d}-{rows.values_list('last', flat=True).get():06d}"


@dataclass
class _Sending:
    """One submission on its way, inside the transaction."""

    draft: Draft
    key: str
    by: Acting
    situation: Situation
    finding: Finding
    number: str
    asked: Sequence[ToAsk] = ()
    yes: SaidYes | None = None
    paid: UUID | None = None

    @property
    def automatic(self) -> bool:
        return self.finding.outcome == Outcome.GRANTED

    @property
    def waits(self) -> bool:
        """Whether it waits for others, or for a round: nobody knows yet who decides it."""
        return bool(self.asked) or sharing.waits(self.situation, self.finding)

    def carry_out(self) -> Submission:
        """The case, the submission, the notes, the letter; an automatic decision when the rules granted."""
        submission_id, at = new_id(), clock.now()
        letters = self._letters(at)
        case = self._case(submission_id, letters)
        submission = self._store(submission_id, at, case)
        self._note(submission)
        payment_rows.attach(submission, self.paid, waits=not self.automatic)
        if self.draft.entered_by_id is not None or self.situation.solution.takes_files:
            cases.take_over_files(case_id=case.id, owner=owner_of(self.draft), by=self.by.actor)
        if self.automatic:
            cases.decide_automatically(case_id=case.id, outcome=Outcome.GRANTED.value)
        else:
            if self.asked:
                invite(submission, self.situation, self.asked, by=SYSTEM)
            take_part(submission, self.situation, self.finding)
            self._receipt(submission, case, letters["receipt"])
        self._trace(submission_id)
        return submission

    def _trace(self, submission_id: UUID) -> None:
        detail = {
            "submission": str(submission_id),
            "outcome": self.finding.outcome,
            "version": self.finding.version,
        }
        if self.by.ground is Ground.STAFF:
            entry_trace("entry_sent", self.by, self.draft.pk, **detail, yes=str(self.yes))
            return
        audit.record(
            action="draft_sent",
            actor=self.by.actor.key,
            object=f"draft:{self.draft.pk}",
            party=self.by.party.key,
            purpose=f"selvbetjening: {self.situation.solution.slug}",
            detail=detail,
        )

    @cached_property
    def _application(self) -> tuple[Section, ...]:
        return applying.sections(self.situation)

    @cached_property
    def _follow_ups(self) -> tuple[FollowUp, ...]:
        return deciding.follow_ups(self.situation)

    @cached_property
    def _inputs(self) -> dict[str, Any]:
        return self.situation.inputs.as_json()

    @cached_property
    def _answer_by(self) -> date:
        """When the first step is due; later, when others are asked first, and on the round's day when places are shared
        out.

        Without the parameter it is due today: a missing value is no excuse.
        """
        solution, inputs = self.situation.solution, self.situation.inputs
        use = next(u for u in solution.parameters if u.id == solution.shape.first_action_working_days)
        days = parameter_value(use, inputs.parameters.get(use.id), inputs.municipality)
        begins = known_by(self.situation, self.asked) if self.asked else inputs.today
        due = working_days_from(begins, int(days or 0), identity.municipality().closed_days)
        return max(due, sharing.waits_until(self.situation)) if sharing.in_a_round(self.situation) else due

    def _letters(self, at: datetime) -> dict[str, Letter]:
        return prepared(
            self.situation,
            party_name=self.by.party.name,
            reported_by=reporter(self.by.party.name, self.by.ground, self.by.actor.key, self.by.actor.name),
            number=self.number,
            sent_on=at.astimezone(COPENHAGEN).date(),
            answer_by=self._answer_by,
        )

    def _case(self, submission_id: UUID, letters: dict[str, Letter]) -> CaseInfo:
        solution = self.situation.solution
        return cases.open(
            key=f"submission:{submission_id}",
            service_id=solution.service_id,
            party=self.by.party,
            by=self.by,
            journey_id=self.draft.journey_id,
            title=solution.title,
            application=self._application,
            finding=self.finding,
            letters={name: letter for name, letter in letters.items() if name != "receipt"},
            unit=solution.shape.unit,
            due=self._answer_by,
            inputs=self._inputs,
            follow_ups=self._follow_ups,
            complaint=solution.shape.complaint_body,
        )

    def _store(self, submission_id: UUID, at: datetime, case: CaseInfo) -> Submission:
        return Submission.objects.create(
            id=submission_id,
            draft=self.draft,
            version_id=self.draft.version_id,
            key=f"{self.draft.pk.hex}:{self.key}"[:80],
            number=self.number,
            person_id=self.draft.person_id,
            company_id=self.draft.company_id,
            party_name=self.by.party.name,
            actor=self.by.actor.key,
            actor_name=self.by.actor.name,
            ground=self.by.ground,
            mandate=self.by.mandate,
            at=at,
            inputs=self._inputs,
            application=[section.as_json() for section in self._application],
            finding=self.finding.as_json(),
            follow_ups=[row.as_json() for row in self._follow_ups],
            case_id=case.id,
        )

    def _note(self, submission: Submission) -> None:
        """Keep what the notice is about, so that one that clashes with it is found."""
        notes = self.situation.solution.shape.notes
        if notes is None:
            return
        address = self.situation.facts.get(notes.address)
        people = self.situation.facts.get(notes.people) or []
        values = [("address", address)] if address else []
        values += [("person", ref) for ref in people]
        Note.objects.bulk_create(
            Note(
                submission=submission,
                solution=self.situation.solution.slug,
                kind=kind,
                value=value[:80],
                at=submission.at,
            )
            for kind, value in values
        )

    def _receipt(self, submission: Submission, case: CaseInfo, letter: Letter) -> None:
        messages.send(
            to=self.by.party,
            letter=letter,
            kind=MessageKind.RECEIPT,
            by=SYSTEM,
            key=f"receipt:{submission.pk}",
            journey_id=self.draft.journey_id,
            case_key=case.case_key,
            service_id=self.situation.solution.service_id,
            unit=self.situation.solution.shape.unit,
            reference=case.number,
        )
