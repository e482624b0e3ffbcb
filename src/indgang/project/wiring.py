"""Who hears what: event -> handlers. News travels up; this is the only place that knows both ends."""

from collections.abc import Callable
from typing import Any

from indgang.modules.cases import handlers as cases
from indgang.modules.cases.events import CaseDecided
from indgang.modules.contacts.events import ContactAboutAnother, ContactClosed, ContactHandedOver
from indgang.modules.messages.events import (
    DeliveryFailed,
    LetterCameBack,
    MessageArrived,
    MessageReceived,
    ReplyReceived,
)
from indgang.modules.selfservice import handlers as selfservice

HANDLERS: dict[type[Any], list[Callable[[Any], None]]] = {
    ReplyReceived: [cases.on_reply],
    DeliveryFailed: [cases.on_delivery_failed],
    LetterCameBack: [cases.on_came_back],
    MessageArrived: [cases.on_arrived],
    MessageReceived: [cases.on_message_received],
    CaseDecided: [selfservice.on_case_decided],
    ContactClosed: [cases.on_contact_closed, selfservice.on_contact_closed],
    ContactHandedOver: [selfservice.on_contact_closed],
    ContactAboutAnother: [selfservice.on_contact_closed],
}
