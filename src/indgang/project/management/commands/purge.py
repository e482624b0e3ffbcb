"""`manage purge [--dry-run]`: delete what is older than its table's retention."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indgang.project import routine


class Command(BaseCommand):
    help = "Delete what is older than its table's retention."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *args: Any, **options: Any) -> None:
        for label, rows in routine.night(dry_run=options["dry_run"]).items():
            self.stdout.write(f"{rows:8d}  {label}")
