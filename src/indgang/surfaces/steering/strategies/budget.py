"""A budget table as a document prints it: an empty cell stays empty."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indgang.surfaces.common import formats


@dataclass(frozen=True)
class BudgetRow:
    """One row; `part`: it is a part of the row above."""

    name: str
    part: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """`unit` and `price_level` as printed; `rows` have one cell for each of `years`."""

    unit: str
    price_level: str
    page: str
    heading: str
    years: tuple[int, ...]
    rows: tuple[BudgetRow, ...]
    net: tuple[str, ...]


def budget(given: Any) -> Budget:
    """From the shape of a budget."""
    years = tuple(sorted(given.net))
    return Budget(
        unit=given.unit,
        price_level=given.price_level,
        page=given.page,
        heading=", ".join(text for text in (given.appropriation, given.control_area) if text),
        years=years,
        rows=tuple(
            BudgetRow(row.name, bool(row.of), tuple(_cell(row.years.get(year)) for year in years))
            for row in given.rows
        ),
        net=tuple(_cell(given.net.get(year)) for year in years),
    )


def _cell(value: Decimal | None) -> str:
    return "" if value is None else formats.number(value)
