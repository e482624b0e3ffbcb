"""The pages of files of many. Each reads the request, does one deed, and answers."""

from collections.abc import Sequence
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.kernel.errors import Expected
from indgang.kernel.tables import CSV_TYPE, EXCEL_TYPE, BadTable
from indgang.kernel.text import Text
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import many as asked
from indgang.modules.selfservice.selectors.many import ManyForm, ManyInfo, ManyView
from indgang.modules.selfservice.services import many as deeds
from indgang.modules.selfservice.services.results import HandedOver, NotForYou, UnknownSolution
from indgang.modules.selfservice.vocabulary import MANY_STATES, ManyState
from indgang.surfaces.common import people
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_citizens, for_everybody
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.views.begin import stopped

FILE = "fil"


class NotNow(Expected):
    """Somebody told that the solution cannot be begun now."""

    status = 503
    message = Text(
        "Det virker ikke på nettet lige nu. Gem filen, og prøv igen senere.",
        "It does not work online right now. Keep the file, and try again later.",
    )


_KINDS = {
    ManyState.CHECKING: "busy",
    ManyState.CHECKED: "busy",
    ManyState.SENDING: "busy",
    ManyState.DONE: "good",
    ManyState.STOPPED: "late",
}


def _form(slug: str) -> ManyForm:
    try:
        found = asked.many_form(slug)
    except UnknownSolution as unknown:
        raise Http404 from unknown
    if found is None:
        raise Http404
    return found


def _for_company(request: HttpRequest, form: ManyForm) -> ActingOption | None:
    """The company that they are logged in for and may send for."""
    options = [one for one in people.acting_options(request) if one.acting.party.kind == "company"]
    return next((one for one in options if one.covers(form.service_id)), None)


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, slug: str) -> HttpResponse:
    """What the file must hold, and where one gives it to us. Nothing is sent: the next page shows it, and asks."""
    form = _form(slug)
    option = _for_company(request, form)
    if request.method != "POST" or option is None:
        return _page(request, form, option)
    if stopped(selfservice.solution(slug), logged_in=True):
        return _page(request, form, option, refused=NotNow())
    upload = request.FILES.get(FILE)
    if upload is None or not upload.size:
        return _page(request, form, option, error=_("Vælg en fil, der ikke er tom."))
    if upload.size > settings.FILE_LIMIT:
        return _page(request, form, option, error=_("Filen er for stor. Del den i flere."))
    people.act_for(request, option.key)
    try:
        found = deeds.take_file(
            solution=slug,
            name=upload.name or "",
            content=cast(BinaryIO, upload.file),
            by=option.acting,
        )
    except deeds.SentBefore as before:
        return _page(request, form, option, error=before.message, before=before.file_id)
    except BadTable as wrong:
        return _page(request, form, option, error=wrong.message)
    except (NotForYou, HandedOver) as refused:
        return _page(request, form, option, refused=refused)
    return redirect("portal:many_file", found)


def _page(
    request: HttpRequest,
    form: ManyForm,
    option: ActingOption | None,
    *,
    error: Text | str = "",
    before: UUID | None = None,
    refused: Expected | None = None,
) -> HttpResponse:
    megabytes = settings.FILE_LIMIT // (1024 * 1024)
    field = Field(
        FILE,
        _("Jeres fil"),
        kind="file",
        max_length=settings.FILE_LIMIT,
        accept=f".csv,.xlsx,text/csv,{EXCEL_TYPE}",
        error=error,
        hint=_("Excel (.xlsx) eller CSV. Højst %(rows)s rækker og %(size)s MB.")
        % {"rows": form.most, "size": megabytes},
    )
    files = asked.many_files(form.solution, option.acting) if option else []
    context: dict[str, Any] = {
        "form": form,
        "company": option.acting.party.name if option else "",
        "field": field,
        "problems": [field] if error else [],
        "before": before,
        "refused": refused.message if refused else None,
        "files": [_line(one) for one in files],
    }
    status = getattr(refused, "status", 403) if refused else 409 if before else 422 if error else 200
    return render(request, "portal/many/many.html", context, status=status)


