"""Check everything, and send it once."""

import re
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel.errors import Expected, Stale
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.services import PayFirst
from indgang.modules.selfservice.services.results import AlreadySent, NotFinished, SubmissionInfo
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.common.solution import reading
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.guide import guide_of
from indgang.surfaces.portal.forms.views.drafts import to_receipt

KEY = "_key"
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@for_citizens
@never_cache
@require_safe
def summary(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All the answers, what is missing, and one button."""
    return page(request, draft_id)


def page(
    request: HttpRequest,
    draft_id: UUID,
    *,
    changed: bool = False,
    pay_now: bool | None = None,
    refused: Expected | None = None,
) -> HttpResponse:
    """The summary; `changed`: it is not what the citizen saw when they pressed Send. `pay_now`: what sending or paying
    found out with facts of now, over what the draft remembers. `refused`: what cannot be done, and what to do.
    """
    try:
        view = as_owner(request, lambda by: selfservice.summary(draft_id, by))
    except AlreadySent:
        return to_receipt(request, draft_id)
    if view.draft.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    if view.way_out is not None:
        return redirect("portal:way_out", draft_id)
    pay = None
    if pay_now or (view.ready and selfservice.takes_payment(view.draft.solution)):
        pay = as_owner(request, lambda by: selfservice.to_pay(draft_id, by))
    context = {
        "draft": view.draft,
        "summary": view,
        "guide": guide_of(draft_id, view.steps, at_end=True),
        "changed": changed,
        "together": view.together,
        "pay": replace(pay, now=pay_now) if pay and pay_now is not None else pay,
        "refused": refused.message if refused else None,
        "corrects": selfservice.corrects(draft_id),
    }
    return render(
        request,
        "portal/forms/summary.html",
        context,
        status=getattr(refused, "status", 409) if refused else 409 if changed else 200,
    )


@for_citizens
@never_cache
@require_POST
def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send, or send again: a double click, a second window and a retry end at the same receipt."""
    key = request.POST.get(KEY, "")
    if not _KEY.fullmatch(key):
        return page(request, draft_id, changed=True)

    def deed(by: Acting) -> SubmissionInfo:
        return services.submit(
            draft_id=draft_id, key=key, by=by, seen_revision=reading.revision(request.POST)
        )

    try:
        return redirect("portal:receipt", as_owner(request, deed).id)
    except AlreadySent:
        return to_receipt(request, draft_id)
    except PayFirst as unpaid:
        return page(request, draft_id, pay_now=True, refused=unpaid)
    except (NotFinished, Stale):
        return page(request, draft_id, changed=True)
