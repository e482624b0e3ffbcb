"""What is down: everybody may read it; whoever may tell of it says it, corrects it, and ends it."""

from collections.abc import Callable, Sequence
from functools import wraps
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.channels import selectors as channels
from indgang.modules.channels import services
from indgang.modules.channels.selectors import OutageInfo
from indgang.modules.channels.services import BadOutage
from indgang.modules.channels.vocabulary import DOWN_NAMES
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import people
from indgang.surfaces.common.outages import name_of, notice
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.outages.forms import ChangeForm, TellForm

View = Callable[[HttpRequest], HttpResponse]


def _posted(view: View) -> View:
    """A deed whose answer may be a page: who comes to its address again later gets the list."""

    @wraps(view)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def answered(request: HttpRequest) -> HttpResponse:
        return view(request) if request.method == "POST" else redirect("desk:outages")

    return answered


@people.for_everybody
@never_cache
@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """What is down, planned, and over. Without a login as well, for when the login is what is down."""
    return _page(request)


@for_staff(Right.TELL_OF_OUTAGES)
@_posted
def tell(request: HttpRequest) -> HttpResponse:
    """Something is down, or will be."""
    by = staff(request, Right.TELL_OF_OUTAGES)
    form = TellForm(request.POST)
    if form.is_valid():
        try:
            services.tell_outage(told=form.told(), by=by.actor)
        except BadOutage as error:
            form.refused(error)
        else:
            notes.success(request, _("Det er meldt. Alle kan se det inden for få sekunder."))
            return redirect("desk:outages")
    return _page(request, tell=form)


@for_staff(Right.TELL_OF_OUTAGES)
@_posted
def change(request: HttpRequest) -> HttpResponse:
    """It takes longer or shorter, or the text was wrong."""
    by = staff(request, Right.TELL_OF_OUTAGES)
    outage = _outage(request)
    form = ChangeForm(request.POST, outage=outage)
    if form.is_valid():
        try:
            services.change_outage(outage_id=outage.id, ends_at=form.ends_at(), text=form.text(), by=by.actor)
        except BadOutage as error:
            form.refused(error)
        else:
            notes.success(request, _("Meldingen er rettet."))
            return redirect("desk:outages")
    return _page(request, change=(outage.id, form))


@for_staff(Right.TELL_OF_OUTAGES)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """It works again."""
    by = staff(request, Right.TELL_OF_OUTAGES)
    services.end_outage(outage_id=_id(request), by=by.actor)
    notes.success(request, _("Meldingen er afsluttet."))
    return redirect("desk:outages")


def _id(request: HttpRequest) -> UUID:
    """Which outage a form is about. Raises NotYours for what is no id."""
    try:
        return UUID(request.POST.get("outage", ""))
    except ValueError:
        raise NotYours from None


def _outage(request: HttpRequest) -> OutageInfo:
    """One that is not over. Raises NotYours for one that was never there, OutageOver for one that is over."""
    wanted, now = _id(request), clock.now()
    for one in (*channels.outages_now(now), *channels.outages_to_come(now)):
        if one.id == wanted:
            return one
    if any(one.id == wanted for one in channels.outages_over(now)):
        raise services.OutageOver
    raise NotYours


def _page(
    request: HttpRequest, *, tell: TellForm | None = None, change: tuple[UUID, ChangeForm] | None = None
) -> HttpResponse:
    now = clock.now()
    by = people.employee_or_none(request)
    may_tell = by is not None and by.may(Right.TELL_OF_OUTAGES)

    def lines(found: Sequence[OutageInfo]) -> list[dict[str, object]]:
        return [
            {
                "outage": one,
                "what": DOWN_NAMES[one.what],
                "name": name_of(one),
                "notice": notice(one, now),
                "said_by": one.said_by if by is not None else "",
                "form": (change[1] if change and change[0] == one.id else ChangeForm(outage=one))
                if may_tell
                else None,
                "open": change is not None and change[0] == one.id,
            }
            for one in found
        ]

    wrong = tell or (change[1] if change else None)
    values = {
        "down": lines(channels.outages_now(now)),
        "planned": lines(channels.outages_to_come(now)),
        "over": lines(channels.outages_over(now)) if by is not None else [],
        "may_tell": may_tell,
        "tell": (tell or TellForm()) if may_tell else None,
        "wrong": wrong,
        "telling": tell is not None,
    }
    return render(request, "desk/outages/outages.html", values, status=422 if wrong else 200)
