"""Where somebody came from: a page that was opened in a contact leads back to it."""

from typing import Any
from uuid import UUID

from django import template

register = template.Library()


@register.inclusion_tag("desk/contacts/_back.html", takes_context=True)
def back_to_contact(context: dict[str, Any]) -> dict[str, Any]:
    """A link to the contact that the address names (`?h=`); nothing without one. That page asks whose it is."""
    request = context.get("request")
    named = request.GET.get("h", "") if request is not None else ""
    try:
        return {"contact_id": UUID(named)}
    except ValueError:
        return {"contact_id": None}
