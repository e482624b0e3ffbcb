"""The paper form of a solution, as a page that prints and as a file. It knows nothing of the reader."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from indgang.adapters.letters.form_markup import fragment
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.selectors import PaperForm, UnknownSolution
from indgang.surfaces.portal.open_pages import open_page

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


def _form(request: HttpRequest, slug: str) -> PaperForm:
    """404 for a solution that is unknown, or whose matter is done with another authority here."""
    try:
        if selectors.solution(slug).mode == "hand_over":
            raise Http404
        english = (get_language() or "da").startswith("en")
        return selectors.paper_form(slug, "en" if english else "da", large=request.GET.get("stor") == "1")
    except UnknownSolution as unknown:
        raise Http404 from unknown


@open_page
def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form to print from the page, with the way to the file and to large print."""
    form = _form(request, slug)
    values = {
        "form": form,
        "sheet": form.sheet,
        "info": selectors.solution(slug),
        "fragment": mark_safe(fragment(form.sheet, level=2)),  # noqa: S308  (escaped there)
    }
    return render(request, "portal/paper/paper.html", values)


@open_page
def paper_form_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The file for the printer. While a worker makes it, a page says so and looks again by itself."""
    form = _form(request, slug)
    made = services.paper_file(form)
    if made is None:
        waiting = render(request, "portal/paper/soon.html", {"form": form, "sheet": form.sheet}, status=202)
        waiting["Refresh"] = "3"
        return waiting
    kind = made.suffix.removeprefix(".")
    answer = HttpResponse(made.read_bytes(), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'inline; filename="{slug}{"-stor" if form.sheet.large else ""}.{kind}"'
    if kind == "html":
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
