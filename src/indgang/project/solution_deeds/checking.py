"""`solution check [SLUG]`: the files of a solution, or of all."""

from argparse import ArgumentParser
from typing import Any

from indgang.kernel.strict_yaml import ContentError, Problem
from indgang.modules.selfservice.services import designing
from indgang.project.solution_deeds.deed import Deed, Said, folders


class Check(Deed):
    name = "check"
    help = "check the files of a solution, or of all"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", default="")

    def do(self, options: dict[str, Any], said: Said) -> None:
        checked: list[str] = []
        problems: list[Problem] = []
        for folder in folders(options["slug"]):
            try:
                hard = designing.check_folder(folder)
            except ContentError as error:
                problems += error.problems
                continue
            checked.append(folder.name)
            for one in hard:
                said.aside(f"{folder / one.name}:{one.line}: note: LIX {one.lix:.0f}. Shorten: {one.text}")
        if problems:
            raise ContentError(problems)
        if options["json"]:
            said.json({"checked": checked})
            return
        said.out(f"good: {', '.join(checked)}")
