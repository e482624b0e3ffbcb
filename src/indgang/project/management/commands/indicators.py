"""`manage indicators --strategy NAME [--json]`: the figures that a strategy counts from.

`--live` gives the municipality's own figures instead, by its own price sheet, and `--series` those of an import.
They are never added up, so they are never in one answer. A strategy without a baseline is measured on our own rows,
or on nothing: then there are no figures.
"""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel.errors import Expected
from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import BadCut, CountedDifferently, Cut, Figure, Filter, Question

BAD_INPUT = 2


def plain(value: Decimal | float | None) -> int | float | None:
    """A JSON number that is not rounded; null when there are no data."""
    if value is None or isinstance(value, float):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def included(figure: Figure) -> str:
    """The filter, and the cut where there is one: `without_library_visits; channel=telephone`."""
    return "; ".join(part for part in (str(figure.filter), figure.cut.key()) if part)


def as_json(figure: Figure) -> dict[str, Any]:
    return {
        "indicator": figure.indicator,
        "group": figure.group,
        "filter": included(figure),
        "year": figure.year,
        "value": plain(figure.value),
        "unit": str(figure.unit),
        "rows": figure.rows,
        "definition": str(figure.definition),
    }


def asked(name: str, options: dict[str, Any]) -> list[Question]:
    """What to count: our own rows, a series, or what the strategy counts from; nothing when it measures nothing."""
    found = strategy.strategy(name)
    cut, year = read_cut(options["cut"]), options["year"]
    if options["series"]:
        return [strategy.question(options["series"], year, cut=cut)]
    if options["live"] or (not found.baseline and found.measured_on != "nothing"):
        return [strategy.question(contacts.live_batch().name, year, cut=cut)]
    if not found.baseline:
        return []
    return [strategy.question(found.baseline, year, filter, cut) for filter in Filter]


def read_cut(words: Sequence[str]) -> Cut:
    """From `channel=telephone`, `since=2026-01-01` … Raises BadCut, also for a name that no cut has."""
    pairs = dict(word.partition("=")[::2] for word in words)
    cut = Cut.read(pairs)
    if set(pairs) - set(cut.words()):
        raise BadCut
    return cut


class Command(BaseCommand):
    help = "The figures of a strategy, each with filter, unit, number of ledger rows and definition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--strategy", required=True, metavar="NAME", help="such as citizen-2012")
        parser.add_argument("--live", action="store_true", help="the municipality's own figures")
        parser.add_argument("--series", default="", metavar="NAME", help="the figures of an imported series")
        parser.add_argument(
            "--year", type=int, help="by default the strategy's, this one, or the series' last"
        )
        parser.add_argument(
            "--cut",
            action="append",
            default=[],
            metavar="WORD=VALUE",
            help="a part of the rows: since, until (days), service, department, entrance, audience, channel, exempt",
        )
        parser.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["strategy"]
        try:
            questions = asked(name, options)
            figures = [one for found in strategy.answers(*questions) for one in found]
        except BadCut as error:
            raise CommandError(f"--cut {' '.join(options['cut'])}: {error}", returncode=BAD_INPUT) from None
        except CountedDifferently as error:
            raise CommandError(f"--year {options['year']}: {error}", returncode=BAD_INPUT) from None
        except contacts.UnknownBatch as error:
            known = ", ".join(one.name for one in contacts.all_series()) or "none; import some first"
            raise CommandError(
                f"{options['series']}: {error} There are: {known}.", returncode=BAD_INPUT
            ) from None
        except Expected as error:
            known = ", ".join(strategy.strategies()) or "none; run `./indgang manage load_content` first"
            raise CommandError(f"{name}: {error} There are: {known}.", returncode=BAD_INPUT) from None
        if options["json"]:
            sheet = questions[0].price_sheet if questions else strategy.strategy(name).price_sheet
            answer = {"strategy": name, "price_sheet": sheet, "figures": [as_json(one) for one in figures]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for one in figures:
            value = f"{plain(one.value)} {one.unit}" if one.value is not None else str(one.reason)
            self.stdout.write(f"{one.indicator:28} {one.group:28} {included(one):24} {one.year}  {value}")
