"""One step, written in as the citizen tells it. The whole page is sent and answered; what was typed is always kept."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import StepView, entering
from indgang.modules.selfservice.selectors.together import PROTECTED
from indgang.modules.selfservice.services import AlreadySent, SaveResult
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.common.solution import groups, questions, reading
from indgang.surfaces.common.solution.attaching import ATTACH
from indgang.surfaces.desk.entry.guide import guide_of
from indgang.surfaces.desk.entry.here import Here, frame, here, while_it_lasts

FIND, BACK, RETURN = "_find", "_back", "_return"
NOTICED = "_noticed"
"""Names of the questions beside which something to know stood on the page."""
WARNED = "_warned"
"""Names of the questions whose missing answer was told of."""
SUMMARY = "opsummering"


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, contact_id: UUID, draft_id: UUID, step_key: str) -> HttpResponse:
    """A step is shown, searched in, or saved."""
    at = here(request, contact_id)
    if request.method == "POST":
        return _save(request, at, draft_id, step_key)
    return _show(request, at, draft_id, step_key)


def _show(request: HttpRequest, at: Here, draft_id: UUID, step_key: str) -> HttpResponse:
    view = _seen(at, draft_id, step_key)
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
    return _page(request, at, view, errors, back_to=back_to)


def _seen(at: Here, draft_id: UUID, step_key: str) -> StepView:
    view = entering.entry_step(draft_id, step_key, at.acting)
    if view.draft.state is DraftState.SENT:
        raise AlreadySent
    return view


def _save(request: HttpRequest, at: Here, draft_id: UUID, step_key: str) -> HttpResponse:
    """The whole page was sent: by Next, Find, or Back."""
    post = request.POST
    shown = reading.shown(post)
    row, there = groups.row_asked_for(post)
    result = services.answer(
        draft_id=draft_id,
        step=step_key,
        values=reading.values_from(post, shown) | ({row: [there]} if row else {}),
        seen_revision=reading.revision(post),
        by=at.acting,
        page=reading.page(post),
    )
    back_to = SUMMARY if post.get(RETURN) == SUMMARY else ""
    if not result.conflicts:
        if row and row not in result.errors:
            query = f"?fra={back_to}" if back_to else ""
            return redirect(f"{_address(at, draft_id, step_key)}{query}#g-{row.split('.')[0]}")
        if key := reading.key_in(post, ATTACH):
            return redirect(at.address("entry_attach", draft_id, step_key, key))
        if back := reading.key_in(post, BACK):
            return redirect(_address(at, draft_id, back))
        found = next((key for key in shown if key == post.get(FIND)), "")
        if found and (reading.is_new_search(post, found) or not post.get(found)):
            return _again(at, draft_id, step_key, found, "find", back_to)
        if result.ok and not reading.undecided(post, shown):
            if more := _more(request, result):
                return _again(at, draft_id, step_key, more, "mere", back_to)
            return redirect(_address(at, draft_id, SUMMARY if back_to else result.next))
    view = _seen(at, draft_id, step_key)
    return _page(request, at, view, result.errors, result, back_to)


def _more(request: HttpRequest, result: SaveResult) -> str:
    """What the answers brought up and the page has not shown: a new question, or something to know. Empty: nothing."""
    if result.view is None:
        return ""
    shown, noticed = reading.shown(request.POST), request.POST.getlist(NOTICED)
    new = [field.key for field in result.view.fields if field.error and field.key not in shown]
    new += [field.key for field in result.view.fields if field.notice and field.key not in noticed]
    warned = request.POST.getlist(WARNED)
    new += [field.key for field in result.view.fields if field.warning and field.key not in warned]
    return new[0] if new else ""


def _again(at: Here, draft_id: UUID, step_key: str, key: str, why: str, back_to: str) -> HttpResponse:
    query = f"?{why}={key}" + (f"&fra={back_to}" if back_to else "")
    return redirect(f"{_address(at, draft_id, step_key)}{query}#q-{key}")


def _address(at: Here, draft_id: UUID, step_key: str) -> str:
    """The page of a step; an empty key is the end."""
    if step_key in ("", SUMMARY):
        return at.address("entry_summary", draft_id)
    return at.address("entry_step", draft_id, step_key)


def _page(
    request: HttpRequest,
    at: Here,
    view: StepView,
    errors: Mapping[str, Text],
    result: SaveResult | None = None,
    back_to: str = "",
) -> HttpResponse:
    conflicts = list(result.conflicts) if result else []
    conflicts += questions.still_undecided(request.POST, view, {one.key for one in conflicts})
    asked = questions.questions_of(view, errors, conflicts)
    cards = questions.cards_of(view, errors)
    covered = [field.key for field in view.fields if field.shown_value == PROTECTED]
    in_groups = groups.groups_of(view, asked, errors, covered)
    wanted = request.GET.get("mere", "")
    more = next((f for f in view.fields if f.key == wanted and (f.notice or f.warning)), None)
    values: dict[str, Any] = {
        **frame(at, view.draft.service_id),
        "step": view,
        "draft": view.draft,
        "guide": guide_of(at, view.draft.id, view.steps),
        "alone": groups.alone(view, asked),
        "groups": in_groups,
        "cards": cards,
        "covered": covered,
        "masked": bool(covered) or any(card.note == PROTECTED for card in view.cards),
        "conflicts": conflicts,
        "problems": [*questions.with_errors(asked, cards), *groups.problems_of(in_groups)],
        "others": _not_drawn(view, result),
        "more": more,
        "warned": [field.key for field in view.fields if field.warning] if more and more.warning else [],
        "new_question": any(field.key == wanted and field.error for field in view.fields),
        "enter_finds": next((one.key for one in asked if one.hits and one.key not in covered), ""),
        "enter_goes_on": groups.has_buttons(asked, in_groups),
        "back_to": back_to,
        "page_mark": reading.page_mark(),
        "here": at.address("entry_step", view.draft.id, view.key),
    }
    return render(request, "desk/entry/step.html", values, status=422 if result else 200)


def _not_drawn(view: StepView, result: SaveResult | None) -> list[Text]:
    """What was wrong with fields that the step does not have: somebody changed the page."""
    names = {line.key for line in view.errors} | {field.key for field in view.fields}
    names |= {card.wrong_key for card in view.cards} | {group.key for group in view.groups}
    return [message for key, message in result.errors.items() if key not in names] if result else []
