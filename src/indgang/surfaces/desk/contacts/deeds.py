"""What is done in a contact. Each view does one deed."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.events import CaseNote
from indgang.modules.contacts.services import Closing, ReasonNeeded, UnknownEntrance
from indgang.modules.contacts.vocabulary import IdCheck, WebsiteFirst
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import services as selfservice
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.contacts.forms import ClosingForm, HandOverForm, IdForm
from indgang.surfaces.desk.contacts.page import (
    NOTE,
    Shown,
    colleagues,
    contact_page,
    posted,
    shown_service,
    suggested_values,
)

UUID_FORM = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def _by(request: HttpRequest) -> EmployeeInfo:
    return staff(request, Right.HANDLE_CONTACTS)


def _back(contact_id: UUID, part: str = "") -> HttpResponse:
    return redirect(reverse("desk:contact", args=[contact_id]) + (f"#{part}" if part else ""))


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A call or a visit begins, or a letter is opened. `way`: the channel, and the entrance if there is one."""
    channel, _blank, entrance = request.POST.get("way", "").partition(" ")
    if channel not in set(Channel):
        raise UnknownEntrance
    once = request.POST.get("once", "")
    contact_id = services.begin(
        channel=channel,
        entrance_id=entrance,
        by=_by(request),
        once=UUID(once) if re.fullmatch(UUID_FORM, once) else None,
    )
    return _back(contact_id)


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def check_id(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """We know who we talk to."""
    form = IdForm(request.POST)
    how = IdCheck(form.cleaned_data["how"]) if form.is_valid() else IdCheck.NONE
    services.check_id(contact_id=contact_id, how=how, by=_by(request))
    return _back(contact_id, "hvem")


@for_staff(Right.HANDLE_CONTACTS)
@posted
def unmask(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Show where the party lives. The register says now whether it is protected; then a reason is needed, and kept.

    A register that is silent says nothing of protection, so it is as if the address were protected.
    """
    by = _by(request)
    found = selectors.running(contact_id, by)
    who = found.party if found.party is not None and found.party.kind == "person" else None
    open_to_all = who is not None and selfservice.learn_protection(person_id=who.id, by=by.actor) is False
    try:
        if open_to_all and not found.protected:
            services.show_address(contact_id=contact_id, by=by)
        else:
            services.unmask(contact_id=contact_id, reason=request.POST.get("reason", "")[:200], by=by)
    except ReasonNeeded as error:
        shown = Shown(error=error.message, ask_why=True)
        return contact_page(request, contact_id, by, shown, status=422)
    return _back(contact_id, "hvem")


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def choose_matter(request: HttpRequest, contact_id: UUID, service_id: str) -> HttpResponse:
    """Which matter it is about."""
    services.choose_matter(contact_id=contact_id, service_id=service_id, by=_by(request))
    return _back(contact_id, "forloeb")


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def open_guidance(request: HttpRequest, contact_id: UUID, service_id: str) -> HttpResponse:
    """The guidance of a service at the right; it lands in the contact."""
    service = catalogue.service(service_id)
    services.opened(
        contact_id=contact_id, key=f"guidance:{service.id}", service_id=service.id, by=_by(request)
    )
    return _back(contact_id, "vejledning")


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def open_case(request: HttpRequest, contact_id: UUID, case_id: UUID) -> HttpResponse:
    """The page of a case of this matter; that it was opened lands in the contact. Raises NotYours for another case."""
    by = _by(request)
    contact = selectors.running(contact_id, by)
    known = cases.cases_of(contact.party) if contact.party and contact.journey_id else []
    case = next(
        (case for case in known if case.id == case_id and case.journey_id == contact.journey_id), None
    )
    if case is None:
        raise NotYours
    services.opened(contact_id=contact_id, key=f"case:{case_id}", service_id=case.service_id, by=by)
    return redirect(f"{reverse('desk:case', args=[case_id])}?{urlencode({'h': str(contact_id)})}")


@for_staff(Right.HANDLE_CONTACTS)
@posted
def hand_over(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Pass it on with everything in it."""
    by = _by(request)
    contact = selectors.running(contact_id, by)
    service = shown_service(contact, selectors.steps_of(contact_id))
    form = HandOverForm(request.POST, people=colleagues(service, by))
    if form.is_valid():
        unit, employee = form.taker()
        try:
            services.hand_over(
                contact_id=contact_id, unit=unit, employee_id=employee, why=form.cleaned_data["why"], by=by
            )
        except (services.UnknownUnit, ReasonNeeded) as error:
            form.add_error(None, str(error.message))
        else:
            notes.success(request, _("Henvendelsen er stillet videre med alt, hvad du har fundet."))
            return redirect("desk:contacts")
    return contact_page(request, contact_id, by, Shown(hand_over=form), status=422)


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def take_over(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Take what was handed to me or to my unit."""
    services.take_over(contact_id=contact_id, by=_by(request))
    return _back(contact_id)


@for_staff(Right.HANDLE_CONTACTS)
@posted
def close(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Close it: one row of the ledger, and the notes on the cases."""
    by = _by(request)
    form = ClosingForm(request.POST)
    written = {
        name.removeprefix(NOTE): text.strip()
        for name, text in request.POST.items()
        if name.startswith(NOTE) and isinstance(text, str) and text.strip()
    }
    if form.is_valid():
        try:
            closing = _closing(form.cleaned_data, written, contact_id)
            services.finish(contact_id=contact_id, closing=closing, by=by)
        except NotYours:  # the page itself asks whether the contact is theirs
            form.add_error(None, _("Du kan ikke skrive notat til den sag."))
        except (Expected, ValueError) as error:
            said = (
                error.message
                if isinstance(error, Expected)
                else _("Noget passer ikke sammen. Se felterne efter.")
            )
            form.add_error(None, str(said))
        else:
            notes.success(request, _("Henvendelsen er lukket."))
            return redirect("desk:contacts")
    return contact_page(request, contact_id, by, Shown(closing=form, notes=written), status=422)


def _closing(clean: dict[str, Any], written: dict[str, str], contact_id: UUID) -> Closing:
    """What was typed, as the deed takes it. A typed time wins over the clock."""
    first = clean["service"]
    others = [one for one in clean.get("subjects", ()) if one != first]
    return Closing(
        channel=clean["channel"],
        entrance_id=clean["entrance"],
        subjects=tuple(one for one in (first, *others) if one),
        kind=clean["kind"],
        level=clean["level"],
        outcome=clean["outcome"],
        minutes=clean["minutes"],
        by_clock=True,
        website_first=WebsiteFirst(clean["website_first"]),
        caused_by=clean["cause"],
        notes=tuple(CaseNote(UUID(case), text, f"contact:{contact_id}") for case, text in written.items()),
    )


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def jot(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Keep what is typed into the form that closes it, while something else is done. What is as suggested is not kept.

    A script gets 204; who pressed a button gets the page.
    """
    by = _by(request)
    contact = selectors.running(contact_id, by)
    form = ClosingForm(request.POST)
    promised = selectors.call_back_promised(contact_id)
    suggested = suggested_values(
        selectors.suggestion(contact, selectors.steps_of(contact_id), call_back=promised)
    )
    typed: dict[str, Any] = {}
    for name in form.fields:
        value = form[name].value() or ""
        if value != (suggested.get(name) or ""):
            typed[name] = value
    cases_noted = {name: text for name, text in request.POST.items() if name.startswith(NOTE) and text}
    try:
        services.jot(contact_id=contact_id, typed=typed | cases_noted, by=by)
    except ValueError:
        raise Unkept from None
    return HttpResponse(status=204) if request.headers.get("X-Jot") else _back(contact_id, "luk")


class Unkept(Expected):
    """More than the form holds."""

    status = 400
    message = Text("Teksten er for lang. Gør den kortere.", "The text is too long. Make it shorter.")


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def cancel(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """It was opened by mistake."""
    services.cancel(contact_id=contact_id, by=_by(request))
    notes.success(request, _("Henvendelsen er fortrudt. Den tæller ikke med."))
    return redirect("desk:contacts")
