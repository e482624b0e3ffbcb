"""The page of a scenario: a strategy's own, or one that is written in the form. Nothing is saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import EntranceKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategies
from indgang.modules.strategy.selectors import BadScenario, ScenarioAnswer, UnknownScenario
from indgang.modules.strategy.vocabulary import (
    CHANNEL_GROUPS,
    FILTER_NAMES,
    GROUP_NAMES,
    Filter,
    StrategyInfo,
)
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.steering.scenario import shown, typed
from indgang.surfaces.steering.scenario.typed import OWN, SHIFTS, STRATEGY, Typed
from indgang.surfaces.steering.sheets import sheet


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def scenario(request: HttpRequest, strategy: str, scenario: str = "") -> HttpResponse:
    """What it would cost; with `regn` in the address, what was typed is worked out."""
    info = strategies.strategy(strategy)
    sheets = channels.price_sheets()
    asked = "regn" in request.GET
    answer, problem = None, ""
    if asked:
        form = typed.read(request.GET, sheets=sheets)
        if form.year is not None and form.year <= _start(info, form):
            form.errors["aar"] = _("Skriv et år efter %(year)s.") % {"year": _start(info, form)}
            form.plan = None
        answer, problem = _own(info, form)
    else:
        answer, problem = _of_the_strategy(info, scenario)
        form = Typed(_prefilled(info, answer))
    if answer is not None and request.GET.get("format") == "csv":
        return sheet(f"{info.id}-{answer.id or 'scenarie'}", shown.export_head(), shown.export_rows(answer))
    fields = _fields(info, form, sheets)
    unfinished = (
        answer is not None
        and answer.batch != info.baseline
        and answer.result.baseline.year == clock.today().year
    )
    values = {
        "strategy": info,
        "answer": answer,
        "own": asked,
        "problem": problem,
        "problems": [field for field in fields.values() if field.error],
        "story": shown.story(answer, info, unfinished=unfinished) if answer else None,
        "tables": shown.tables(answer) if answer else [],
        "sheet": sheets.get(answer.price_sheet) if answer else None,
        "filter_name": FILTER_NAMES[answer.filter] if answer else "",
        "unfinished": unfinished,
        "scenarios": [
            (one.id, one.name, not asked and answer is not None and one.id == answer.id)
            for one in info.content.scenarios
        ],
        "fields": fields,
        "shifts": [
            [fields[f"flyt{n}_{part}"] for part in ("fra", "til", "procent", "ydelse")] for n in SHIFTS
        ],
        "shares": [fields[f"andel_{group}"] for group in CHANNEL_GROUPS],
        "goes_to": [fields[f"til_{group}"] for group in CHANNEL_GROUPS],
        "shifts_open": any(
            form.values.get(f"flyt{n}_fra") or form.errors.get(f"flyt{n}_fra") for n in SHIFTS
        ),
        "closings_open": bool(form.values.get("lukker") or form.values.get("indgang")),
        "query": request.GET.urlencode(),
    }
    bad = asked and (problem or form.errors)
    return render(request, "steering/scenario/scenario.html", values, status=422 if bad else 200)


def _of_the_strategy(info: StrategyInfo, scenario: str) -> tuple[ScenarioAnswer | None, str]:
    """The strategy's scenario. A strategy without one shows the form alone. Raises UnknownScenario for a wrong id."""
    try:
        return strategies.scenario(info.id, scenario), ""
    except UnknownScenario:
        if scenario:
            raise
        return None, ""
    except BadScenario as error:
        return None, str(error.message)


def _start(info: StrategyInfo, form: Typed) -> int:
    """The year that is begun with."""
    return clock.today().year if form.live or not info.baseline else info.baseline_year


def _own(info: StrategyInfo, form: Typed) -> tuple[ScenarioAnswer | None, str]:
    """What was typed, worked out; or what to mend."""
    if form.plan is None:
        return None, ""
    live = form.live or not info.baseline
    try:
        return (
            strategies.what_if(
                info.id,
                (form.plan,),
                year=_start(info, form),
                filter=Filter.ALL if live else form.filter,
                live=live,
                sheets={form.plan.year: form.sheet} if form.sheet else {},
            ),
            "",
        )
    except BadScenario as error:
        return None, str(error.message)


def _prefilled(info: StrategyInfo, answer: ScenarioAnswer | None) -> dict[str, str]:
    """The last year of what is shown; else next year, from the municipality's own figures."""
    empty = dict.fromkeys(typed.names(), "")
    start = {"tal": STRATEGY if info.baseline else OWN, "filter": Filter.WITHOUT_LIBRARY_VISITS.value}
    if answer is None:
        return {**empty, **start, "aar": str(clock.today().year + 1)}
    start |= {"filter": answer.filter.value, "tal": STRATEGY if answer.batch == info.baseline else OWN}
    return {**empty, **start, **typed.as_typed(answer.plans[-1])}


def _fields(info: StrategyInfo, form: Typed, sheets: dict[str, channels.PriceSheetInfo]) -> dict[str, Field]:
    made: dict[str, Field] = {}

    def add(
        name: str, label: str, kind: str = "text", options: list[Option] | None = None, hint: str = ""
    ) -> None:
        made[name] = Field(
            name,
            label,
            kind=kind,
            value=form.values.get(name, ""),
            hint=hint,
            error=form.errors.get(name, ""),
            options=options or (),
            required=False,
            width=14 if kind == "text" else None,
        )

    own = identity.municipality().name
    starts = [Option(OWN, _("%(municipality)s, i år til nu") % {"municipality": own})]
    if info.baseline:
        label = f"{info.municipality_name} {info.baseline_year}"
        starts.insert(0, Option(STRATEGY, label))
    groups = [Option(group, GROUP_NAMES[group]) for group in CHANNEL_GROUPS]
    add("tal", _("Hvilke tal begynder du med?"), "radio", starts)
    add(
        "filter",
        _("Besøg på biblioteker"),
        "select",
        [Option(one.value, FILTER_NAMES[one]) for one in Filter],
    )
    add("aar", _("Hvilket år?"))
    add("antal", _("Henvendelser i alt"), hint=_("Skriv et antal, eller lad feltet stå tomt."))
    add("vaekst", _("Eller vækst pr. år i procent"), hint=_("For eksempel 1,5 eller 0 til 2."))
    for group in CHANNEL_GROUPS:
        add(f"andel_{group}", f"{GROUP_NAMES[group]}, %")
    services = sorted(
        (one for one in catalogue.services().values() if not one.retired), key=lambda one: str(one.name)
    )
    for n in SHIFTS:
        add(f"flyt{n}_fra", _("Fra"), "select", groups)
        add(f"flyt{n}_til", _("Til"), "select", groups)
        add(f"flyt{n}_procent", _("Procent af dem, der kommer den vej"))
        add(f"flyt{n}_ydelse", _("Kun om"), "select", [Option(one.id, one.name) for one in services])
    add("lukker", _("Indgange, der lukker"))
    add("af", _("Ud af"))
    places = [one for one in channels.entrances() if one.kind is EntranceKind.PHYSICAL]
    add("indgang", _("Eller en bestemt indgang"), "select", [Option(one.id, one.name) for one in places])
    for group in CHANNEL_GROUPS:
        add(f"til_{group}", f"{GROUP_NAMES[group]}, %")
    add("prisliste", _("Prisliste"), "select", [Option(one.id, one.name) for one in sheets.values()])
    add("pris", _("Prisen ændrer sig, procent"), hint=_("For eksempel 2 eller 0 til 5."))
    return made
