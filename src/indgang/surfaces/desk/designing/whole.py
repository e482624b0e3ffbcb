"""Whatever else stands in solution.yaml, part by part, as its author wrote it: nothing that decides is left out.

It walks the shape instead of knowing each key. So a new key of solution.yaml stands on the page from the day it can be
written, under its own name until it is given a heading here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Document, Place

ELSEWHERE = frozenset({"id", "format", "title", "summary", "basis", "parameters", "steps", "rules"})
"""Keys that the page shows in a way of its own."""
HEADINGS = {
    "who_may": (_("Hvem må bruge den"), _("Andre får at vide, hvad de skal gøre i stedet.")),
    "facts": (_("Det henter vi"), _("Svarer et register ikke, er oplysningen ukendt. Så ser en medarbejder på det.")),
    "rates": (_("Satser"), _("En værdi fra en tabel, som gælder på dagen.")),
    "terms": (_("Navne på det, der bliver regnet ud"), _("Reglerne bruger navnene, så man kan læse dem.")),
    "calculations": (_("Beregninger"), _("Borgeren ser dem linje for linje.")),
    "exits": (_("Udgange"), _("Her stopper vejen, fordi noget andet er bedre.")),
    "payment": (_("Betaling"), _("Beløbet bliver først trukket, når svaret er ja.")),
    "asks": (_("Andre bliver spurgt"), _("Deres svar er en oplysning, som reglerne kan bruge.")),
    "follow_ups": (_("Det følger af et ja"), _("Opgaver og beskeder, når alt er bevilget.")),
    "receivers": (_("Dem uden for kommunen"), _("De får en opgave og er ikke en enhed her.")),
    "gives": (_("Bevis eller licens"), _("Det giver et fuldt ja. Andre kan slå det op med koden.")),
    "recalculates": (_("Bliver regnet igen"), _("Et ja, der løber, bliver holdt op mod nye tal hver måned.")),
    "shares": (_("Fordeling af pladser"), _("Alle bliver fordelt på én dag efter de samme regler.")),
    "claims": (_("Det gemmer vi om perioden"), _("Så kan den næste blive holdt op mod den.")),
    "many": (_("Fil med mange"), _("Et firma kan sende mange på én gang, en i hver række.")),
    "national": (_("Den fælles løsning for hele landet"), _("Kommunen vælger den eller sin egen.")),
    "sentences": (_("Sætninger, der skifter"), _("Den første, der passer, bliver brugt i grunde og breve.")),
    "notes": (_("Til at finde to, der støder sammen"), _("Det bliver gemt, så to om det samme bliver fundet.")),
    "letters": (_("Hvilket brev hvornår"), ""),
}  # fmt: skip
HEAD = "head"
FRAME = (_("Rammen"), _("Ydelse, enhed, frister og det, der ellers gælder for hele løsningen."))


@dataclass(frozen=True)
class Line:
    """One key of an item: a text in the reader's language, or `code` as it is written."""

    key: str
    text: object = ""
    code: str = ""


@dataclass(frozen=True)
class Item:
    """One of several things under a key. `title` is empty when it has no name for readers; `line` is in the file."""

    key: str
    title: object
    line: int
    lines: tuple[Line, ...]
    inside: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Part:
    key: str
    title: object
    about: object
    items: tuple[Item, ...]


def parts_of(shape: BaseModel, document: Document) -> list[Part]:
    """Every key that is used and stands nowhere else on the page: those with a heading in its order, then the rest."""
    used = {key: value for key, value in _fields(shape) if key not in ELSEWHERE}
    frame = {key: value for key, value in used.items() if not _is_structured(value)}
    rest = [key for key in used if key not in frame]
    order = [*(key for key in HEADINGS if key in rest), *(key for key in rest if key not in HEADINGS)]
    found = []
    if frame:
        lines = tuple(line for key, value in frame.items() for line in _lines(key, value))
        found.append(Part(HEAD, *FRAME, (Item("", "", 0, lines),)))
    for key in order:
        title, about = HEADINGS.get(key, (key, ""))
        found.append(Part(key, title, about, tuple(_items(used[key], (key,), document))))
    return found


def _is_structured(value: Any) -> bool:
    several = isinstance(value, tuple) and any(isinstance(one, BaseModel) for one in value)
    return several or (isinstance(value, BaseModel) and not isinstance(value, Bilingual))


def _fields(shape: BaseModel) -> Iterator[tuple[str, Any]]:
    """What is written, by the names of the file; what was left out is not there."""
    for name, field in type(shape).model_fields.items():
        if name in shape.model_fields_set:
            yield field.alias or name, getattr(shape, name)


def _items(value: Any, place: Place, document: Document) -> Iterator[Item]:
    if isinstance(value, BaseModel):
        yield _item(value, place, document)
        return
    for i, one in enumerate(value):
        yield _item(one, (*place, i), document)


def _item(shape: BaseModel, place: Place, document: Document) -> Item:
    fields = dict(_fields(shape))
    name = next((key for key in ("title", "label") if isinstance(fields.get(key), Bilingual)), "")
    title = fields.pop(name).text if name else ""
    key = fields.pop("id", "")
    line = document.line((*place, "id") if key else place)
    inside = [key for key, value in fields.items() if _is_structured(value)]
    lines = [line for key, value in fields.items() if key not in inside for line in _lines(key, value)]
    children = tuple(
        Item(
            name,
            name,
            document.line((*place, name)),
            (),
            tuple(_items(fields[name], (*place, name), document)),
        )
        for name in inside
    )
    return Item(str(key), title, line, tuple(lines), children)


def _lines(key: str, value: Any) -> Iterator[Line]:
    if isinstance(value, Bilingual):
        yield Line(key, text=value.text)
    elif isinstance(value, Mapping):
        yield Line(key, code=", ".join(f"{name}: {one}" for name, one in value.items()))
    elif isinstance(value, tuple | list):
        if value:
            yield Line(key, code=", ".join(str(one) for one in value))
    elif isinstance(value, bool):
        yield Line(key, code="yes" if value else "no")
    elif value is not None:
        yield Line(key, code=str(value))
