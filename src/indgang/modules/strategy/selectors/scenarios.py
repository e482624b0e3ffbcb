"""Scenarios over what the ledger counts: a strategy's own, or one that somebody writes on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.channels.selectors import PriceSheetInfo
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.rules.scenario import run
from indgang.modules.strategy.rules.scenario_shapes import plans
from indgang.modules.strategy.rules.scenario_words import (
    EVERY_SERVICE,
    BadScenario,
    Cell,
    Scenario,
    ScenarioResult,
    YearPlan,
)
from indgang.modules.strategy.selectors.figures import answers
from indgang.modules.strategy.selectors.prices import price_sheet
from indgang.modules.strategy.selectors.strategies import strategy
from indgang.modules.strategy.vocabulary import (
    ALL,
    CHANNEL_GROUPS,
    Cut,
    Figure,
    Filter,
    NoteInfo,
    Question,
    StrategyInfo,
)

Counted = dict[str, Decimal]  # contacts by channel group


class UnknownScenario(Expected):
    """The strategy has no scenario of this name."""

    status = 404
    message = Text("Vi kender ikke det scenarie.", "We do not know that scenario.")


@dataclass(frozen=True)
class ScenarioAnswer:
    """A scenario that has been worked out, with what it stands on. `notes` are those to show beside it."""

    strategy: str
    id: str
    name: Text
    meaning: Text
    page: str
    filter: Filter
    batch: str
    price_sheet: str
    plans: tuple[YearPlan, ...]
    result: ScenarioResult
    notes: tuple[NoteInfo, ...]


def scenario(strategy_id: str, scenario_id: str = "") -> ScenarioAnswer:
    """A strategy's scenario, by default its first. Raises UnknownStrategy, UnknownScenario, BadScenario."""
    info = strategy(strategy_id)
    found = next((one for one in info.content.scenarios if scenario_id in ("", one.id)), None)
    if found is None:
        raise UnknownScenario
    return _answer(
        strategy_id,
        scenario_id=found.id,
        year=found.baseline.year,
        filter=found.baseline.filter,
        live=found.baseline.rows == "live",
        changes=plans(found),
        sheets={year: plan.prices.sheet for year, plan in found.years.items() if plan.prices},
        name=found.name.text,
        meaning=found.meaning.text if found.meaning else Text(),
        page=found.page,
    )


def what_if(
    strategy_id: str,
    changes: tuple[YearPlan, ...],
    *,
    year: int,
    filter: Filter,
    live: bool = False,
    sheets: Mapping[int, str | None] | None = None,
    about: str = "",
) -> ScenarioAnswer:
    """A scenario that is nobody's yet. `live`: over the municipality's own rows of the year.

    `about` is the scenario whose notes are shown with it; by default the one that says the same, figure for figure,
    else none: notes about other figures explain nothing here. Raises UnknownStrategy and BadScenario.
    """
    return _answer(
        strategy_id,
        scenario_id=about or ("" if live else _the_same(strategy(strategy_id), changes, year, filter)),
        year=year,
        filter=filter,
        live=live,
        changes=changes,
        sheets=sheets or {},
        name=Text("Dit eget scenarie", "Your own scenario"),
        meaning=Text(),
        page="",
    )


def _the_same(info: StrategyInfo, changes: tuple[YearPlan, ...], year: int, filter: Filter) -> str:
    """The strategy's scenario with the same plans from the same start; reasons and prices apart."""
    for one in info.content.scenarios:
        start = one.baseline
        if start.rows != "live" and (start.year, start.filter) == (year, filter):
            said = tuple(replace(plan, because=Text(), prices=None) for plan in plans(one))
            if said == changes:
                return one.id
    return ""


