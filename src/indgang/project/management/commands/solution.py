"""`manage solution list|check|run|test`: self-service solutions from the command line.

Standard output has the answer alone (JSON with --json); progress goes to standard error. Exit codes: 0 good,
1 an example or a check did not hold, 2 bad input.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand

from indgang.kernel.errors import Expected
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.selfservice import selectors, services

DID_NOT_HOLD, BAD_INPUT = 1, 2
MAX_BYTES = 1_000_000


class Command(BaseCommand):
    help = "List, check, try and test self-service solutions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="list|check|run|test")
        listing = what.add_parser("list", help="which solutions there are")
        check = what.add_parser("check", help="check the files of a solution, or of all")
        run = what.add_parser("run", help="decide what a file hands in; nothing is stored")
        test = what.add_parser("test", help="run the worked cases of a solution, or of all (--all)")
        check.add_argument("slug", nargs="?", default="")
        run.add_argument("slug")
        run.add_argument(
            "--answers",
            required=True,
            help='a JSON file {"today", "party", "facts", "answers"}; - reads standard input',
        )
        test.add_argument("slug", nargs="?", default="")
        test.add_argument("--all", action="store_true", help="every solution")
        for one in (listing, check, run, test):
            one.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except Expected as refused:
            self._stop(BAD_INPUT, str(refused.message.en))
        except ContentError as error:
            self._stop(DID_NOT_HOLD, str(error))

    def _stop(self, code: int, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(code)

    def _answer(self, answer: Any) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    # --- list, check -------------------------------------------------------------------------------------------

    def _list(self, options: dict[str, Any]) -> None:
        rows = [
            {
                "solution": one.slug,
                "title": one.title.as_json(),
                "service": one.service_id,
                "mode": one.mode,
                "steps": one.steps,
                "version": one.version,
            }
            for one in selectors.solutions().values()
        ]
        if options["json"]:
            self._answer({"solutions": rows})
            return
        for one in selectors.solutions().values():
            self.stdout.write(
                f"{one.slug:20} {one.title.da} ({one.service_id}, {one.mode}, {one.version[:12]})"
            )

    def _check(self, options: dict[str, Any]) -> None:
        checked = []
        for folder in self._folders(options["slug"]):
            services.check_solution(folder)
            checked.append(folder.name)
        if options["json"]:
            self._answer({"checked": checked})
            return
        self.stdout.write(f"good: {', '.join(checked)}")

    def _folders(self, slug: str) -> list[Path]:
        root = Path(settings.CONTENT_DIR) / "solutions"
        folders = [path for path in sorted(root.iterdir()) if path.is_dir() and slug in ("", path.name)]
        if not folders:
            raise selectors.UnknownSolution
        return folders

    # --- run ---------------------------------------------------------------------------------------------------

    def _run(self, options: dict[str, Any]) -> None:
        given = self._read(options["answers"])
        try:
            trial = services.try_out(solution=options["slug"], given=given)
        except services.BadTrial as bad:
            self._stop(BAD_INPUT, str(bad))
        if options["json"]:
            self._answer(trial.as_json())
        else:
            self._tell(trial)
        if trial.errors:
            sys.exit(BAD_INPUT)

    def _read(self, name: str) -> dict[str, Any]:
        try:
            if name == "-":
                raw = sys.stdin.buffer.read(MAX_BYTES + 1)
            else:
                with open(name, "rb") as file:
                    raw = file.read(MAX_BYTES + 1)
        except OSError as error:
            self._stop(BAD_INPUT, f"{name}: {error.strerror}. Name a JSON file that can be read.")
        if len(raw) > MAX_BYTES:
            self._stop(BAD_INPUT, f"{name}: larger than {MAX_BYTES} bytes.")
        try:
            given = json.loads(raw.decode("utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            self._stop(BAD_INPUT, f"{name}: this is not JSON: {error}.")
        if not isinstance(given, dict):
            self._stop(BAD_INPUT, f"{name}: write an object with today, party, facts and answers.")
        return given

    def _tell(self, trial: services.Trial) -> None:
        if trial.errors:
            self.stdout.write("This could not be sent:")
            for key, message in trial.errors.items():
                self.stdout.write(f"  {key}: {message.da}")
            return
        self.stdout.write(f"{trial.outcome}  ({trial.solution} {trial.version[:12]}, {trial.finding.today})")
        for held in trial.finding.matched:
            self.stdout.write(f"  + {held.rule}: {held.because.da} ({held.paragraph})")
        for point in trial.finding.unresolved:
            lack = f" [{point.missing!s}]" if point.missing else ""
            self.stdout.write(f"  ? {point.rule}: {point.because.da}{lack}")
        for follow_up in trial.follow_ups:
            self.stdout.write(f"  > {follow_up.kind} {follow_up.to} {follow_up.due}: {follow_up.title.da}")

    # --- test --------------------------------------------------------------------------------------------------

    def _test(self, options: dict[str, Any]) -> None:
        if not options["slug"] and not options["all"]:
            self._stop(BAD_INPUT, "Name a solution, or write --all.")
        results, failed = [], 0
        for folder in self._folders("" if options["all"] else options["slug"]):
            for worked in services.run_examples(folder.name, folder):
                failed += bool(worked.wrong)
                mark = "FAIL" if worked.wrong else "ok"
                outcome = "" if worked.trial is None else worked.trial.outcome
                self.stderr.write(f"{mark:4} {folder.name}/{worked.id}: {worked.about}")
                for sentence in worked.wrong:
                    self.stderr.write(f"     {folder / 'examples.yaml'}:{worked.line}: {sentence}")
                results.append(
                    {
                        "solution": folder.name,
                        "example": worked.id,
                        "outcome": outcome,
                        "held": not worked.wrong,
                        "wrong": list(worked.wrong),
                    }
                )
        if options["json"]:
            self._answer({"examples": results, "failed": failed})
        else:
            self.stdout.write(f"{len(results)} examples, {failed} failed")
        if failed:
            sys.exit(DID_NOT_HOLD)
