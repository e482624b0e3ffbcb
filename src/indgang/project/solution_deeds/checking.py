"""`solution check [SLUG]`: the files of a solution, or of all."""

from argparse import ArgumentParser
from typing import Any

from indgang.modules.selfservice import services
from indgang.project.solution_deeds.deed import Deed, Said, folders


class Check(Deed):
    name = "check"
    help = "check the files of a solution, or of all"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", default="")

    def do(self, options: dict[str, Any], said: Said) -> None:
        checked = []
        for folder in folders(options["slug"]):
            services.check_solution(folder)
            checked.append(folder.name)
        if options["json"]:
            said.json({"checked": checked})
            return
        said.out(f"good: {', '.join(checked)}")
