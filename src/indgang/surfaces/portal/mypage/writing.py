"""The citizen writes to us of their own accord, under a subject that leads to the right unit."""

from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import NotYours
from indgang.modules.cases.selectors import Basket
from indgang.modules.files import selectors as files
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as messaging
from indgang.modules.messages.services import CannotWrite
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import acting_option, citizen, for_citizens
from indgang.surfaces.portal.files import collecting
from indgang.surfaces.portal.files.collecting import Step

POINT, TITLE, TEXT = "emne", "overskrift", "tekst"
NAMES = {"point": POINT, "title": TITLE, "text": TEXT}


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def write(request: HttpRequest) -> HttpResponse:
    """A letter to us, with files. What was typed stays, whatever is pressed."""
    option, by = acting_option(request), citizen(request)
    if "*" not in option.scope:
        raise NotYours
    owner = messaging.writing_basket(by)
    basket = Basket(owner, tuple(files.files_of(owner)))
    step, wrong = Step(), {}
    if request.method == "POST":
        step = collecting.take(request, basket, by)
        if step.said:
            notes.success(request, step.said)
        if step.send:
            try:
                sent = messaging.write_to_us(
                    point=request.POST.get(POINT, ""),
                    title=request.POST.get(TITLE, ""),
                    text=request.POST.get(TEXT, ""),
                    by=by,
                )
            except CannotWrite as problem:
                wrong = {NAMES.get(field, "fil"): str(said) for field, said in problem.problems.items()}
                step = Step(error=wrong.get("fil", ""))
            else:
                notes.success(request, _("Vi har fået dit brev. Du får svar her på Min side."))
                return redirect("portal:message", message_id=sent)
    values = _fields(request, wrong)
    shown = collecting.shown(request, owner, step)
    values |= {**shown, "wrong": [*values["fields"], *shown["summary"]]}
    values["failed"] = bool(wrong or step.error)
    return render(request, "portal/mypage/write.html", values, status=422 if values["failed"] else 200)


def _fields(request: HttpRequest, wrong: dict[str, str]) -> dict[str, Any]:
    typed = request.POST if request.method == "POST" else request.GET
    points = messages.contact_points()
    fields = [
        Field(
            POINT,
            _("Hvad handler det om?"),
            kind="select",
            options=[Option(one.id, one.label) for one in points],
            value=typed.get(POINT, ""),
            error=wrong.get(POINT, ""),
        ),
        Field(
            TITLE,
            _("Overskrift"),
            hint=_("Nogle få ord, så vi kan finde brevet igen."),
            value=typed.get(TITLE, "")[:1000],
            error=wrong.get(TITLE, ""),
            max_length=120,
        ),
        Field(
            TEXT,
            _("Dit brev til os"),
            kind="textarea",
            value=typed.get(TEXT, "")[:20_000],
            error=wrong.get(TEXT, ""),
            max_length=10_000,
            rows=10,
        ),
    ]
    return {"fields": fields, "none": not points}
