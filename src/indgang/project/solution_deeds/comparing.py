"""`solution diff SLUG [BEFORE AFTER]`: what is different between two versions, in plain words."""

from argparse import ArgumentParser
from typing import Any

from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.selectors import designing
from indgang.modules.selfservice.services import designing as services
from indgang.project.solution_deeds.deed import BAD_INPUT, Deed, Said, Stopped, folders

SHORTEST = 6


class Diff(Deed):
    name = "diff"
    help = "what is different: the files against what is loaded, or between two loaded versions"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("before", nargs="?", default="", help="the beginning of a version's number")
        parser.add_argument("after", nargs="?", default="", help="left out: the version that holds now")

    def do(self, options: dict[str, Any], said: Said) -> None:
        slug = options["slug"]
        selectors.solution(slug)  # raises UnknownSolution
        if options["before"]:
            before = version(slug, options["before"])
            after = version(slug, options["after"]) if options["after"] else selectors.solution(slug).version
            changes = designing.difference_between(slug, before, after)
        else:
            changes = services.changed_in_folder(slug, folders(slug)[0])
        if options["json"]:
            rows = [
                {"sort": one.sort, "where": one.where.da, "before": one.before, "after": one.after}
                for one in changes
            ]
            said.json({"solution": slug, "changes": rows})
            return
        for one in changes:
            said.out(one.sentence.da)
        said.out(f"{len(changes)} ændringer" if changes else "Der er ingen forskel.")


def version(slug: str, typed: str) -> str:
    """The whole number of a version from its beginning. Raises Stopped."""
    rows = designing.versions_of(slug)
    found = [row.hash for row in rows if len(typed) >= SHORTEST and row.hash.startswith(typed)]
    if len(found) != 1:
        known = ", ".join(row.short for row in rows) or "none"
        raise Stopped(BAD_INPUT, f"`{typed[:64]}` is no version of {slug}. There are: {known}.")
    return found[0]
