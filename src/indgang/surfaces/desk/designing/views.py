"""The designers' pages. They show and check; a solution is changed in its files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import designing as selectors
from indgang.modules.selfservice.selectors.designing import Design
from indgang.modules.selfservice.services import BadTrial, Worked, run_examples
from indgang.modules.selfservice.services import designing as services
from indgang.modules.selfservice.services.previewing import preview as previewed
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.mistakes import first_of, mistakes
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.designing import parts, words
from indgang.surfaces.desk.designing.flow import flow
from indgang.surfaces.desk.designing.whole import parts_of

FILE = "fil"
LONGEST_SENTENCE = 400
MOST_SHOWN = 200
"""Differences and mistakes on one page; the command has them all."""


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_safe
def solutions(request: HttpRequest) -> HttpResponse:
    """Every solution, with what is not settled about it."""
    rows = [selectors.design(slug) for slug in selfservice.solutions()]
    return render(request, "desk/designing/solutions.html", {"rows": rows})


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_safe
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """One solution from top to bottom."""
    design = design_of(slug)
    values = {
        "design": design,
        "shape": design.solution.shape,
        "flow": flow(design),
        "steps": parts.steps(design),
        "rules": parts.rules(design),
        "parts": parts_of(design.solution.shape, design.document),
        "parameters": parts.parameters(design),
        "statuses": words.STATUSES,
        "letters": parts.letters(design),
        "hard": [(file.name, text) for file in design.files for text in file.hard],
        "on_disk": folder_of(design) is not None,
        "may_see_figures": staff(request, Right.DESIGN_SOLUTIONS).may(Right.SEE_STEERING),
    }
    return render(request, "desk/designing/solution.html", values)


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_safe
def examples(request: HttpRequest, slug: str) -> HttpResponse:
    """The worked cases, run now against the version that holds."""
    design = design_of(slug)
    folder = folder_of(design)
    rows: list[Worked] = []
    wrong: list[str] = []
    if folder is not None:
        try:
            rows = list(run_examples(slug, folder))
        except ContentError as error:
            wrong = [first_of(error)]
    values = {
        "design": design,
        "rows": [{"worked": one, "came": parts.came_out(one), "wrong": parts.otherwise(one)} for one in rows],
        "failed": sum(1 for one in rows if one.wrong),
        "wrong": wrong,
    }
    return render(request, "desk/designing/examples.html", values)


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked and written, with the values of one worked case."""
    design = design_of(slug)
    folder = folder_of(design)
    values: dict[str, Any] = {"design": design, "shown": None, "problem": ""}
    if folder is not None:
        try:
            version = selectors.active_version(slug)
            values["shown"] = previewed(version, folder, request.GET.get("eksempel", ""))
        except selfservice.UnknownSolution:
            raise Http404 from None
        except (BadTrial, ContentError) as error:
            values["problem"] = first_of(error)[:LONGEST_SENTENCE]
    return render(request, "desk/designing/preview.html", values)


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions that were loaded, and what is different between two of them."""
    design = design_of(slug)
    known = {row.hash for row in design.versions}
    newest = [row.hash for row in design.versions]
    usual = (newest[1] if len(newest) > 1 else newest[0], design.hash)
    before, after = request.GET.get("fra") or usual[0], request.GET.get("til") or usual[1]
    if not {before, after} <= known:
        raise Http404
    changes = selectors.difference_between(slug, before, after)
    rows = [
        {"change": one, "word": selectors.SORT_WORDS[one.sort], "kind": words.SORTS[one.sort]}
        for one in changes[:MOST_SHOWN]
    ]
    values = {
        "design": design,
        "before": before,
        "after": after,
        "rows": rows,
        "more": max(len(changes) - MOST_SHOWN, 0),
        "same": before == after,
    }
    return render(request, "desk/designing/versions.html", values)


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_safe
def zip_out(request: HttpRequest, slug: str) -> HttpResponse:
    """The solution that holds now, to work on elsewhere."""
    design_of(slug)
    answer = HttpResponse(services.zip_of(slug), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return answer


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def zip_in(request: HttpRequest) -> HttpResponse:
    """Check a solution that somebody packed. Nothing is stored: an operator puts it in, with `solution unzip`."""
    upload = request.FILES.get(FILE) if request.method == "POST" else None
    error, seen = "", None
    if request.method == "POST":
        if upload is None or not upload.size:
            error = _("Vælg en fil, der ikke er tom.")
        elif upload.size > services.MOST_BYTES:
            error = _("Filen er for stor. Pak kun løsningens egen mappe.")
        else:
            seen = services.look_at_zip(upload.read(services.MOST_BYTES + 1), "zip")
    field = Field(
        FILE,
        _("Vælg en zip-fil"),
        kind="file",
        hint=_("Højst 2 MB. Den må rumme solution.yaml, examples.yaml, README.md og letters/*.yaml."),
        error=error,
        max_length=services.MOST_BYTES,
        accept=".zip,application/zip",
    )
    values = {
        "field": field,
        "problems": [field] if error else [],
        "seen": seen,
        "wrong": mistakes(seen.problems[:MOST_SHOWN]) if seen else [],
        "changes": [
            {"change": one, "word": selectors.SORT_WORDS[one.sort], "kind": words.SORTS[one.sort]}
            for one in (seen.changes[:MOST_SHOWN] if seen else ())
        ],
        "more": max(len(seen.changes) - MOST_SHOWN, 0) if seen else 0,
        "fails": [{"id": one.id, "wrong": parts.otherwise(one)} for one in seen.examples if one.wrong][
            :MOST_SHOWN
        ]
        if seen
        else [],
    }
    return render(request, "desk/designing/zip_in.html", values, status=422 if error else 200)


def design_of(slug: str) -> Design:
    """The solution that holds now. Raises Http404."""
    try:
        return selectors.design(slug)
    except selfservice.UnknownSolution:
        raise Http404 from None


def folder_of(design: Design) -> Path | None:
    """The solution's folder, when it lies here and has worked cases."""
    folder = Path(settings.CONTENT_DIR) / "solutions" / design.solution.slug
    return folder if (folder / services.EXAMPLES).is_file() else None
