"""The targets of a strategy, one of them in full, and what is written about it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy import services
from indgang.modules.strategy.selectors import TargetState
from indgang.modules.strategy.vocabulary import StrategyInfo, TargetInfo
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import reading
from indgang.surfaces.steering.figures import downloads
from indgang.surfaces.steering.overview.words import definition_of
from indgang.surfaces.steering.targets import lines, words

FORMAT_NAMES = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}
View = Callable[[HttpRequest, str, str], HttpResponse]


def sees(by: EmployeeInfo, target: TargetInfo) -> bool:
    """Whether somebody may read about a target: who steers one department, not what another's services do."""
    if by.reach(Right.SEE_STEERING) is Reach.MUNICIPALITY:
        return True
    department = target.cut.department
    if target.cut.service:
        service = catalogue.services().get(target.cut.service)
        department = service.department if service else department or target.cut.service
    unit = identity.units().get(by.unit)
    return not department or (unit is not None and department in (unit.department, unit.department_code))


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def targets(request: HttpRequest, id: str) -> HttpResponse:
    """Every target of a strategy: its figure to date, its forecast, its status and its owner."""
    by = staff(request, Right.SEE_TOTALS)
    one = strategy.strategy(id)
    states = [state for state in strategy.target_states(id, as_of=clock.today()) if sees(by, state.target)]
    format = downloads.wanted(request.GET.get("format"))
    if format:
        head, rows = lines.table([lines.line(id, state) for state in states])
        return downloads.file(f"{id}-maal", head, rows, format)
    return render(
        request,
        "steering/targets/targets.html",
        {
            "formats": [(format, FORMAT_NAMES.get(format, format)) for format in downloads.FORMATS],
            "strategy": one,
            "lines": [lines.line(id, state) for state in states],
            "summary": words.summary(states),
            "filters": sorted({name for state in states if (name := words.filter_name(state.target))}),
        },
    )


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def target(request: HttpRequest, id: str, key: str) -> HttpResponse:
    """One target: the deviation in words, its year as a picture and a table, its forecast, and the log."""
    return _page(request, staff(request, Right.SEE_TOTALS), id, key)


def _posted(view: View) -> View:
    """A deed whose answer may be a page: who comes to its address again later gets the target."""

    @wraps(view)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def answered(request: HttpRequest, id: str, key: str) -> HttpResponse:
        if request.method != "POST":
            return redirect("steering:target", id, key)
        return view(request, id, key)

    return answered


@for_staff(Right.STEER)
@_posted
def reason(request: HttpRequest, id: str, key: str) -> HttpResponse:
    """Somebody writes why the target goes as it does."""
    by = staff(request, Right.STEER)
    text = request.POST.get("text", "")
    try:
        services.write_reason(key=_of(id, key), text=text, once=_once(request), by=by)
    except (services.NoReason, services.ReasonTooLong, services.ReasonNamesSomebody) as error:
        return _page(request, by, id, key, text=text, error=error)
    notes.success(request, _("Begrundelsen er gemt."))
    return redirect("steering:target", id, key)


@for_staff(Right.STEER)
@_posted
def owner(request: HttpRequest, id: str, key: str) -> HttpResponse:
    """Somebody gives the target to a department or a unit."""
    by = staff(request, Right.STEER)
    chosen = request.POST.get("owner", "")
    try:
        services.set_owner(key=_of(id, key), owner=chosen, once=_once(request), by=by)
    except services.UnknownOwner as error:
        return _page(request, by, id, key, owner_error=error)
    notes.success(request, _("Ejeren er gemt."))
    return redirect("steering:target", id, key)


def _of(id: str, key: str) -> str:
    """The key, when it is one of this strategy's."""
    if not key.startswith(f"{id}:"):
        raise strategy.UnknownTarget
    return key


def _once(request: HttpRequest) -> str:
    """The mark of a filled-in form. Without one (an old page) each sending stands for itself."""
    return request.POST.get("once", "")[:64] or str(uuid4())


def _page(
    request: HttpRequest,
    by: EmployeeInfo,
    id: str,
    key: str,
    *,
    text: str = "",
    error: Expected | None = None,
    owner_error: Expected | None = None,
) -> HttpResponse:
    one = strategy.strategy(id)
    state = strategy.target_state(id, _of(id, key), as_of=clock.today())
    if not sees(by, state.target):
        raise NotYours
    may = services.may_follow_up(by, one, state)
    written, owned = _text(text, error), _owner(state, owner_error)
    values: dict[str, Any] = {
        "strategy": one,
        "target": state.target,
        "state": state,
        "line": lines.line(id, state),
        "split": reading.is_split(state.target.indicator),
        "verdict": words.verdict(state),
        "chart": lines.picture(state),
        "months": lines.month_lines(state),
        "summed": bool(lines.to_date(state)),
        "filter_name": words.filter_name(state.target),
        "definition": definition_of(state.target.indicator),
        "notes": [note for note in one.notes if note.id and note.id in state.target.note_ids],
        "belongs_to": _belongs_to(one, state),
        "log": [lines.log_line(entry, state.target.unit) for entry in strategy.target_log(key)],
        "sees_rows": by.may(Right.SEE_LEDGER_ROWS),
        "may_write": may,
        "once": uuid4(),
        "text": written,
        "owner": owned,
        "wrong": [field for field in (written, owned) if field.error],
    }
    return render(request, "steering/targets/target.html", values, status=422 if values["wrong"] else 200)


def _belongs_to(one: StrategyInfo, state: TargetState) -> str:
    """The title of the goal or initiative that a target belongs to; empty for none."""
    under = state.target.under
    found = next((item for _place, item in one.content.items() if item.id == under), None)
    return str(getattr(found, "title", "")) if under else ""


def _text(text: str, error: Expected | None) -> Field:
    return Field(
        "text",
        _("Hvorfor går det sådan?"),
        kind="textarea",
        value=text,
        hint=_(
            "Skriv, hvad der skete, og hvad I gør ved det. Skriv ikke om enkelte borgere eller medarbejdere."
        ),
        error=error.message if error else "",
        max_length=services.LONGEST_REASON,
    )


def _owner(state: TargetState, error: Expected | None) -> Field:
    options = [Option(id, name) for id, name in identity.departments().items()]
    options += [Option(id, f"{one.name} ({one.department_code})") for id, one in identity.units().items()]
    return Field(
        "owner",
        _("Hvem har ansvaret?"),
        kind="select",
        hint=_("Lad feltet stå tomt, når ingen har det."),
        value=state.owner,
        options=options,
        required=False,
        error=error.message if error else "",
    )
