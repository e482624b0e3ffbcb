"""Which indicators there are. Each is one function, and its docstring is the definition that users read."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indgang.kernel.text import Text
from indgang.modules.strategy.vocabulary import Definition, Unit

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from indgang.modules.strategy.rules.ledger import Ledger


NOTHING = Text()


@dataclass(frozen=True)
class Answer:
    """What an indicator finds: one row a group, and the ledger rows behind it.

    `values` has the columns group (text), value (null: no data; money in øre), rows (whole number), estimated
    (yes or no), and may have unpriced. `behind` has the columns id, at and group; the group `all` takes every
    row of it. `missing` says why there can be no value at all.
    """

    values: "Table | None"
    behind: "Table | None"
    missing: Text = NOTHING


@dataclass(frozen=True)
class Indicator:
    """A definition with the function that counts. `from_measurements`: its rows are measurements."""

    definition: Definition
    count: "Callable[[Ledger], Answer]"
    from_measurements: bool = False


_known: dict[str, Indicator] = {}


def indicator(
    *,
    id: str,
    name: Text,
    unit: Unit,
    groups: tuple[str, ...],
    danish: str,
    source: str,
    from_measurements: bool = False,
) -> "Callable[[Callable[[Ledger], Answer]], Callable[[Ledger], Answer]]":
    """Register a function as an indicator. Its docstring is the definition in English, `danish` in Danish."""

    def register(function: "Callable[[Ledger], Answer]") -> "Callable[[Ledger], Answer]":
        if id in _known:
            raise ValueError(f"There are two indicators named {id}.")
        english = " ".join(inspect.cleandoc(function.__doc__ or "").split())
        if not english:
            raise ValueError(f"The indicator {id} has no definition. Write it as the docstring.")
        definition = Definition(id, name, unit, Text(danish, english), source, groups)
        _known[id] = Indicator(definition, function, from_measurements)
        return function

    return register


def registered() -> dict[str, Indicator]:
    """Every indicator that has been imported, by id. `rules.indicators.INDICATORS` holds them all."""
    return dict(_known)
