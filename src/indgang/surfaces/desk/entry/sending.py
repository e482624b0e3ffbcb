"""Read it all aloud, get a yes, and send it once."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import Stale
from indgang.modules.contacts.selectors.screens import said_right
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import selectors as told
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import AlreadySent, NotFinished
from indgang.modules.selfservice.vocabulary import DraftState, SaidYes
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.common.solution import reading
from indgang.surfaces.desk.entry.guide import guide_of
from indgang.surfaces.desk.entry.here import Here, frame, here, while_it_lasts

KEY, YES = "_key", "yes"
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """All the answers, to be read aloud; the citizen's yes; and one button."""
    at = here(request, contact_id)
    if request.method != "POST":
        return _page(request, at, draft_id)
    key = request.POST.get(KEY, "")
    if not _KEY.fullmatch(key):
        return _page(request, at, draft_id, changed=True)
    if request.POST.get(YES) != "yes":
        return _page(request, at, draft_id, error=_("Sæt kryds, når borgeren har sagt ja."))
    try:
        sent = services.submit(
            draft_id=draft_id,
            key=key,
            by=at.acting,
            seen_revision=reading.revision(request.POST),
            yes=SaidYes.SIGNED if at.on_paper else SaidYes.ALOUD,
        )
    except (NotFinished, Stale):
        return _page(request, at, draft_id, changed=True)
    letters = told.for_case(f"case:{sent.case_id}") if sent.case_id else []
    messages.decide_ways(
        one.info.id for one in letters
    )  # so that the receipt can lead to the list of letters to print
    return redirect(at.address("entry_receipt", draft_id))


def _page(
    request: HttpRequest, at: Here, draft_id: UUID, *, changed: bool = False, error: str = ""
) -> HttpResponse:
    """`changed`: it is not what the citizen heard when the clerk pressed Send."""
    view = entering.entry_summary(draft_id, at.acting)
    if view.draft.state is DraftState.SENT:
        raise AlreadySent
    said = (
        _("Alt passer med den blanket, som borgeren har skrevet under.")
        if at.on_paper
        else _("Jeg har læst det hele op, og borgeren siger ja til, at jeg sender det.")
    )
    yes = Field(YES, said, kind="checkbox", error=error)
    values: dict[str, Any] = {
        **frame(at, view.draft.service_id),
        "draft": view.draft,
        "summary": view,
        "guide": guide_of(at, draft_id, view.steps, at_end=True),
        "changed": changed,
        "yes": yes,
        "yes_fields": [yes],
        "entry": entering.entry_of(draft_id, at.acting),
        "on_paper": at.on_paper,
        "said_right": said_right(at.contact.id, draft_id, view.revision),
        "scans": entering.scans_of(draft_id, at.acting),
        "files_url": at.address("entry_files", draft_id),
        "here": at.address("entry_summary", draft_id),
        "delete_url": at.address("entry_delete", draft_id),
        "previous_url": at.address("entry_step", draft_id, view.previous) if view.previous else "",
    }
    status = 409 if changed else 422 if error else 200
    return render(request, "desk/entry/summary.html", values, status=status)


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """The citizen does not want it after all: ask once, then delete."""
    at = here(request, contact_id)
    view = entering.entry_summary(draft_id, at.acting)
    if view.draft.state is DraftState.SENT:
        raise AlreadySent
    if request.method == "POST":
        services.delete_draft(draft_id=draft_id, by=at.acting)
        notes.success(request, _("Kladden er slettet. Intet er sendt."))
        return redirect(at.address("contact"))
    values = {
        **frame(at, view.draft.service_id),
        "draft": view.draft,
        "back_url": at.address("entry_summary", draft_id),
    }
    return render(request, "desk/entry/delete.html", values)
