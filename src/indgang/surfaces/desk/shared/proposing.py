"""A clerk proposes an answer. It is no answer: the citizen takes it, or does not."""

import re
from dataclasses import replace
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import FieldView, StepView
from indgang.modules.selfservice.services import CannotPropose
from indgang.modules.selfservice.vocabulary import EMPTY, SEVERAL_CHOSEN, QuestionKind
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.common.solution import questions, reading
from indgang.surfaces.desk.shared import showing
from indgang.surfaces.desk.shared.entering import Here, frame, here, while_it_lasts
from indgang.surfaces.desk.shared.step import live

NOTE, FIND, FORM_KEY = "note", "_find", "form_key"
LONGEST_NOTE = 300
HITS = 8
"""Addresses to choose between."""
_ROW = re.compile(r"([a-z][a-z0-9_]*)\.r[0-9]{1,2}")
_FORM_KEY = re.compile(r"[0-9a-f]{32}")


@for_staff(Right.JOIN_DRAFTS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def propose(
    request: HttpRequest, contact_id: UUID, draft_id: UUID, step_key: str, question_key: str
) -> HttpResponse:
    """The question as the citizen has it, and a note to them. Sent, it is a proposal."""
    at = here(request, contact_id, draft_id)
    view = at.step(step_key)
    row = _ROW.fullmatch(question_key)
    if row is not None and row[1] in {group.key for group in view.groups}:
        return _one_more(request, at, step_key, row[1])
    field = next((one for one in view.fields if one.key == question_key), None)
    if field is None or not showing.may_propose(field):
        raise NotYours
    if request.method != "POST":
        return _page(request, at, view, field)
    post = request.POST
    typed = [one for one in reading.value(post, field.key) if one]
    field = _typed(field, typed)
    if FIND in post or reading.is_new_search(post, field.key):
        return _page(request, at, view, field)
    if not typed:
        return _page(request, at, view, field, _("Skriv eller vælg det svar, du vil foreslå."))
    note = post.get(NOTE, "").strip()
    if len(note) > LONGEST_NOTE:
        return _page(request, at, view, field, note_error=_("Skriv højst 300 tegn."))
    try:
        services.propose(
            draft_id=draft_id,
            key=field.key,
            value=typed if field.kind in SEVERAL_CHOSEN else typed[0],
            seen_revision=reading.revision(post),
            note=note,
            form_key=_form_key(post.get(FORM_KEY, "")),
            by=at.by,
        )
    except CannotPropose as wrong:
        return _page(request, at, view, field, wrong.message)
    notes.success(request, _("Forslaget er sendt til borgeren."))
    return redirect(f"{at.address('shared_step', step_key)}#q-{field.key}")


def _one_more(request: HttpRequest, at: Here, step_key: str, group: str) -> HttpResponse:
    """One more row of a group is proposed, whichever is free now."""
    if request.method == "POST":
        try:
            services.propose_row(
                draft_id=at.draft_id,
                group=group,
                form_key=_form_key(request.POST.get(FORM_KEY, "")),
                by=at.by,
            )
        except CannotPropose as wrong:
            notes.warning(request, str(wrong.message))
        else:
            notes.success(request, _("Forslaget er sendt til borgeren."))
    return redirect(f"{at.address('shared_step', step_key)}#g-{group}")


def _typed(field: FieldView, typed: list[str]) -> FieldView:
    """The question with what the clerk typed in it."""
    value = typed[0] if typed else ""
    if field.kind is not QuestionKind.ADDRESS:
        return replace(field, value=value, values=tuple(typed))
    known = [option for option in field.options if option.value == value]
    found = known or selfservice.find_addresses(value, limit=HITS)
    chosen = next((option.label for option in found if option.value == value), EMPTY)
    return replace(field, value=value, options=tuple(found), shown_value=chosen)


def _form_key(text: str) -> str:
    return text if _FORM_KEY.fullmatch(text) else new_id().hex


def _page(
    request: HttpRequest,
    at: Here,
    view: StepView,
    field: FieldView,
    error: object = "",
    note_error: str = "",
) -> HttpResponse:
    asked = questions.question(replace(field, required=True, notice=EMPTY))
    asked = replace(asked, field=replace(asked.field, error=error))
    note = Field(
        NOTE,
        _("Hvad vil du sige til borgeren om det?"),
        kind="textarea",
        hint=_("Borgeren læser det sammen med forslaget."),
        value=request.POST.get(NOTE, ""),
        error=note_error,
        required=False,
        max_length=LONGEST_NOTE,
        rows=2,
    )
    values = {
        **frame(at.contact_id),
        **live(at, view),
        "question": asked,
        "note": note,
        "problems": [one for one in (asked.field, note) if one.error],
        "now": next(one for one in showing.fields_of(at, view) if one.key == field.key),
        "revision": view.revision,
        "form_key": _form_key(request.POST.get(FORM_KEY, "")),
        "only": field.key,
        "at_field": field.key,
        "guidance": catalogue.guidance(view.draft.service_id),
        "news_url": at.address("news"),
        "step_url": at.address("shared_step", view.key),
    }
    status = 422 if values["problems"] else 200
    return render(request, "desk/shared/propose.html", values, status=status)


@for_staff(Right.JOIN_DRAFTS)
@require_POST
@while_it_lasts
def withdraw(request: HttpRequest, contact_id: UUID, draft_id: UUID, proposal_id: UUID) -> HttpResponse:
    """A clerk takes a proposal of their own back."""
    at = here(request, contact_id, draft_id)
    services.withdraw_proposal(proposal_id=proposal_id, by=at.by)
    notes.success(request, _("Forslaget er trukket tilbage."))
    step_key = reading.key_in(request.POST, "step")
    return redirect(at.address("shared_step", step_key) if step_key else at.address("shared_draft"))
