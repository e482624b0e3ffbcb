"""The page of factors: what a guide says drives benefits, how far we are, and what a correlation can say."""

from dataclasses import dataclass

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy import services
from indgang.modules.strategy.selectors import Correlation, FactorInfo, Place
from indgang.modules.strategy.vocabulary import Question
from indgang.surfaces.common import formats
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import own
from indgang.surfaces.steering.pictures.scatter import Scatter, scatter
from indgang.surfaces.steering.reading import Shown

ANSWERS = {"yes": Text("Ja", "Yes"), "partly": Text("Delvist", "Partly"), "no": Text("Nej", "No")}


@dataclass(frozen=True)
class Seen:
    """What can be seen of some municipalities, in words."""

    summary: str
    rows: tuple[tuple[str, str, str, str], ...]
    picture: Scatter
    places: tuple[tuple[str, str, str], ...]


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """Each factor with our answer of the year."""
    return _page(request)


@for_staff(Right.STEER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, factor: str) -> HttpResponse:
    """Say how far we are with one factor."""
    if request.method != "POST":
        return redirect("steering:factors")
    by = staff(request, Right.STEER)
    given, note = request.POST.get(f"svar-{factor}", ""), request.POST.get(f"note-{factor}", "")
    try:
        services.answer_factor(factor=factor, year=clock.today().year, answer=given, note=note, by=by)
    except (services.NoSuchAnswer, services.NoteTooLong) as error:
        return _page(request, wrong=(factor, given, note, str(error.message)))
    notes.success(request, _("Svaret er gemt."))
    return redirect("steering:factors")


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """Municipalities from a file beside each other. The file is read, shown and forgotten."""
    file = request.FILES.get("fil")
    if request.method != "POST":
        return redirect("steering:factors")
    if file is None:
        return _page(request, problems=[_("Vælg en fil først.")])
    known = [one.id for one in strategy.factors(clock.today().year)]
    found, problems = strategy.read_places(file.read(strategy.LARGEST_FILE + 1), known)
    if problems:
        return _page(request, problems=[str(one) for one in problems[:20]])
    return _page(request, found=found)


def _page(
    request: HttpRequest,
    *,
    wrong: tuple[str, str, str, str] | None = None,
    problems: list[str] | None = None,
    found: list[Place] | None = None,
) -> HttpResponse:
    by = staff(request, Right.SEE_TOTALS)
    year = clock.today().year
    known = strategy.factors(year)
    values = {
        "year": year,
        "factors": [(one, _answer(one), _fields(one, wrong)) for one in known],
        "steers": by.reach(Right.STEER) is Reach.MUNICIPALITY,
        "wrong": wrong[0] if wrong else "",
        "done": sum(bool(one.answer) for one in known),
        "rate": _rate(year),
        "problems": problems or [],
        "seen": _seen(found, known) if found else None,
        "columns": ["kommune", "selvbetjening", *(one.id for one in known)],
        "notes": tuple({note.id: note for one in known for note in one.notes}.values()),
    }
    return render(request, "steering/factors/factors.html", values, status=422 if wrong or problems else 200)


def _answer(one: FactorInfo) -> Text:
    return ANSWERS[one.answer] if one.answer else Text("Ikke svaret endnu", "Not answered yet")


def _fields(one: FactorInfo, wrong: tuple[str, str, str, str] | None) -> tuple[Field, Field]:
    _factor, given, note, error = (
        wrong if wrong and wrong[0] == one.id else (one.id, one.answer, one.note, "")
    )
    options = [Option(value, name) for value, name in ANSWERS.items()]
    label = _("Arbejder vi med det?")
    return (
        Field(f"svar-{one.id}", label, kind="radio", value=given, options=options, error=error),
        Field(f"note-{one.id}", _("Hvad gør vi?"), kind="textarea", value=note, rows=2, required=False,
              max_length=services.LONGEST_NOTE),
    )  # fmt: skip


def _rate(year: int) -> Shown | None:
    """Our own self-service rate, to read beside the answers; None before the first contact."""
    asked = own.own(year)
    if asked is None:
        return None
    (figures,) = strategy.answers(Question(asked.batch, asked.year, asked.price_sheet, only=("take_up",)))
    return Shown(next(one for one in figures if one.group == "alone"))


def _seen(found: list[Place], known: list[FactorInfo]) -> Seen:
    titles = {one.id: one.title for one in known}
    result = strategy.correlation(found, list(titles))
    asked = [one.factor for one in result.beside]
    return Seen(
        summary=_summary(result),
        rows=tuple(
            (
                titles[one.factor],
                _mean(one.having_rate, one.having),
                _mean(one.others_rate, one.others),
                _points(one.difference),
            )
            for one in result.beside
        ),
        picture=scatter(
            id="factors-places",
            title=_("Kommuner: hvor meget de gør, og hvor mange der klarer sig selv"),
            description=_summary(result),
            x_name=_("Antal indsatser. En delvis tæller en halv."),
            y_name="%",
            points=[(one.worked_on, one.rate) for one in found],
            x_most=len(asked),
        ),
        places=tuple(
            (one.name, formats.number(one.worked_on, None), formats.percent(one.rate, 1)) for one in found
        ),
    )


def _summary(result: Correlation) -> str:
    words = {"count": result.places}
    if result.rank is None:
        return _("%(count)s kommuner. Det er for få eller for ens til at regne på sammenhængen.") % words
    return _("%(count)s kommuner. Sammenhængen er %(rank)s på en skala fra −1 til 1.") % {
        **words, "rank": formats.number(round(result.rank, 2), 2),
    }  # fmt: skip


def _mean(rate: float | None, count: int) -> str:
    return _("Ingen") if rate is None else f"{formats.percent(rate, 1)} ({count})"


def _points(value: float | None) -> str:
    if value is None:
        return _("Kan ikke regnes ud")
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return _("%(points)s procentpoint") % {"points": f"{sign}{formats.number(abs(value), 1)}"}
