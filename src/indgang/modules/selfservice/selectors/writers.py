"""Who wrote an application in, when it was a member of staff."""

from django.core.exceptions import ObjectDoesNotExist

from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice.vocabulary import EMPTY


def written_in(actor_key: str) -> Text:
    """The unit of a member of staff (`employee:<id>`); empty for everybody else, and for one who is gone."""
    kind, _colon, employee_id = actor_key.partition(":")
    if kind != "employee":
        return EMPTY
    try:
        unit = identity.units().get(identity.employee(employee_id).unit)
    except ObjectDoesNotExist:
        return EMPTY
    return unit.name if unit else EMPTY
