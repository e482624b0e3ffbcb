"""One step of a form.

Without JavaScript the whole page is sent and answered. With it, each change is sent by itself: the answer is
saved, and the questions come back with what it changed. Both go to the same address, so what was typed when a
session ran out finds its place again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors.views import FieldView, StepView
from indgang.modules.selfservice.services.results import AlreadySent, SaveResult
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.fields import Option
from indgang.surfaces.common.people import citizen, for_citizens
from indgang.surfaces.common.solution import groups, questions, reading
from indgang.surfaces.common.solution.attaching import ATTACH
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.guide import guide_of
from indgang.surfaces.portal.forms.views.drafts import to_receipt
from indgang.surfaces.portal.help.beside import beside_of, rows_beside, with_beside

ONE, SEARCH, FIND, LATER, BACK, RETURN = "_field", "_search", "_find", "_later", "_back", "_return"
TOLD = "_told"
"""Names of the questions whose errors stand on the page: they are told again until they are mended."""
NOTICED = "_noticed"
"""Names of the questions beside which something to know stood on the page."""
WARNED = "_warned"
"""Names of the questions of which the citizen was told that the answer is missing, and may go on."""
USE, NEVER = "_use", "_never"
"""Buttons: take what was written before; never offer it again."""
SUMMARY = "kontroller"
HITS = 8
"""Addresses to choose between while somebody types."""
LONGEST_SEARCH = 200
"""Characters of an address that are searched for."""


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_id: UUID, step_key: str) -> HttpResponse:
    """A step is shown, searched in, or saved."""
    try:
        if request.method != "POST":
            return _show(request, draft_id, step_key)
        if request.headers.get("HX-Request") == "true":
            if SEARCH in request.POST:
                return _hits(request, draft_id)
            return _save_one(request, draft_id, step_key)
        return _save(request, draft_id, step_key)
    except AlreadySent:
        return to_receipt(request, draft_id)


def _show(request: HttpRequest, draft_id: UUID, step_key: str) -> HttpResponse:
    view = as_owner(request, lambda by: selfservice.step_view(draft_id, step_key, by))
    if view.draft.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    if view.draft.shared:  # whoever helps sees which page is open, also without JavaScript
        me = citizen(request).actor
        services.beat(draft_id=view.draft.id, who=me, staff=False, step=step_key, field="")
    everything = "mangler" in request.GET
    typed = {field.key for field in view.fields if field.value or field.values}
    typed |= {card.right_key for card in view.cards if card.right_value}
    searched = request.GET.get("find", "")
    errors = {
        line.key: line.message
        for line in view.errors
        if (everything or line.key in typed) and line.key != searched
    }
    back_to = SUMMARY if request.GET.get("fra") == SUMMARY else ""
    wanted = request.GET.get("mere", "")
    more = next((f for f in view.fields if f.key == wanted and (f.error or f.notice or f.warning)), None)
    return _page(request, view, errors, back_to=back_to, more=more)


def _page(
    request: HttpRequest,
    view: StepView,
    errors: Mapping[str, Text],
    result: SaveResult | None = None,
    back_to: str = "",
    more: FieldView | None = None,
) -> HttpResponse:
    live = _live(request, view, errors, result)
    context = live | {
        "draft": view.draft,
        "guide": guide_of(view.draft.id, view.steps),
        "problems": [
            *questions.with_errors(live["questions"], live["cards"]),
            *groups.problems_of(live["groups"]),
        ],
        "others": _not_drawn(view, result),
        "back_to": back_to,
        "page_mark": reading.page_mark(),
        "more": more,
        "enter_goes_on": not live["together"] and groups.has_buttons(live["questions"], live["groups"]),
        "warned": [field.key for field in view.fields if field.warning] if more and more.warning else [],
    }
    status = 422 if result else 200
    return render(request, "portal/forms/step.html", context, status=status)


def clashing(request: HttpRequest, draft_id: UUID, result: SaveResult | None) -> HttpResponse | None:
    """The step with both answers to choose between, when another of its buttons was pressed and what was typed
    clashes with what somebody else saved; None when nothing does.
    """
    if result is None or result.view is None:
        return None
    if not result.conflicts and not reading.undecided(request.POST, reading.shown(request.POST)):
        return None
    key = result.view.key
    view = as_owner(request, lambda by: selfservice.step_view(draft_id, key, by))
    return _page(request, view, {}, result, SUMMARY if request.POST.get(RETURN) == SUMMARY else "")


def _not_drawn(view: StepView, result: SaveResult | None) -> list[Text]:
    """What was wrong with fields that the step does not have: somebody changed the page."""
    names = {line.key for line in view.errors} | {field.key for field in view.fields}
    names |= {card.wrong_key for card in view.cards} | {group.key for group in view.groups}
    return [message for key, message in result.errors.items() if key not in names] if result else []


def _live(
    request: HttpRequest, view: StepView, errors: Mapping[str, Text], result: SaveResult | None = None
) -> dict[str, Any]:
    """What a saved answer can change on the page. Who helps is asked for only when somebody does."""
    conflicts = list(result.conflicts) if result else []
    conflicts += questions.still_undecided(request.POST, view, {one.key for one in conflicts})
    shown = questions.questions_of(view, errors, conflicts)
    if any(field.reusable for field in view.fields):
        before = as_owner(request, lambda by: selfservice.offers(view.draft.id, view.key, by))
        offered = {one.key: one for one in before}
        shown = [replace(one, offer=offered.get(one.key)) for one in shown]
    together = view.together
    if together is None and view.draft.shared:
        together = as_owner(request, lambda by: selfservice.together(view.draft.id, by))
    if together is not None:
        me = citizen(request).actor.name
        shown = with_beside(shown, beside_of(view, together, me=me))
    in_groups = groups.groups_of(view, shown, errors)
    return {
        "step": view,
        "together": together,
        "enter_finds": next((one.key for one in shown if one.hits), ""),
        "questions": shown,
        "alone": groups.alone(view, shown),
        "groups": rows_beside(in_groups, together) if together is not None else in_groups,
        "cards": questions.cards_of(view, errors),
        "told": list(errors),
        "conflicts": conflicts,
    }


def _save(request: HttpRequest, draft_id: UUID, step_key: str) -> HttpResponse:
    """The whole page was sent: by Next, Find, Back, or Save and go on later."""
    post = request.POST
    result = _answer(request, draft_id, step_key, reading.shown(post))
    row, _there = groups.row_asked_for(post)
    back_to = SUMMARY if post.get(RETURN) == SUMMARY else ""
    found = next((key for key in reading.shown(post) if key == post.get(FIND)), "")
    searching = bool(found) and (reading.is_new_search(post, found) or not post.get(found))
    if not result.conflicts:
        undecided = reading.undecided(post, reading.shown(post))
        if LATER in post:
            return redirect("portal:draft_saved", draft_id)
        if row and row not in result.errors:
            return redirect(_row_address(result, draft_id, step_key, result.added or row, back_to))
        if key := reading.key_in(post, USE) or reading.key_in(post, NEVER):
            _take_or_leave(request, draft_id, step_key, key)
            return redirect(f"{_address_of(draft_id, step_key)}#q-{key}")
        if key := reading.key_in(post, ATTACH):
            return redirect("portal:attach", draft_id, step_key, key)
        if back := reading.key_in(post, BACK):
            return redirect(_address_of(draft_id, back))
        if searching:
            query = f"?find={found}" + (f"&fra={back_to}" if back_to else "")
            return redirect(f"{_address_of(draft_id, step_key)}{query}#q-{found}")
        if result.ok and not undecided:
            if more := _more(request, result):
                query = f"?mere={more}" + (f"&fra={back_to}" if back_to else "")
                return redirect(f"{_address_of(draft_id, step_key)}{query}#q-{more}")
            if result.view is not None and result.view.way_out is not None:
                return redirect("portal:way_out", draft_id)
            return redirect(_address_of(draft_id, SUMMARY if back_to else result.next))
    view = _view(result)
    return _page(request, view, result.errors, result, back_to)


def _take_or_leave(request: HttpRequest, draft_id: UUID, step_key: str, key: str) -> None:
    """What was written before is taken, or is not to be offered again."""

    def deed(by: Acting) -> None:
        if NEVER in request.POST:
            services.never_offer(draft_id=draft_id, key=key, by=by)
        else:
            services.use_again(draft_id=draft_id, step=step_key, key=key, by=by)

    as_owner(request, deed)


def _row_address(result: SaveResult, draft_id: UUID, step_key: str, row: str, back_to: str) -> str:
    """The page again, at the row that was added, or at its group when it was taken away."""
    there = [one.key for group in result.view.groups for one in group.rows] if result.view else []
    query = f"?fra={back_to}" if back_to else ""
    return f"{_address_of(draft_id, step_key)}{query}#g-{row if row in there else row.split('.')[0]}"


def _more(request: HttpRequest, result: SaveResult) -> str:
    """What the answers brought up and the page has not shown: a new question, or something to know. Empty: nothing."""
    shown, noticed = reading.shown(request.POST), request.POST.getlist(NOTICED)
    view = _view(result)
    new = [field.key for field in view.fields if field.error and field.key not in shown]
    new += [field.key for field in view.fields if field.notice and field.key not in noticed]
    warned = request.POST.getlist(WARNED)
    new += [field.key for field in view.fields if field.warning and field.key not in warned]
    return new[0] if new else ""


def _save_one(request: HttpRequest, draft_id: UUID, step_key: str) -> HttpResponse:
    """One answer was changed in the browser: save it, and give back the questions and the time."""
    post = request.POST
    key = post.get(ONE, "")
    if reading.is_half_a_date(post, key):
        return HttpResponse(status=204)
    result = _answer(request, draft_id, step_key, [one for one in reading.shown(post) if one == key])
    view = _view(result)
    told = {key, *post.getlist(TOLD)}
    errors = {line.key: line.message for line in view.errors if line.key in told}
    errors |= {one: message for one, message in result.errors.items() if one in told}
    return render(request, "portal/forms/_saved_one.html", _live(request, view, errors, result))


def _hits(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The addresses that fit what is typed so far in a draft of one's own. Nothing is saved."""
    as_owner(request, lambda by: selfservice.check_reach(draft_id, by))
    key = reading.key_in(request.POST, SEARCH)
    text = request.POST.get(reading.text_name(key), "").strip()[:LONGEST_SEARCH]
    found = selfservice.find_addresses(text, limit=HITS) if len(text) > 2 else []
    options = [Option(option.value, option.label, option.help) for option in found]
    context = {
        "hits": questions.hits(key, options),
        "asked": text,
        "asked_name": reading.asked_name(key),
        "key": key,
        "more_hits": len(options) == HITS,
    }
    return render(request, "portal/forms/_hits.html", context)


def _answer(request: HttpRequest, draft_id: UUID, step_key: str, keys: list[str]) -> SaveResult:
    values = reading.values_from(request.POST, keys)
    row, there = groups.row_asked_for(request.POST)
    if row:
        values[row] = [there]
    seen, page = reading.revision(request.POST), reading.page(request.POST)

    def deed(by: Acting) -> SaveResult:
        return services.answer(
            draft_id=draft_id, step=step_key, values=values, seen_revision=seen, by=by, page=page
        )

    return as_owner(request, deed)


def _view(result: SaveResult) -> StepView:
    """The step as it is after saving. Raises NotYours when the answer took it away."""
    if result.view is None:
        raise NotYours
    return result.view


def _address_of(draft_id: UUID, step_key: str) -> str:
    """The page of a step; an empty key is the summary."""
    if step_key in ("", SUMMARY):
        return reverse("portal:summary", args=[draft_id])
    return reverse("portal:step", args=[draft_id, step_key])
