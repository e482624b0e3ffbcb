"""A case for those who decide it. Each look leaves a trace with a purpose."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from indgang.kernel import clock, deadlines
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases.models import Case, Decision, FilingEntry, Note, Step, Task
from indgang.modules.cases.selectors.access import is_masked, is_protected, visible_to
from indgang.modules.cases.selectors.hearing import hearing_state
from indgang.modules.cases.selectors.samples import sample_of
from indgang.modules.cases.selectors.shapes import (
    CaseForStaff,
    FilingInfo,
    NoteInfo,
    ReviewInfo,
    StepInfo,
    TaskInfo,
    TimelineEntry,
)
from indgang.modules.cases.selectors.situation import case_info, decision_info, party_of
from indgang.modules.cases.vocabulary import (
    REVIEW,
    UNDELIVERED,
    FilingDirection,
    Finding,
    FollowUp,
    Matched,
    Row,
    Section,
    StepKind,
    Unresolved,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Ground, Party, Right
from indgang.modules.messages import selectors as messages

HIDDEN = Text("Beskyttet", "Protected")
SOMEBODY_ELSE = Text("En anden myndighed", "Another authority")
# Steps that a message tells better.
SAID = (StepKind.ASKED, StepKind.REPLIED)


def _seen(case_id: UUID | str, employee: EmployeeInfo, purpose: str) -> Case:
    rows = visible_to(employee).select_related("person", "handler").defer("person__cpr_encrypted")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotYours
    audit.record(
        action="case_seen",
        actor=employee.actor.key,
        object=f"case:{case.pk}",
        party=party_of(case).key,
        purpose=purpose,
    )
    return case


def case_for_staff(
    case_id: UUID | str,
    employee: EmployeeInfo,
    *,
    purpose: str = "sagsbehandling",
    with_timeline: bool = True,
) -> CaseForStaff:
    """One case of the employee's department, everything that a decision needs. Eight queries and one audit row.

    Without the time line there are four. Raises NotYours for another department's case.
    """
    case = _seen(case_id, employee, purpose)
    masked = is_masked(case, employee)
    party = party_of(case)
    today = clock.today()
    decisions = list(Decision.objects.filter(case=case).order_by("sequence"))
    info = case_info(case, decisions[-1] if decisions else None)
    unit = identity.units()[case.unit_id]
    finding = Finding.of(case.finding)
    heard = hearing_state(case)
    sections = tuple(Section.of(section) for section in case.application)
    return CaseForStaff(
        info=info,
        party=Party(party.kind, party.id, str(HIDDEN)) if masked else party,
        actor_name="" if masked else case.actor_name,
        ground=Ground(case.ground),
        unit=case.unit_id,
        unit_name=unit.name,
        department=unit.department,
        handler_id=str(case.handler_id or ""),
        handler=case.handler.name if case.handler else "",
        due=case.due,
        days_left=deadlines.days_left(case.due, today),
        asked_on=case.asked_on,
        reply_by=case.reply_by,
        protected=is_protected(case),
        masked=masked,
        application=tuple(_hidden(section) for section in sections) if masked else sections,
        finding=masked_finding(finding) if masked else finding,
        follow_ups=() if masked else tuple(_follow_up(case, row) for row in case.follow_ups),
        tasks=tuple(
            _task(row, case, today, masked=masked)
            for row in Task.objects.filter(case=case).order_by("due", "pk")
        ),
        decisions=()
        if masked
        else tuple(
            decision_info(row, case.complaint_until if row is decisions[-1] else None) for row in decisions
        ),
        timeline=_timeline(case, masked=masked) if with_timeline else (),
        may_handle=employee.may(Right.HANDLE_CASES),
        taken_by_me=str(case.handler_id or "") == employee.id,
        review=_review(case, masked=masked),
        hearings=() if masked else heard.hearings,
        unheard=() if masked else heard.unheard,
        sample=sample_of(case, decisions, employee),
    )


def _review(case: Case, *, masked: bool) -> ReviewInfo | None:
    """What the party wants a person to look at. One query, none when nobody asked."""
    if case.review_asked_on is None:
        return None
    asked = Step.objects.filter(case=case, kind=StepKind.REVIEW_ASKED).order_by("at", "pk")
    why = () if masked else tuple(asked.exclude(internal="").values_list("internal", flat=True))
    return ReviewInfo(case.review_asked_on, case.due, why)


def _hidden(section: Section) -> Section:
    return Section(section.title, tuple(Row(row.label, HIDDEN, row.source) for row in section.rows))


def masked_finding(finding: Finding) -> Finding:
    """Which rules held and which did not, without the reasons: those name people, homes and places."""
    return replace(
        finding,
        matched=tuple(
            Matched(rule.rule, rule.paragraph, rule.title or HIDDEN, title=rule.title)
            for rule in finding.matched
        ),
        unresolved=tuple(
            Unresolved(rule.rule, rule.title or HIDDEN, title=rule.title) for rule in finding.unresolved
        ),
        unseen=(),
        calculations=(),
    )


def _called(case: Case, to: str) -> Text:
    """What a reader sees for the receiver of a task: a unit, or what the solution calls somebody else."""
    unit = identity.units().get(to)
    if unit is not None:
        return unit.name
    names = (Text.of(row.get("to_name")) for row in case.follow_ups if row["to"] == to)
    return next((name for name in names if name), SOMEBODY_ELSE)


def _follow_up(case: Case, stored: Mapping[str, Any]) -> FollowUp:
    found = FollowUp.of(stored)
    return replace(found, to_name=_called(case, found.to))


def _task(row: Task, case: Case, today: date, *, masked: bool) -> TaskInfo:
    """What is to be done may tell where a protected citizen lives: a school district, a doctor nearby."""
    return TaskInfo(
        id=row.pk,
        to=row.to,
        to_name=_called(case, row.to),
        title=HIDDEN if masked else Text.of(row.title),
        due=row.due,
        done_at=row.done_at,
        days_left=deadlines.days_left(row.due, today),
        is_review=row.key.startswith(REVIEW),
        letter=None if masked else _letter_of(row),
    )


def _letter_of(row: Task) -> UUID | None:
    """The letter that a task is about, when it did not arrive."""
    return UUID(row.key.removeprefix(UNDELIVERED)) if row.key.startswith(UNDELIVERED) else None


def _step(row: Step, *, masked: bool) -> StepInfo:
    """A protected citizen's name is in the steps that the citizen took, too."""
    hidden = masked and not row.actor.startswith("employee:")
    return StepInfo(
        at=row.at,
        kind=StepKind(row.kind),
        text=Text.of(row.text),
        actor_name="" if hidden else row.actor_name,
        internal="" if masked else row.internal,
    )


