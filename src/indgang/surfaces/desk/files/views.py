"""A file is added to a case, fetched, or taken out. Each view does one deed."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.services import BadInput, TakeFirst
from indgang.modules.cases.vocabulary import FilingDirection
from indgang.modules.files.vocabulary import BadFile
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.files import FILE, TITLE, file_field, served, title_field
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.common import frame

DIRECTION, WHY = "retning", "why"


def _case(request: HttpRequest, case_id: UUID, right: Right) -> CaseForStaff:
    case = cases.case_for_staff(case_id, staff(request, right), purpose="aktliste", with_timeline=False)
    if case.masked:
        raise TakeFirst
    return case


def _direction(request: HttpRequest) -> FilingDirection:
    """Whether it came in, or was made in the house; what came in is the rule."""
    return FilingDirection.INTERNAL if request.POST.get(DIRECTION) == "internal" else FilingDirection.IN


def _fields(request: HttpRequest, error: str) -> list[Field]:
    title = title_field(
        request,
        label=_("Hvad handler det om?"),
        hint=_("Det står på listen over sagens dokumenter. Skriv ikke CPR-numre."),
    )
    direction = Field(
        DIRECTION,
        _("Hvor kommer det fra?"),
        kind="radio",
        value=_direction(request).value,
        options=[
            Option("in", _("Det er kommet ind til os")),
            Option("internal", _("Vi har selv lavet det")),
        ],
    )
    return [file_field(error=error), title, direction]


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add a scan or another file to the case; what is wrong with it stands beside the field."""
    employee = staff(request, Right.SEE_WORK_LIST)
    error = ""
    if request.method == "POST":
        try:
            services.attach(
                case_id=case_id,
                upload=request.FILES.get(FILE),
                title=request.POST.get(TITLE, ""),
                direction=_direction(request),
                by=employee,
            )
        except BadFile as problem:
            error = str(problem.message)
        else:
            notes.success(request, _("Bilaget ligger på sagen."))
            return redirect("desk:case", case_id)
    case = _case(request, case_id, Right.SEE_WORK_LIST)
    values = {**frame(case), "fields": _fields(request, error), "files": cases.attachments(case)}
    return render(request, "desk/files/add.html", values, status=422 if error else 200)


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def fetch(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """The file itself, saved on the reader's machine; the trail says who had it."""
    return served(services.opened(case_id=case_id, file_id=file_id, by=staff(request, Right.SEE_WORK_LIST)))


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that was filed wrongly is shown no more; who took it out and why stays on the case."""
    employee = staff(request, Right.HANDLE_CASES)
    why, error = "", ""
    if request.method == "POST":
        why = request.POST.get(WHY, "")
        try:
            services.take_out(case_id=case_id, file_id=file_id, why=why, by=employee)
        except BadInput as problem:
            error = str(problem.message)
        else:
            notes.success(request, _("Bilaget er taget ud af sagen."))
            return redirect("desk:case", case_id)
    case = _case(request, case_id, Right.HANDLE_CASES)
    found = next((one for one in cases.attachments(case) if one.id == file_id), None)
    if found is None:
        raise NotYours
    field = Field(
        WHY,
        _("Hvorfor hører det ikke til sagen?"),
        kind="textarea",
        hint=_("Kun medarbejdere kan læse det. Skriv ikke CPR-numre."),
        value=why,
        error=error,
        max_length=300,
        rows=3,
    )
    values = {**frame(case), "file": found, "why": field, "fields": [field]}
    return render(request, "desk/files/take_out.html", values, status=422 if error else 200)
