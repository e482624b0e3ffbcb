"""The page of a contact: three columns, and the form that closes it."""

from collections.abc import Callable, Mapping, Sequence
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
from indgang.kernel.deadlines import next_open
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import GuidanceInfo, ServiceInfo
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
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
from indgang.modules.identity.selectors import EmployeeInfo, NeedInfo
from indgang.modules.identity.vocabulary import GROUND_NAMES, Right
from indgang.modules.selfservice import selectors as drafts
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.vocabulary import JoiningState
from indgang.surfaces.common.people import staff
from indgang.surfaces.desk.contacts import forms as typed
from indgang.surfaces.desk.contacts.columns import beside, line_of
from indgang.surfaces.desk.contacts.deciding import can_be_decided
from indgang.surfaces.desk.contacts.drawing import Drawn
from indgang.surfaces.desk.contacts.journey import journey_of

TIME_TO_CALL = timedelta(hours=10)
"""From two in the afternoon a promised call is suggested for the next day."""


PART, HAND_OVER = "del", "stil-videre"
"""The part of the page that is drawn when it is asked for."""
NOTE = "note-"
SEEN_AT_ONCE = frozenset({"website_first", "minutes"})
"""Fields of the form that closes which stand outside its fold."""


@dataclass(frozen=True)
class Link:
    """A draft that the clerk knocked at. `joined`: the citizen said yes."""

    title: Text
    url: str
    joined: bool


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


def closing_form(suggested: Suggestion, shown: typed.ClosingForm | None, jotted: Mapping[str, Any]) -> Drawn:
    """The form that closes, with what is suggested, or what was typed instead and not sent or not right yet."""
    if shown is not None:
        shown.offer([*suggested.subjects, *(shown["subjects"].value() or ())])
        return Drawn(typed.ClosingForm, shown)
    initial = suggested_values(suggested)
    kept = {name: value for name, value in jotted.items() if name in initial or name in ("minutes", "cause")}
    return Drawn(typed.ClosingForm, initial=initial | kept, others=suggested.subjects)


def suggested_values(suggested: Suggestion) -> dict[str, Any]:
    """What the form that closes has chosen before anybody types."""
    return {
        "website_first": WebsiteFirst.NOT_ASKED.value,
        "service": suggested.service_id,
        "subjects": list(suggested.subjects),
        "channel": suggested.channel,
        "entrance": suggested.entrance_id,
        "level": suggested.level.value,
        "kind": suggested.kind.value,
        "outcome": suggested.outcome.value,
    }


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
    ask_why: bool = False
    notes: dict[str, str] | None = None
    reason: str = ""


def _mistakes(shown: Shown) -> forms.Form | None:
    """The form whose errors stand at the top."""
    typed_ones = (shown.closing, shown.hand_over, shown.call_back, shown.find)
    return next((form for form in typed_ones if form is not None and form.errors), None)


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
    request: HttpRequest,
    contact_id: UUID,
    by: EmployeeInfo,
    shown: Shown | None = None,
    status: int = 200,
    *,
    desk: contacts.Desk | None = None,
) -> HttpResponse:
    """One contact, whatever its state. `desk`: what they have in hand, when it was asked already. Raises NotYours for
    somebody else's.
    """
    shown = shown or Shown()
    desk = desk or contacts.desk_of(by)
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
        "note_cases": _notes(journey.cases if journey else (), shown.notes, contact.jotted),
        "matters": contacts.matters_of(contact, by),
        "matter": catalogue.services().get(contact.service_id),
        "service": service,
        "guidance": _guidance(service),
        "national": drafts.national_of_service(service.solution) if service else None,
        "query": query,
        "hits": hits(query),
        **_address(contact, steps, by),
        "may_find": by.may(Right.FIND_PEOPLE),
        "may_unmask": by.may(Right.UNMASK),
        "may_enter": by.may(Right.ENTER_FOR_CITIZENS) and _page("desk:entry", contact_id),
        "may_join": by.may(Right.JOIN_DRAFTS) and _page("desk:use_code", contact_id),
        "joined": _joined(contact, by),
        "find_form": Drawn(typed.FindForm, shown.find),
        "found": shown.found,
        "giver": shown.giver,
        "said": shown.said,
        "error": shown.error,
        "reason": shown.reason,
        "ask_why": shown.ask_why or contact.protected,
        "closing": closing_form(suggested, shown.closing, contact.jotted),
        "suggested": in_words(suggested),
        "minutes": suggested.minutes,
        "hand_over_form": _hand_over(request, contact, service, by, shown.hand_over),
        "corrected": bool(
            contact.jotted.keys() - SEEN_AT_ONCE - {note for note in contact.jotted if note.startswith(NOTE)}
        ),
        "decidable": journey.decidable if journey else can_be_decided(service, (), (), {}),
        "needs": _needs(contact),
        "needs_url": _page("desk:needs", contact_id),
        "call_back_form": _call_back(by, shown.call_back),
        "services": typed.all_services() if shown.giver else (),
        "promised": promised,
        "many": len(suggested.subjects) > 0,
        "other_subjects": bool(
            suggested.subjects or (shown.closing is not None and shown.closing["subjects"].value())
        ),
        "mistakes": _mistakes(shown),
    }
    return render(request, "desk/contacts/contact.html", values, status=status)


