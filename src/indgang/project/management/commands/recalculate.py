"""`manage recalculate [--solution SLUG] [--month 2026-12] [--json]`: standing grants are held against a new month.

The routine does it by itself when a month begins; here all that has not been looked at is done at once. Standard output
has the answer alone, and names nobody. Exit codes: 0 good, 1 a grant went wrong, 2 bad input.
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from indgang.kernel.errors import Expected
from indgang.modules.selfservice import services
from indgang.modules.selfservice.services import Looked

WENT_WRONG, BAD_INPUT = 1, 2
FAILED = "failed"


class Command(BaseCommand):
    help = "Work standing grants out again for a month: the same, better, worse, not known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--solution", default="", metavar="SLUG", help="one solution; left out: all that do it"
        )
        parser.add_argument(
            "--month", default="", metavar="YYYY-MM", help="this month, or the last; left out: this"
        )
        parser.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = date.fromisoformat(f"{options['month']}-01") if options["month"] else None
        except ValueError:
            self.stderr.write("--month: write a month as 2026-12.")
            sys.exit(BAD_INPUT)
        try:
            found = list(services.recalculate_month(solution=options["solution"], month=month))
        except Expected as refused:
            self.stderr.write(str(refused.message.en))
            sys.exit(BAD_INPUT)
        counts = Counter(looked.result for _slug, looked in found)
        if options["json"]:
            said = {"counts": dict(sorted(counts.items())), "grants": [_row(*one) for one in found]}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            for slug, looked in found:
                self.stdout.write(f"{slug} {looked.number}: {looked.result}")
            self.stdout.write(f"{len(found)} grants looked at.")
        if counts[FAILED]:
            sys.exit(WENT_WRONG)


def _row(slug: str, looked: Looked) -> dict[str, Any]:
    """A grant by its receipt's number; what is compared is whole, or in øre."""
    return {
        "solution": slug,
        "number": looked.number,
        "result": looked.result,
        "before": looked.before,
        "now": looked.now,
        "case": str(looked.case_id) if looked.case_id else None,
    }
