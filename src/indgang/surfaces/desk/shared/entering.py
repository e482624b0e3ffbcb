"""Who may come in here: somebody whom the citizen let into the draft by a contact that they have in hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from indgang.kernel.errors import NotYours
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import JoiningView, StepView
from indgang.modules.selfservice.selectors.together import HelpOutlived
from indgang.modules.selfservice.vocabulary import JoiningEnd, JoiningState
from indgang.surfaces.common.people import staff
from indgang.surfaces.desk.shared import gone
from indgang.surfaces.desk.shared.gone import Gone

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class HelpIsOver(Exception):
    """There was help, and it ended: the page says why."""

    def __init__(self, why: Gone) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True)
class Here:
    """The clerk, the contact, and how their help in the draft stands: asked or joined."""

    by: EmployeeInfo
    contact_id: UUID
    help: JoiningView

    @property
    def draft_id(self) -> UUID:
        return self.help.draft_id

    @property
    def joined(self) -> bool:
        return self.help.state is JoiningState.JOINED

    def address(self, name: str, *parts: object) -> str:
        return reverse(f"desk:{name}", args=[self.contact_id, self.draft_id, *parts])

    def step(self, step_key: str) -> StepView:
        """The step as the citizen sees it. Raises NotYours for one that is not there, HelpIsOver."""
        try:
            return selfservice.shared_step(self.draft_id, step_key, self.by)
        except NotYours:
            self.check_contact()
            raise

    def check_contact(self) -> None:
        """Raises HelpIsOver when the contact was closed or handed over, whatever stands in the draft."""
        if not contacts.contact(self.contact_id, self.by).is_open:
            raise HelpIsOver(gone.ENDED[JoiningEnd.CONTACT])


def here(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> Here:
    """How the help in the address stands. Raises HelpIsOver when it ended.

    Raises NotYours for another's contact, and for a draft that they never asked to join by this one.
    """
    by = staff(request, Right.JOIN_DRAFTS)
    mine = (one for one in selfservice.joinings_of(contact_id, by) if one.draft_id == draft_id)
    newest = next(mine, None)
    if newest is None:
        raise NotYours
    if newest.state is JoiningState.DECLINED:
        raise HelpIsOver(gone.DECLINED)
    if newest.state is JoiningState.ENDED:
        raise HelpIsOver(gone.ENDED[JoiningEnd(newest.ended_by)])
    return Here(by, contact_id, newest)


def frame(contact_id: UUID) -> dict[str, object]:
    """What every page here needs: the ways back to the contact."""
    return {
        "contact_url": reverse("desk:contact", args=[contact_id]),
        "code_url": reverse("desk:use_code", args=[contact_id]),
    }


def while_it_lasts(view: View) -> View:
    """The help can end between two requests: then this one says so, and shows nothing of the draft."""

    @wraps(view)
    def guarded(request: HttpRequest, contact_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, contact_id, *args, **kwargs)
        except HelpIsOver as over:
            return _gone(request, contact_id, over.why)
        except HelpOutlived:
            return _gone(request, contact_id, gone.OUTLIVED)

    return guarded  # type: ignore[return-value]


def _gone(request: HttpRequest, contact_id: UUID, why: Gone) -> HttpResponse:
    """404, since there is nothing to see; but with words. A page that asked for news loses what it showed."""
    part = "_gone_news" if request.headers.get("HX-Request") == "true" else "gone"
    return render(request, f"desk/shared/{part}.html", {**frame(contact_id), "gone": why}, status=404)
