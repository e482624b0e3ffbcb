"""The check of look-ups. Whoever checks leaves a row in the trail, too."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.modules.audit import selectors as audit
from indgang.modules.audit import services
from indgang.modules.audit.selectors import LookFilter
from indgang.modules.audit.vocabulary import CHECKED_NAMES, CHECKING, Checked
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.access.forms import SAMPLE, CheckForm, FilterForm, RevealForm
from indgang.surfaces.desk.access.reading import lines


@for_staff(Right.SEE_ACCESS)
@never_cache
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """A draw of a week's look-ups, or all of a day."""
    by = staff(request, Right.SEE_ACCESS)
    form = FilterForm(request.GET)
    if not form.is_valid():
        return render(request, "desk/access/access.html", {"form": form}, status=422)
    asked = form.wanted
    drawn = asked["show"] == SAMPLE
    since, until = audit.week_of(asked["week"]) if drawn else audit.day_of(asked["day"])
    actors = identity.unit_members(asked["unit"]) if asked["unit"] else None
    wanted = LookFilter(since, until, asked["kind"], actors)
    values: dict[str, Any] = {"form": form, "drawn": drawn, "since": since, "query": request.GET.urlencode()}
    if drawn:
        values["lines"] = lines(audit.sample(wanted, asked["size"]))
    else:
        raw = request.GET.get("side", "1")
        found = audit.looks(wanted, page=int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1)
        values |= {"found": found, "lines": lines(found.rows)}
    services.record(
        action="access_list_seen",
        actor=by.actor.key,
        purpose=CHECKING,
        detail={
            "show": asked["show"],
            "since": since.isoformat(),
            "unit": asked["unit"],
            "kind": str(asked["kind"] or ""),
            "rows": len(values["lines"]),
        },
    )
    return render(request, "desk/access/access.html", values)


@for_staff(Right.SEE_ACCESS)
@never_cache
@require_safe
def look(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """One look-up, and what came of checking it."""
    return _page(request, look_id, staff(request, Right.SEE_ACCESS))


@for_staff(Right.SEE_ACCESS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """Show whom it was about, for a reason."""
    by = staff(request, Right.SEE_ACCESS)
    form = RevealForm(request.POST or None)
    if request.method != "POST":
        return _page(request, look_id, by)
    audit.look(look_id)
    if form.is_valid():
        services.reveal(look_id=look_id, reason=form.cleaned_data["reason"], by=by.actor.key)
        return redirect(_address(request, look_id))
    return _page(request, look_id, by, reveal_form=form, status=422)


@for_staff(Right.SEE_ACCESS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """Say what came of it."""
    by = staff(request, Right.SEE_ACCESS)
    form = CheckForm(request.POST or None)
    if request.method != "POST":
        return _page(request, look_id, by)
    audit.look(look_id)
    if form.is_valid():
        services.check(
            look_id=look_id,
            outcome=Checked(form.cleaned_data["checked"]),
            note=form.cleaned_data["note"],
            by=by.actor.key,
        )
        notes.success(request, _("Kontrollen er gemt."))
        return redirect(_address(request, look_id))
    return _page(request, look_id, by, check_form=form, status=422)


def _address(request: HttpRequest, look_id: UUID) -> str:
    """The look's page; it keeps from which list one came."""
    query = request.GET.urlencode()
    return reverse("desk:access_look", args=[look_id]) + (f"?{query}" if query else "")


def _page(
    request: HttpRequest,
    look_id: UUID,
    by: EmployeeInfo,
    *,
    reveal_form: RevealForm | None = None,
    check_form: CheckForm | None = None,
    status: int = 200,
) -> HttpResponse:
    (line,) = lines([audit.look(look_id)])
    found = audit.checks_of(look_id)
    names = identity.employees_named({one.by for one in found})
    values = {
        "line": line,
        "own": line.look.actor == by.actor.key,
        "revealed": audit.revealed(look_id, by=by.actor.key),
        "checks": [
            (one, CHECKED_NAMES[one.outcome], names[one.by].name if one.by in names else "") for one in found
        ],
        "reveal_form": reveal_form or RevealForm(),
        "check_form": check_form or CheckForm(),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/access/look.html", values, status=status)
