"""`manage strategy check DIR | schema | report`: strategies as files, from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.modules.strategy import selectors, services

BAD_INPUT = 2
COUNTED = ("guidelines", "principles", "goals", "figures", "initiatives", "scenarios", "notes")


class Command(BaseCommand):
    requires_system_checks = ()  # files alone are read
    help = "Check a strategy's file, or print the JSON schema that an editor can help with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        check = deeds.add_parser("check", help="read and check strategies; needs no database")
        check.add_argument(
            "folder", type=Path, metavar="DIR", help="a strategy's folder, or one with several"
        )
        check.add_argument("--json", action="store_true", help="JSON alone on standard output")
        deeds.add_parser("schema", help="the JSON schema of strategy.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['deed']}")(options)

    def _check(self, options: dict[str, Any]) -> None:
        files, problems = services.check_folder(options["folder"])
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "strategies": [file.shape.id for file in files],
                        "problems": [
                            {"file": one.file, "line": one.line, "sentence": one.sentence} for one in problems
                        ],
                    },
                    ensure_ascii=False,
                    indent=1,
                )
            )
        if problems:
            text = "\n".join(str(problem) for problem in problems)
            raise CommandError(f"{len(problems)} problems" if options["json"] else text, returncode=BAD_INPUT)
        if not options["json"]:
            for file in files:
                lists = [(name, len(getattr(file.shape, name))) for name in (*COUNTED, "targets")]
                told = ", ".join(f"{count} {name}" for name, count in lists if count)
                self.stdout.write(f"{file.shape.id}: good. {told}")

    def _schema(self, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(selectors.json_schema(), ensure_ascii=False, indent=1))
