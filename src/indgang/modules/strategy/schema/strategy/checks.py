"""What must hold in one strategy. Each check names the file, the line and what to write instead."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from rapidfuzz import process

from indgang.kernel.strict_yaml import Document, Place, Problem
from indgang.modules.strategy.schema.strategy.counted import AimShape, YearShape
from indgang.modules.strategy.schema.strategy.facts import GROUPS, unit_of
from indgang.modules.strategy.schema.strategy.items import BudgetShape, FigureShape
from indgang.modules.strategy.schema.strategy.shapes import StrategyShape
from indgang.modules.strategy.schema.strategy.words import MeasuredOn
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, TargetKind

HUNDRED = Decimal(100)
MOST_AT_ONCE = 30  # names that are not here: looking for the nearest takes its time
_SHARES = ("channel_share", "cost_share")
_PERIOD = re.compile(r"\b(\d{4})\b(?:\D{1,5}(\d{4})\b)?")


def check(document: Document, shape: StrategyShape, frames: tuple[StrategyShape, ...] = ()) -> list[Problem]:
    """Everything that can be said of one file and the frames it extends (the nearest first)."""
    return [
        *_whole(document, shape),
        *_ids(document, shape, frames),
        *_references(document, shape, frames),
        *_baseline(document, shape),
        *_figures(document, shape),
        *_budgets(document, shape),
        *_targets(document, shape),
    ]


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    """The three known words that look most like it."""
    found = [match for match, _, _ in process.extract(word, known, limit=3)]
    return ", ".join(found)


def _whole(document: Document, shape: StrategyShape) -> Iterator[Problem]:
    if shape.measured_on is MeasuredOn.BASELINE and shape.baseline is None:
        yield document.problem(
            ("measured_on",), "There is no baseline. Add one, or write `measured_on: nothing`."
        )
    if shape.baseline is not None:
        for key in ("municipality", "price_sheet"):
            if getattr(shape, key) is None:
                yield document.problem(("baseline",), f"A baseline needs `{key}`. Add it.")
    if shape.extends == shape.id:
        yield document.problem(("extends",), "A strategy cannot extend itself. Name another, or remove it.")


def _ids(document: Document, shape: StrategyShape, frames: tuple[StrategyShape, ...]) -> Iterator[Problem]:
    theirs = {item.id: frame.id for frame in frames for _, item in frame.items()}
    seen: set[str] = set()
    for place, item in shape.items():
        key = "letter" if place[0] == "guidelines" else "id"
        if item.id in seen:
            yield document.problem(
                (*place, key), f"`{item.id}` stands here twice. Give each item its own {key}."
            )
        elif item.id in theirs:
            yield document.problem(
                (*place, key),
                f"`{item.id}` belongs to {theirs[item.id]}, which this extends. Choose another id.",
            )
        seen.add(item.id)


def _references(
    document: Document, shape: StrategyShape, frames: tuple[StrategyShape, ...]
) -> Iterator[Problem]:
    family = (shape, *frames)
    known = {item.id for one in family for _, item in one.items()}
    kinds = {
        "guideline": {one.letter for s in family for one in s.guidelines},
        "factor": {one.id for s in family for one in s.factors},
        "initiative": {one.id for s in family for one in s.initiatives},
        "notes": {one.id for s in family for one in s.notes},
        "rounded": {one.id for s in family for one in s.notes},
        "under": known,
        "about": known,
    }
    wrong = ((place, key, word) for place, key, word in _named(shape) if word not in kinds[key])
    for place, key, word in islice(wrong, MOST_AT_ONCE):
        there = nearest(word, sorted(kinds[key])) or "nothing"
        yield document.problem(place, f"`{key}` names `{word}`, which is not here. Nearest: {there}.")


def _named(shape: StrategyShape) -> Iterator[tuple[Place, str, str]]:
    """Every place where one item names another: the place, the key and the id."""
    for place, item in shape.items():
        for key in ("guideline", "factor", "initiative", "under"):
            word = getattr(item, key, None)
            if word is not None:
                yield (*place, key), key, word
        for key in ("notes", "about"):
            for i, word in enumerate(getattr(item, key, ())):
                yield (*place, key, i), key, word
        budget = getattr(item, "budget", None)
        for i, row in enumerate(budget.rows if budget else ()):
            for j, word in enumerate(row.notes):
                yield (*place, "budget", "rows", i, "notes", j), "notes", word
    for i, aim in enumerate(shape.targets):
        if aim.under is not None:
            yield ("targets", i, "under"), "under", aim.under
        for j, word in enumerate(aim.notes):
            yield ("targets", i, "notes", j), "notes", word
        for j, year in enumerate(aim.years):
            if year.rounded is not None:
                yield ("targets", i, "years", j, "rounded"), "rounded", year.rounded


def _baseline(document: Document, shape: StrategyShape) -> Iterator[Problem]:
    if shape.baseline is None:
        return
    rows = shape.baseline.rows
    seen: set[str] = set()
    for i, row in enumerate(rows):
        if row.id in seen:
            yield document.problem(
                ("baseline", "rows", i, "id"), f"`{row.id}` stands here twice. Give each row its own id."
            )
        seen.add(row.id)
    visits = shape.baseline.library_visits
    if visits and not any((r.channel, r.service) == (visits.channel, visits.service) for r in rows):
        yield document.problem(
            ("baseline", "library_visits"),
            f"No row has channel {visits.channel} and service {visits.service}. Add it, or remove this.",
        )


def _figures(document: Document, shape: StrategyShape) -> Iterator[Problem]:
    for i, figure in enumerate(shape.figures):
        yield from _figure(document, ("figures", i), figure)


def _figure(document: Document, place: Place, figure: FigureShape) -> Iterator[Problem]:
    data = document.data["figures"][place[1]]
    if ("value" in data) == ("values" in data):
        yield document.problem(
            place, f"`{figure.id}` has `value` or `values`, one of them. Write null if empty."
        )
    if not (figure.low or 0) <= (figure.high if figure.high is not None else Decimal("Infinity")):
        yield document.problem((*place, "low"), "The lowest is above the highest. Change places.")
    if figure.unit == "%":
        for value in (figure.value, figure.low, figure.high, *(figure.values or {}).values()):
            if value is not None and value > HUNDRED:
                yield document.problem(place, f"{value} % is more than everything. Write at most 100.")


def _budgets(document: Document, shape: StrategyShape) -> Iterator[Problem]:
    for i, initiative in enumerate(shape.initiatives):
        if initiative.budget is not None:
            yield from _budget(document, ("initiatives", i, "budget"), initiative.budget)


def _budget(document: Document, place: Place, budget: BudgetShape) -> Iterator[Problem]:
    """Rows add up to the net of each year, parts to their row. An empty cell counts as nothing, and is shown."""
    rows = {row.id: row for row in budget.rows}
    for i, row in enumerate(budget.rows):
        if row.of is not None and row.of not in rows:
            yield document.problem((*place, "rows", i, "of"), f"There is no row `{row.of}`.")
        parts = [other for other in budget.rows if other.of == row.id]
        for year, printed in row.years.items():
            total = sum((part.years.get(year) or Decimal(0) for part in parts), Decimal(0))
            if parts and printed is not None and total != printed:
                yield document.problem(
                    (*place, "rows", i, "years", str(year)),
                    f"The parts of `{row.id}` make {total} in {year}, not {printed}. Correct one of them.",
                )
    for year, net in budget.net.items():
        total = sum((row.years.get(year) or Decimal(0) for row in budget.rows if row.of is None), Decimal(0))
        if total != net:
            yield document.problem(
                (*place, "net", str(year)),
                f"The rows make {total} in {year}, not {net}. Correct one of them.",
            )


def _targets(document: Document, shape: StrategyShape) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    period = _period(shape.document.period)
    for i, aim in enumerate(shape.targets):
        if aim.indicator not in GROUPS:
            yield document.problem(
                ("targets", i, "indicator"),
                f"`{aim.indicator}` is no indicator. Nearest: {nearest(aim.indicator, list(GROUPS))}.",
            )
            continue
        unit = unit_of(aim.indicator)
        if aim.unit is not unit:
            yield document.problem(
                ("targets", i, "unit"), f"`{aim.indicator}` is counted in `{unit}`. Write that."
            )
        for j, year in enumerate(aim.years):
            place = ("targets", i, "years", j)
            yield from _year(document, place, aim, year, seen)
            if year.kind is not TargetKind.PRINTED and period and not period[0] <= year.year <= period[1]:
                yield document.problem(
                    (*place, "year"),
                    f"{year.year} is outside the period {shape.document.period}. "
                    "Correct the year, or write `kind: printed`.",
                )


def _year(
    document: Document, place: Place, aim: AimShape, year: YearShape, seen: set[tuple[object, ...]]
) -> Iterator[Problem]:
    cut = tuple(sorted(aim.cut.words().items())) if aim.cut else ()
    for group, value in year.values.items():
        there = (*place, "values", group)
        if group not in GROUPS[aim.indicator]:
            groups = ", ".join(GROUPS[aim.indicator])
            yield document.problem(there, f"`{group}` is no group of {aim.indicator}. Use: {groups}.")
        if aim.unit == "%" and value > HUNDRED:
            yield document.problem(there, f"{value} % is more than everything. Write at most 100.")
        key = (aim.indicator, group, aim.filter, cut, year.year)
        if key in seen:
            yield document.problem(there, f"{aim.indicator}, {group}, {year.year} stands here twice.")
        seen.add(key)
    if aim.indicator in _SHARES and set(year.values) == set(CHANNEL_GROUPS):
        total = sum(year.values.values())
        if total != HUNDRED and year.rounded is None:
            yield document.problem(
                (*place, "values"),
                f"The shares make {total} per cent, not 100. Correct them. If the document prints it so, "
                "write a note about it, and `rounded:` with the note's id.",
            )
        if total == HUNDRED and year.rounded is not None:
            yield document.problem((*place, "rounded"), "The shares make 100. Remove `rounded`.")


def _period(text: str) -> tuple[int, int] | None:
    """The first and the last year of a period as printed; None when it names no year."""
    found = _PERIOD.search(text)
    if not found:
        return None
    first = int(found[1])
    return first, int(found[2] or first)
