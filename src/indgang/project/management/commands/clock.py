"""`manage clock [--forward 8d] [--reset]`: move the demo's clock, or see it."""

import re
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indgang.kernel import clock

_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def duration(text: str) -> timedelta:
    """`8d`, `3h` or `20m`. Raises CommandError for anything else."""
    found = re.fullmatch(r"(\d{1,5})([dhm])", text)
    if not found:
        raise CommandError(f"{text} is not a length of time. Write for example 8d, 3h or 20m.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


class Command(BaseCommand):
    help = "Move the demo's clock forward."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forward", metavar="8d", help="days (d), hours (h) or minutes (m)")
        parser.add_argument("--reset", action="store_true", help="back to the machine's own time")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo can be moved in time.")
        if options["reset"]:
            (settings.DATA_DIR / "clock.json").unlink(missing_ok=True)
        if options["forward"]:
            clock.forward(duration(options["forward"]))
        self.stdout.write(clock.now().astimezone(clock.COPENHAGEN).strftime("%Y-%m-%d %H:%M %Z"))
