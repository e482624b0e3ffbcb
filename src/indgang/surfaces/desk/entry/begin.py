"""Why and what: the request is written down, and the draft begins; or one goes on with what a colleague began."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel import clock
from indgang.modules.contacts.selectors import Running
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import NeedInfo
from indgang.modules.identity.services import BadNeed
from indgang.modules.identity.vocabulary import Need, Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import DraftInfo, SolutionInfo, entering
from indgang.modules.selfservice.services import NoSuchDay, NotExempt, UnknownSolution, WhichCircumstance
from indgang.modules.selfservice.vocabulary import EntryReason
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.desk.entry.forms import ASKED_BY, RequestForm
from indgang.surfaces.desk.entry.here import Here, frame, here, while_it_lasts

GO_ON = "go_on"
WHERE = {NotExempt: "reason", WhichCircumstance: "circumstance", NoSuchDay: "asked_on", BadNeed: "need"}


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The request is asked for once: what is begun already is gone on with."""
    at = here(request, contact_id)
    if request.method != "POST":
        return _page(request, at, _empty(at))
    if slug := request.POST.get(GO_ON, ""):
        return _go_on(at, slug)
    form = RequestForm(request.POST, solutions=_offered(), known=_known(at))
    if not form.is_valid():
        return _page(request, at, form)
    try:
        draft = services.begin_for(
            solution=form.cleaned_data["solution"], contact_id=contact_id, request=form.request(), by=at.by
        )
    except tuple(WHERE) as wrong:
        name = next(name for kind, name in WHERE.items() if isinstance(wrong, kind))
        form.add_error(name, str(wrong.message))
        return _page(request, at, form)
    return _to(at, draft)


def _go_on(at: Here, slug: str) -> HttpResponse:
    try:
        draft = services.go_on(solution=slug, contact_id=at.contact.id, by=at.by)
    except UnknownSolution:
        draft = None
    return _to(at, draft) if draft else redirect(at.address("entry"))


def _to(at: Here, draft: DraftInfo) -> HttpResponse:
    """Where it goes on: the first step that lacks something, or the end."""
    if draft.step:
        return redirect(at.address("entry_step", draft.id, draft.step))
    return redirect(at.address("entry_summary", draft.id))


def _offered() -> dict[str, SolutionInfo]:
    """The solutions that are ours to decide."""
    return {slug: one for slug, one in selfservice.solutions().items() if one.mode == "own"}


def _matter(contact: Running) -> str:
    """The solution of the matter that the contact is about; the only one there is when it is about none yet."""
    offered = _offered()
    mine = [slug for slug, one in offered.items() if one.service_id == contact.service_id]
    return mine[0] if mine else next(iter(offered), "") if len(offered) == 1 else ""


def _needs(at: Here) -> tuple[NeedInfo, ...]:
    party = at.acting.party
    return identity.needs_of(party.id) if party.kind == "person" else ()


def _known(at: Here) -> frozenset[Need]:
    return frozenset(one.need for one in _needs(at))


def _empty(at: Here) -> RequestForm:
    """With what we know already: nobody is asked again for what they told before."""
    needs = _needs(at)
    reason = (
        EntryReason.EXEMPT.value
        if services.is_exempt(at.acting.party)
        else EntryReason.SPECIAL.value
        if needs
        else ""
    )
    asked_by = {one.value for one in ASKED_BY}
    return RequestForm(
        solutions=_offered(),
        known=frozenset(one.need for one in needs),
        initial={
            "solution": _matter(at.contact),
            "reason": reason,
            "asked_on": clock.today(),
            "channel": at.contact.channel if at.contact.channel in asked_by else "",
        },
    )


def _page(request: HttpRequest, at: Here, form: RequestForm) -> HttpResponse:
    offered = _offered()
    slug = str(form["solution"].value() or "")
    service_id = offered[slug].service_id if slug in offered else at.contact.service_id
    begun = entering.entries_of(at.acting)
    values: dict[str, Any] = {
        **frame(at, service_id),
        "form": form,
        "begun": begun,
        "may_begin": bool(set(offered) - {one.solution for one in begun}),
        "needs": _needs(at),
        "exempt": services.is_exempt(at.acting.party),
        "alone": [one.title for one in offered.values() if entering.begun_alone(one.slug, at.acting.party)],
    }
    return render(request, "desk/entry/entry.html", values, status=422 if form.errors else 200)
