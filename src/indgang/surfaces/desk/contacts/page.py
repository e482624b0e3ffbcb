"""The page of a contact: three columns, and the form that closes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import GuidanceInfo, ServiceInfo
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, WITH_A_PERSON, Channel
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import Running, StepSeen, Suggestion
from indgang.modules.contacts.vocabulary import (
    ID_CHECK_NAMES,
    KIND_NAMES,
    OUTCOME_NAMES,
    RunningStepKind,
    WebsiteFirst,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import GROUND_NAMES, Right
from indgang.modules.selfservice import selectors as drafts
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.vocabulary import JoiningState
from indgang.surfaces.common.people import staff
from indgang.surfaces.desk.contacts import forms as typed
from indgang.surfaces.desk.contacts.journey import journey_of

TIME_TO_CALL = timedelta(hours=10)
"""From two in the afternoon a promised call is suggested for the next day."""
ANSWERED = WITH_A_PERSON | {Channel.LETTER}
"""What a clerk begins a contact by: a call, a visit, or a letter in the post room."""
FIRST_SHOWN = 3
"""Ways to begin that are always in sight; the others are one press further away."""


@dataclass(frozen=True)
class Way:
    """One press begins a contact this way. Without an entrance: what comes by post."""

    entrance: EntranceInfo | None
    channel: Channel
    channel_name: Text


@dataclass(frozen=True)
class Link:
    """A draft that the clerk knocked at. `joined`: the citizen said yes."""

    title: Text
    url: str
    joined: bool


@dataclass(frozen=True)
class Line:
    """One contact in the list of those that run."""

    contact: Running
    channel: Text
    entrance: Text | str
    service: Text | str
    seconds: int
    here: bool = False

    @property
    def hurries(self) -> bool:
        """Whether somebody waits while the clock goes. A letter lies still."""
        return self.contact.channel != Channel.LETTER


def ways(by: EmployeeInfo) -> list[Way]:
    """How somebody can turn to a person here: the ways of one's own unit first, and the letters last."""
    places = [
        (entrance, channel)
        for entrance in channels.entrances()
        for channel in entrance.channels
        if channel in ANSWERED
    ]
    main = channels.main_telephone()
    places.sort(
        key=lambda way: (way[0].unit != by.unit, way[0] != main, not way[0].serves_all),
    )
    found = [Way(entrance, channel, CHANNEL_NAMES[channel]) for entrance, channel in places]
    if all(way.channel is not Channel.LETTER for way in found):
        found.append(Way(None, Channel.LETTER, CHANNEL_NAMES[Channel.LETTER]))
    return found


def line_of(contact: Running, here: UUID | None = None) -> Line:
    place = channels.entrance(contact.entrance_id)
    service = catalogue.services().get(contact.service_id)
    return Line(
        contact,
        CHANNEL_NAMES[Channel(contact.channel)],
        place.name if place else "",
        service.name if service else "",
        max(0, int((clock.now() - contact.begun_at).total_seconds())),
        contact.id == here,
    )


def beside(desk: contacts.Desk, by: EmployeeInfo, here: UUID | None = None) -> dict[str, Any]:
    """The first column: what runs, what waits for me, and how to begin."""
    all_ways = ways(by)
    return {
        "running": [line_of(row, here) for row in desk.mine],
        "waiting": [line_of(row) for row in desk.waiting],
        "ways": all_ways[:FIRST_SHOWN],
        "more_ways": all_ways[FIRST_SHOWN:],
    }


def shown_service(contact: Running, steps: Sequence[StepSeen]) -> ServiceInfo | None:
    """Whose guidance stands at the right: what was last opened, else the matter."""
    opened = [step.service for step in steps if step.kind is RunningStepKind.OPENED and step.service]
    return catalogue.services().get(opened[-1] if opened else contact.service_id)


def hits(query: str) -> list[ServiceInfo]:
    """Services that a clerk searches for."""
    if not query.strip():
        return []
    language = (get_language() or "da")[:2]
    known = catalogue.services()
    found = catalogue.search(query[:200], language=language, limit=6).hits
    return [known[hit.service_id] for hit in found if hit.service_id in known]


def closing_form(suggested: Suggestion, shown: typed.ClosingForm | None) -> typed.ClosingForm:
    """The form that closes, with what is suggested; or what was typed and is not right yet."""
    if shown is not None:
        shown.offer([*suggested.subjects, *(shown["subjects"].value() or ())])
        return shown
    initial = {
        "website_first": WebsiteFirst.NOT_ASKED.value,
        "service": suggested.service_id,
        "subjects": list(suggested.subjects),
        "channel": suggested.channel,
        "entrance": suggested.entrance_id,
        "level": suggested.level.value,
        "kind": suggested.kind.value,
        "outcome": suggested.outcome.value,
    }
    return typed.ClosingForm(initial=initial, others=suggested.subjects)


def in_words(suggested: Suggestion) -> list[object]:
    """The suggestion as a line: `Telefon · Flytning · Vejledning · Løst`."""
    service = catalogue.services().get(suggested.service_id)
    named = service.name if service else KIND_NAMES[suggested.kind]
    return [
        CHANNEL_NAMES[Channel(suggested.channel)],
        named,
        typed.LEVEL_NAMES[suggested.level],
        OUTCOME_NAMES[suggested.outcome],
    ]


