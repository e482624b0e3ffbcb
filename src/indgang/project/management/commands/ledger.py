"""`manage ledger import|batches|undo|redo|remove|export|upkeep`: counts of contacts, in and out.

Standard output has the answer alone (JSON with --json); progress goes to standard error. Exit codes: 0 good,
1 more than half of the rows were rejected, 2 bad input.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.services import ImportReport, Progress, TooManyRejected
from indgang.modules.contacts.vocabulary import REASON_NAMES, BatchInfo, ImportState, RejectReason
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.strategy.vocabulary import Cut

DID_NOT_HOLD, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = "Import counts of contacts from files, list and undo the batches, export rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(
            dest="what", required=True, metavar="import|batches|undo|redo|remove|export|upkeep"
        )
        taking = what.add_parser(
            "import", help="read a file of contacts (CSV, Excel or Parquet) by a mapping"
        )
        taking.add_argument("file", type=Path)
        taking.add_argument(
            "--mapping", required=True, help="a mapping file, or the name of one in content/mappings"
        )
        taking.add_argument("--dry-run", action="store_true", help="tell what would happen; change nothing")
        taking.add_argument(
            "--accept-rejects", action="store_true", help="import also when more than half is rejected"
        )
        listing = what.add_parser("batches", help="what was imported, newest first")
        for word, help in (
            ("undo", "the batch counts no more; its rows stay"),
            ("redo", "an undone batch counts again"),
            ("remove", "remove the rows of an undone batch for good"),
        ):
            what.add_parser(word, help=help).add_argument("batch", metavar="BATCH")
        giving = what.add_parser("export", help="write rows of a series or batch to a file")
        giving.add_argument("series", help="a series, such as sf-311, or a batch")
        giving.add_argument("--to", required=True, type=Path, metavar="FILE", help=".csv, .xlsx or .parquet")
        giving.add_argument("--year", type=int)
        giving.add_argument(
            "--cut",
            action="append",
            default=[],
            metavar="WORD=VALUE",
            help="such as channel=telephone; repeat",
        )
        keeping = what.add_parser("upkeep", help="copy our own rows that are old enough to the Parquet files")
        keeping.add_argument("--everything", action="store_true", help="also what is younger")
        for one in (taking, listing, giving, keeping):
            one.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except TooManyRejected as refused:
            if options["json"]:
                self._answer(refused.report.as_json())
            else:
                self._tell(refused.report)
            self._stop(DID_NOT_HOLD, refused.message.en)
        except ContentError as error:
            self._stop(BAD_INPUT, str(error))
        except Expected as refused:
            self._stop(BAD_INPUT, refused.message.en)

    def _stop(self, code: int, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(code)

    def _answer(self, answer: Any) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    # --- import ------------------------------------------------------------------------------------------------

    def _import(self, options: dict[str, Any]) -> None:
        report = services.import_file(
            path=options["file"],
            mapping=services.read_mapping(self._mapping(options["mapping"])),
            dry_run=options["dry_run"],
            accept_rejects=options["accept_rejects"],
            by=SYSTEM.key,
            progress=self._progress,
        )
        if options["json"]:
            self._answer(report.as_json())
        else:
            self._tell(report)

    def _mapping(self, given: str) -> Path:
        shipped = Path(settings.CONTENT_DIR) / "mappings" / f"{given}.yaml"
        return shipped if "/" not in given and not Path(given).exists() and shipped.exists() else Path(given)

    def _progress(self, progress: Progress) -> None:
        rows = f", {progress.rows:,} rows" if progress.rows else ""
        self.stderr.write(f"{progress.step}/{progress.steps} {progress.what.en}{rows}")

    def _tell(self, report: ImportReport) -> None:
        write = self.stdout.write
        write(f"{report.file} by {report.mapping}")
        for name in ("read", "accepted", "rejected", "duplicates"):
            write(f"  {name:12}{getattr(report, name):>12,}")
        for reason, count in report.reasons.items():
            write(f"    {reason:22}{count:>10,}  {REASON_NAMES[RejectReason(reason)].en}")
        if report.first_day:
            write(f"  from {report.first_day} to {report.last_day}")
        for channel, count in report.channels.items():
            write(f"    {channel:22}{count:>10,}")
        write("  columns: understood, empty, not understood")
        for one in report.columns:
            if one.role == "dropped":
                write(f"    {one.name:30.30} dropped")
                continue
            counts = f"{one.understood:>10,} {one.empty:>8,} {one.not_understood:>8,}"
            write(f"    {one.name:30.30} {one.role:12}{counts}")
            for word in one.words:
                write(f"      not understood: {word}")
        for warning in report.warnings:
            write(f"  note: {warning.en}")
        if report.rejects_file:
            write(f"  rejected rows: {report.rejects_file}")
        write(self._outcome(report))

    def _outcome(self, report: ImportReport) -> str:
        if report.already:
            return f"The file is there already, as {report.already}. Nothing was changed."
        if report.state is ImportState.DRY_RUN:
            return "A trial: nothing was changed."
        if report.state is ImportState.FAILED:
            return "Nothing was imported."
        return f"Imported as {report.batch}." if report.batch else "No new rows: no batch was made."

    # --- batches -----------------------------------------------------------------------------------------------

    def _batches(self, options: dict[str, Any]) -> None:
        found = selectors.imported_batches()
        if options["json"]:
            self._answer({"batches": [self._plain(one) for one in found]})
            return
        for one in found:
            self.stdout.write(
                f"{one.name:30} {one.state:10}{one.rows:>12,} rows  {one.first_day} to {one.last_day}"
            )
        if not found:
            self.stdout.write("Nothing has been imported.")

    def _plain(self, one: BatchInfo) -> dict[str, Any]:
        return {
            "batch": one.name,
            "series": one.series,
            "state": str(one.state),
            "rows": one.rows,
            "first_day": one.first_day.isoformat() if one.first_day else None,
            "last_day": one.last_day.isoformat() if one.last_day else None,
        }

    def _undo(self, options: dict[str, Any]) -> None:
        done = services.undo_batch(name=options["batch"], by=SYSTEM.key)
        self.stdout.write(
            f"{done.name} counts no more. Its {done.rows:,} rows can come back: ledger redo {done.name}"
        )

    def _redo(self, options: dict[str, Any]) -> None:
        done = services.redo_batch(name=options["batch"], by=SYSTEM.key)
        self.stdout.write(f"{done.name} counts again, with {done.rows:,} rows.")

    def _remove(self, options: dict[str, Any]) -> None:
        done = services.remove_batch(name=options["batch"], by=SYSTEM.key)
        self.stdout.write(f"The rows of {done.name} are removed; the files go within an hour.")

    # --- export, upkeep ----------------------------------------------------------------------------------------

    def _export(self, options: dict[str, Any]) -> None:
        to: Path = options["to"]
        words = dict(one.partition("=")[::2] for one in options["cut"])
        unknown = sorted(set(words) - set(Cut.__dataclass_fields__))
        if unknown:
            self._stop(
                BAD_INPUT, f"{', '.join(unknown)} is no cut. Write {', '.join(Cut.__dataclass_fields__)}."
            )
        count = services.export(
            series=options["series"],
            year=options["year"],
            cut=Cut.read(words).words(),
            format=to.suffix.lstrip(".").lower(),
            to=to,
        )
        if options["json"]:
            self._answer({"file": str(to), "rows": count})
        else:
            self.stdout.write(f"{count:,} rows in {to}")

    def _upkeep(self, options: dict[str, Any]) -> None:
        done = services.upkeep(now=clock.now(), everything=options["everything"])
        if options["json"]:
            self._answer(asdict(done))
        else:
            self.stdout.write(
                f"{done.parts_written} parts with {done.rows:,} rows, {done.rewritten} months rewritten"
            )
