"""The pages of what came in. Each reads the request, does one deed, and answers."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel.errors import NotYours
from indgang.kernel.uploads import CONTENT_TYPES
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseToFileOn
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import selectors, services
from indgang.modules.messages.services import (
    AlreadyDone,
    BadAnswerText,
    CannotAnswer,
    CaseRef,
    GoneFromStore,
    Opened,
    SayWhyAside,
)
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.files import NOTHING_RUNS
from indgang.surfaces.common.people import for_staff, staff

CASE, ANSWER, WHY = "sag", "svar", "hvorfor"
LONGEST_ANSWER = 10_000


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("side", "1")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1


@for_staff(Right.READ_INBOX)
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for my unit, the oldest first."""
    found = selectors.inbox_of_unit(staff(request, Right.READ_INBOX), page=_page(request))
    return render(request, "desk/inbox/inbox.html", {"found": found})


@for_staff(Right.READ_INBOX)
@never_cache
@require_safe
def letter(request: HttpRequest, inbound_id: UUID) -> HttpResponse:
    """One letter, and what can be done with it."""
    return _shown(request, inbound_id)


def _shown(request: HttpRequest, inbound_id: UUID, wrong: str = "", error: str = "") -> HttpResponse:
    """The page; `wrong` names the field that `error` is about, and what was typed stays."""
    by = staff(request, Right.READ_INBOX)
    opened = services.open_inbound(inbound_id=inbound_id, by=by)
    fields = {
        CASE: Field(CASE, _("Sagens nummer"), hint=_("For eksempel: 26-000123"), width=15),
        ANSWER: Field(ANSWER, _("Dit svar"), kind="textarea", max_length=LONGEST_ANSWER, rows=8,
                      hint=_("Svaret bliver sendt som andre breve fra os.")),
        WHY: Field(WHY, _("Hvorfor?"), width=30, hint=_("For eksempel: Reklame. Skriv ikke cpr-nummer.")),
    }  # fmt: skip
    shown = {
        name: replace(one, value=request.POST.get(name, ""), error=error if name == wrong else "")
        for name, one in fields.items()
    }
    values = {
        "opened": opened,
        "row": opened.row,
        "paragraphs": _paragraphs(opened),
        "guess": _guess(opened, by),
        "cases": _theirs(opened, by),
        "may_answer": opened.row.proven,
        "case_field": shown[CASE],
        "answer_field": shown[ANSWER],
        "why_field": shown[WHY],
        "problems": [shown[wrong]] if wrong else [],
    }
    return render(request, "desk/inbox/letter.html", values, status=422 if wrong else 200)


def _paragraphs(opened: Opened) -> list[str]:
    text = opened.content.text if opened.content else ""
    return [part for part in text.split("\n\n") if part.strip()]


def _guess(opened: Opened, by: EmployeeInfo) -> CaseToFileOn | None:
    """The case that it may belong to, when the reader may see that case."""
    if not (opened.waits and opened.row.case_key):
        return None
    try:
        return cases.case_by_key(opened.row.case_key, by)
    except NotYours:
        return None


def _theirs(opened: Opened, by: EmployeeInfo) -> tuple[CaseToFileOn, ...]:
    party = opened.row.party
    return cases.cases_to_file_on(party, by) if opened.waits and party is not None else ()


@for_staff(Right.READ_INBOX)
@never_cache
@require_safe
def file(request: HttpRequest, inbound_id: UUID, number: int) -> HttpResponse:
    """A file that came with it, checked as any other, saved and never shown in our page."""
    by = staff(request, Right.READ_INBOX)
    name, found = services.open_inbound_file(inbound_id=inbound_id, number=number, by=by)
    answer = HttpResponse(found.content, content_type=CONTENT_TYPES[found.kind])
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{found.kind.value}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = NOTHING_RUNS
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _done(
    request: HttpRequest, inbound_id: UUID, name: str, deed: Callable[[], object], said: str
) -> HttpResponse:
    """Do it and go back to the list; what could not be done is said beside its field, with what was typed."""
    try:
        deed()
    except AlreadyDone:
        notes.warning(request, str(AlreadyDone.message))
        return redirect("desk:inbox")
    except (SayWhyAside, BadAnswerText, CannotAnswer, GoneFromStore) as error:
        return _shown(request, inbound_id, name, str(error.message))
    notes.success(request, said)
    return redirect("desk:inbox")


@for_staff(Right.READ_INBOX)
@require_POST
def to_case(request: HttpRequest, inbound_id: UUID) -> HttpResponse:
    """File it on a case of my department."""
    by = staff(request, Right.READ_INBOX)
    try:
        found = cases.case_by_number(request.POST.get(CASE, ""), by)
    except NotYours:
        text = _(
            "Der er ingen sag med det nummer i din forvaltning. Se efter på sagen, og skriv nummeret igen."
        )
        return _shown(request, inbound_id, CASE, text)
    ref = CaseRef(found.case_key, found.party, found.number, found.service_id, found.unit, found.journey_id)
    return _done(request, inbound_id, CASE, lambda: services.link_to_case(inbound_id=inbound_id, to=ref, by=by),
                 _("Lagt på sag %(number)s.") % {"number": found.number})  # fmt: skip


@for_staff(Right.READ_INBOX)
@require_POST
def answer(request: HttpRequest, inbound_id: UUID) -> HttpResponse:
    """Write back to whoever wrote."""
    by = staff(request, Right.READ_INBOX)
    text = request.POST.get(ANSWER, "")
    return _done(request, inbound_id, ANSWER,
                 lambda: services.answer_inbound(inbound_id=inbound_id, text=text, by=by),
                 _("Dit svar er sendt."))  # fmt: skip


@for_staff(Right.READ_INBOX)
@require_POST
def aside(request: HttpRequest, inbound_id: UUID) -> HttpResponse:
    """It needs nothing from us."""
    by = staff(request, Right.READ_INBOX)
    why = request.POST.get(WHY, "")
    return _done(request, inbound_id, WHY,
                 lambda: services.set_inbound_aside(inbound_id=inbound_id, why=why, by=by),
                 _("Lagt til side."))  # fmt: skip
