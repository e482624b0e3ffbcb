"""`manage load_content [--dry-run]`: content from the folder into the tables, all or nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel.strict_yaml import ContentError
from indgang.project import content


class Command(BaseCommand):
    help = "Load content. A wrong file is named with line and remedy, and the old content stays live."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="check only, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = content.load(dry_run=options["dry_run"], say=self.stderr.write)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was changed: the old content stays live.") from None
        self.stderr.write(f"content: generation {loaded.generation}")
