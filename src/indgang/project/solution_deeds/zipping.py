"""`solution zip SLUG` and `solution unzip FILE`: a solution out of the content folder, and into it."""

import os
import shutil
from argparse import ArgumentParser
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from indgang.modules.selfservice.services import designing
from indgang.project.solution_deeds.deed import BAD_INPUT, DID_NOT_HOLD, Deed, Said, Stopped, folders, root


class Zip(Deed):
    name = "zip"
    help = "pack the files of a solution: zip SLUG [--out FILE]"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--out", type=Path, help="left out: SLUG.zip where you stand")

    def do(self, options: dict[str, Any], said: Said) -> None:
        folder = folders(options["slug"])[0]
        designing.read_folder(folder)  # what is wrong is not handed on
        out = options["out"] or Path(f"{folder.name}.zip")
        raw = designing.zip_of_folder(folder)
        try:
            out.write_bytes(raw)
        except OSError as error:
            raise Stopped(BAD_INPUT, f"{out} cannot be written: {error.strerror}.") from None
        if options["json"]:
            said.json({"solution": folder.name, "file": str(out), "bytes": len(raw)})
        else:
            said.out(f"{out}: {len(raw)} bytes")


class Unzip(Deed):
    name = "unzip"
    help = "check a zip file whole, and put it into the content folder: unzip FILE [--replace]"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="take the place of the one that is there")

    def do(self, options: dict[str, Any], said: Said) -> None:
        file = options["file"]
        try:
            with file.open("rb") as opened:
                raw = opened.read(designing.MOST_BYTES + 1)
        except OSError as error:
            raise Stopped(BAD_INPUT, f"{file}: {error.strerror}. Name a zip file.") from None
        seen = designing.look_at_zip(raw, file.name)
        self._tell(seen, said, options["json"])
        if seen.problems or seen.failed:
            raise Stopped(DID_NOT_HOLD, "Nothing was changed.")
        place = root() / seen.slug
        if place.exists() and not options["replace"]:
            raise Stopped(
                BAD_INPUT, f"{place} is there. Nothing was changed. Write --replace to take its place."
            )
        with designing.opened(raw, file.name) as (_, texts):
            put(texts, place)
        said.aside(f"{place} is written. Run `./indgang manage load_content` to make it live.")

    def _tell(self, seen: designing.ZipSeen, said: Said, as_json: bool) -> None:
        for problem in seen.problems:
            said.aside(str(problem))
        for worked in seen.examples:
            for sentence in worked.wrong:
                said.aside(f"{seen.slug}/examples.yaml:{worked.line}: {worked.id}: {sentence}")
        if as_json:
            said.json(
                {
                    "solution": seen.slug,
                    "problems": [
                        {"file": one.file, "line": one.line, "sentence": one.sentence}
                        for one in seen.problems
                    ],
                    "examples": len(seen.examples),
                    "failed": seen.failed,
                    "changes": [one.sentence.da for one in seen.changes],
                }
            )
            return
        for change in seen.changes:
            said.out(change.sentence.da)


def put(texts: dict[str, str], place: Path) -> None:
    """Write a folder beside its place and move it there, so that no half folder is ever seen as the solution."""
    place.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=".unzip-", dir=place.parent.parent))  # beside the solutions, not among them
    try:
        designing.write(work / "new", texts)
        if place.exists():
            os.replace(place, work / "old")
        os.replace(work / "new", place)
    finally:
        shutil.rmtree(work, ignore_errors=True)
