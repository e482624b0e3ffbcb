"""The pages of imported figures. Each reads the request, does one deed, and answers."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel.errors import Expected
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.services import ImportReport, TooManyRejected
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.mistakes import first_of
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.imports import lines

TRY, TAKE = "proev", "laes"


@for_staff(Right.IMPORT_CONTACTS)
@never_cache
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """What was imported, how the runs went, and a form to import a small file."""
    return _list(request)


def _list(
    request: HttpRequest,
    *,
    chosen: str = "",
    mapping_error: str = "",
    file_error: str = "",
    tried: ImportReport | None = None,
    status: int = 200,
) -> HttpResponse:
    known = [one for one in selectors.mappings() if not one.problem]
    megabytes = settings.FILE_LIMIT // (1024 * 1024)
    fields = [
        Field("mapping", _("Hvilken slags fil er det?"), kind="select", value=chosen, error=mapping_error,
              options=[Option(one.id, f"{one.title} ({one.id})") for one in known]),
        Field("fil", _("Filen"), kind="file", error=file_error, max_length=settings.FILE_LIMIT,
              accept=".csv,.xlsx,.parquet",
              hint=_("CSV, Excel eller Parquet, højst %(size)s MB. Er den større, så brug kommandoen på serveren.")
              % {"size": megabytes}),
    ]  # fmt: skip
    return render(
        request,
        "steering/imports/batches.html",
        {
            "batches": lines.batch_lines(selectors.imports()),
            "runs": selectors.import_runs(),
            "fields": fields,
            "sees_totals": staff(request, Right.IMPORT_CONTACTS).may(Right.SEE_TOTALS),
            "outcome": lines.of_report(tried) if tried else None,
            "already": tried.already if tried else "",
            "try": TRY,
            "take": TAKE,
        },
        status=status,
    )


@for_staff(Right.IMPORT_CONTACTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Try a file, or import it. A file that cannot be read changes nothing, and the page says what to do."""
    if request.method != "POST":
        return redirect("steering:imports")
    by = staff(request, Right.IMPORT_CONTACTS)
    chosen, upload = request.POST.get("mapping", ""), request.FILES.get("fil")
    if chosen not in {one.id for one in selectors.mappings() if not one.problem}:
        return _list(request, mapping_error=_("Vælg, hvilken slags fil det er."), status=422)
    refused = _refused(upload)
    if refused or upload is None:
        return _list(request, chosen=chosen, file_error=refused, status=422)
    dry_run = request.POST.get("gerning") != TAKE
    try:
        report = _taken(upload, chosen, dry_run=dry_run, by=by.actor.key)
    except TooManyRejected as error:
        return _list(request, chosen=chosen, file_error=str(error.message), tried=error.report, status=422)
    except ContentError as error:
        return _list(request, chosen=chosen, mapping_error=first_of(error), status=422)
    except Expected as error:
        return _list(request, chosen=chosen, file_error=str(error.message), status=422)
    if dry_run or report.already:
        return _list(request, chosen=chosen, tried=report)
    if report.batch:
        notes.success(
            request, _("Filen er læst ind, og tallene tæller med. Vælg et år ud for partiet for at se dem.")
        )
    else:
        notes.success(request, _("Der var ingen nye rækker i filen. Intet er ændret."))
    return redirect("steering:imports")


def _refused(upload: "UploadedFile[Any] | None") -> str:
    if upload is None or not upload.size:
        return _("Vælg en fil, der ikke er tom.")
    if upload.size > settings.FILE_LIMIT:
        return _("Filen er for stor. Brug kommandoen på serveren, eller del filen.")
    return ""


def _taken(upload: "UploadedFile[Any]", mapping: str, *, dry_run: bool, by: str) -> ImportReport:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
        found = services.read_mapping(selectors.mapping_path(mapping))
        return services.import_file(
            path=path, mapping=found, dry_run=dry_run, by=by, file_name=Path(upload.name or "").name
        )


@for_staff(Right.IMPORT_CONTACTS)
@never_cache
@require_safe
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One run: what was understood of each column, and what was rejected and why."""
    found = selectors.import_run(run)
    return render(request, "steering/imports/run.html", {"run": found, "outcome": lines.of_run(found)})


@for_staff(Right.IMPORT_CONTACTS)
@never_cache
@require_safe
def rejects(request: HttpRequest, run: UUID) -> HttpResponseBase:
    """The rejected rows, to mend them. The trail says who fetched them."""
    by = staff(request, Right.IMPORT_CONTACTS)
    path = services.fetch_rejects(run=run, by=by.actor.key)
    return FileResponse(path.open("rb"), as_attachment=True, filename="afviste.csv", content_type="text/csv")


@for_staff(Right.IMPORT_CONTACTS)
@require_POST
def undo(request: HttpRequest, name: str) -> HttpResponse:
    """The batch counts no more."""
    services.undo_batch(name=name, by=staff(request, Right.IMPORT_CONTACTS).actor.key)
    notes.success(request, _("Partiet tæller ikke med mere. Du kan tage det tilbage."))
    return redirect("steering:imports")


@for_staff(Right.IMPORT_CONTACTS)
@require_POST
def redo(request: HttpRequest, name: str) -> HttpResponse:
    """The batch counts again."""
    services.redo_batch(name=name, by=staff(request, Right.IMPORT_CONTACTS).actor.key)
    notes.success(request, _("Partiet tæller med igen."))
    return redirect("steering:imports")


@for_staff(Right.IMPORT_CONTACTS)
@require_POST
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of an undone batch go for good."""
    services.remove_batch(name=name, by=staff(request, Right.IMPORT_CONTACTS).actor.key)
    notes.success(request, _("Partiets rækker er slettet."))
    return redirect("steering:imports")
