"""What contacts would cost if they came in another way: volume, shares, closed entrances and prices by year.

Pure arithmetic on exact fractions; nothing is drawn at random. A value with a doubt is a `Range`. The results
are linear in each doubtful shift, so their ends are found at the ends of the shifts: every combination is
worked out, and the lowest and the highest stand beside the central one. Volume and price multiply, so their
ends are multiplied.

A change of share is not a saving: staff, buildings and systems do not leave with the contact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.scenario_words import (
    EVERY_SERVICE,
    HUNDRED,
    MOST_DOUBTS,
    BadScenario,
    Cell,
    Closing,
    GroupResult,
    Range,
    Scenario,
    ScenarioResult,
    Shift,
    YearPlan,
    YearResult,
    check,
)

Mix = dict[tuple[str, str, str], Fraction]  # by service, entrance and group, in contacts of the baseline
Band = tuple[Fraction, Fraction, Fraction]


def run(scenario: Scenario) -> ScenarioResult:
    """Work the scenario out. Raises BadScenario with a sentence that says what to mend."""
    check(scenario)
    start = _mix(scenario.baseline)
    total = sum(start.values(), Fraction())
    if total <= 0:
        raise BadScenario(
            Text(
                "Udgangspunktet har ingen henvendelser. Vælg et andet år.",
                "The baseline has no contacts. Choose another year.",
            )
        )
    plans = sorted(scenario.years, key=lambda plan: plan.year)
    doubts = [shift.percent for plan in plans for shift in plan.shifts if not shift.percent.certain]
    if len(doubts) > MOST_DOUBTS:
        raise BadScenario(
            Text(
                f"Skriv højst {MOST_DOUBTS} flytninger med interval. Her er {len(doubts)}.",
                f"Write at most {MOST_DOUBTS} shifts with a range. There are {len(doubts)}.",
            )
        )
    warnings: list[Text] = []
    mixes = [_walk(start, plans, ends, warnings) for ends in (None, *_corners(len(doubts)))]
    prices = scenario.prices
    first = _year(
        scenario, scenario.baseline_year, [start], (Fraction(total),) * 3, _band(None, change=True), prices
    )
    years: list[YearResult] = []
    volume: Band = (total, total, total)
    price_change = _band(None, change=True)
    before = scenario.baseline_year
    for i, plan in enumerate(plans):
        volume = _volume(plan, volume, plan.year - before)
        if plan.price_change is not None:
            price_change = _band(plan.price_change, change=True)
        prices = plan.prices if plan.prices is not None else prices
        found = _year(scenario, plan.year, [mix[i] for mix in mixes], volume, price_change, prices)
        saved = Range(
            first.cost.central - found.cost.high,
            first.cost.central - found.cost.central,
            first.cost.central - found.cost.low,
        )
        years.append(replace(found, saved=saved, because=plan.because))
        before = plan.year
    return ScenarioResult(first, tuple(years), tuple(dict.fromkeys(warnings)))


def _mix(cells: Iterable[Cell]) -> Mix:
    mix: Mix = {}
    for cell in cells:
        key = (cell.service, cell.entrance, cell.group)
        mix[key] = mix.get(key, Fraction()) + Fraction(cell.contacts)
    return mix


def _corners(doubts: int) -> Iterator[tuple[int, ...]]:
    return product((0, 2), repeat=doubts) if doubts else iter(())


def _walk(start: Mix, plans: list[YearPlan], ends: tuple[int, ...] | None, warnings: list[Text]) -> list[Mix]:
    """The mix of every year with each doubtful shift at one end; `ends` None: all of them central."""
    left = iter(ends or ())
    mix, found = start, []
    for plan in plans:
        if plan.shares is not None:
            total = sum(mix.values(), Fraction())
            mix = {("", "", group): total * Fraction(share) / HUNDRED for group, share in plan.shares.items()}
        for closing in plan.closings:
            mix = _closed(mix, closing, plan.year, warnings)
        for shift in plan.shifts:
            end = 1 if ends is None or shift.percent.certain else next(left)
            percent = (shift.percent.low, shift.percent.central, shift.percent.high)[end]
            mix = _shifted(mix, shift, Fraction(percent) / HUNDRED, plan.year)
        found.append(mix)
    return found


def _shifted(mix: Mix, shift: Shift, part: Fraction, year: int) -> Mix:
    if shift.service != EVERY_SERVICE and not any(service == shift.service for service, _, _ in mix):
        raise BadScenario(
            Text(
                f"{year}: Udgangspunktet har ikke tal for ydelsen {shift.service}. Skriv * for alle ydelser.",
                f"{year}: The baseline has no figures for the service {shift.service}. Write * for all of them.",
            )
        )
    after = dict(mix)
    for (service, entrance, group), contacts in mix.items():
        if group == shift.source and shift.service in (EVERY_SERVICE, service):
            moved = contacts * part
            after[service, entrance, group] -= moved
            there = (service, "", shift.target)
            after[there] = after.get(there, Fraction()) + moved
    return after


def _closed(mix: Mix, closing: Closing, year: int, warnings: list[Text]) -> Mix:
    """Contacts of what closes spread as `goes_to`. Only contacts in person belong to a place."""
    after = dict(mix)
    if closing.entrance:
        part = Fraction(1)
        there = [key for key in mix if key[1] == closing.entrance and key[2] == "in_person"]
        if not there:
            raise BadScenario(
                Text(
                    f"{year}: Udgangspunktet har ikke tal for indgangen {closing.entrance}.",
                    f"{year}: The baseline has no figures for the entrance {closing.entrance}.",
                )
            )
    else:
        part = Fraction(closing.count, closing.of)
        there = [key for key in mix if key[2] == "in_person"]
        warnings.append(
            Text(
                "Vi ved ikke, hvor mange der kommer i hver indgang. Her regner vi, som om de har lige mange.",
                "We do not know how many come to each entrance. Here they are taken to be equally busy.",
            )
        )
    for service, entrance, group in there:
        moved = mix[service, entrance, group] * part
        after[service, entrance, group] -= moved
        for target, share in closing.goes_to.items():
            key = (service, "", target)
            after[key] = after.get(key, Fraction()) + moved * Fraction(share) / HUNDRED
    return after


def _band(value: Range | None, *, change: bool) -> Band:
    """A range as fractions. A change in percent becomes a factor; no change is the factor one."""
    if value is None:
        return (Fraction(1),) * 3
    low, central, high = Fraction(value.low), Fraction(value.central), Fraction(value.high)
    if change:
        return 1 + low / HUNDRED, 1 + central / HUNDRED, 1 + high / HUNDRED
    return low, central, high


def _volume(plan: YearPlan, before: Band, years: int) -> Band:
    if plan.contacts is not None:
        return _band(plan.contacts, change=False)
    growth = _band(plan.growth, change=True)
    low, central, high = (value * factor**years for value, factor in zip(before, growth, strict=True))
    return low, central, high


def _year(
    scenario: Scenario,
    year: int,
    mixes: list[Mix],
    volume: Band,
    price_change: Band,
    prices: Mapping[str, Decimal | None],
) -> YearResult:
    """One year from its mixes: the central one first, then one for each combination of doubtful shifts."""
    spreads = [_spread(mix, scenario.groups) for mix in mixes]
    kroner = {group: _price(year, group, prices, spreads) for group in scenario.groups}
    averages = [sum((spread[g] * kroner[g] for g in scenario.groups), Fraction()) for spread in spreads]
    average = _between(averages)
    groups = []
    for group in scenario.groups:
        share = _between([spread[group] for spread in spreads])
        part = _between([spread[group] * kroner[group] for spread in spreads])
        cost_share = _between(
            [
                s[group] * kroner[group] / a if a else Fraction()
                for s, a in zip(spreads, averages, strict=True)
            ]
        )
        groups.append(
            GroupResult(
                group=group,
                contacts=_range(_times(volume, share)),
                share=_range(share, HUNDRED),
                cost=_range(_times(_times(volume, part), price_change)),
                cost_share=_range(cost_share, HUNDRED),
                price=_range(_times((kroner[group],) * 3, price_change)),
            )
        )
    return YearResult(
        year=year,
        contacts=_range(volume),
        cost=_range(_times(_times(volume, average), price_change)),
        kr_per_contact=_range(_times(average, price_change)),
        groups=tuple(groups),
        saved=Range.exactly(0),
    )


def _spread(mix: Mix, groups: tuple[str, ...]) -> dict[str, Fraction]:
    total = sum(mix.values(), Fraction())
    return {
        group: sum((contacts for key, contacts in mix.items() if key[2] == group), Fraction()) / total
        for group in groups
    }


def _price(
    year: int, group: str, prices: Mapping[str, Decimal | None], spreads: list[dict[str, Fraction]]
) -> Fraction:
    price = prices.get(group)
    if price is None:
        if any(spread[group] for spread in spreads):
            raise BadScenario(
                Text(
                    f"{year}: Prislisten har ingen pris for {group}. Skriv en pris, eller vælg en anden liste.",
                    f"{year}: The price list has no price for {group}. Write one, or choose another list.",
                )
            )
        return Fraction()
    if price < 0:
        raise BadScenario(Text("En pris kan ikke være negativ.", "A price cannot be negative."))
    return Fraction(price)


def _between(values: list[Fraction]) -> Band:
    return min(values), values[0], max(values)


def _times(one: Band, other: Band) -> Band:
    return one[0] * other[0], one[1] * other[1], one[2] * other[2]


def _range(band: Band, factor: int = 1) -> Range:
    low, central, high = (_decimal(value * factor) for value in band)
    return Range(low, central, high)


def _decimal(value: Fraction) -> Decimal:
    """28 digits: exact for every number that people write."""
    return Decimal(value.numerator) / Decimal(value.denominator)
