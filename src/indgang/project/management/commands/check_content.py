"""`manage check_content`: load everything and undo it, then measure how hard it is to read."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from indgang.kernel.strict_yaml import ContentError
from indgang.project import content, readability


class Command(BaseCommand):
    help = "Check all content: shapes, references, worked examples are tests of their own, and LIX under 35."

    def handle(self, *args: Any, **options: Any) -> None:
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)
        try:
            content.load(dry_run=True, say=self.stderr.write)
        except ContentError as error:
            raise CommandError(str(error)) from None
        hard = list(readability.hard_files(settings.CONTENT_DIR))
        if hard:
            raise CommandError("\n".join(str(problem) for problem in hard))
