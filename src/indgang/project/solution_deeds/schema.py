"""`solution schema`: the JSON schema of solution.yaml, for an editor."""

import json
from typing import Any

from indgang.modules.selfservice.selectors import designing
from indgang.project.solution_deeds.deed import Deed, Said


class Schema(Deed):
    name = "schema"
    help = "the JSON schema of solution.yaml, for your editor"

    def do(self, options: dict[str, Any], said: Said) -> None:
        said.out(json.dumps(designing.json_schema(), ensure_ascii=False, indent=1))
