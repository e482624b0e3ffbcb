"""`manage deliver`: brings messages that a worker left lying, and removes letter files that no message has."""

from typing import Any

from django.core.management.base import BaseCommand

from indgang.modules.messages import services as messages


class Command(BaseCommand):
    help = "Bring what was planned and left lying. Run it each minute; it is safe beside workers and beside itself."

    def handle(self, *args: Any, **options: Any) -> None:
        brought = messages.deliver_planned()
        removed = messages.remove_orphan_files()
        self.stderr.write(f"deliver: {brought} messages looked at, {removed} files removed")
