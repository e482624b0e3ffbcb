"""`manage indicators --strategy NAME [--json]`: the figures that a strategy counts from.

`--live` gives the municipality's own figures of this year instead, by its own price sheet. The two are
never added up, so they are never in one answer.
"""

import json
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import Figure, Filter

BAD_INPUT = 2


def plain(value: Decimal | float | None) -> int | float | None:
    """A JSON number that is not rounded; null when there are no data."""
    if value is None or isinstance(value, float):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(figure: Figure) -> dict[str, Any]:
    return {
        "indicator": figure.indicator,
        "group": figure.group,
        "filter": str(figure.filter),
        "year": figure.year,
        "value": plain(figure.value),
        "unit": str(figure.unit),
        "rows": figure.rows,
        "definition": str(figure.definition),
    }


def _baseline(name: str) -> tuple[str, list[Figure]]:
    found = strategy.strategy(name)
    return found.price_sheet, [
        figure
        for filter in Filter
        for figure in strategy.figures(
            batch=found.baseline, year=found.baseline_year, price_sheet=found.price_sheet, filter=filter
        )
    ]


def _live() -> tuple[str, list[Figure]]:
    sheet = identity.municipality().price_sheet
    batch = contacts.live_batch().name
    return sheet, strategy.figures(batch=batch, year=clock.today().year, price_sheet=sheet)


class Command(BaseCommand):
    help = "The figures of a strategy, each with filter, unit, number of ledger rows and definition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--strategy", required=True, metavar="NAME", help="such as citizen-2012")
        parser.add_argument("--live", action="store_true", help="the municipality's own figures of this year")
        parser.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["strategy"]
        try:
            strategy.strategy(name)
            sheet, figures = _live() if options["live"] else _baseline(name)
        except Expected as error:
            known = ", ".join(strategy.strategies()) or "none; run `./indgang manage load_content` first"
            raise CommandError(f"{name}: {error} There are: {known}.", returncode=BAD_INPUT) from None
        if options["json"]:
            answer = {"strategy": name, "price_sheet": sheet, "figures": [as_json(one) for one in figures]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for one in figures:
            value = f"{plain(one.value)} {one.unit}" if one.value is not None else str(one.reason)
            self.stdout.write(f"{one.indicator:28} {one.group:10} {one.filter:24} {one.year}  {value}")
