"""`manage solution …`: self-service solutions from the command line; each deed stands in project/solution_deeds/.

Standard output has the answer alone (JSON with --json); progress goes to standard error. Exit codes: 0 good,
1 an example or a check did not hold, 2 bad input.
"""

import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from indgang.kernel.errors import Expected
from indgang.kernel.strict_yaml import ContentError
from indgang.project.solution_deeds import DEEDS
from indgang.project.solution_deeds.deed import BAD_INPUT, DID_NOT_HOLD, Said, Stopped


class Command(BaseCommand):
    help = "Write, check, try and show self-service solutions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="|".join(DEEDS))
        for deed in DEEDS.values():
            one = what.add_parser(deed.name, help=deed.help)
            deed.arguments(one)
            one.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            DEEDS[options["what"]].do(options, Said(self.stdout.write, self.stderr.write))
        except Stopped as stopped:
            self._stop(stopped.code, stopped.sentence)
        except Expected as refused:
            self._stop(BAD_INPUT, str(refused.message.en))
        except ContentError as error:
            self._stop(DID_NOT_HOLD, str(error))

    def _stop(self, code: int, sentence: str) -> NoReturn:
        if sentence:
            self.stderr.write(sentence)
        sys.exit(code)
