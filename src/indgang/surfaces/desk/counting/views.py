"""The pages where contacts are ticked. Each reads the request, does one deed, and answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.selectors import CountingWeekInfo, Here, Tick
from indgang.modules.contacts.vocabulary import OUTCOME_NAMES, SLOT_NAMES, Outcome, SlotState, WebsiteFirst
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import formats
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.counting.words import (
    BUTTONS,
    BY_VALUE,
    channel_name,
    channels_at,
    said,
)

OUTCOMES = (Outcome.RESOLVED, Outcome.TRANSFERRED, Outcome.CALL_BACK, Outcome.MISDIRECTED, Outcome.ABANDONED)


@dataclass(frozen=True)
class Place:
    """An entrance of a week on the list; `own`: of the clerk's own unit."""

    entrance: EntranceInfo
    own: bool


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_safe
def weeks(request: HttpRequest) -> HttpResponse:
    """The weeks that count today, each with its entrances, one's own first."""
    by = staff(request, Right.HANDLE_CONTACTS)
    found = selectors.weeks_to_tick(clock.today())
    return render(
        request, "desk/counting/weeks.html", {"weeks": [(week, _places(week, by)) for week in found]}
    )


def _places(week: CountingWeekInfo, by: EmployeeInfo) -> list[Place]:
    known = [one for one in channels.entrances() if one.id in week.entrances]
    return sorted((Place(one, one.unit == by.unit) for one in known), key=lambda place: not place.own)


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entrance(request: HttpRequest, week: str, entrance: str) -> HttpResponse:
    """Tick what comes to one entrance now."""
    by = staff(request, Right.HANDLE_CONTACTS)
    if request.method == "POST":
        return _tick(request, week, entrance, by)
    return _page(request, week, entrance)


def _tick(request: HttpRequest, week: str, entrance: str, by: EmployeeInfo) -> HttpResponse:
    typed = request.POST
    channel, button = typed.get("kanal", ""), BY_VALUE.get(typed.get("hvad", ""))
    if channel not in list(Channel) or button is None:
        error = _("Vælg først, hvordan de henvender sig.") if button else _("Tryk på det, de vil.")
        return _page(request, week, entrance, error=error)
    outcome = typed.get("resultat", "")
    asked = typed.get("hjemmeside", "")
    done = services.tick(
        week=week,
        entrance=entrance,
        channel=channel,
        kind=button.kind,
        outcome=outcome if outcome in OUTCOMES else button.outcome,
        service=typed.get("ydelse", "")[:60],
        help=bool(typed.get("hjalp")),
        website_first=asked if asked in list(WebsiteFirst) else WebsiteFirst.NOT_ASKED,
        client_key=typed.get("noegle", ""),
        by=by,
    )
    if done.again:
        notes.info(request, _("Krydset var sat allerede. Er det en ny henvendelse, så tryk igen."))
    else:
        words = {"what": str(button.label), "how": str(channel_name(Channel(channel)))}
        notes.success(request, _("Talt: %(what)s (%(how)s).") % words)
    answer = redirect("desk:counting_here", week, entrance)
    answer["Location"] += f"?kanal={Channel(channel).value}"
    return answer


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def take_back(request: HttpRequest, week: str, entrance: str) -> HttpResponse:
    """A tick was a mistake."""
    by = staff(request, Right.HANDLE_CONTACTS)
    try:
        wrong = UUID(request.POST.get("kryds", ""))
    except ValueError:
        raise NotYours from None
    services.take_back(week=week, entrance=entrance, tick_id=wrong, by=by)
    notes.success(request, _("Krydset tæller ikke med."))
    return redirect("desk:counting_here", week, entrance)


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def mark_day(request: HttpRequest, week: str, entrance: str) -> HttpResponse:
    """How a day went: counted to the end, closed, or not counted."""
    by = staff(request, Right.HANDLE_CONTACTS)
    state = request.POST.get("dagen", "")
    try:
        day = date.fromisoformat(request.POST.get("dag", ""))
    except ValueError:
        return _page(request, week, entrance, day_error=_("Vælg en dag."))
    if state not in list(SlotState):
        return _page(request, week, entrance, day_error=_("Vælg, hvordan dagen gik."))
    services.mark_slot(week=week, entrance=entrance, day=day, state=state, by=by)
    notes.success(request, _("%(day)s er skrevet ned.") % {"day": formats.weekday(day).capitalize()})
    return redirect("desk:counting_here", week, entrance)


