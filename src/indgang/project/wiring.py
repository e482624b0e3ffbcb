"""Who hears what: event -> handlers. News travels up; this is the only place that knows both ends."""

from collections.abc import Callable
from typing import Any

from indgang.modules.cases import handlers as cases
from indgang.modules.cases.events import CaseDecided, CaseWithdrawn
from indgang.modules.contacts.events import ContactAboutAnother, ContactClosed, ContactHandedOver
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages.events import (
    DeliveryFailed,
    LetterCameBack,
    MessageArrived,
    MessageReceived,
    ReplyReceived,
)
from indgang.modules.messages.services import Silent
from indgang.modules.selfservice import handlers as selfservice
from indgang.modules.selfservice import services as forms

HANDLERS: dict[type[Any], list[Callable[[Any], None]]] = {
    ReplyReceived: [cases.on_reply],
    DeliveryFailed: [cases.on_delivery_failed],
    LetterCameBack: [cases.on_came_back],
    MessageArrived: [cases.on_arrived],
    MessageReceived: [cases.on_message_received],
    CaseDecided: [selfservice.on_case_decided],
    CaseWithdrawn: [selfservice.on_case_withdrawn],
    ContactClosed: [cases.on_contact_closed, selfservice.on_contact_closed],
    ContactHandedOver: [selfservice.on_contact_closed],
    ContactAboutAnother: [selfservice.on_contact_closed],
}


def home(party: Party) -> tuple[str, ...]:
    """Where a letter goes: the street line, then postal code and town; empty when nobody knows.

    Raises Silent. Messages ask it by way of `messages.services.connect`.
    """
    try:
        found = forms.home_for_post(party, by=SYSTEM)
    except forms.RegistersSilent as silent:
        raise Silent from silent
    street, _comma, town = found.rpartition(", ")
    return (street, town) if street else ()
