"""What if an answer or a fact in the case had been another? The rules once more; nothing is stored."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import TakeFirst
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import FACT_PREFIX, Changes, FactField, WhatIf
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.common.solution import questions, reading
from indgang.surfaces.desk import presentation
from indgang.surfaces.desk.cases.common import frame

DAY = "dagen"
LONGEST = 500


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answers and facts of a case as fields; with what was changed, the outcome and the rules that flipped."""
    employee = staff(request, Right.SEE_WORK_LIST)
    case = cases.case_for_staff(case_id, employee, purpose="hvad nu hvis", with_timeline=False)
    if case.masked:
        raise TakeFirst
    tried = request.method == "POST"
    changes = changes_in(request.POST) if tried else Changes()
    found = selfservice.what_if(selfservice.base_of_case(case.info.key), changes)
    values = {**frame(case), **drawn(found, tried=tried)}
    return render(request, "desk/cases/what_if.html", values, status=422 if found.bad_day else 200)


def changes_in(post: QueryDict) -> Changes:
    """What the page sent."""
    keys = reading.shown(post)
    return Changes(
        answers=reading.values_from(post, keys),
        facts={name: post.get(name, "")[:LONGEST] for name in post if name.startswith(FACT_PREFIX)},
        today=reading.value(post, DAY)[0] if reading.value(post, DAY) else "",
    )


def drawn(found: WhatIf, *, tried: bool) -> dict[str, Any]:
    """What the template shows: of a case, or of an example of a solution."""
    steps = [
        (step.title, [questions.question(view, view.error or None) for view in step.fields])
        for step in found.steps
    ]
    facts = [
        (part, [(row.title, [_fact(field) for field in row.fields]) for row in part.rows])
        for part in found.facts
    ]
    day = Field(
        DAY,
        _("Hvilken dag skal reglerne regne fra?"),
        kind="date",
        value=found.today.isoformat(),
        error=_("Skriv en dato med dag, måned og år.") if found.bad_day else "",
    )
    return {
        "found": found,
        "tried": tried,
        "steps": steps,
        "facts": facts,
        "day": day,
        "before_name": presentation.found_name(found.before.outcome),
        "after_name": presentation.found_name(found.after.outcome),
    }


def _fact(view: FactField) -> Field:
    options = [Option("", _("Ikke kendt")), *(Option(value, label) for value, label in view.options)]
    return Field(
        view.name,
        view.label,
        kind="select" if view.options else "text",
        value=view.value,
        options=options if view.options else (),
        error=view.error,
        required=False,
        max_length=LONGEST if not view.options else None,
    )