def _answer(
    strategy_id: str,
    *,
    scenario_id: str,
    year: int,
    filter: Filter,
    live: bool,
    changes: tuple[YearPlan, ...],
    sheets: Mapping[int, str | None],
    name: Text,
    meaning: Text,
    page: str,
) -> ScenarioAnswer:
    info = strategy(strategy_id)
    batch = contacts.live_batch_name() if live else info.baseline
    own_sheet = info.price_sheet or identity.municipality().price_sheet
    if not batch:
        raise BadScenario(
            Text(
                "Strategien har ingen tal at begynde med. Vælg kommunens egne tal.",
                "The strategy has no figures to begin with. Choose the municipality's own figures.",
            )
        )
    start = Question(batch, year, own_sheet, filter, ("contacts", "cost"))
    prices, unpriced = _prices(start, price_sheet(own_sheet), year)
    priced = tuple(
        replace(plan, prices=_prices(start, price_sheet(other), plan.year)[0])
        if (other := sheets.get(plan.year))
        else plan
        for plan in changes
    )
    result = run(Scenario(year, _cells(start, priced), prices, priced))
    if unpriced:
        result = replace(result, warnings=(*result.warnings, _guessed(unpriced)))
    about = {note.id for note in info.content.notes_about(scenario_id)}
    return ScenarioAnswer(
        strategy=strategy_id,
        id=scenario_id,
        name=name,
        meaning=meaning,
        page=page,
        filter=filter,
        batch=batch,
        price_sheet=own_sheet,
        plans=priced,
        result=result,
        notes=tuple(note for note in info.notes if note.id in about),
    )


def _guessed(unpriced: Decimal) -> Text:
    count = f"{int(unpriced):,}"
    return Text(
        f"{count.replace(',', '.')} henvendelser har ingen pris i prislisten. Her koster de det samme som resten "
        "af deres kanal. Derfor er udgiften højere end på siden med tal.",
        f"{count} contacts have no price in the price list. Here they cost the same as the rest of their channel. "
        "So the cost is higher than on the page of figures.",
    )


def _prices(start: Question, sheet: PriceSheetInfo, year: int) -> tuple[dict[str, Decimal | None], Decimal]:
    """Kroner for a contact, by group: what the rows cost on average by this sheet, else the group's one price.

    Beside it the number of contacts that the sheet has no price for. Raises BadScenario when the sheet begins
    after the year.
    """
    if not sheet.lines_on(date(year, 12, 31)):
        raise BadScenario(
            Text(
                f"Prislisten {sheet.name.da} har ingen priser i {year}. Vælg en anden liste.",
                f"The price list {sheet.name.en} has no prices in {year}. Choose another list.",
            )
        )
    (found,) = answers(replace(start, price_sheet=sheet.id))
    by = {(one.indicator, one.group): one for one in found}
    prices: dict[str, Decimal | None] = {}
    unpriced = Decimal(0)
    for group in CHANNEL_GROUPS:
        count, cost = _value(by["contacts", group]), _value(by["cost", group])
        counted = Decimal(0) if by["cost", group].value is None else count - by["cost", group].unpriced
        unpriced += count - counted
        if counted > 0:
            prices[group] = cost / counted
        else:
            lines = [
                line.kr
                for line in sheet.lines_on(date(year, 12, 31))
                if line.group == group and line.kr is not None
            ]
            prices[group] = lines[0] if len(set(lines)) == 1 else None
    return prices, unpriced


def _cells(start: Question, changes: Iterable[YearPlan]) -> tuple[Cell, ...]:
    """The rows of the start, told apart by the services and entrances that the plans name."""
    changes = tuple(changes)
    services = sorted({one.service for plan in changes for one in plan.shifts} - {EVERY_SERVICE})
    entrances = sorted({one.entrance for plan in changes for one in plan.closings if one.entrance})
    places = [(service, entrance) for service in ("", *services) for entrance in ("", *entrances)]
    ask = [replace(start, only=("contacts",), cut=_cut(start, *place)) for place in places]
    found = {place: _counted(figures) for place, figures in zip(places, answers(*ask), strict=True)}
    cells = []
    for service, entrance in places:
        for group in CHANNEL_GROUPS:
            there = found[service, entrance].get(group, Decimal(0))
            if not entrance:  # what is left when the named places are taken out
                there -= sum((found[service, one].get(group, Decimal(0)) for one in entrances), Decimal(0))
            if not service:
                there -= sum((found[one, entrance].get(group, Decimal(0)) for one in services), Decimal(0))
            if not service and not entrance:
                there += sum(
                    (found[s, e].get(group, Decimal(0)) for s in services for e in entrances), Decimal(0)
                )
            if there:
                cells.append(Cell(group, there, service, entrance))
    return tuple(cells)


def _cut(start: Question, service: str, entrance: str) -> Cut:
    return replace(start.cut, service=service, entrance=entrance)


def _counted(figures: list[Figure]) -> Counted:
    return {one.group: _value(one) for one in figures if one.group != ALL}


def _value(figure: Figure) -> Decimal:
    return Decimal(0) if figure.value is None else Decimal(figure.value)
