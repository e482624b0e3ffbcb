"""`manage make_demo`: the demo's people, weeks of contacts, and matters at every stage. May be run again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indgang.project.demo import contacts, grants, history, letters, registers, rounds


class Command(BaseCommand):
    help = "Make a demo municipality alive. Only a pack that is marked as a demo can be."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This pack is no demo. Real people come with real logins.")
        people = registers.load()
        self.stderr.write(f"demo: {len(people)} people")
        self.stderr.write(f"demo: {contacts.make()} contacts of the last eight weeks")
        self.stderr.write(f"demo: {history.make(people)} matters")
        self.stderr.write(f"demo: {grants.make(people)} grants that stand")
        self.stderr.write(f"demo: {rounds.make(people)} who take part when places are shared out")
        self.stderr.write(f"demo: {letters.make(people)} letters to us, and one to many")
