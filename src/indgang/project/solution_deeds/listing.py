"""`solution list`: which solutions there are."""

from typing import Any

from indgang.modules.selfservice import selectors
from indgang.project.solution_deeds.deed import Deed, Said


class List(Deed):
    name = "list"
    help = "which solutions there are"

    def do(self, options: dict[str, Any], said: Said) -> None:
        found = selectors.solutions().values()
        if options["json"]:
            said.json(
                {
                    "solutions": [
                        {
                            "solution": one.slug,
                            "title": one.title.as_json(),
                            "service": one.service_id,
                            "mode": one.mode,
                            "steps": one.steps,
                            "version": one.version,
                        }
                        for one in found
                    ]
                }
            )
            return
        for one in found:
            said.out(f"{one.slug:20} {one.title.da} ({one.service_id}, {one.mode}, {one.version[:12]})")
