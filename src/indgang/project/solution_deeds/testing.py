"""`solution test SLUG|--all`: the worked cases of a solution, or of all."""

from argparse import ArgumentParser
from typing import Any

from indgang.modules.selfservice import services
from indgang.modules.selfservice.services import designing
from indgang.project.solution_deeds.deed import BAD_INPUT, DID_NOT_HOLD, Deed, Said, Stopped, folders


class Test(Deed):
    name = "test"
    help = "run the worked cases of a solution, or of all (--all)"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", default="")
        parser.add_argument("--all", action="store_true", help="every solution")

    def do(self, options: dict[str, Any], said: Said) -> None:
        if not options["slug"] and not options["all"]:
            raise Stopped(BAD_INPUT, "Name a solution, or write --all.")
        results, failed = [], 0
        for folder in folders("" if options["all"] else options["slug"]):
            version = designing.read_folder(folder)  # as the files are, loaded or not
            for worked in services.run_examples(folder.name, folder, version=version):
                failed += bool(worked.wrong)
                mark = "FAIL" if worked.wrong else "ok"
                said.aside(f"{mark:4} {folder.name}/{worked.id}: {worked.about}")
                for sentence in worked.wrong:
                    said.aside(f"     {folder / 'examples.yaml'}:{worked.line}: {sentence}")
                results.append(
                    {
                        "solution": folder.name,
                        "example": worked.id,
                        "outcome": "" if worked.trial is None else worked.trial.outcome,
                        "held": not worked.wrong,
                        "wrong": list(worked.wrong),
                    }
                )
        if options["json"]:
            said.json({"examples": results, "failed": failed})
        else:
            said.out(f"{len(results)} examples, {failed} failed")
        if failed:
            raise Stopped(DID_NOT_HOLD)
