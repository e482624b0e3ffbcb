"""The work list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.vocabulary import STATE_NAMES
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.selectors.rounds import shared_solutions
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk import presentation
from indgang.surfaces.desk.work_list.forms import read_filter


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The cases of my unit, the most urgent first."""
    employee = staff(request, Right.SEE_WORK_LIST)
    found = cases.work_list(employee, read_filter(request.GET))
    unit = identity.units().get(employee.unit)
    today = clock.today()
    rows = [
        {
            "case": row,
            **presentation.deadline(
                row.days_left,
                row.state,
                today=today,
                reply_by=row.reply_by,
                in_review=row.in_review,
                hearing=row.hearing,
                waits_for=row.waits_for,
            ),
            "state": presentation.state_name(row.state, row.waiting_since, hearing=row.hearing),
        }
        for row in found.rows
    ]
    chosen = found.filter
    return render(
        request,
        "desk/work_list/work_list.html",
        {
            "found": found,
            "rows": rows,
            "filter": chosen,
            "filtered": bool(chosen.state or chosen.mine or chosen.overdue),
            "states": [(state.value, name) for state, name in STATE_NAMES.items()],
            "unit": unit,
            "limit": cases.COUNT_LIMIT,
            "may_sample": employee.may(Right.HANDLE_CASES),
            "shares": employee.may(Right.HANDLE_CASES) and bool(shared_solutions(employee)),
            "samples": cases.waiting_samples(employee) if employee.may(Right.HANDLE_CASES) else 0,
        },
    )
