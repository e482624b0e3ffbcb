"""The pages of counting weeks in steering. Each reads the request, does one deed, and answers."""

import csv
from datetime import date

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel import clock
from indgang.modules.channels import selectors as channels
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.services import BadWeek
from indgang.modules.contacts.vocabulary import KIND_NAMES, SlotState
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import formats
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.counting import table
from indgang.surfaces.steering.counting.forms import WeekForm
from indgang.surfaces.steering.figures.lines import channel_name
from indgang.surfaces.steering.reach import Seen
from indgang.surfaces.steering.sheets import RISKY, number


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def weeks(request: HttpRequest) -> HttpResponse:
    """Every counting week; plan a new one."""
    by = staff(request, Right.SEE_TOTALS)
    may_plan = by.may(Right.STEER)
    if request.method != "POST" or not may_plan:
        return _list(request, WeekForm(by=by) if may_plan else None)
    form = WeekForm(request.POST, by=by)
    if form.is_valid():
        try:
            made = services.open_week(**form.facts(), by=by)
        except BadWeek as error:
            form.refused(error)
        else:
            notes.success(request, _("Tælleugen er planlagt. Indgangene kan tælle fra den første dag."))
            return redirect("steering:counting_week", made.slug)
    return _list(request, form)


def _list(request: HttpRequest, form: WeekForm | None) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    values = {"weeks": selectors.counting_weeks(), "form": form}
    return render(request, "steering/counting/weeks.html", values, status=status)


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def week(request: HttpRequest, week: str) -> HttpResponse:
    """One week: what was counted, how complete it is, and how it stands beside the registration."""
    return _page(request, week)


def _page(request: HttpRequest, week: str, error: str = "") -> HttpResponse:
    found = selectors.week_figures(week)
    by = staff(request, Right.SEE_TOTALS)
    runs = services.may_run_week(by, found.week.entrances)
    today = clock.today()
    values = {
        "week": found.week,
        "figures": found,
        "rows": table.rows(found),
        "kinds": [KIND_NAMES[kind] for kind in table.KINDS],
        "entrances": table.entrances(found),
        "beside": table.beside(found),
        "tried": table.tried_first(found),
        "over": today > found.week.ends,
        "before": today < found.week.begins,
        "runs": runs and found.week.open,
        "fields": _day_fields(request, found.week, error) if runs and found.week.open else (),
        "ticks": by.may(Right.HANDLE_CONTACTS),
    }
    return render(request, "steering/counting/week.html", values, status=422 if error else 200)


def _day_fields(request: HttpRequest, week: selectors.CountingWeekInfo, error: str) -> tuple[Field, ...]:
    sent = request.POST
    places = [one for one in channels.entrances() if one.id in week.entrances]
    days = [day for day in week.days if day <= clock.today()]
    states = [
        Option(SlotState.COUNTED.value, _("Talt hele dagen")),
        Option(SlotState.MISSING.value, _("Ikke talt, eller kun noget af dagen")),
        Option(SlotState.CLOSED.value, _("Lukket")),
    ]
    return (
        Field("indgang", _("Indgang"), kind="select", value=sent.get("indgang", ""),
              options=[Option(one.id, one.name) for one in places], error=error),
        Field("dag", _("Dag"), kind="select", value=sent.get("dag", ""),
              options=[Option(day.isoformat(), formats.weekday(day)) for day in days]),
        Field("dagen", _("Hvordan gik dagen?"), kind="select", value=sent.get("dagen", ""), options=states),
    )  # fmt: skip


@for_staff(Right.STEER)
@require_POST
def close(request: HttpRequest, week: str) -> HttpResponse:
    """The week is over: its counted days go to the ledger as a batch of their own."""
    services.close_week(week=week, by=staff(request, Right.STEER))
    notes.success(request, _("Tælleugen er lukket. Tallene står nu i hovedbogen som et parti for sig."))
    return redirect("steering:counting_week", week)


@for_staff(Right.STEER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mark_day(request: HttpRequest, week: str) -> HttpResponse:
    """Correct what an entrance said, or did not say, of a day."""
    if request.method != "POST":
        return redirect("steering:counting_week", week)
    by = staff(request, Right.STEER)
    entrance, state = request.POST.get("indgang", ""), request.POST.get("dagen", "")
    try:
        day = date.fromisoformat(request.POST.get("dag", ""))
    except ValueError:
        return _page(request, week, _("Vælg indgang, dag og hvordan dagen gik."))
    if not entrance or state not in list(SlotState):
        return _page(request, week, _("Vælg indgang, dag og hvordan dagen gik."))
    services.mark_slot(week=week, entrance=entrance, day=day, state=state, by=by)
    notes.success(request, _("Dagen er rettet."))
    return redirect("steering:counting_week", week)


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def export(request: HttpRequest, week: str) -> HttpResponse:
    """The week as CSV, in the order of KL's counting weeks: semicolons and a BOM, as Danish spreadsheets want.

    Who sees one department alone gets the services of the others as one.
    """
    seen = Seen(staff(request, Right.SEE_TOTALS))
    rows = selectors.export_week(week, None if seen.everything else seen.sees_service)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{week}-komhen-lignende.csv"'
    sheet = csv.writer(answer, delimiter=";", lineterminator="\r\n")
    sheet.writerow([
        _("KLE"), _("Ydelse"), _("Kanal"), _("Art"), _("Fejlhenvendelse"), _("Hjælp til selvbetjening"),
        _("Antal kryds"), _("Svarer til"),
    ])  # fmt: skip
    others = _("Andre forvaltningers ydelser")
    yes_no = {True: _("ja"), False: _("nej")}
    for row in rows:
        sheet.writerow([
            _cell(row.kle), _cell(row.service) if row.told else others, str(channel_name(row.channel)),
            str(KIND_NAMES[row.kind]),
            yes_no[row.misdirected], yes_no[row.help], row.count, number(row.weighted),
        ])  # fmt: skip
    return answer


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
