"""A file on a page: the field in which one is chosen, and how one that we keep is handed out."""

import logging
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.files import selectors as files
from indgang.modules.files import services
from indgang.modules.files.vocabulary import FileInfo
from indgang.surfaces.common.fields import Field

FILE, TITLE = "fil", "titel"
LONGEST_TITLE = 120
NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"
logger = logging.getLogger(__name__)


class Lost(Expected):
    """The row is there, and the disk has no such file: an operator must put it back from the backup."""

    status = 503
    message = Text(
        "Vi kan ikke finde filen lige nu. Vi har fået besked. Prøv igen senere, eller ring til os.",
        "We cannot find the file just now. We have been told. Try again later, or call us.",
    )


def file_field(*, label: str = "", error: str = "", required: bool = True) -> Field:
    """Where a file is chosen, with what can be sent. The form needs `enctype="multipart/form-data"`."""
    most = services.limits().size
    megabytes = most // (1024 * 1024)
    hint = _("PDF, JPEG eller PNG. Højst %(megabytes)s MB.") % {"megabytes": megabytes}
    label = label or _("Vælg en fil")
    return Field(FILE, label, kind="file", hint=hint, error=error, required=required, max_length=most)


def title_field(request: HttpRequest, *, label: str = "", hint: str = "", error: str = "") -> Field:
    """What the file is called in lists; may be left out."""
    value = request.POST.get(TITLE, "")[:LONGEST_TITLE]
    label = label or _("Hvad er det?")
    hint = hint or _("For eksempel: Lejekontrakt")
    return Field(TITLE, label, hint=hint, value=value, error=error, required=False)


def served(found: FileInfo) -> HttpResponse:
    """The file, for whoever was allowed to have it: saved, never shown in our page, and unable to do anything there.

    Raises Lost. The caller has checked whose it is, and has written the trail.
    """
    try:
        content = files.place_of(found.sha256).read_bytes()  # at most FILE_LIMIT or a little more
    except FileNotFoundError:
        logger.exception("File %s (%s) is not on disk", found.id, found.sha256)
        raise Lost from None
    answer = HttpResponse(content, content_type=found.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.file_name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = NOTHING_RUNS
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def posted_id(raw: str) -> UUID | None:
    """An id that a button posted; None for what is no id."""
    try:
        return UUID(raw)
    except ValueError:
        return None
