"""How easy it was: citizens, companies and staff, the services that are hardest, and the goals of the strategies."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors.satisfaction import Satisfaction
from indgang.modules.strategy.selectors.satisfaction import satisfaction as answered
from indgang.modules.strategy.vocabulary import Question
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.reach import Seen
from indgang.surfaces.steering.satisfaction import table
from indgang.surfaces.steering.sheets import Cell, sheet

FIRST_YEAR = 2000


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def satisfaction(request: HttpRequest) -> HttpResponse:
    """A year's answers, as a page or as a file for a spreadsheet."""
    year, this_year = _year(request), clock.today().year
    batch = contacts.live_batch_name()
    found = _within(answered(Question(batch, year, "")), Seen(staff(request, Right.SEE_TOTALS)))
    if request.GET.get("format") == "csv":
        head = [_("Hvem"), _("Svar i alt"), _("Tilfredse i procent")]
        return sheet(f"tilfredshed-{year}", head, _lines(found, batch, year))
    return render(
        request,
        "steering/satisfaction/satisfaction.html",
        {
            "year": year,
            "years": [(one, one == year) for one in range(this_year - 2, this_year + 1)],
            "groups": table.groups(found, batch, year),
            "services": table.services(found, batch, year),
            "departments": table.departments(found),
            "few": found.few,
            "definition": strategy.definition("satisfaction"),
        },
    )


def _within(found: Satisfaction, seen: Seen) -> Satisfaction:
    """The whole municipality's answers, and those of services and departments that somebody's right reaches."""
    return replace(
        found,
        services={id: one for id, one in found.services.items() if seen.sees_service(id)},
        departments={id: one for id, one in found.departments.items() if seen.sees_department(id)},
    )


def _lines(found: Satisfaction, batch: str, year: int) -> list[list[Cell]]:
    """One line an audience, a service and a department of staff: those that the page shows."""
    rows = [(one.name, one.answers, one.satisfied) for one in table.groups(found, batch, year)]
    more = [*table.services(found, batch, year), *table.departments(found)]
    rows += [(one.name, one.answers, one.satisfied) for one in more]
    return [[name, answers, satisfied.split("\xa0")[0]] for name, answers, satisfied in rows]


def _year(request: HttpRequest) -> int:
    """The year that was asked for; this year for anything else."""
    raw, this_year = request.GET.get("aar", ""), clock.today().year
    asked = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 else this_year
    return asked if FIRST_YEAR <= asked <= this_year else this_year
