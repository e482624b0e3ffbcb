"""Strategies from files or text: read, checked alone, and checked against what they extend and are priced by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from indgang.kernel.strict_yaml import Document, Problem, load_document, parse
from indgang.modules.strategy.schema.strategy.checks import check, nearest
from indgang.modules.strategy.schema.strategy.shapes import StrategyShape


class Line(Protocol):
    """What is needed of a price: the day from which it holds."""

    @property
    def valid_from(self) -> date: ...


class Sheet(Protocol):
    """What is needed of a price sheet, from a file or from the tables."""

    @property
    def id(self) -> str: ...

    @property
    def prices(self) -> Sequence[Line]: ...


DEEPEST = 3  # a municipality's, a department's and a unit's: more than that nobody can follow


@dataclass(frozen=True)
class StrategyFile:
    """A strategy that has been read, with the file it came from for later problems. `text` is as written."""

    shape: StrategyShape
    document: Document
    text: str


@dataclass(frozen=True)
class Effective:
    """A strategy with everything it inherits. `frames`: ids of what it extends, the nearest first.

    `content` holds the frames' items first, then its own; `origin` tells whose each item is, by id.
    """

    id: str
    frames: tuple[str, ...]
    content: StrategyShape
    origin: Mapping[str, str]


def read_strategy(path: Path) -> StrategyFile:
    """Read one file. Raises ContentError with every problem of form; `check_all` says the rest."""
    document = load_document(path)
    return StrategyFile(document.as_shape(StrategyShape), document, path.read_text("utf-8"))


def read_text(text: str, name: str) -> StrategyFile:
    """The same from text that somebody sent us; `name` is what problems call the file."""
    document = parse(text, name)
    return StrategyFile(document.as_shape(StrategyShape), document, text)


def frames(shape: StrategyShape, known: Mapping[str, StrategyShape]) -> tuple[StrategyShape, ...]:
    """What a strategy extends, the nearest first. Stops at what is unknown, at a circle and at `DEEPEST`."""
    found: list[StrategyShape] = []
    while shape.extends and shape.extends in known and len(found) < DEEPEST:
        shape = known[shape.extends]
        if shape in found:
            break
        found.append(shape)
    return tuple(found)


def check_all(
    files: Iterable[StrategyFile],
    *,
    sheets: Mapping[str, Sheet],
    others: Mapping[str, StrategyShape],
) -> list[Problem]:
    """Problems of several strategies together. `others`: those that are known besides, to be extended.

    Whether a scenario can be worked out is checked by the rules of scenarios.
    """
    files = list(files)
    known = {**others, **{file.shape.id: file.shape for file in files}}
    problems: list[Problem] = []
    for file in files:
        above = frames(file.shape, known)
        problems.extend(_family(file, above, known))
        problems.extend(_baseline_name(file, known))
        problems.extend(check(file.document, file.shape, above))
        problems.extend(_prices(file, above, sheets))
    return problems


def effective(shape: StrategyShape, known: Mapping[str, StrategyShape]) -> Effective:
    """A strategy with what it inherits: items are added, never replaced. Own words win where there is one field."""
    above = frames(shape, known)
    family = (*reversed(above), shape)
    lists = {
        name: tuple(item for one in family for item in getattr(one, name))
        for name, field in StrategyShape.model_fields.items()
        if isinstance(field.default, tuple)
    }
    single = {
        name: next((value for one in (shape, *above) if (value := getattr(one, name)) is not None), None)
        for name in ("municipality", "price_sheet")
    }
    return Effective(
        id=shape.id,
        frames=tuple(one.id for one in above),
        content=shape.model_copy(update={**lists, **single}),
        origin={item.id: one.id for one in family for _, item in one.items()},
    )


def _family(
    file: StrategyFile, above: tuple[StrategyShape, ...], known: Mapping[str, StrategyShape]
) -> Iterable[Problem]:
    wanted = file.shape.extends
    if wanted is not None and wanted not in known:
        there = nearest(wanted, sorted(known)) or "none"
        yield file.document.problem(("extends",), f"There is no strategy `{wanted}`. Nearest: {there}.")
    if any(one.id == file.shape.id for one in above):
        yield file.document.problem(("extends",), "The strategies extend each other in a circle. Remove one.")
    elif above and len(above) >= DEEPEST and above[-1].extends:
        yield file.document.problem(("extends",), f"At most {DEEPEST} strategies stand above each other.")


def _baseline_name(file: StrategyFile, known: Mapping[str, StrategyShape]) -> Iterable[Problem]:
    """Rows of a baseline are kept by its name: the same name twice would put one document's rows in the other's."""
    baseline = file.shape.baseline
    for other in known.values():
        if baseline and other.id != file.shape.id and other.baseline and other.baseline.name == baseline.name:
            yield file.document.problem(
                ("baseline", "name"),
                f"`{baseline.name}` is the baseline of {other.id}. Choose another name.",
            )


def _prices(
    file: StrategyFile, above: tuple[StrategyShape, ...], sheets: Mapping[str, Sheet]
) -> Iterable[Problem]:
    shape, document = file.shape, file.document
    named = next((one.price_sheet for one in (shape, *above) if one.price_sheet), None)
    if shape.price_sheet is not None and shape.price_sheet not in sheets:
        known = ", ".join(sorted(sheets)) or "none"
        yield document.problem(
            ("price_sheet",), f"There is no price sheet `{shape.price_sheet}`. Use one of: {known}."
        )
        return
    sheet = sheets.get(named) if named else None
    if sheet is not None and shape.baseline is not None and shape.baseline.year < _first(sheet):
        yield document.problem(("price_sheet",), _too_early(sheet, shape.baseline.year))
    for i, scenario in enumerate(shape.scenarios):
        for number, plan in scenario.years.items():
            wanted = plan.prices.sheet if plan.prices else None
            place = ("scenarios", i, "years", str(number), "prices", "sheet")
            if wanted is not None and wanted not in sheets:
                known = ", ".join(sorted(sheets)) or "none"
                yield document.problem(place, f"There is no price sheet `{wanted}`. Use one of: {known}.")
            elif wanted is not None and number < _first(sheets[wanted]):
                yield document.problem(place, _too_early(sheets[wanted], number))
    for i, aim in enumerate(shape.targets):
        if not aim.indicator.startswith("cost"):
            continue
        if sheet is None:
            yield document.problem(
                ("targets", i, "indicator"), "A target on cost needs `price_sheet`. Add it."
            )
            continue
        for j, year in enumerate(aim.years):
            if year.year < _first(sheet):
                yield document.problem(("targets", i, "years", j, "year"), _too_early(sheet, year.year))


def _first(sheet: Sheet) -> int:
    return min(price.valid_from.year for price in sheet.prices)


def _too_early(sheet: Sheet, year: int) -> str:
    return f"{sheet.id} has no prices in {year}: they begin in {_first(sheet)}. Choose another sheet."
