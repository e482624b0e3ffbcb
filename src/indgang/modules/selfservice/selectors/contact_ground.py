"""The ground on which staff write in a citizen's matter: an open contact of their own with that citizen."""

from uuid import UUID

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.contacts.selectors.running import Running, running
from indgang.modules.contacts.services import MayNotSpeak
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Right


class NobodyFound(Expected):
    """The contact is anonymous still."""

    status = 409
    message = Text(
        "Find først borgeren. Så kan du skrive ind.", "First find the citizen. Then you can write it in."
    )


class NotChecked(Expected):
    """We do not know yet whom we talk to."""

    status = 409
    message = Text(
        "Kontrollér først, hvem du taler med. Så kan du skrive ind.",
        "First check whom you speak with. Then you can write it in.",
    )


def acting_in(contact_id: UUID | str, by: EmployeeInfo) -> Acting:
    """A member of staff on the ground of a contact, for its party: the only way to act by `Ground.STAFF`.

    `mandate` is the contact. One query. Raises NotYours without the right and for another's contact, ContactOver,
    NobodyFound, NotChecked.
    """
    return _acting(contact_in(contact_id, by), by)


def contact_in(contact_id: UUID | str, by: EmployeeInfo) -> Running:
    """The open contact in which somebody may write in. Raises as `acting_in`, but for nobody found or checked."""
    if not by.may(Right.ENTER_FOR_CITIZENS):
        raise NotYours
    return running(contact_id, by)


def _acting(contact: Running, by: EmployeeInfo) -> Acting:
    if contact.party is None:
        raise NobodyFound
    if contact.id_check is IdCheck.NONE:
        raise NotChecked
    return Acting(by.actor, contact.party, Ground.STAFF, str(contact.id))


def check_contact(by: Acting, service_id: str) -> Running:
    """Whether the contact is open still, with the same party, and whoever speaks for them may do so in this matter.

    Two queries, one more when somebody speaks for the party. Raises as `acting_in`, MayNotSpeak.
    """
    employee = identity.employee(by.actor.id)
    contact = contact_in(by.mandate, employee)
    now = _acting(contact, employee)
    if now.party.key != by.party.key:
        raise NotYours
    if contact.caller is not None:
        caller = Actor("person", contact.caller.id, contact.caller.name)
        speaking = Acting(caller, now.party, contact.ground, contact.mandate)
        if not identity.ground_holds(speaking, service_id, channel=contact.channel):
            raise MayNotSpeak
    return contact
