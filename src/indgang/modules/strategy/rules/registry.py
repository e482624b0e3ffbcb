"""Which indicators there are. Each is one function, and its docstring is the definition that users read."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indgang.kernel.text import Text
from indgang.modules.strategy.vocabulary import Definition, Unit

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from indgang.modules.strategy.rules.ledger import Ledger


NOTHING = Text()


@dataclass(frozen=True)
class Facts:
    """What the municipality has today, by its own content; None where nobody knows.

    `services_with_solution` counts services, `solutions` each solution once, `new_solutions` those that the plans
    did not offer at New Year.
    """

    entrances: int | None
    solutions: int | None
    services_with_solution: int | None
    new_solutions: int | None


@dataclass(frozen=True)
class Answer:
    """What an indicator finds: one row a group, and the ledger rows behind it.

    `values` has the columns group (text), value (null: no data; money in øre), rows (whole number), estimated
    (yes or no), and may have unpriced, and followed (the part of the contacts, in percent, that the figure
    knows enough about). With a split it also has bucket. `behind` has the columns of the copy and group; the
    group `all` takes every row of it. `behind_measured` is the same for groups that rest on measurements.
    `missing` says why there can be no value at all. `known` holds the values by group when no rows were counted.
    """

    values: "Table | None"
    behind: "Table | None"
    missing: Text = NOTHING
    behind_measured: "Table | None" = None
    known: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Indicator:
    """A definition with the function that counts.

    `measured`: the groups whose rows are measurements. `needs_measurements`: it divides by measurements, so it
    can be cut by what they know only. `no_data` says why a value is not there, by group or under "". `by_facts`: it
    is counted over no rows, but over what the municipality has. `in_weeks` says why a counting week has no value of
    the measured groups.
    """

    definition: Definition
    count: "Callable[[Ledger], Answer]"
    by_facts: "Callable[[Facts], Answer] | None" = None
    measured: frozenset[str] = frozenset()
    needs_measurements: bool = False
    no_data: Mapping[str, Text] = field(default_factory=dict)
    in_weeks: Text = NOTHING

    def from_measurements(self, group: str) -> bool:
        """Whether the rows behind a group are measurements."""
        return group in self.measured

    def why_nothing(self, group: str) -> Text:
        """Why a group has no value when there are rows; empty without a special reason."""
        return self.no_data.get(group, self.no_data.get("", NOTHING))


_known: dict[str, Indicator] = {}


def indicator(
    *,
    id: str,
    name: Text,
    unit: Unit,
    groups: tuple[str, ...],
    danish: str,
    source: str,
    measured: tuple[str, ...] = (),
    needs_measurements: bool = False,
    no_data: Mapping[str, Text] | None = None,
    in_weeks: Text = NOTHING,
) -> "Callable[[Callable[[Ledger], Answer]], Callable[[Ledger], Answer]]":
    """Register a function as an indicator. Its docstring is the definition in English, `danish` in Danish."""

    def register(function: "Callable[[Ledger], Answer]") -> "Callable[[Ledger], Answer]":
        if id in _known:
            raise ValueError(f"There are two indicators named {id}.")
        english = " ".join(inspect.cleandoc(function.__doc__ or "").split())
        if not english:
            raise ValueError(f"The indicator {id} has no definition. Write it as the docstring.")
        definition = Definition(id, name, unit, Text(danish, english), source, groups)
        on_measurements = needs_measurements or set(measured) == set(groups)
        _known[id] = Indicator(
            definition, function, None, frozenset(measured), on_measurements, no_data or {}, in_weeks
        )
        return function

    return register


def fact_indicator(
    *, id: str, name: Text, unit: Unit, groups: tuple[str, ...], danish: str, source: str
) -> "Callable[[Callable[[Facts], Answer]], Callable[[Facts], Answer]]":
    """Register a function that counts over `Facts`; the rest is as for `indicator`."""

    def register(function: "Callable[[Facts], Answer]") -> "Callable[[Facts], Answer]":
        def over_rows(ledger: "Ledger") -> Answer:
            return Answer(None, None)

        over_rows.__doc__ = function.__doc__
        indicator(id=id, name=name, unit=unit, groups=groups, danish=danish, source=source)(over_rows)
        _known[id] = replace(_known[id], by_facts=function)
        return function

    return register


def registered() -> dict[str, Indicator]:
    """Every indicator that has been imported, by id. `rules.indicators.INDICATORS` holds them all."""
    return dict(_known)
