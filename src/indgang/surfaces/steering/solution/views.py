"""The funnel of one self-service in a year, and the rows behind each of its numbers."""

from dataclasses import replace
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import SolutionInfo
from indgang.modules.selfservice.selectors.versions import question_titles, step_titles
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import Funnel, FunnelRows
from indgang.modules.strategy.vocabulary import Cut, Question
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import own
from indgang.surfaces.steering.figures import lines
from indgang.surfaces.steering.reach import Seen
from indgang.surfaces.steering.reading import Shown
from indgang.surfaces.steering.sheets import sheet
from indgang.surfaces.steering.solution import words
from indgang.surfaces.steering.solution.table import Table, title_of

INDICATORS = (
    *("completion_citizen2012", "completion_govuk", "take_up"),
    *("straight_through", "decision_time", "satisfaction"),
)
GROUPS = frozenset({"all", "alone", "co_served", "by_staff", "median", "p90", "satisfied"})
WITH_A_SUBJECT = frozenset({"step", "left", "help", "error", "then"})
NO_ROWS = FunnelRows((), 0, 1, 1)


@for_staff(Right.SEE_STEERING)
@never_cache
@require_safe
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """Who begins a self-service in a year, how far they come, where they leave, and what they do then."""
    by = staff(request, Right.SEE_STEERING)
    one, year = _solution(slug, by), own.year_of(request)
    asked = _asked(one, year)
    sees_rows = by.may(Right.SEE_LEDGER_ROWS)
    found = strategy.funnel(asked, one.slug) if asked else Funnel()
    shown = found if sees_rows else found.for_readers()
    steps = step_titles(one.slug)
    table = Table(one.slug, year, shown, rows=sees_rows)
    if request.GET.get("format") == "csv":
        return _as_file(one, year, shown)
    return render(
        request,
        "steering/solution/solution.html",
        {
            "solution": one,
            "service": catalogue.services().get(one.service_id),
            "year": year,
            "years": [(each, each == year) for each in own.years()],
            "empty": found.empty,
            "begun": table.begun(),
            "ends": table.ends(),
            "steps": table.steps(steps),
            "picture": table.picture(steps),
            "then": table.then(),
            "picture_then": table.picture_then(),
            "errors": table.errors(question_titles(one.slug)),
            "minutes": table.minutes(),
            "figures": _figures(asked, sees_rows) if asked else [],
            "sees_totals": by.may(Right.SEE_TOTALS),
            "designs": by.may(Right.DESIGN_SOLUTIONS),
            "rounded": not sees_rows,
            "several": _shares_its_service(one),
            "words": words,
        },
    )


@for_staff(Right.SEE_LEDGER_ROWS)
@never_cache
@require_safe
def rows(request: HttpRequest, slug: str, figure: str) -> HttpResponse:
    """The measurements behind a number, a page at a time: nothing in them leads to a person or to staff."""
    by = staff(request, Right.SEE_LEDGER_ROWS)
    one, year = _solution(slug, by, Right.SEE_LEDGER_ROWS), own.year_of(request)
    if figure not in words.FIGURES:
        raise Http404
    about = request.GET.get("om", "") if figure in WITH_A_SUBJECT else ""
    asked, number = _asked(one, year), request.GET.get("side", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1
    group = f"{figure}:{about}" if figure in WITH_A_SUBJECT else figure
    found = strategy.funnel_rows(asked, group, solution=one.slug, page=page) if asked else NO_ROWS
    return render(
        request,
        "steering/figures/rows.html",
        {
            "this": SimpleNamespace(
                url=f"{_address(one.slug)}?aar={year}",
                name=str(one.title),
                text=_about(one.slug, figure, about),
                figure=None,
            ),
            "filter_name": _("I %(year)s") % {"year": year},
            "found": SimpleNamespace(
                count=found.count, page=found.page, pages=found.pages, from_measurements=True
            ),
            "lines": [_line(lines.line(row, measurement=True), one.slug) for row in found.rows],
        },
    )


def _line(line: lines.Line, slug: str) -> lines.Line:
    """With the step's or the field's title in place of its key."""
    key = line.handling.da
    title = step_titles(slug).get(key) or question_titles(slug).get(key)
    return replace(line, handling=title or line.handling)


def _about(slug: str, figure: str, about: str) -> str:
    """What a number is, in words: `Hvem flytter? · Nåede trinnet`, with a step, a field, or what they then did."""
    name = str(words.FIGURES[figure])
    if figure not in WITH_A_SUBJECT:
        return name
    if figure == "then":
        return f"{words.THEN.get(about, about)} · {name}"
    said = question_titles(slug).get(about) if figure == "error" else None
    return f"{said or title_of(about, step_titles(slug))} · {name}"


def _solution(slug: str, by: EmployeeInfo, right: Right = Right.SEE_STEERING) -> SolutionInfo:
    """The solution, when the right reaches its service. Raises NotYours, also without one."""
    found = selfservice.solutions().get(slug)
    if found is None or not Seen(by, right).sees_service(found.service_id):
        raise NotYours
    return found


def _shares_its_service(one: SolutionInfo) -> bool:
    others = selfservice.solutions().values()
    return any(other.service_id == one.service_id and other.slug != one.slug for other in others)


def _asked(one: SolutionInfo, year: int) -> Question | None:
    """None before the first contact of the municipality."""
    asked = own.own(year)
    return replace(asked, cut=Cut(service=one.service_id)) if asked else None


def _figures(asked: Question, sees_rows: bool) -> list[Shown]:
    """The indicators of the service, each under its own definition."""
    found = strategy.answers(replace(asked, only=INDICATORS))[0]
    found = found if sees_rows else strategy.for_readers(found)
    return [Shown(one) for one in found if one.group in GROUPS]


def _as_file(one: SolutionInfo, year: int, found: Funnel) -> HttpResponse:
    titles = step_titles(one.slug)
    head = [_("Trin"), words.FIGURES["step"], words.FIGURES["left"], words.FIGURES["help"]]
    keys = dict.fromkeys([*titles, *sorted([*found.steps, *found.left, *found.help])])
    body = [
        [title_of(key, titles), found.steps.get(key, 0), found.left.get(key, 0), found.help.get(key, 0)]
        for key in keys
    ]
    begun = [str(words.BEGUN), found.begun, None, None]
    known = {"not_entitled": found.not_entitled, "already_done": found.already_done}
    more = [[str(words.FIGURES[key]), count, None, None] for key, count in known.items() if count != 0]
    sent = [str(words.COMPLETED), found.completed, None, None]
    return sheet(f"tragt-{one.slug}-{year}", head, [begun, *body, *more, sent])


def _address(slug: str) -> str:
    return reverse("steering:solution", args=[slug])