def _timeline(case: Case, *, masked: bool) -> tuple[TimelineEntry, ...]:
    """Newest first: what happened, what was noted, what was said. A masked reader sees only what happened."""
    entries = [
        TimelineEntry(row.at, step=_step(row, masked=masked))
        for row in Step.objects.filter(case=case).order_by("at", "pk")
    ]
    if not masked:
        entries = [entry for entry in entries if entry.step and entry.step.kind not in SAID]
        entries.extend(
            TimelineEntry(note.at, note=NoteInfo(note.at, note.author_name, note.text))
            for note in Note.objects.filter(case=case).order_by("at", "pk")
        )
        entries.extend(
            TimelineEntry(detail.info.at, message=detail) for detail in messages.for_case(f"case:{case.pk}")
        )
    return tuple(sorted(entries, key=lambda entry: entry.at)[::-1])


def filing_of(
    case_id: UUID | str, employee: EmployeeInfo, *, purpose: str = "aktliste"
) -> tuple[FilingInfo, ...]:
    """The list of filed documents, oldest first; without themes in a masked case. Raises NotYours."""
    case = _seen(case_id, employee, purpose)
    masked = is_masked(case, employee)
    return tuple(
        FilingInfo(
            row.at, FilingDirection(row.direction), HIDDEN if masked else Text.of(row.theme), row.document
        )
        for row in FilingEntry.objects.filter(case=case).order_by("at", "pk")
    )
