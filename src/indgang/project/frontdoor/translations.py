"""English texts: `./indgang translations`. Code and templates are in Danish; one catalogue gives the English.

Templates are read by Django's `templatize`, Python by Babel; Babel compiles, so no msgfmt is needed.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.places import PACKAGE
from indgang.project.frontdoor.stamps import write_whole

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # fixed, so that a catalogue changes only when a text does


def catalogue_file(package: Path = PACKAGE) -> Path:
    """The catalogue that translators edit."""
    return package / "locale" / "en" / "LC_MESSAGES" / "django.po"


@dataclass(frozen=True)
class Flaw:
    """A text that has no good English: the Danish text, where it is used, what is wrong."""

    text: str
    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}: {self.text!r}"


def extract(package: Path = PACKAGE) -> Catalog:
    """All Danish texts below a package, each with the files it is used in. Tests are left out."""
    catalog = Catalog(project="Indgang", charset="utf-8", creation_date=EPOCH)
    for path in _sources(package):
        place = path.relative_to(package.parent).as_posix()
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = _as_python(source, place)
        found = babel_extract("python", io.BytesIO(source.encode()), KEYWORDS, ("Translators:",), {})
        for line, text, comments, context in found:
            catalog.add(text, locations=[(place, line)], auto_comments=comments, context=context)
    return catalog


def _sources(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package).parts
        if "tests" in inside or "migrations" in inside or not path.is_file():
            continue
        if path.suffix == ".py" or (path.suffix in (".html", ".txt", ".xml") and "templates" in inside):
            yield path


def _as_python(template: str, place: str) -> str:
    """Django's form of a template for xgettext, each line moved to the left so that it reads as Python."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    try:
        text = templatize(template, origin=place)
    except SyntaxError as wrong:
        raise Stop(BAD_INPUT, f"{place}: {wrong}") from wrong
    return "\n".join(line.strip() for line in text.split("\n"))


def read(path: Path) -> Catalog:
    """The catalogue as translated so far; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale="en", project="Indgang", charset="utf-8", creation_date=EPOCH)
    try:
        with path.open("rb") as file:
            return read_po(file, locale="en", abort_invalid=True)
    except PoFileError as wrong:
        raise Stop(BAD_INPUT, f"{path}: {wrong}") from wrong


def update(package: Path = PACKAGE) -> Catalog:
    """Write new texts into the catalogue, untranslated; keep the others; remove what nobody uses."""
    path = catalogue_file(package)
    catalog = read(path)
    catalog.update(extract(package), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = EPOCH
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    write_whole(path, out.getvalue())
    return catalog


def flaws(package: Path = PACKAGE) -> list[Flaw]:
    """Every text without good English, and every translation that nobody uses any more."""
    known = {
        (message.context, message.id): message for message in read(catalogue_file(package)) if message.id
    }
    used = {(message.context, message.id): message for message in extract(package) if message.id}
    found = []
    for key, message in used.items():
        problem = _problem(known.get(key))
        if problem:
            found.append(Flaw(_text(message), _place(message), problem))
    for key, message in known.items():
        if key not in used:
            found.append(
                Flaw(_text(message), "django.po", "no longer used (./indgang translations removes it)")
            )
    return found


def untranslated(package: Path = PACKAGE) -> list[tuple[str, str]]:
    """(Danish text, where it is used) for each text that has no good English yet."""
    return [(flaw.text, flaw.place) for flaw in flaws(package) if flaw.place != "django.po"]


def _problem(message: Message | None) -> str:
    """What is wrong with a translation; empty when it is good."""
    if message is None:
        return "missing in the catalogue (./indgang translations adds it)"
    given = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    if not given or not all(given):
        return "not translated"
    if message.fuzzy:
        return "marked as fuzzy"
    wrong = message.check()
    return str(wrong[0]) if wrong else ""


def _text(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _place(message: Message) -> str:
    file, line = message.locations[0] if message.locations else ("?", None)
    return f"{file}:{line}" if line else file


def compile(package: Path = PACKAGE) -> Path:
    """Make the file that Django reads, when the catalogue is newer. Gives its path."""
    source = catalogue_file(package)
    target = source.with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
        return target
    out = io.BytesIO()
    write_mo(out, read(source))
    write_whole(target, out.getvalue())
    return target


def main(argv: list[str]) -> int:
    """Bring the catalogue up to date and say what is left to translate; `--check` changes nothing."""
    if argv not in ([], ["--check"]):
        raise Stop(BAD_INPUT, "usage: indgang translations [--check]")
    if not argv:
        update()
        compile()
    found = flaws()
    for flaw in found:
        say(f"  {flaw}")
    say(f"{catalogue_file()}: {len(found)} texts need a translator.")
    return DID_NOT_HOLD if argv and found else GOOD


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