def _line(info: ManyInfo) -> dict[str, object]:
    return {"info": info, "state": MANY_STATES[info.state], "kind": _KINDS[info.state]}


@for_everybody
@require_safe
def empty(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A file to begin from, with the names of the columns and an example."""
    _form(slug)
    english = get_language() == "en"
    content = asked.empty_file(slug, english=english, workbook=kind == "xlsx")
    return _download(content, f"{slug}.{kind}", EXCEL_TYPE if kind == "xlsx" else CSV_TYPE)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _view(request: HttpRequest, rows_id: UUID, page: int = 1) -> ManyView:
    return as_owner(request, lambda by: asked.many_file(rows_id, by, page=page))


@for_citizens
@never_cache
@require_safe
def file(request: HttpRequest, rows_id: UUID) -> HttpResponse:
    """How far a file is, and what came of its rows."""
    return _file(request, rows_id)


def _file(request: HttpRequest, rows_id: UUID, *, unsaid: Sequence[str] = ()) -> HttpResponse:
    typed = request.GET.get("side", "1")
    view = _view(request, rows_id, int(typed) if typed.isdecimal() and len(typed) < 6 else 1)
    fields = [
        Field(
            key,
            label,
            kind="checkbox",
            value="yes" if request.POST.get(key) else "",
            error=_("Sæt flueben her, før I sender.") if key in unsaid else "",
        )
        for key, label in view.form.confirm
    ]
    info = view.info
    context = {
        **_line(info),
        "view": view,
        "form": view.form,
        "fields": fields,
        "problems": [one for one in fields if one.error],
        "states": {one.name.lower(): info.state is one for one in ManyState},
        "may_send": info.state in (ManyState.CHECKED, ManyState.STOPPED) and info.good > 0,
        "may_discard": info.state in (ManyState.CHECKING, ManyState.CHECKED) and not info.sent,
    }
    if request.headers.get("HX-Request") == "true":  # the page looks again by itself while a worker is at it
        if info.at_work:
            return render(request, "portal/many/_progress.html", context)
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "portal/many/file.html", context, status=422 if unsaid else 200)


@for_citizens
@never_cache
@require_POST
def send(request: HttpRequest, rows_id: UUID) -> HttpResponse:
    """Send the good rows. What must be said yes to is said once for all of them."""
    view = _view(request, rows_id)
    unsaid = [key for key, _label in view.form.confirm if not request.POST.get(key)]
    if unsaid and view.info.state in (ManyState.CHECKED, ManyState.STOPPED):
        return _file(request, rows_id, unsaid=unsaid)

    def deed(by: Acting) -> None:
        deeds.send_file(file_id=rows_id, by=by)

    try:
        as_owner(request, deed)
    except NotForYou as refused:
        notes.warning(request, str(refused.message))
    return redirect("portal:many_file", rows_id)


@for_citizens
@never_cache
@require_POST
def discard(request: HttpRequest, rows_id: UUID) -> HttpResponse:
    """Throw a file away of which nothing is sent."""
    slug = _view(request, rows_id).info.solution

    def deed(by: Acting) -> None:
        deeds.discard_file(file_id=rows_id, by=by)

    try:
        as_owner(request, deed)
    except deeds.SentMeanwhile as late:
        notes.warning(request, str(late.message))
        return redirect("portal:many_file", rows_id)
    notes.success(request, _("Filen er slettet. Vi har ikke modtaget noget fra jer."))
    return redirect("portal:many", slug)


@for_citizens
@never_cache
@require_safe
def bad_rows(request: HttpRequest, rows_id: UUID) -> HttpResponse:
    """The rows with mistakes, to correct and bring again."""
    english = get_language() == "en"
    content = as_owner(request, lambda by: asked.bad_rows(rows_id, by, english=english))
    return _download(content, "fejl.csv", CSV_TYPE)
