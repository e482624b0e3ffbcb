"""`manage processing_record [--check]`: write the record of processing, or see that it is up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indgang.project import privacy

PLACE = settings.ROOT / "docs" / "municipality" / "fortegnelse.md"


class Command(BaseCommand):
    help = "Write docs/municipality/fortegnelse.md from what each table declares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the file is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        record = privacy.processing_record()
        if options["check"]:
            if not PLACE.exists() or PLACE.read_text() != record:
                raise CommandError(
                    f"{PLACE.relative_to(settings.ROOT)} is old. Run: manage processing_record"
                )
            return
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        PLACE.write_text(record)
        self.stdout.write(str(PLACE.relative_to(settings.ROOT)))
