"""`manage many --list FILE --letter NAME --by "Hanne Lund"`: a list that is too long for the page.

The list is read as the page reads it, piece by piece, however long it is. Nothing is sent: whoever is named sees the
letter on `/medarbejder/mange/`, and starts it there.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel.errors import Expected
from indgang.kernel.ids import new_id
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.selectors import bulk as selectors
from indgang.modules.messages.services import bulk
from indgang.modules.messages.services.bulk import NobodyLeft


class Command(BaseCommand):
    help = "Make a letter to many from a list of any length. It is started on the page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", required=True, type=Path, metavar="FILE", help="a CSV file")
        parser.add_argument(
            "--letter", required=True, metavar="NAME", help="a letter of the municipality's own"
        )
        parser.add_argument(
            "--by", required=True, metavar="NAME", help="the member of staff who will send it"
        )
        parser.add_argument(
            "--unit", default="", metavar="ID", help="who sends it; left out: the member of staff's"
        )
        parser.add_argument("--title", default="", help="what staff call it")
        parser.add_argument(
            "--per-minute", type=int, default=240, metavar="N", help="letters a minute; 0: no limit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        letters = {one.name: one for one in selectors.letters_for_many()}
        letter = letters.get(options["letter"])
        if letter is None:
            listed = ", ".join(sorted(letters)) or "none"
            raise CommandError(f"There is no letter {options['letter']}. There are: {listed}.")
        by = self._staff(options["by"], options["unit"])
        try:
            with options["list"].open("rb") as file:
                run_id = bulk.make_bulk(
                    run_id=new_id(),
                    title=options["title"],
                    template=letter.id,
                    unit=options["unit"] or by.unit,
                    list_file=file,
                    by=by,
                    per_minute=options["per_minute"],
                )
        except OSError as error:
            raise CommandError(f"{options['list']} cannot be read: {error.strerror}.") from None
        except NobodyLeft as error:
            for line in error.lines:
                sys.stderr.write(f"line {line.line}: {line.why.en}\n")
            raise CommandError(error.message.en) from None
        except Expected as error:
            raise CommandError(error.message.en) from None
        self._say(selectors.bulk_run(run_id, by))

    def _staff(self, name: str, unit: str) -> EmployeeInfo:
        found = identity.employees_called(name)
        allowed = [one for one in found if (unit or one.unit) in selectors.units_of(one)]
        if len(allowed) == 1:
            return allowed[0]
        if allowed:
            raise CommandError(f"{len(allowed)} members of staff are called {name}. Name the unit.")
        said = "may not send to many for that unit" if found else "has never logged in"
        raise CommandError(f"{name} {said}.")

    def _say(self, run: selectors.BulkInfo) -> None:
        for line, why in run.rejected:
            self.stdout.write(f"line {line}: {why.en}")
        if run.rejected_count > len(run.rejected):
            self.stdout.write(f"and {run.rejected_count - len(run.rejected)} more lines")
        self.stdout.write(
            f"{run.progress.total} receivers, {run.rejected_count} lines without. Nothing is sent yet."
        )
        self.stdout.write(f"See and start it: /medarbejder/mange/{run.id}/")
