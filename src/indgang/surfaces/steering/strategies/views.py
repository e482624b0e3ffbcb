"""Every strategy, one of them whole, and a strategy that somebody sends us."""

from dataclasses import dataclass

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy import services
from indgang.modules.strategy.vocabulary import StrategyInfo
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.mistakes import Mistake, mistakes
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.strategies import document

LARGEST = 1_000_000  # bytes of a file
NAME = "strategy.yaml"


@dataclass(frozen=True)
class Wrong:
    """Why a strategy could not be loaded. `problems` have lines of the text; `sentence` is about all of it."""

    sentence: str
    problems: tuple[Mistake, ...] = ()


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """Every strategy that is loaded, and a form to load one."""
    return _list(request, staff(request, Right.SEE_TOTALS))


@for_staff(Right.STEER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Somebody sends a strategy. What is wrong with it stands by line, and the text stands in the form to mend."""
    if request.method != "POST":
        return redirect("steering:strategies")
    by = staff(request, Right.STEER)
    text, wrong = _sent(request)
    if wrong is None:
        try:
            id = services.load_strategy_text(text=text, name=NAME, by=by.actor, within=_within(by))
        except ContentError as error:
            wrong = Wrong(
                _("Strategien kan ikke indlæses endnu. Ret den, og prøv igen."),
                tuple(mistakes(error.problems)),
            )
        except services.StrategyTaken as error:
            wrong = Wrong(str(error.message))
        else:
            notes.success(request, _("Strategien er indlæst."))
            return redirect("steering:strategy", id)
    return _list(request, by, text=text, wrong=wrong)


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def strategy_page(request: HttpRequest, id: str) -> HttpResponse:
    """A whole strategy: everything that it says, each with its page and the notes to read with it."""
    one = strategy.strategy(id)
    known = strategy.strategies()
    return render(
        request,
        "steering/strategies/strategy.html",
        {
            "strategy": one,
            "parts": document.parts(one),
            "frames": [known[frame] for frame in one.frames if frame in known],
            "inside": [other for other in known.values() if id in other.frames],
            "measured": _measured(one),
        },
    )


def _list(
    request: HttpRequest, by: EmployeeInfo, *, text: str = "", wrong: Wrong | None = None
) -> HttpResponse:
    may = by.may(Right.STEER)
    field = Field(
        "text",
        _("Teksten"),
        kind="textarea",
        value=text,
        rows=14,
        required=False,
        hint=_("Har du en fil, så vælg den nedenfor. Så skal du ikke skrive noget her."),
        error=wrong.sentence if wrong else "",
    )
    found = strategy.strategies()
    return render(
        request,
        "steering/strategies/strategies.html",
        {
            "lines": [
                (one, _measured(one), found[one.frames[0]].title if one.frames else "")
                for one in found.values()
            ],
            "may_load": may,
            "department": _within(by) if may else "",
            "field": field,
            "wrong": wrong,
            "named": [field] if wrong else [],
        },
        status=422 if wrong else 200,
    )


def _within(by: EmployeeInfo) -> str:
    """The department that somebody must keep to; empty for the whole municipality."""
    if by.reach(Right.STEER) is Reach.MUNICIPALITY:
        return ""
    unit = identity.units().get(by.unit)
    return unit.department if unit else "-"


def _sent(request: HttpRequest) -> tuple[str, Wrong | None]:
    """The text of the file, or of the field when no file came."""
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "")
        return text, None if text.strip() else Wrong(_("Vælg en fil, eller skriv teksten i feltet."))
    if file.size is None or file.size > LARGEST:
        return "", Wrong(_("Filen er for stor. Den må højst fylde 1 MB."))
    try:
        return file.read().decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return "", Wrong(_("Filen er ikke gemt som UTF-8. Gem den som UTF-8, og vælg den igen."))


def _measured(one: StrategyInfo) -> str:
    """What its figures are counted on, in words."""
    if one.measured_on == "live":
        return _("Vores egne tal, talt løbende")
    if one.baseline:
        return _("Kildens tal for %(year)s") % {"year": one.baseline_year}
    return _("Den har ingen tal, vi kan måle på")
