"""`manage strategy check DIR | schema | remove NAME | report NAME --year YEAR --pdf OUT`: strategies by command."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.adapters.letters.types import CannotRender
from indgang.kernel.errors import Expected
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.strategy import selectors, services
from indgang.modules.strategy.vocabulary import UnknownStrategy

BAD_INPUT, NOT_INSTALLED = 2, 3
NO_PDF = (
    "No PDF can be made here. Install what `./indgang test` names for letters, and unset INDGANG_LETTERS."
)
COUNTED = ("guidelines", "principles", "goals", "figures", "initiatives", "scenarios", "notes")


class Command(BaseCommand):
    requires_system_checks = ()  # files alone are read
    help = "Check a strategy's file, print the JSON schema that an editor can use, or make the yearly report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        check = deeds.add_parser("check", help="read and check strategies; needs no database")
        check.add_argument(
            "folder", type=Path, metavar="DIR", help="a strategy's folder, or one with several"
        )
        check.add_argument("--json", action="store_true", help="JSON alone on standard output")
        deeds.add_parser("schema", help="the JSON schema of strategy.yaml")
        remove = deeds.add_parser("remove", help="take away a strategy that somebody sent")
        remove.add_argument("strategy", metavar="NAME")
        report = deeds.add_parser("report", help="make the yearly report, the same as the page's button")
        report.add_argument("strategy", metavar="NAME", help="such as citizen-2012")
        report.add_argument("--year", type=int, required=True, metavar="YEAR")
        report.add_argument("--pdf", type=Path, metavar="OUT", help="write the report there as PDF/UA")
        report.add_argument("--json", action="store_true", help="JSON alone on standard output")

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

    def _remove(self, options: dict[str, Any]) -> None:
        try:
            services.remove_strategy(id=options["strategy"], by=SYSTEM)
        except Expected as error:
            raise CommandError(f"{options['strategy']}: {error}", returncode=BAD_INPUT) from None
        self.stdout.write(f"{options['strategy']} is removed.")

    def _report(self, options: dict[str, Any]) -> None:
        """Make a report, or find the same one of today; with --pdf also as a file."""
        from indgang.surfaces.steering.reports.pdf import report_pdf  # brings the press with it

        name, out = options["strategy"], options["pdf"]
        try:
            made = services.make_report(strategy=name, year=options["year"], by=SYSTEM)
        except UnknownStrategy as error:
            known = ", ".join(selectors.strategies()) or "none; run `./indgang manage load_content` first"
            raise CommandError(f"{name}: {error} There are: {known}.", returncode=BAD_INPUT) from None
        except Expected as error:
            raise CommandError(f"{name}: {error}", returncode=BAD_INPUT) from None
        answer = {
            "report": str(made.id),
            "strategy": made.strategy,
            "year": made.year,
            "made_at": made.made_at.isoformat(),
            "content_hash": made.content_hash,
            "file": str(out) if out else None,
        }
        if out is not None:
            try:
                rendered = report_pdf(made)
            except CannotRender:
                raise CommandError(
                    "The PDF cannot be set here: see docs.", returncode=NOT_INSTALLED
                ) from None
            if rendered.kind != "pdf":
                raise CommandError(f"{NO_PDF} {rendered.note}".strip(), returncode=NOT_INSTALLED)
            try:
                out.write_bytes(rendered.content)
            except OSError as error:
                raise CommandError(
                    f"{out} cannot be written: {error.strerror}.", returncode=BAD_INPUT
                ) from None
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{made.strategy} {made.year}: report {made.id}" + (f", {out}" if out else ""))

    def _schema(self, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(selectors.json_schema(), ensure_ascii=False, indent=1))
