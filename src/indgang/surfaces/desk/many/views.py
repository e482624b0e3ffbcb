"""The pages of letters to many. Each reads the request, does one deed, and answers."""

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel.text import Text
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages.selectors import bulk as selectors
from indgang.modules.messages.selectors.bulk import BulkInfo
from indgang.modules.messages.services import bulk
from indgang.modules.messages.services.bulk import Rejected
from indgang.modules.messages.vocabulary import BULK_STATE_NAMES, LADDER_STATE_NAMES, BulkState, LadderState
from indgang.surfaces.common import formats
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.many import forms

WHY = "hvorfor"
MOST_LINES = 20_000
"""Lines of a list that the page reads: some seconds of work."""
_KINDS = {
    BulkState.READY: "busy",
    BulkState.RUNNING: "busy",
    BulkState.PAUSED: "late",
    BulkState.DONE: "good",
    BulkState.STOPPED: "quiet",
    BulkState.DRAFT: "quiet",
}


@for_staff(Right.SEND_TO_MANY)
@never_cache
@require_safe
def many(request: HttpRequest) -> HttpResponse:
    """The letters to many of my department, the newest first."""
    rows = [_row(one) for one in selectors.bulk_runs(staff(request, Right.SEND_TO_MANY))]
    return render(request, "desk/many/many.html", {"rows": rows})


def _row(one: BulkInfo) -> dict[str, object]:
    return {"run": one, "state": BULK_STATE_NAMES[one.progress.state], "kind": _KINDS[one.progress.state]}


@for_staff(Right.SEND_TO_MANY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Choose a letter and a list. Nothing is sent: the next page shows it, and asks."""
    by = staff(request, Right.SEND_TO_MANY)
    if request.method != "POST":
        return _form(request, by)
    typed = forms.new_letter(request, by)
    upload = request.FILES.get(forms.LIST)
    errors: dict[str, Text | str] = {}
    if typed.letter is None:
        errors[forms.LETTER] = _("Vælg et brev.")
    if upload is None or not upload.size:
        errors[forms.LIST] = _("Vælg en fil, der ikke er tom.")
    elif upload.size > settings.FILE_LIMIT:
        errors[forms.LIST] = _("Filen er for stor. Del den i flere.")
    if errors or typed.letter is None or upload is None:
        return _form(request, by, errors)
    try:
        return _made(typed, typed.letter.id, upload, by)
    except bulk.NobodyLeft as error:
        return _form(request, by, {forms.LIST: error.message}, lines=error.lines)
    except bulk.BadList as error:
        return _form(request, by, {forms.LIST: error.message})
    except bulk.NoSuchLetter as error:
        return _form(request, by, {forms.LETTER: error.message})


def _made(
    typed: forms.NewLetter, letter: UUID, upload: "UploadedFile[Any]", by: EmployeeInfo
) -> HttpResponse:
    run_id = bulk.make_bulk(
        run_id=UUID(typed.key),
        title=typed.title,
        template=letter,
        unit=typed.unit,
        list_file=cast(BinaryIO, upload.file),
        by=by,
        per_minute=typed.pace,
        most=MOST_LINES,
    )
    return redirect("desk:many_run", many_id=run_id)


def _form(
    request: HttpRequest,
    by: EmployeeInfo,
    errors: Mapping[str, Text | str] | None = None,
    *,
    lines: "tuple[Rejected, ...] | list[Rejected] | Any" = (),
) -> HttpResponse:
    form = forms.new_letter(request, by, errors)
    values = {"form": form, "problems": form.wrong, "lines": [(one.line, one.why) for one in lines]}
    return render(request, "desk/many/new.html", values, status=422 if errors else 200)


@for_staff(Right.SEND_TO_MANY)
@never_cache
@require_safe
def empty_list(request: HttpRequest, name: str) -> HttpResponse:
    """An empty list with the columns that a letter needs."""
    letter = next((one for one in selectors.letters_for_many() if one.name == name), None)
    if letter is None:
        raise Http404
    head = ";".join(["cpr", "cvr", "navn", *letter.columns])
    answer = HttpResponse(f"\ufeff{head}\r\n", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@for_staff(Right.SEND_TO_MANY)
@never_cache
@require_safe
def run(request: HttpRequest, many_id: UUID) -> HttpResponse:
    """One letter to many: what it says, who gets it, and how far it is."""
    return _page(request, many_id)


def _page(request: HttpRequest, many_id: UUID, *, error: Text | str = "") -> HttpResponse:
    found = selectors.bulk_run(many_id, staff(request, Right.SEND_TO_MANY))
    state = found.progress.state
    why = Field(WHY, _("Hvorfor stopper du?"), value=request.POST.get(WHY, ""), error=error, max_length=300,
                hint=_("For eksempel: Der var en forkert dato i brevet. Skriv ikke cpr-nummer."))  # fmt: skip
    arrived = selectors.bulk_arrivals(many_id) if found.progress.cursor > 0 else []
    values = {
        **_row(found),
        "progress": found.progress,
        "pace": forms.pace_words(found.per_minute),
        "letter": selectors.first_letter(many_id),
        "not_written": selectors.not_written(many_id) if found.progress.refused else [],
        "arrivals": [(LADDER_STATE_NAMES[word], formats.number(count, 0)) for word, count in arrived],
        "missed": any(word is LadderState.FAILED for word, _count in arrived),
        "why": why,
        "problems": [why] if error else [],
        "states": {one.name.lower(): state is one for one in BulkState},
        "open": state in (BulkState.READY, BulkState.RUNNING, BulkState.PAUSED),
    }
    return render(request, "desk/many/run.html", values, status=422 if error else 200)


def _done(request: HttpRequest, many_id: UUID, deed: Callable[..., object], said: str) -> HttpResponse:
    """Do one deed, or say that somebody was quicker; back to the page either way."""
    try:
        deed(run_id=many_id, by=staff(request, Right.SEND_TO_MANY))
    except bulk.CannotNow as error:
        notes.warning(request, str(error.message))
    else:
        notes.success(request, said)
    return redirect("desk:many_run", many_id=many_id)


@for_staff(Right.SEND_TO_MANY)
@require_POST
def start(request: HttpRequest, many_id: UUID) -> HttpResponse:
    """Send it."""
    return _done(request, many_id, bulk.start, _("Brevene bliver skrevet og sendt nu."))


@for_staff(Right.SEND_TO_MANY)
@require_POST
def pause(request: HttpRequest, many_id: UUID) -> HttpResponse:
    """Write no more letters until I say so."""
    return _done(request, many_id, bulk.pause, _("Der bliver ikke skrevet flere breve, før du siger til."))


@for_staff(Right.SEND_TO_MANY)
@require_POST
def resume(request: HttpRequest, many_id: UUID) -> HttpResponse:
    """Go on."""
    return _done(request, many_id, bulk.resume, _("Vi går videre, hvor vi slap."))


@for_staff(Right.SEND_TO_MANY)
@require_POST
def stop(request: HttpRequest, many_id: UUID) -> HttpResponse:
    """Write no more letters, for good."""
    by = staff(request, Right.SEND_TO_MANY)
    try:
        bulk.stop(run_id=many_id, why=request.POST.get(WHY, ""), by=by)
    except bulk.SayWhyStopped as error:
        return _page(request, many_id, error=error.message)
    except bulk.CannotNow as error:
        notes.warning(request, str(error.message))
    else:
        notes.success(request, _("Udsendelsen er stoppet. De breve, der er sendt, kan ikke kaldes tilbage."))
    return redirect("desk:many_run", many_id=many_id)
