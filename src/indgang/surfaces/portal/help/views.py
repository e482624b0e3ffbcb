"""Ask for help where one is stuck, say yes or no, stop, take a proposal; and the news that the page asks for.

Every button stands in the form of its step, so that what was typed comes along and is saved first.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.contacts.services.help_codes import NewCode, TooManyCodes
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors.views import StepView, Together
from indgang.modules.selfservice.services import AlreadySent, HelpIsOver, SaveResult
from indgang.modules.selfservice.services.proposing import ProposalGone
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import acting_option, acting_options, for_citizens
from indgang.surfaces.common.solution import reading
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.views.drafts import to_receipt
from indgang.surfaces.portal.forms.views.step import clashing
from indgang.surfaces.portal.help.beside import beside_of
from indgang.surfaces.portal.help.calling import calling
from indgang.surfaces.portal.open_pages import reader

STEP, YES, TAKE = "_step", "_yes", "_take"
SUMMARY = "kontroller"
MARK, FIELD = "mark", "field"


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Make a code and show it, this once; or, asked for again, how it stands."""
    if request.method != "POST":
        return _page(request, draft_id, reading.key_in(request.GET, "trin"))
    step = reading.key_in(request.POST, STEP)
    try:
        if clash := clashing(request, draft_id, _save_first(request, draft_id, step)):
            return clash  # the code is shown once, on a page of its own: first the answer, then the code
        code = as_owner(request, lambda by: services.ask_for_help(draft_id=draft_id, step=step, by=by))
    except AlreadySent:
        return to_receipt(request, draft_id)
    except TooManyCodes as many:
        return _page(request, draft_id, step, refused=many.message)
    return _page(request, draft_id, step, code=code)


def _page(
    request: HttpRequest,
    draft_id: UUID,
    step: str,
    *,
    code: NewCode | None = None,
    refused: Text | None = None,
) -> HttpResponse:
    found = as_owner(request, lambda by: selfservice.draft(draft_id, by))
    if found.info.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    known = {one.key: one.title for one in found.steps}
    context = {
        "draft": found.info,
        "together": as_owner(request, lambda by: selfservice.together(draft_id, by)),
        "code": f"{code.code[:3]} {code.code[3:]}" if code else "",
        "until": code.expires_at if code else None,
        "refused": refused,
        "calling": calling(
            found.info.service_id, reader(request), clock.now().replace(second=0, microsecond=0)
        ),
        "at": step if step in known or step == SUMMARY else "",
    }
    return render(request, "portal/help/help.html", context, status=429 if refused else 200)


@for_citizens
@never_cache
@require_POST
def confirm(request: HttpRequest, draft_id: UUID, joining_id: UUID) -> HttpResponse:
    """Yes or no to somebody who asks to look along."""
    yes = request.POST.get(YES) == "yes"
    try:
        saved = _save_first(request, draft_id, reading.key_in(request.POST, STEP))

        def deed(by: Acting) -> None:
            services.confirm(joining_id=joining_id, yes=yes, by=by)

        as_owner(request, deed)
    except AlreadySent:
        return to_receipt(request, draft_id)
    except HelpIsOver as over:
        messages.warning(request, str(over.message))
        return _back(request, draft_id, saved=saved)
    if not yes:
        messages.info(request, _no_to(as_owner(request, lambda by: selfservice.together(draft_id, by))))
    return _back(request, draft_id, saved=saved)


def _no_to(left: Together) -> str:
    """What a no did, and who sees the draft all the same."""
    said = _("Du sagde nej. Medarbejderen kan ikke se din kladde.")
    names = ", ".join(one.name for one in left.joined)
    return f"{said} {_('%(names)s kan stadig se den.') % {'names': names}}" if names else said


