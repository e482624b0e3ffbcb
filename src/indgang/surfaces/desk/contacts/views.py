"""What a clerk has open, and one contact."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.contacts import selectors
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.contacts.columns import beside
from indgang.surfaces.desk.contacts.page import contact_page


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """What runs, what waits for me, and how to begin."""
    by = staff(request, Right.HANDLE_CONTACTS)
    values = beside(selectors.desk_of(by), by)
    return render(request, "desk/contacts/contacts.html", values)


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_safe
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One contact: who, which matter, what to say, and how to close."""
    return contact_page(request, contact_id, staff(request, Right.HANDLE_CONTACTS))
