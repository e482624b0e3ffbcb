"""`solution replay [SLUG] [--since DAY]`: stored decisions are made again, and must come out the same."""

import os
from argparse import ArgumentParser
from datetime import date
from typing import Any

from indgang.modules.selfservice import selectors
from indgang.project.solution_deeds.deed import BAD_INPUT, DID_NOT_HOLD, Deed, Said, Stopped

MOST_NAMED = 100
"""So many that differ are named; the rest are counted."""


class Replay(Deed):
    name = "replay"
    help = "make stored decisions again from what was stored; 1 when one comes out otherwise"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", default="")
        parser.add_argument(
            "--since", default="", help="only what was sent on this day or later, as 2026-11-21"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="so many at once (default: a core each)",
        )

    def do(self, options: dict[str, Any], said: Said) -> None:
        since = _day(options["since"])
        total, differing = 0, []
        for one in selectors.replay_all(options["slug"], since, processes=options["processes"]):
            total += 1
            if one.differs:
                differing.append(one)
        if options["json"]:
            said.json(
                {
                    "decisions": total,
                    "identical": total - len(differing),
                    "differing": [
                        {
                            "number": one.number,
                            "solution": one.solution,
                            "version": one.version,
                            "again": one.again,
                            "differs": list(one.differs),
                        }
                        for one in differing[:MOST_NAMED]
                    ],
                }
            )
        else:
            said.out(f"{total} decisions, {total - len(differing)} identical, {len(differing)} differing")
            for one in differing[:MOST_NAMED]:
                said.out(f"  {one.number} ({one.solution} {one.version[:12]}): {'; '.join(one.differs)}")
        if differing:
            raise Stopped(DID_NOT_HOLD)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Stopped(BAD_INPUT, "--since: write a day as 2026-11-21.") from None
