"""The page of a case, and the list of its documents."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.vocabulary import OUTCOME_NAMES, SETTLED, Outcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import MayAsk, OtherForStaff
from indgang.modules.selfservice.selectors.rounds_of import may_admit
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.common import frame
from indgang.surfaces.desk.cases.forms import NoteForm


def case_page(
    request: HttpRequest, case_id: UUID, employee: EmployeeInfo, *, form: NoteForm | None = None
) -> HttpResponse:
    """The case page; with a note's form that was not good enough, as 422."""
    case = cases.case_for_staff(case_id, employee)
    may_act = case.may_handle and not case.masked
    asked: tuple[OtherForStaff, ...] = ()
    may_ask: tuple[MayAsk, ...] = ()
    if not case.masked:
        asked, may_ask = selfservice.others_for_staff(case.info.key, hidden_too=case.taken_by_me)
    if not may_act or case.protected or case.info.state in SETTLED:
        may_ask = ()
    values: dict[str, Any] = {
        **frame(case),
        "note_form": form or NoteForm(initial={"key": uuid4().hex}),
        "may_act": may_act,
        "choices": [(outcome.value, OUTCOME_NAMES[outcome]) for outcome in Outcome],
        "open_tasks": [task for task in case.tasks if task.done_at is None],
        "asked": asked,
        "files": cases.attachments(case),
        "may_ask": may_ask,
        "may_admit": may_act
        and case.info.state not in SETTLED
        and may_admit(case.info.key, case.info.service_id),
        "costs": may_act and selfservice.case_costs(case_id),
        "gave": may_act and bool(case.decisions) and selfservice.case_gave(case_id),
        "by_rules": case.info.key.startswith((selfservice.SUBMISSION, selfservice.RECALCULATION))
        and not case.masked,
        "worked": selfservice.WorkedOutAgain()
        if case.masked
        else selfservice.worked_out_again(case.info.key),
        "again": _again(case),
        "done_tasks": [task for task in case.tasks if task.done_at is not None],
    }
    return render(request, "desk/cases/case.html", values, status=422 if form else 200)


def _again(case: CaseForStaff) -> bool | None:
    """Whether the rules find the same today from what is stored with the decision; None when no solution was asked."""
    decision = case.decision
    if decision is None:
        return None
    return selfservice.same_again(decision.rule_version, decision.inputs, decision.finding)


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is asked, what the rules found, which could not decide and why, and what can be done."""
    return case_page(request, case_id, staff(request, Right.SEE_WORK_LIST))


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def filing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The documents of a case, as filed."""
    employee = staff(request, Right.SEE_WORK_LIST)
    found = cases.case_for_staff(case_id, employee, purpose="aktliste", with_timeline=False)
    values = {**frame(found), "entries": cases.filing_of(case_id, employee)}
    return render(request, "desk/cases/filing.html", values)
