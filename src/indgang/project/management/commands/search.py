"""`manage search "jeg skal flytte" [--json] [--language en] [--limit 10]`: what the portal's search answers."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel.free_text import cleaned
from indgang.modules.catalogue import selectors as catalogue


class Command(BaseCommand):
    help = "Find services in everyday words, Danish or English."
    requires_system_checks = ()  # it only reads

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="+", help="what somebody would type")
        parser.add_argument("--json", action="store_true", help="JSON alone on standard output")
        parser.add_argument("--language", choices=["da", "en"], default="da")
        parser.add_argument("--limit", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        query = cleaned(" ".join(options["words"]))
        if not catalogue.services():
            raise CommandError(
                "There is no catalogue. Run `./indgang manage load_content` first.", returncode=2
            )
        answer = catalogue.search(query, language=options["language"], limit=max(1, options["limit"]))
        if options["json"]:
            results = [{"id": hit.service_id, "score": hit.score} for hit in answer.hits]
            self.stdout.write(json.dumps({"query": query, "results": results}, ensure_ascii=False))
            return
        if answer.did_you_mean:
            self.stdout.write(f"Did you mean: {answer.did_you_mean}")
        if not answer.hits:
            self.stdout.write("Nothing found.")
        known = catalogue.services()
        for number, hit in enumerate(answer.hits, 1):
            name = known[hit.service_id].name.da
            self.stdout.write(f"{number:2}. {hit.score:5.2f}  {hit.service_id:24} {name}  ({hit.why})")
