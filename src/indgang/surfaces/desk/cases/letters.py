"""A letter of a case: as text, and as the file that was sent."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.services import TakeFirst
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import selectors as messages
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.common import frame
from indgang.surfaces.desk.post.showing import proof, traced

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


def _case(request: HttpRequest, case_id: UUID) -> CaseForStaff:
    employee = staff(request, Right.SEE_WORK_LIST)
    case = cases.case_for_staff(case_id, employee, purpose="læse et brev")
    if case.masked:
        raise TakeFirst
    return case


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def letter(request: HttpRequest, case_id: UUID, message_id: UUID) -> HttpResponse:
    """One letter or answer of the case, as text."""
    case = _case(request, case_id)
    found = next(
        (entry.message for entry in case.timeline if entry.message and entry.message.info.id == message_id),
        None,
    )
    if found is None:
        raise NotYours
    file = messages.letter_file(message_id, case_key=case.info.case_key)
    values = {
        **frame(case),
        "message": found,
        "file": file,
        **traced(message_id, staff(request, Right.SEE_WORK_LIST), back=request.path),
        "proof": proof(message_id) if request.GET.get("bevis") == "1" and file else [],
    }
    return render(request, "desk/cases/letter.html", values)


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def letter_file(request: HttpRequest, case_id: UUID, message_id: UUID) -> HttpResponseBase:
    """The file itself; a page that says so while a worker is making it."""
    case = _case(request, case_id)
    file = messages.letter_file(message_id, case_key=case.info.case_key)
    if file is None:
        raise NotYours
    if not file.ready or file.path is None or not file.path.is_file():
        waiting = render(
            request, "desk/cases/letter_waiting.html", {**frame(case), "message_id": message_id}, status=202
        )
        waiting["Refresh"] = "5"
        return waiting
    response = FileResponse(file.path.open("rb"), content_type=TYPES[file.kind])
    response["Content-Disposition"] = f'inline; filename="{case.info.number}.{file.kind}"'
    if file.kind == "html":
        # The letter carries its own style, and may do nothing else.
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
