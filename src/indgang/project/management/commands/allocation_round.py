"""`manage allocation_round run|verify|list ROUND`: places are shared out, and a sharing out is worked out again.

`run` does what the page's button does, and tells every case at once instead of leaving it to a worker. `verify` asks
nobody and changes nothing: it works the round out from what is stored, and exits with 1 when anything is otherwise.
"""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from indgang.kernel.errors import Expected
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.selectors import rounds as asked
from indgang.modules.selfservice.services import carrying_out, rounds


class Command(BaseCommand):
    help = "Share out the places of a round, or work a round out again from what is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["list", "run", "verify"])
        parser.add_argument("round", nargs="?", default="", help="the id of the round")
        parser.add_argument("--by", default="", metavar="NAME", help="run: the caseworker who answers for it")
        parser.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "list":
            self._say([_line(one) for one in asked.every_round()], options["json"])
            return
        round_id = _id(options["round"])
        found: dict[str, Any]
        try:
            if options["what"] == "run":
                by = self._staff(options["by"])
                digest = rounds.run_round(round_id=round_id, by=by)
                told = carrying_out.carry_out(round_id)
                self.stderr.write(f"{told} cases told now")
                found = {"round": str(round_id), "digest": digest, "told": told}
            else:
                verified = asked.verify(round_id)
                found = {
                    "round": str(verified.round),
                    "same": verified.same,
                    "digest": verified.digest,
                    "again": verified.again,
                    "entries": verified.entries,
                    "differs": list(verified.differs),
                }
        except Expected as error:
            raise CommandError(error.message.en or str(error), returncode=2) from None
        self._say([found], options["json"], single=True)
        if not found.get("same", True):
            raise CommandError("The round does not come out again as it is stored.")

    def _say(self, found: list[dict[str, Any]], as_json: bool, *, single: bool = False) -> None:
        if as_json:
            self.stdout.write(json.dumps(found[0] if single else found, ensure_ascii=False, indent=2))
            return
        for one in found:
            self.stdout.write(", ".join(f"{name} {value}" for name, value in one.items()))

    def _staff(self, name: str) -> EmployeeInfo:
        if not name:
            raise CommandError("Say who answers for it: --by NAME.", returncode=2)
        allowed = [one for one in identity.employees_called(name) if one.may(Right.HANDLE_CASES)]
        if len(allowed) != 1:
            said = "Several who decide cases are" if allowed else "Nobody who decides cases is"
            raise CommandError(f"{said} called {name}.", returncode=2)
        return allowed[0]


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise CommandError(
            "Name the round by its id: `allocation_round list` shows them.", returncode=2
        ) from None


def _line(one: asked.RoundLine) -> dict[str, Any]:
    return {
        "round": str(one.id),
        "label": one.label,
        "state": one.state.value,
        "opens": one.opens.isoformat(),
        "closes": one.closes.isoformat(),
        "entries": one.entries,
    }