@for_citizens
@never_cache
@require_POST
def stop(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Nobody looks along any more, from this moment."""
    try:
        saved = _save_first(request, draft_id, reading.key_in(request.POST, STEP))
    except AlreadySent:
        return to_receipt(request, draft_id)

    def deed(by: Acting) -> None:
        services.stop(draft_id=draft_id, by=by)

    as_owner(request, deed)
    messages.success(request, _("Hjælpen er slut. Nu er det kun dig, der kan se kladden."))
    return _back(request, draft_id, saved=saved)


@for_citizens
@never_cache
@require_POST
def proposal(request: HttpRequest, draft_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Take a proposal, or say no thanks. What else was typed on the page is saved first."""
    take = request.POST.get(TAKE) == "yes"
    step = reading.key_in(request.POST, STEP)
    seen = reading.revision(request.POST)
    try:
        key, anchor = _question_of(request, draft_id, proposal_id)
        saved = _save_first(request, draft_id, step, but=key if take else "")

        def deed(by: Acting) -> SaveResult | None:
            return services.settle_proposal(proposal_id=proposal_id, accept=take, seen_revision=seen, by=by)

        result = as_owner(request, deed)
    except AlreadySent:
        return to_receipt(request, draft_id)
    except ProposalGone as gone:
        messages.warning(request, str(gone.message))
        return _back(request, draft_id, anchor, saved=saved)
    if result is not None and result.conflicts:
        messages.warning(request, _("Svaret blev ændret, mens du læste. Se begge svar, og vælg."))
    return _back(request, draft_id, anchor, saved=saved)


def _question_of(request: HttpRequest, draft_id: UUID, proposal_id: UUID) -> tuple[str, str]:
    """Which question an open proposal of the draft is for, and its place on the page; empty when it is answered
    already. Raises NotYours.
    """
    found = as_owner(request, lambda by: selfservice.together(draft_id, by))
    one = next((one for one in found.proposals if one.id == proposal_id), None)
    if one is None:
        return "", ""
    return one.key, f"g-{one.group}" if one.group else f"q-{one.key}"


@for_citizens
@never_cache
@require_POST
def news(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Says that the citizen is here, and gives what is new: 204 when nothing is. No field is ever in it."""
    post = request.POST
    by, mark = _whose(request, draft_id)
    step = reading.key_in(post, STEP)
    services.beat(draft_id=draft_id, who=by.actor, staff=False, step=step, field=reading.key_in(post, FIELD))
    if mark == post.get(MARK):
        return HttpResponse(status=204)
    found = selfservice.draft(draft_id, by)
    if found.info.state is DraftState.SENT:
        return render(request, "portal/help/_news.html", {"draft": found.info, "sent": True})
    context: dict[str, Any] = {"draft": found.info, "owner": post.get("owner", "")[:20]}
    view = _step(draft_id, step, by)
    context["together"] = view.together if view is not None else None
    if context["together"] is None:
        context["together"] = selfservice.together(draft_id, by)
    if view is not None:
        seen = reading.revision(post)
        context["besides"] = beside_of(view, context["together"], me=by.actor.name, seen=seen)
        proposed = {one.group: one for one in context["together"].proposals if one.group}
        context["rows"] = [(group.key, proposed.get(group.key)) for group in view.groups]
        context["step"] = view
    return render(request, "portal/help/_news.html", context)


def _whose(request: HttpRequest, draft_id: UUID) -> tuple[Acting, str]:
    """On which ground the citizen reaches the draft, and its mark. Raises NotYours.

    Unlike `as_owner` it switches nothing: two windows for two parties would pull the choice to and fro each second.
    """
    now = acting_option(request)
    others = [option for option in acting_options(request) if option.key != now.key]
    for option in (now, *others):
        try:
            return option.acting, selfservice.mark_for(draft_id, option.acting)
        except NotYours:
            continue
    raise NotYours


def _step(draft_id: UUID, step: str, by: Acting) -> StepView | None:
    """The step that the page shows; None for another page, or when it is not there any more."""
    if step in ("", SUMMARY):
        return None
    try:
        return selfservice.step_view(draft_id, step, by)
    except NotYours:
        return None


def _save_first(request: HttpRequest, draft_id: UUID, step: str, *, but: str = "") -> SaveResult | None:
    """Keep what was typed on the step's page before anything else is done."""
    keys = [key for key in reading.shown(request.POST) if key != but]
    if not step or not keys:
        return None
    values = reading.values_from(request.POST, keys)
    seen = reading.revision(request.POST)

    def deed(by: Acting) -> SaveResult:
        return services.answer(draft_id=draft_id, step=step, values=values, seen_revision=seen, by=by)

    return as_owner(request, deed)


def _back(
    request: HttpRequest, draft_id: UUID, anchor: str = "", *, saved: SaveResult | None = None
) -> HttpResponse:
    """To the page that the button stood on, and to the question that it was about; with both answers, when one that
    was typed there clashes with somebody else's.
    """
    if clash := clashing(request, draft_id, saved):
        return clash
    step = reading.key_in(request.POST, STEP)
    if step == SUMMARY:
        return redirect("portal:summary", draft_id)
    if not step:
        return redirect("portal:draft", draft_id)
    answer = redirect("portal:step", draft_id, step)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer
