"""The reports that were made, one of them as page and as file, and the button that makes one."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy import services
from indgang.modules.strategy.selectors.report_data import publishable, report_choices
from indgang.modules.strategy.services.open_figures import publish as publish_figures
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.reports.drawn import drawn
from indgang.surfaces.steering.reports.pdf import report_file

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report, the newest first, and for whom one can be made."""
    return _list(request)


def _list(
    request: HttpRequest,
    *,
    asked: str = "",
    error: str = "",
    shared: str = "",
    unshared: str = "",
    status: int = 200,
) -> HttpResponse:
    by = staff(request, Right.SEE_TOTALS)
    choices = [(f"{info.id}:{year}", info.title, year) for info, year in report_choices(clock.today())]
    values = {
        "reports": strategy.reports(),
        "choices": choices,
        "asked": asked,
        "error": error,
        "shared": shared,
        "unshared": unshared,
        "publishable": [(f"{name}:{year}", title, year) for name, title, year in publishable(clock.today())],
        "may_make": by.reach(Right.STEER) is Reach.MUNICIPALITY,
    }
    return render(request, "steering/reports/reports.html", values, status=status)


@for_staff(Right.STEER)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the report of a strategy and a year. The figures are the whole municipality's, so the right must be, too."""
    by = staff(request, Right.STEER)
    if by.reach(Right.STEER) is not Reach.MUNICIPALITY:
        raise NotYours
    asked = request.POST.get("rapport", "")
    name, _colon, year = asked.rpartition(":")
    if not (name and year.isascii() and year.isdigit() and len(year) == 4):
        return _list(request, asked=asked[:80], error=_("Vælg en strategi og et år fra listen."), status=422)
    try:
        made = services.make_report(strategy=name, year=int(year), by=by.actor)
    except Expected as error:
        return _list(request, asked=asked[:80], error=str(error.message), status=422)
    report_file(made)  # a worker begins at once
    notes.success(request, _("Rapporten er lavet. Den ændrer sig ikke mere."))
    return redirect("steering:report", made.id)


@for_staff(Right.STEER)
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Show a year's figures to everybody, in place of those that were shown before."""
    by = staff(request, Right.STEER)
    if by.reach(Right.STEER) is not Reach.MUNICIPALITY:
        raise NotYours
    asked = request.POST.get("tal", "")
    name, _colon, year = asked.rpartition(":")
    if not (name and year.isascii() and year.isdigit() and len(year) == 4):
        return _list(request, shared=asked[:80], unshared=_("Vælg nogle tal fra listen."), status=422)
    try:
        publish_figures(series=name, year=int(year), by=by.actor)
    except Expected as error:
        return _list(request, shared=asked[:80], unshared=str(error.message), status=422)
    notes.success(request, _("Tallene er åbne nu. Alle kan se dem."))
    return redirect("steering:reports")


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report as a page: every figure leads to its definition and its rows."""
    info = strategy.report(report_id)
    return render(request, "steering/reports/report.html", {"report": drawn(info), "paper": False})


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The file for the council. While a worker makes it, a page says so and looks again by itself."""
    info = strategy.report(report_id)
    made = report_file(info)
    if made is None:
        waiting = render(request, "steering/reports/soon.html", {"info": info}, status=202)
        waiting["Refresh"] = "3"
        return waiting
    kind = made.suffix.removeprefix(".")
    answer = HttpResponse(made.read_bytes(), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'inline; filename="{info.strategy}-{info.year}.{kind}"'
    if kind == "html":
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