@dataclass(frozen=True)
class Shown:
    """What a deed that was not good enough puts into the page again."""

    closing: typed.ClosingForm | None = None
    hand_over: forms.Form | None = None
    call_back: forms.Form | None = None
    find: forms.Form | None = None
    found: Sequence[Any] | None = None
    giver: bool = False
    said: Text | str = ""
    error: Text | str = ""
    notes: dict[str, str] | None = None
    reason: str = ""


Deed = Callable[[HttpRequest, UUID], HttpResponse]


def posted(view: Deed) -> Deed:
    """A deed whose answer may be a page: who comes to its address again later gets the contact, and does nothing."""

    @wraps(view)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def answered(request: HttpRequest, contact_id: UUID) -> HttpResponse:
        if request.method == "POST":
            return view(request, contact_id)
        contacts.contact(contact_id, staff(request, Right.HANDLE_CONTACTS))
        return redirect("desk:contact", contact_id)

    return answered


def contact_page(
    request: HttpRequest, contact_id: UUID, by: EmployeeInfo, shown: Shown | None = None, status: int = 200
) -> HttpResponse:
    """One contact, whatever its state. Raises NotYours for somebody else's."""
    shown = shown or Shown()
    desk = contacts.desk_of(by)
    contact = contacts.contact_on(desk, contact_id, by)
    if not contact.is_open:
        values = {**beside(desk, by, contact_id), "contact": contact, "line": line_of(contact)}
        return render(request, "desk/contacts/over.html", values)
    steps = contacts.steps_of(contact_id)
    promised = contacts.call_back_promised(contact_id)
    suggested = contacts.suggestion(contact, steps, call_back=promised)
    service = shown_service(contact, steps)
    query = request.GET.get("q", "") if request.method in ("GET", "HEAD") else ""
    journey = journey_of(contact, by)
    values = {
        **beside(desk, by, contact_id),
        "contact": contact,
        "line": line_of(contact),
        "letter": contact.channel == Channel.LETTER,
        "ground": GROUND_NAMES[contact.ground],
        "id_check": ID_CHECK_NAMES[contact.id_check],
        "id_ways": [(how.value, ID_CHECK_NAMES[how]) for how in contacts.id_checks(contact.channel)],
        "steps": _told(steps),
        "journey": journey,
        "note_cases": _notes(journey.cases if journey else (), shown.notes or {}),
        "matters": contacts.matters_of(contact, by),
        "matter": catalogue.services().get(contact.service_id),
        "service": service,
        "guidance": _guidance(service),
        "query": query,
        "hits": hits(query),
        "address": _address(contact, by),
        "may_find": by.may(Right.FIND_PEOPLE),
        "may_unmask": by.may(Right.UNMASK),
        "may_join": by.may(Right.JOIN_DRAFTS) and _page("desk:use_code", contact_id),
        "joined": _joined(contact, by),
        "find_form": shown.find or typed.FindForm(),
        "found": shown.found,
        "giver": shown.giver,
        "said": shown.said,
        "error": shown.error,
        "reason": shown.reason,
        "closing": closing_form(suggested, shown.closing),
        "suggested": in_words(suggested),
        "minutes": suggested.minutes,
        "hand_over_form": shown.hand_over or typed.HandOverForm(own=by.unit),
        "call_back_form": shown.call_back or _call_back(by),
        "promised": promised,
        "many": len(suggested.subjects) > 0,
    }
    return render(request, "desk/contacts/contact.html", values, status=status)


def _call_back(by: EmployeeInfo) -> typed.CallBackForm:
    """Today while there is time, else tomorrow."""
    later = clock.now().astimezone(clock.COPENHAGEN) + TIME_TO_CALL
    initial = {"day": later.date(), "from_time": "09.00", "to_time": "15.00", "call_unit": by.unit}
    return typed.CallBackForm(initial=initial)


def _guidance(service: ServiceInfo | None) -> GuidanceInfo | None:
    return catalogue.guidance(service.id) if service else None


def _address(contact: Running, by: EmployeeInfo) -> str:
    """Where the party lives, once somebody asked for it and said why."""
    if not contact.unmasked or contact.party is None or contact.party.kind != "person":
        return ""
    return selfservice.home_of(person_id=contact.party.id, by=by.actor)


def _joined(contact: Running, by: EmployeeInfo) -> list[Link]:
    """The drafts that the clerk knocked at in this contact and may still be let into, or is in."""
    if not by.may(Right.JOIN_DRAFTS):
        return []
    live = (JoiningState.ASKED, JoiningState.JOINED)
    return [
        Link(
            row.title, _page("desk:shared_draft", contact.id, row.draft_id), row.state is JoiningState.JOINED
        )
        for row in drafts.joinings_of(contact.id, by)
        if row.state in live
    ]


def _notes(cases: Sequence[Any], typed_notes: dict[str, str]) -> list[dict[str, Any]]:
    return [{"case": case, "text": typed_notes.get(str(case.id), "")} for case in cases]


def _told(steps: Sequence[StepSeen]) -> list[dict[str, Any]]:
    """Who had it before me and what they have done: nobody starts over."""
    units = identity.units()
    telling = (RunningStepKind.CHECKED, RunningStepKind.HANDED_OVER, RunningStepKind.REFUSED)
    return [
        {
            "kind": step.kind.value,
            "at": step.at,
            "name": step.detail.get("name", ""),
            "why": step.detail.get("why", ""),
            "to": units[step.detail["to"]].name if step.detail.get("to") in units else "",
        }
        for step in steps
        if step.kind in telling
    ]


def _page(name: str, *args: Any) -> str:
    """The address of a page, empty where this installation has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
