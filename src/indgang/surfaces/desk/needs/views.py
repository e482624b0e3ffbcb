"""A clerk writes down how a citizen wishes to be helped, so that nobody asks again."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import Running
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.services import BadNeed
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import needs as common
from indgang.surfaces.common.people import for_staff, staff


class NobodyFound(Expected):
    """Wishes belong to a citizen, and the contact has none."""

    status = 409
    message = Text(
        "Find først borgeren i henvendelsen. Så kan du skrive ønsket ned.",
        "Find the citizen in the contact first. Then you can write down the wish.",
    )


class CheckFirst(Expected):
    """Ending a wish can take letters on paper from somebody, so it takes a check of who asks."""

    status = 409
    message = Text(
        "Kontrollér først, hvem du taler med. Så kan du slutte ønsket.",
        "Check first whom you speak with. Then you can end the wish.",
    )


def _person_of(contact: Running) -> str:
    if contact.party is None or contact.party.kind != "person":
        raise NobodyFound
    return contact.party.id


@for_staff(Right.HANDLE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """See, tell and end the wishes of the one whom the contact is about. Raises NotYours for another's contact."""
    by = staff(request, Right.HANDLE_CONTACTS)
    contact = contacts.running(contact_id, by)
    person_id = _person_of(contact)
    typed, error = "", None
    if request.method == "POST":
        if request.POST.get("slut") and contact.id_check is IdCheck.NONE:
            raise CheckFirst
        try:
            kept = common.tell(
                request.POST, person_id=person_id, by=by.actor, told_in=f"contact:{contact_id}"
            )
        except BadNeed as bad:
            typed, error = request.POST.get(common.LANGUAGE, ""), bad.message
        else:
            notes.success(request, _("Ønsket er skrevet ned.") if kept else _("Ønsket gælder ikke mere."))
            return redirect("desk:needs", contact_id=contact_id)
    wishes = common.wishes(identity.needs_of(person_id), typed=typed, error=error)
    values = {
        "contact": contact,
        "wishes": wishes,
        "problems": [one.field for one in wishes if one.field and one.field.error],
        "checked": contact.id_check is not IdCheck.NONE,
    }
    return render(request, "desk/needs/needs.html", values, status=422 if error else 200)
