"""The citizen's inbox: page by page, the unread first; and how a letter came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel import clock
from indgang.modules.cases import selectors as cases
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as messaging
from indgang.modules.messages.selectors import MessageDetail
from indgang.modules.messages.vocabulary import Action, Direction
from indgang.surfaces.common.people import acting_option, citizen, for_citizens
from indgang.surfaces.portal.mypage.overview import check_scope


@dataclass(frozen=True)
class Button:
    """Something a letter asks its reader to do. `outside`: it leads to another site. `open`: it still makes sense."""

    label: str
    url: str
    until: date | None
    open: bool
    outside: bool


def case_keys(option: ActingOption) -> Collection[str] | None:
    """The cases that a limited ground covers; None when it covers everything."""
    if "*" in option.scope:
        return None
    return {one.case_key for one in cases.cases_of(option.acting.party) if option.covers(one.service_id)}


def unread(option: ActingOption) -> int:
    """How many messages wait to be read, as the head of the page says it."""
    return messages.unread(option.acting.party, case_keys=case_keys(option))


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("side", "1")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1


@require_safe
@for_citizens
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, 20 on a page, the unread first. `ulaest=1` shows only those."""
    option = acting_option(request)
    found = messages.inbox_page(
        option.acting.party,
        page=_page(request),
        only_unread=request.GET.get("ulaest") == "1",
        case_keys=case_keys(option),
    )
    return render(
        request,
        "portal/mypage/inbox.html",
        {"found": found, "unread": found.unread, "may_write": "*" in option.scope},
    )


@require_POST
@for_citizens
def mark_unread(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Back among the unread."""
    option = acting_option(request)
    found = messages.message(message_id, party=option.acting.party)
    check_scope(option, found.service_id)
    messaging.mark_unread(message_id=message_id, by=citizen(request))
    notes.success(request, _("Beskeden står igen som ulæst."))
    return redirect("portal:inbox")


def buttons(found: MessageDetail) -> list[Button]:
    """The buttons under a letter. An address is a path of ours or https: that was checked when it was made."""
    today = clock.today()
    return [_button(action, today) for action in found.actions]


def _button(action: Action, today: date) -> Button:
    outside = not action.url.startswith("/")
    return Button(str(action.label), action.url, action.until, action.open_on(today), outside)


def how_it_came(found: MessageDetail) -> dict[str, object]:
    """For `portal/mypage/_how.html`: nothing about what the reader wrote."""
    if found.info.direction is Direction.IN:
        return {}
    return {"trace": messages.state_of(found.info.id)}
