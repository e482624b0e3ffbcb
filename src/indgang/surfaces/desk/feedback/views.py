"""A clerk says what is wrong with a text; the editor answers; the clerk reads the answer."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue import services
from indgang.modules.catalogue.selectors import FeedbackInfo
from indgang.modules.catalogue.services import BadFeedback
from indgang.modules.catalogue.vocabulary import (
    FEEDBACK_STATE_NAMES,
    PART_NAMES,
    FeedbackState,
    TextPart,
)
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, safe_next, staff
from indgang.surfaces.desk.feedback.forms import AnswerForm, GiveForm


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Say what is wrong or missing. It comes from the guidance beside a contact, and goes back there."""
    by = staff(request, Right.HANDLE_CONTACTS)
    back = safe_next(request, request.POST.get("next", ""), reverse("desk:my_feedback"))
    if request.method != "POST":
        asked = GiveForm(initial={"feedback_service": request.GET.get("ydelse", "")})
        return render(request, "desk/feedback/give.html", {"form": asked, "back": back})
    form = GiveForm(request.POST)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            services.give_feedback(
                service_id=clean["feedback_service"],
                part=TextPart(clean["feedback_part"]),
                text=clean["feedback_text"],
                by=by.actor,
            )
        except BadFeedback as error:
            form.refused(error)
        else:
            notes.success(request, _("Tak. Redaktøren får det. Svaret står under Mine meldinger."))
            return redirect(back)
    return render(request, "desk/feedback/give.html", {"form": form, "back": back}, status=422)


@for_staff(Right.ANSWER_FEEDBACK)
@never_cache
@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """What is open, by service, those with most contacts this week first; and what was answered."""
    return _list(request)


@for_staff(Right.ANSWER_FEEDBACK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Mended or not changed, with a sentence."""
    if request.method != "POST":
        return redirect("desk:feedback")
    by = staff(request, Right.ANSWER_FEEDBACK)
    try:
        which = UUID(request.POST.get("feedback", ""))
    except ValueError:
        raise NotYours from None
    form = AnswerForm(request.POST, prefix=_prefix(which))
    if form.is_valid():
        try:
            services.answer_feedback(
                feedback_id=which,
                state=FeedbackState(form.cleaned_data["feedback_state"]),
                answer=form.cleaned_data["feedback_answer"],
                by=by.actor,
            )
        except BadFeedback as error:
            form.refused(error)
        else:
            notes.success(request, _("Svaret er sendt."))
            return redirect("desk:feedback")
    if not any(row.id == which for row in catalogue.open_feedback()):
        raise NotYours
    return _list(request, which, form)


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I said about the texts, and what was answered."""
    by = staff(request, Right.HANDLE_CONTACTS)
    rows = [_row(row) for row in catalogue.feedback_of(by.id)]
    fresh = [row for row in rows if row["fresh"]]
    return render(request, "desk/feedback/mine.html", {"rows": rows, "fresh": fresh})


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """I have read the answers."""
    services.note_answers_seen(by=staff(request, Right.HANDLE_CONTACTS).actor)
    return redirect("desk:my_feedback")


def _prefix(which: UUID) -> str:
    return f"m{which.hex[-8:]}"


def _row(row: FeedbackInfo) -> dict[str, Any]:
    service = catalogue.services().get(row.service_id)
    unit = identity.units().get(row.giver_unit)
    answered = row.state is not FeedbackState.OPEN
    return {
        "feedback": row,
        "service": service.name if service else row.service_id,
        "part": PART_NAMES[row.part],
        "state": FEEDBACK_STATE_NAMES[row.state],
        "urgency": {FeedbackState.OPEN: "busy", FeedbackState.MENDED: "good"}.get(row.state, "quiet"),
        "unit": unit.name if unit else "",
        "fresh": answered and not row.seen,
    }


def _list(request: HttpRequest, which: UUID | None = None, wrong: AnswerForm | None = None) -> HttpResponse:
    found = sorted(catalogue.open_feedback(), key=lambda row: row.service_id)
    counted = contacts.contacts_this_week({row.service_id for row in found})
    groups: list[dict[str, Any]] = []
    for service_id, rows in groupby(found, key=lambda row: row.service_id):
        service = catalogue.services().get(service_id)
        guidance = catalogue.guidance(service_id) if service else None
        editor = identity.units().get(guidance.editor) if guidance else None
        groups.append(
            {
                "service": service,
                "name": service.name if service else service_id,
                "editor": editor.name if editor else "",
                "contacts": counted.get(service_id, 0),
                "rows": [
                    {**_row(row), "form": wrong if row.id == which else AnswerForm(prefix=_prefix(row.id))}
                    for row in sorted(rows, key=lambda row: row.given_at)
                ],
            }
        )
    groups.sort(key=lambda group: -group["contacts"])
    values = {
        "groups": groups,
        "answered": [_row(row) for row in catalogue.answered_feedback()],
        "wrong": wrong,
        "which": which,
    }
    return render(request, "desk/feedback/feedback.html", values, status=422 if wrong else 200)
