"""The steering page of one service, the rows behind its figures, and the list of services."""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import ServiceFigures
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.selfservice.selectors.versions import solutions, step_titles
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.figures import lines
from indgang.surfaces.steering.service import table
from indgang.surfaces.steering.service.words import NAMES, SUBJECT_NAMES

FIGURES = ("website_first", "resolved", "graduation")
FIRST_YEAR = 2000
ROWS_A_PAGE = 50


@for_staff(Right.SEE_STEERING)
@never_cache
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Every service that one may see figures of, the most contacts first."""
    by = staff(request, Right.SEE_STEERING)
    year = clock.today().year
    counted = contacts.desk_counts(*_period(year))
    seen = [one for one in catalogue.services().values() if _reaches(by, one) and not one.retired]
    seen.sort(key=lambda one: (-counted.get(one.id, 0), str(one.name)))
    names = identity.departments()
    own = identity.units().get(by.unit) if by.reach(Right.SEE_STEERING) is not Reach.MUNICIPALITY else None
    return render(
        request,
        "steering/service/services.html",
        {
            "rows": [(one, names.get(one.department, Text()), counted.get(one.id)) for one in seen],
            "year": year,
            "department": own.department_name if own else "",
            "total": sum(counted.get(one.id, 0) for one in seen),
            "sees_totals": by.may(Right.SEE_TOTALS)
            and by.reach(Right.SEE_STEERING) is not Reach.MUNICIPALITY,
        },
    )


@for_staff(Right.SEE_STEERING)
@never_cache
@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service in one year: the desk by channel, and the figures that tell whether people manage alone."""
    by = staff(request, Right.SEE_STEERING)
    one, year = _service(slug, by), _year(request)
    figures = contacts.service_figures(one.id, *_period(year))
    address = table.address_of(one.id, year)
    this_year = clock.today().year
    return render(
        request,
        "steering/service/service.html",
        {
            "service": one,
            "year": year,
            "years": [(each, each == year) for each in range(max(FIRST_YEAR, this_year - 2), this_year + 1)],
            "desk": table.shown("desk", figures, address),
            "rows": table.rows(figures) if figures.desk.count else [],
            "outcomes": table.outcome_names(),
            "shares": [table.shown(name, figures, address) for name in FIGURES],
            "help": table.shown("help_asked", figures, address),
            "steps": table.steps(figures, step_titles(one.solution)),
            "done": table.shown("completed", figures, address),
            "completed": table.completed(figures),
            "sees_rows": by.may(Right.SEE_LEDGER_ROWS),
            "solutions": [found for found in solutions().values() if found.service_id == one.id],
        },
    )


@for_staff(Right.SEE_LEDGER_ROWS)
@never_cache
@require_safe
def rows(request: HttpRequest, slug: str, figure: str) -> HttpResponse:
    """The ledger rows behind a figure of a service, a page at a time: nothing in them leads to a person or to staff."""
    by = staff(request, Right.SEE_LEDGER_ROWS)
    one, year = _service(slug, by, Right.SEE_LEDGER_ROWS), _year(request)
    if figure not in NAMES:
        raise Http404
    figures = contacts.service_figures(one.id, *_period(year))
    this = table.shown(figure, figures, table.address_of(one.id, year))
    return render(
        request,
        "steering/figures/rows.html",
        {
            "this": SimpleNamespace(
                url=this.url, name=f"{one.name}: {this.name}", text=this.text, figure=None
            ),
            "filter_name": _("I %(year)s") % {"year": year},
            **_rows_page(figures, figure, request.GET.get("side", "")),
        },
    )


def _rows_page(figures: ServiceFigures, figure: str, page: str) -> dict[str, object]:
    of_contacts = figure in ("desk", "resolved")
    ids = figures.desk.rows if of_contacts else figures.rows(figure)
    pages = max(1, -(-len(ids) // ROWS_A_PAGE))
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    number = min(max(number, 1), pages)
    here = ids[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    found = contacts.contact_rows(here) if of_contacts else contacts.measurement_rows(here)
    shown = [lines.line(row, not of_contacts) for row in found]
    return {
        "found": SimpleNamespace(count=len(ids), page=number, pages=pages, from_measurements=not of_contacts),
        "lines": [replace(one, handling=SUBJECT_NAMES.get(one.handling.da, one.handling)) for one in shown],
    }


def _service(slug: str, by: EmployeeInfo, right: Right = Right.SEE_STEERING) -> ServiceInfo:
    """The service, when the right reaches it; its rows only with its figures. Raises NotYours, also without one."""
    one = catalogue.services().get(slug)
    if one is None or not (_reaches(by, one) and _reaches(by, one, right)):
        raise NotYours
    return one


def _reaches(by: EmployeeInfo, service: ServiceInfo, right: Right = Right.SEE_STEERING) -> bool:
    """A right for the municipality reaches every service, one for a department that department's services."""
    reach = by.reach(right)
    if reach is None or reach is Reach.MUNICIPALITY:
        return reach is not None
    unit = identity.units().get(by.unit)
    return unit is not None and unit.department == service.department


def _year(request: HttpRequest) -> int:
    """The year that was asked for; this year for anything else."""
    raw, this_year = request.GET.get("aar", ""), clock.today().year
    asked = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 else this_year
    return asked if FIRST_YEAR <= asked <= this_year else this_year


def _period(year: int) -> tuple[datetime, datetime]:
    """From new year to new year, in Copenhagen."""
    return datetime(year, 1, 1, tzinfo=clock.COPENHAGEN), datetime(year + 1, 1, 1, tzinfo=clock.COPENHAGEN)