def _page(
    request: HttpRequest, week: str, entrance: str, *, error: str = "", day_error: str = ""
) -> HttpResponse:
    today = clock.today()
    here = selectors.tally_here(week=week, entrance=entrance, day=today)
    form = _fields(request, here, error)
    days = _day_fields(request, here, day_error)
    values = {
        "here": here,
        "counts": here.week.takes_ticks_on(today),
        "before": today < here.week.begins,
        "key": str(new_id()),
        "buttons": BUTTONS,
        "form": form,
        "days": days,
        "problems": [field for field in (*form.values(), *days.values()) if field.error],
        "latest": [(tick, _line(tick)) for tick in here.latest],
        "state": SLOT_NAMES[here.state] if here.state else Text(),
        "nth": here.week.every_nth if here.week.every_nth > 1 else 0,
    }
    status = 422 if error or day_error else 200
    return render(request, "desk/counting/here.html", values, status=status)


def _fields(request: HttpRequest, here: Here, error: str) -> dict[str, Field]:
    sent = request.POST if request.method == "POST" and not request.POST.get("dag") else request.GET
    places = channels_at(here.entrance)
    chosen = sent.get("kanal", "") or (places[0].value if request.method != "POST" else "")
    offered = sorted(
        (one for one in catalogue.services().values() if not one.retired and here.entrance.serves(one.id)),
        key=lambda one: str(one.name),
    )
    return {
        "channel": Field("kanal", _("Hvordan?"), kind="radio", value=chosen, error=error,
                         options=[Option(one.value, channel_name(one)) for one in places]),
        "service": Field("ydelse", _("Hvad handler det om?"), kind="select", required=False,
                         value=sent.get("ydelse", ""),
                         options=[Option(one.id, one.name) for one in offered]),
        "outcome": Field("resultat", _("Hvordan endte det?"), kind="select", required=False,
                         value=sent.get("resultat", ""),
                         options=[Option(one.value, OUTCOME_NAMES[one]) for one in OUTCOMES]),
        "website": Field("hjemmeside", _("Havde de prøvet hjemmesiden først?"), kind="radio", required=False,
                         value=sent.get("hjemmeside", ""),
                         options=[Option("yes", _("Ja")), Option("no", _("Nej")),
                                  Option("not_asked", _("Jeg spurgte ikke"))]),
        "help": Field("hjalp", _("Vi hjalp dem også på nettet"), kind="checkbox", required=False,
                      value=sent.get("hjalp", "")),
    }  # fmt: skip


def _day_fields(request: HttpRequest, here: Here, error: str) -> dict[str, Field]:
    today = clock.today()
    passed = [day for day in here.week.days if day <= today]
    return {
        "day": Field("dag", _("Hvilken dag?"), kind="select",
                     value=request.POST.get("dag", "") or min(today, here.week.ends).isoformat(),
                     options=[Option(day.isoformat(), formats.weekday(day)) for day in passed]),
        "state": Field("dagen", _("Hvordan gik dagen?"), kind="radio", error=error,
                       value=request.POST.get("dagen", ""),
                       options=[Option(SlotState.COUNTED.value, _("Vi talte hele dagen")),
                                Option(SlotState.MISSING.value, _("Vi nåede ikke at tælle det hele")),
                                Option(SlotState.CLOSED.value, _("Der var lukket"))]),
    }  # fmt: skip


def _line(tick: Tick) -> str:
    return f"{said(tick)}, {channel_name(tick.channel)}"
