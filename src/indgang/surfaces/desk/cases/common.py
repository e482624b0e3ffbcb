"""What the pages of a case share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from indgang.kernel import clock
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.vocabulary import OUTCOME_NAMES, SETTLED, CaseState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import GROUND_NAMES, Ground
from indgang.surfaces.desk import presentation

LATEST = 5
NOT_TYPED = ("csrfmiddlewaretoken", "seen_version", "step")


def seen_version(data: QueryDict) -> int:
    """The version that the page showed; one that cannot be right when the field was tampered with."""
    raw = data.get("seen_version", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else -1


def frame(case: CaseForStaff) -> dict[str, Any]:
    """What the head of every page of a case shows."""
    return {
        "case": case,
        **presentation.deadline(
            case.days_left,
            case.info.state,
            today=clock.today(),
            reply_by=case.reply_by,
            in_review=case.review is not None,
            hearing=case.info.hearing,
            waits_for=bool(case.info.waits_for),
        ),
        "state": presentation.state_name(case.info.state, case.asked_on, hearing=case.info.hearing),
        "decided": case.info.state in SETTLED,
        "withdrawn": case.info.state is CaseState.WITHDRAWN,
        "too_late": cases.day_past(case.finding) if case.may_handle and cases.is_too_late(case) else "",
        "acted_by_other": case.ground is not Ground.SELF,
        "ground": GROUND_NAMES[case.ground],
        "outcome_names": OUTCOME_NAMES,
    }


def conflict(
    request: HttpRequest, case_id: UUID, employee: EmployeeInfo, kept: dict[str, str]
) -> HttpResponse:
    """Somebody was first: what has happened, and what was typed, whole. `kept` is label -> text.

    Unless the case is decided, one press goes on with the same words on the new version.
    """
    case = cases.case_for_staff(case_id, employee)
    typed = [(k, v) for k, values in request.POST.lists() if k not in NOT_TYPED for v in values]
    values = {
        **frame(case),
        "latest": case.timeline[:LATEST],
        "kept": [(label, text) for label, text in kept.items() if text],
        "typed": typed,
        "here": request.path,
    }
    return render(request, "desk/cases/conflict.html", values, status=409)
