"""`manage routine [--every 60] [--once]`: keeps the house: delivers what lies, expires drafts, purges each night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indgang.project import routine


class Command(BaseCommand):
    help = "Pick up what lies each minute, and delete what is too old each night. One process is enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, default=routine.EVERY_SECONDS, help="seconds between turns"
        )
        parser.add_argument("--once", action="store_true", help="one turn, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        routine.keep(every=options["every"], turns=1 if options["once"] else None)
