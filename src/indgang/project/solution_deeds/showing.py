"""`solution preview SLUG`: what is asked and written, with the values of a worked example, as a page in a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import UnknownSolution
from indgang.modules.selfservice.services import designing, previewing
from indgang.project.solution_deeds.deed import BAD_INPUT, Deed, Said, Stopped, folders

PAGE = "desk/designing/preview_file.html"


class Preview(Deed):
    name = "preview"
    help = "write a page with the questions, the outcome and the letters of one example"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--example", default="", help="its id in examples.yaml; left out: the first")
        parser.add_argument("--out", type=Path, help="left out: SLUG.html where you stand")
        parser.add_argument("--language", choices=("da", "en"), default="da")

    def do(self, options: dict[str, Any], said: Said) -> None:
        folder = folders(options["slug"])[0]
        version = designing.read_folder(folder)
        try:
            shown = previewing.preview(version, folder, options["example"])
        except UnknownSolution:
            sentence = f"`{options['example']}` is no example of {folder.name}."
            raise Stopped(BAD_INPUT, sentence) from None
        except services.BadTrial as bad:
            raise Stopped(BAD_INPUT, str(bad)) from None
        out = options["out"] or Path(f"{folder.name}.html")
        with translation.override(options["language"]):
            html = render_to_string(PAGE, {"shown": shown, "language": options["language"]})
        try:
            out.write_text(html, encoding="utf-8")
        except OSError as error:
            raise Stopped(BAD_INPUT, f"{out} cannot be written: {error.strerror}.") from None
        if options["json"]:
            said.json({"solution": folder.name, "example": shown.example, "file": str(out)})
            return
        said.out(f"{out}: {shown.example}. Open it in a browser.")
