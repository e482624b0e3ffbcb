"""`solution new SLUG --service SERVICE`: a small solution that can be checked and tried at once, to go on from."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.selfservice.services import designing
from indgang.project.solution_deeds.deed import BAD_INPUT, Deed, Said, Stopped, root
from indgang.project.solution_deeds.zipping import put

START = Path(__file__).parent / "start"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST, LONGEST_TITLE = 60, 80
NOT_IN_A_TITLE = re.compile(r'["\\{}\n\r\t@]')


class New(Deed):
    name = "new"
    help = "begin a solution: new SLUG --service SERVICE [--title TITLE] [--title-en TITLE]"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--service", required=True, help="the service of the catalogue that it is for")
        parser.add_argument("--title", default="", help="in Danish; left out: the service's name")
        parser.add_argument("--title-en", default="", help="in English; left out: the service's name")

    def do(self, options: dict[str, Any], said: Said) -> None:
        slug = options["slug"]
        if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
            raise Stopped(BAD_INPUT, f"`{slug[:LONGEST]}`: write small letters, digits and hyphens.")
        place = root() / slug
        if place.exists():
            raise Stopped(BAD_INPUT, f"{place} is there already. Choose another name.")
        service = catalogue.services().get(options["service"])
        if service is None:
            sentence = (
                f"`{options['service'][:LONGEST]}` is no service. Write catalogue/<service>.yaml first."
            )
            raise Stopped(BAD_INPUT, sentence)
        marks = {
            "slug": slug,
            "service": service.id,
            "unit": service.unit,
            "title": title(options["title"] or service.name.da),
            "title_en": title(options["title_en"] or service.name.en or service.name.da),
            "today": clock.today().isoformat(),
        }
        put({name: filled(text, marks) for name, text in designing.texts_in(START).items()}, place)
        if options["json"]:
            said.json({"solution": slug, "folder": str(place)})
            return
        said.out(f"{place} is written.")
        said.aside(f"Try it: ./indgang solution check {slug}; ./indgang solution test {slug}")
        said.aside(f"Write `solution: {slug}` in catalogue/{service.id}.yaml, so that its page has a button.")


def title(typed: str) -> str:
    """A title that can stand in quotation marks. Raises Stopped."""
    if NOT_IN_A_TITLE.search(typed) or len(typed) > LONGEST_TITLE:
        sentence = f'A title has at most {LONGEST_TITLE} characters and no ", \\, {{, }} or @.'
        raise Stopped(BAD_INPUT, sentence)
    return typed


def filled(text: str, marks: dict[str, str]) -> str:
    for name, value in marks.items():
        text = text.replace(f"@{name}@", value)
    return text