def _call_back(by: EmployeeInfo, shown: forms.Form | None) -> Drawn:
    """Today while there is time, else the next day that somebody is here."""
    later = clock.now().astimezone(clock.COPENHAGEN) + TIME_TO_CALL
    day = next_open(later.date(), identity.municipality().closed_days)
    initial = {"day": day, "from_time": "09.00", "to_time": "15.00", "call_unit": by.unit}
    return Drawn(typed.CallBackForm, shown, initial=initial)


def _hand_over(
    request: HttpRequest,
    contact: Running,
    service: ServiceInfo | None,
    by: EmployeeInfo,
    shown: forms.Form | None,
) -> Drawn | None:
    """The form that passes it on, when it is asked for: it knows the colleagues, who are many."""
    if shown is None and request.GET.get(PART) != HAND_OVER:
        return None
    return Drawn(typed.HandOverForm, shown, people=colleagues(service, by))


def colleagues(service: ServiceInfo | None, by: EmployeeInfo) -> tuple[tuple[str, str], ...]:
    """Who may be named as the taker: of one's own unit, and of the one that the service belongs to."""
    units = dict.fromkeys([by.unit, service.unit if service else ""])
    known = identity.units()
    return tuple(
        (f"{unit}/{one.id}", f"{one.name} ({known[unit].name})")
        for unit in units
        if unit in known
        for one in identity.colleagues(unit)
        if one.id != by.id and one.may(Right.HANDLE_CONTACTS)
    )


def _needs(contact: Running) -> tuple[NeedInfo, ...]:
    """How the citizen wishes to be helped."""
    person = contact.party is not None and contact.party.kind == "person"
    return identity.needs_of(contact.party.id) if person and contact.party else ()


def _guidance(service: ServiceInfo | None) -> GuidanceInfo | None:
    return catalogue.guidance(service.id) if service else None


def _address(contact: Running, steps: Sequence[StepSeen], by: EmployeeInfo) -> dict[str, Any]:
    """Where the party lives, once somebody asked for it; a protected address only when they also said why."""
    if contact.party is None or contact.party.kind != "person":
        return {"address_shown": False}
    asked = any(step.key == contacts.address_key(contact.party.id) for step in steps)
    if not contact.unmasked and (contact.protected or not asked):
        return {"address_shown": False}
    home = selfservice.home_of(person_id=contact.party.id, by=by.actor, unmasked=contact.unmasked)
    return {"address_shown": True, "address": home}


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


def _notes(
    cases: Sequence[Any], typed_notes: dict[str, str] | None, jotted: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What is typed for each case: in the form that was sent just now, or before."""
    if typed_notes is None:
        return [{"case": case, "text": jotted.get(f"{NOTE}{case.id}", "")} for case in cases]
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
