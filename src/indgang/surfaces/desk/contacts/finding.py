"""Who it is about, and who turned to us."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from indgang.kernel.errors import Expected, NotYours
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.selectors import Running
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party, Right
from indgang.modules.selfservice import services as selfservice
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.contacts.forms import FindForm
from indgang.surfaces.desk.contacts.page import Shown, contact_page, posted

SALT = "indgang.desk.found"
PURPOSE = "svare på en henvendelse"
COMPANY = "company:"
GOOD_FOR = 30 * 60
"""Seconds that somebody found can be chosen; then they are searched for again."""


Found = tuple[str, identity.FoundPerson | identity.FoundCompany]


@for_staff(Right.FIND_PEOPLE)
@sensitive_post_parameters("cpr")
@posted
def find(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Search by number, or by name and birth date; or for a company. What was typed is never in an address."""
    by = staff(request, Right.FIND_PEOPLE)
    desk = selectors.desk_of(by)
    if not selectors.contact_on(desk, contact_id, by).is_open:
        raise selectors.ContactOver
    form = FindForm(request.POST)
    giver = request.POST.get("role") == "giver"
    found: list[Found] | None = None
    if form.is_valid():
        clean = form.cleaned_data
        try:
            found = _companies(clean["company"], contact_id, by)
            if found is None:
                found = _people(clean, contact_id, by)
        except Expected as error:
            field = "cpr" if clean["cpr"] else "person_name" if clean["person_name"] else "company"
            form.add_error(field, str(error.message))
    shown = Shown(find=form, found=found, giver=giver)
    return contact_page(request, contact_id, by, shown, status=200 if found is not None else 422, desk=desk)


def _companies(query: str, contact_id: UUID, by: EmployeeInfo) -> list[Found] | None:
    """What a search for a company finds; None when none was searched for."""
    if not query.strip():
        return None
    rows = identity.find_companies(query=query, purpose=PURPOSE, by=by)
    return [(_mark(contact_id, by, f"{COMPANY}{row.id}:{row.name}"), row) for row in rows]


def _people(clean: dict[str, Any], contact_id: UUID, by: EmployeeInfo) -> list[Found]:
    cpr, name, born = clean["cpr"], clean["person_name"], clean["born"]
    rows = identity.find_people(cpr=cpr, name=name, born=born, purpose=PURPOSE, by=by)
    return [(_mark(contact_id, by, row.id), row) for row in rows]


def _mark(contact_id: UUID, by: EmployeeInfo, found: str) -> str:
    """Says that this one was found in this contact by this clerk: who was not searched for is not chosen."""
    return signing.dumps([str(contact_id), by.id, found], salt=SALT)


def _party(request: HttpRequest, contact_id: UUID, by: EmployeeInfo) -> Party:
    try:
        contact, clerk, found = signing.loads(request.POST.get("found", ""), salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        raise NotYours from None
    if (contact, clerk) != (str(contact_id), by.id):
        raise NotYours
    if str(found).startswith(COMPANY):
        company_id, _colon, name = str(found).removeprefix(COMPANY).partition(":")
        return Party("company", company_id, name)
    person = people.person(found)
    return Party("person", person.id, person.name)


def _learn_protection(party: Party, by: EmployeeInfo) -> None:
    """What the register says of their address, before anything of them is shown. A company has nothing to hide."""
    if party.kind == "person":
        selfservice.learn_protection(person_id=party.id, by=by.actor)


@for_staff(Right.FIND_PEOPLE)
@posted
def identify(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """It is about this person: they speak themselves, or whoever is found already speaks for them."""
    by = staff(request, Right.FIND_PEOPLE)
    contact = selectors.running(contact_id, by)
    party = _party(request, contact_id, by)
    speaker = contact.caller or contact.party
    if request.POST.get("role") == "giver" and speaker is not None and speaker.kind == "person":
        return _for_another(request, contact, speaker, party, by)
    _learn_protection(party, by)
    services.identify(contact_id=contact_id, party=party, caller=None, by=by)
    return redirect(reverse("desk:contact", args=[contact_id]) + "#hvem")


def _for_another(
    request: HttpRequest, contact: Running, caller: Party, giver: Party, by: EmployeeInfo
) -> HttpResponse:
    """Somebody speaks for another: only on a ground that holds for this matter by this channel."""
    service_id = request.POST.get("about", "") or contact.service_id
    answer = people.may_speak_for(
        caller_id=caller.id, giver=giver, service_id=service_id, channel=contact.channel
    )
    if not answer.allowed:
        services.refuse(contact_id=contact.id, caller=caller, party=giver, by=by)
        return contact_page(request, contact.id, by, Shown(said=answer.because))
    _learn_protection(giver, by)
    services.identify(
        contact_id=contact.id,
        party=giver,
        caller=caller,
        ground=answer.ground,
        mandate=answer.mandate,
        service_id=service_id,
        by=by,
    )
    if service_id:
        services.choose_matter(contact_id=contact.id, service_id=service_id, by=by)
    return redirect(reverse("desk:contact", args=[contact.id]) + "#hvem")
