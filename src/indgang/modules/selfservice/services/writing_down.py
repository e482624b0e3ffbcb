"""A clerk writes down what somebody says who was asked about another's matter, and calls or comes instead."""

from functools import partial
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.modules.contacts.selectors.running import running
from indgang.modules.contacts.services import MayNotSpeak
from indgang.modules.contacts.services import running as calls
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground, Right
from indgang.modules.selfservice.selectors.asked_in_contact import asked_party, may_speak
from indgang.modules.selfservice.selectors.invitations import solution_of
from indgang.modules.selfservice.services.hearing import find_asked, take_answer


def answer_in_contact(
    *, contact_id: UUID | str, invitation_id: UUID | str, value: str, text: str, by: EmployeeInfo
) -> None:
    """Keep the answer of the one whom the contact is about, as they said it; everybody sees who wrote it.

    The ID must be checked in the contact, and whoever speaks for another needs a ground that reaches the matter by
    this channel, and no part of their own in it: a refusal stands in the contact and in the trail. The same answer
    twice is one. `text`: their own words, may be empty. Raises NotYours, ContactOver, CheckIdFirst, MayNotSpeak,
    BadAnswer, NoLongerAsked.
    """
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotYours
    contact = running(contact_id, by)
    party, found = asked_party(contact), find_asked(invitation_id)
    if str(found.person_id) != party.id:
        raise NotYours
    service_id = solution_of(found).service_id
    if contact.caller is not None and not may_speak(contact, found):
        calls.refuse(contact_id=contact.id, caller=contact.caller, party=party, by=by)
        raise MayNotSpeak
    detail = {"contact": str(contact.id), "channel": contact.channel, "id_check": contact.id_check.value}
    if contact.caller is not None:
        detail |= {"caller": contact.caller.key, "mandate": contact.mandate}
    # The contact is locked before the question: one that was closed or handed over meanwhile takes no answer.
    key = f"invitation:{found.pk}"
    first = partial(calls.opened, contact_id=contact.id, key=key, service_id=service_id, by=by)
    acting = Acting(by.actor, party, Ground.STAFF, mandate=str(contact.id))
    take_answer(found, value, text, acting, first=first, detail=detail)
