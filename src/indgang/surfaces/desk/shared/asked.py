"""Somebody who was asked about another's matter calls or comes: the clerk reads the question and writes the answer."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.selectors import InvitationView
from indgang.modules.selfservice.selectors.asked_in_contact import CheckIdFirst, question_in, questions_in
from indgang.modules.selfservice.services import BadAnswer
from indgang.modules.selfservice.services.writing_down import answer_in_contact
from indgang.modules.selfservice.vocabulary import LONGEST_ANSWER
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.shared.entering import frame

VALUE, TEXT = "value", "text"


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_safe
def asked(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """What the one whom the contact is about can answer now."""
    by = staff(request, Right.HANDLE_CONTACTS)
    contact = contacts.running(contact_id, by)
    values = {**frame(contact_id), "contact": contact}
    try:
        values["lines"] = questions_in(contact_id, by)
    except CheckIdFirst as first:
        values["first"] = first.message
    return render(request, "desk/shared/asked.html", values)


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_answer(request: HttpRequest, contact_id: UUID, invitation_id: UUID) -> HttpResponse:
    """One question: read it out, and write what they say. The same answer twice is one."""
    by = staff(request, Right.HANDLE_CONTACTS)
    view = question_in(contact_id, invitation_id, by)
    if request.method != "POST":
        return _page(request, contact_id, view, view.answered, view.text)
    value, text = request.POST.get(VALUE, ""), request.POST.get(TEXT, "")
    try:
        answer_in_contact(contact_id=contact_id, invitation_id=invitation_id, value=value, text=text, by=by)
    except BadAnswer as problem:
        wrong = {problem.field: str(problem.message)}
        return _page(request, contact_id, view, value, text, wrong)
    notes.success(request, _("Svaret er skrevet ind."))
    return redirect("desk:asked", contact_id)


def _page(
    request: HttpRequest,
    contact_id: UUID,
    view: InvitationView,
    value: str,
    text: str,
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    problems = wrong or {}
    choice = Field(
        VALUE,
        _("Hvad svarer de?"),
        kind="radio",
        options=[Option(one.value, one.label) for one in view.choices],
        value=value,
        error=problems.get(VALUE, ""),
    )
    words = Field(
        TEXT,
        _("Vil de sige mere?"),
        kind="textarea",
        hint=_("Skriv det med deres egne ord. Kun medarbejdere og de selv læser det."),
        value=text,
        error=problems.get(TEXT, ""),
        required=False,
        max_length=LONGEST_ANSWER,
        rows=4,
    )
    values = {
        **frame(contact_id),
        "contact": contacts.running(contact_id, staff(request, Right.HANDLE_CONTACTS)),
        "view": view,
        "choice": choice,
        "words": words,
        "fields": [choice, words],
    }
    return render(request, "desk/shared/write_answer.html", values, status=422 if problems else 200)
