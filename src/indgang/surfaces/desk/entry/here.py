"""Who may come in here: a clerk with an open contact, with somebody who is found and whose ID is checked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.selectors import ContactOver, Running
from indgang.modules.contacts.services import MayNotSpeak
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Right
from indgang.modules.selfservice.selectors import DraftExpired, entering
from indgang.modules.selfservice.selectors.entering import NobodyFound, NotChecked
from indgang.modules.selfservice.services import AlreadySent, HandedOver, NotForYou
from indgang.surfaces.common.people import staff

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

KEPT = Text(
    "Alt, hvad du har skrevet, er gemt. Borgeren kan se det på Min side. Taler I sammen igen, kan du eller en kollega "
    "skrive videre.",
    "All that you wrote is saved. The citizen can see it on My page. If you speak again, you or a colleague can go on.",
)
TITLES: dict[type[Expected], Text] = {
    ContactOver: Text("Henvendelsen er slut", "The contact is over"),
    NobodyFound: Text("Find borgeren først", "Find the citizen first"),
    NotChecked: Text("Kontrollér id først", "Check the ID first"),
    MayNotSpeak: Text(
        "Du må ikke skrive ind for den, du taler med", "You may not write in for the one you speak with"
    ),
    NotForYou: Text("Det kan ikke søges her", "This cannot be applied for here"),
    HandedOver: Text("Det hører til et andet sted", "This belongs elsewhere"),
    DraftExpired: Text("Kladden er ikke åben mere", "The draft is no longer open"),
}


@dataclass(frozen=True)
class Here:
    """The clerk, the contact, and whom they write in for."""

    by: EmployeeInfo
    contact: Running
    acting: Acting

    @property
    def on_paper(self) -> bool:
        """Nobody is there to say yes: a signed form is."""
        return self.contact.channel == Channel.LETTER

    def address(self, name: str, *parts: object) -> str:
        return reverse(f"desk:{name}", args=[self.contact.id, *parts])


def here(request: HttpRequest, contact_id: UUID) -> Here:
    """Raises NotYours, ContactOver, NobodyFound, NotChecked."""
    by = staff(request, Right.ENTER_FOR_CITIZENS)
    contact = entering.contact_in(contact_id, by)
    return Here(by, contact, entering.acting_in(contact_id, by))


def frame(at: Here, service_id: str) -> dict[str, object]:
    """What every page here needs: the way back, and the guidance beside it."""
    service = catalogue.services().get(service_id)
    return {
        "contact": at.contact,
        "contact_url": at.address("contact"),
        "party": at.acting.party,
        "service": service,
        "guidance": catalogue.guidance(service_id) if service else None,
    }


def while_it_lasts(view: View) -> View:
    """What can have happened between two requests is told in a sentence, with the way on; nothing is lost."""

    @wraps(view)
    def guarded(request: HttpRequest, contact_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, contact_id, *args, **kwargs)
        except AlreadySent:
            return redirect("desk:entry_receipt", contact_id, kwargs["draft_id"])
        except tuple(TITLES) as stopped:
            return gone(request, contact_id, stopped)

    return guarded  # type: ignore[return-value]


def gone(request: HttpRequest, contact_id: UUID, stopped: Expected) -> HttpResponse:
    title = next(text for kind, text in TITLES.items() if isinstance(stopped, kind))
    values = {
        "title": title,
        "why": stopped.message,
        "kept": KEPT if isinstance(stopped, ContactOver) else None,
        "contact_url": reverse("desk:contact", args=[contact_id]),
    }
    status = getattr(stopped, "status", 409)
    return render(request, "desk/entry/gone.html", values, status=status)
