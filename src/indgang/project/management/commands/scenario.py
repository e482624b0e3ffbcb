"""`manage scenario run STRATEGY [--scenario ID] [--json]`: what contacts would cost if they came in another way.

Numbers are rounded for reading: contacts to whole ones, shares to two decimals, kroner to øre. Where a number
has a doubt, `ranges` gives low, central and high beside it.
"""

import json
from argparse import ArgumentParser
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel.errors import Expected
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import BadScenario, Range, ScenarioAnswer, YearResult

BAD_INPUT = 2
WHOLE, CENTS = Decimal(1), Decimal("0.01")
PLACES = {"contacts": WHOLE, "share": CENTS, "cost": CENTS, "cost_share": CENTS, "kr_per_contact": CENTS}
GROUP_FIELDS = ("contacts", "share", "cost", "cost_share")
YEAR_FIELDS = ("contacts", "kr_per_contact", "cost")


def number(value: Decimal, places: Decimal) -> int | float:
    """Rounded, as a JSON number; whole ones without a point."""
    rounded = value.quantize(places, ROUND_HALF_EVEN)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _fields(found: Any, names: tuple[str, ...]) -> dict[str, Any]:
    ranges: dict[str, Range] = {name: getattr(found, name) for name in names}
    answer: dict[str, Any] = {name: number(one.central, PLACES[name]) for name, one in ranges.items()}
    unsure = {name: _range(one, PLACES[name]) for name, one in ranges.items() if not one.certain}
    return {**answer, "ranges": unsure} if unsure else answer


def _range(one: Range, places: Decimal) -> dict[str, int | float]:
    return {
        "low": number(one.low, places),
        "central": number(one.central, places),
        "high": number(one.high, places),
    }


def year_as_json(year: YearResult) -> dict[str, Any]:
    return {
        "year": year.year,
        **_fields(year, YEAR_FIELDS),
        "groups": [{"group": one.group, **_fields(one, GROUP_FIELDS)} for one in year.groups],
    }


def as_json(answer: ScenarioAnswer) -> dict[str, Any]:
    """`difference`: the baseline's cost minus that of the last year, in kroner. It is no saving: see `note`."""
    last = answer.result.years[-1].saved
    return {
        "strategy": answer.strategy,
        "scenario": answer.id,
        "price_sheet": answer.price_sheet,
        "filter": str(answer.filter),
        "years": [year_as_json(year) for year in answer.result.years],
        "baseline": year_as_json(answer.result.baseline),
        "difference": number(last.central, CENTS),
        "difference_range": _range(last, CENTS),
        "note": " ".join(f"{note.text} {note.reading}".strip() for note in answer.notes),
        "warnings": [str(warning) for warning in answer.result.warnings],
    }


class Command(BaseCommand):
    help = "Work a scenario of a strategy out: contacts and cost by channel and year, against the baseline."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        run = deeds.add_parser("run", help="work one out")
        run.add_argument("strategy", metavar="STRATEGY", help="such as citizen-2012")
        run.add_argument("--scenario", default="", metavar="ID", help="by default the strategy's first")
        run.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["strategy"]
        try:
            answer = strategy.scenario(name, options["scenario"])
        except BadScenario as error:
            raise CommandError(f"{name}: {error.message}", returncode=1) from None
        except Expected as error:
            raise CommandError(f"{name}: {error} {self._known(name)}", returncode=BAD_INPUT) from None
        if options["json"]:
            self.stdout.write(json.dumps(as_json(answer), ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{answer.name} ({answer.price_sheet}, {answer.filter})")
        for year in (answer.result.baseline, *answer.result.years):
            self._show(year)
        self.stdout.write(
            f"baseline minus last year: {number(answer.result.years[-1].saved.central, CENTS)} kr"
        )
        for note in answer.notes:
            self.stdout.write(f"{note.id}: {note.text} {note.reading}")
        for warning in answer.result.warnings:
            self.stderr.write(str(warning))

    def _show(self, year: YearResult) -> None:
        self.stdout.write(
            f"{year.year}  {number(year.contacts.central, WHOLE):>12} contacts  "
            f"{number(year.cost.central, CENTS):>14} kr  {number(year.kr_per_contact.central, CENTS):>8} kr each"
        )
        for one in year.groups:
            self.stdout.write(
                f"      {one.group:10} {number(one.contacts.central, WHOLE):>12}  "
                f"{number(one.share.central, CENTS):>6} %  {number(one.cost.central, CENTS):>14} kr  "
                f"{number(one.cost_share.central, CENTS):>6} %"
            )

    def _known(self, name: str) -> str:
        known = strategy.strategies()
        if name in known:
            ids = ", ".join(one.id for one in known[name].content.scenarios) or "none"
            return f"There are: {ids}."
        return f"There are: {', '.join(known) or 'none; run `./indgang manage load_content` first'}."
