"""What staff type about a round: its name, its days, and a line for each place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.selfservice.services.rounds import MOST_PLACES, Place
from indgang.surfaces.common.fields import Field, Option, typed

SOLUTION, LABEL, OPENS, CLOSES, PLACES = "loesning", "navn", "fra", "til", "pladser"
SIGN = ";"


class BadLine(ValueError):
    """A line that is no place; the message says what to write."""


def written(places: Sequence[Place]) -> str:
    """Places as they stand in the box: one on each line."""
    return "\n".join(f"{one.ref}{SIGN} {one.name}{SIGN} {one.seats}{SIGN} {one.kept}" for one in places)


def read_places(text: str) -> list[Place]:
    """The places of a box. Raises BadLine with the first line that is wrong."""
    found: dict[str, Place] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split(SIGN)]
        if len(parts) == 3:
            parts.append("0")
        if len(parts) != 4 or not parts[0] or not parts[1]:
            raise BadLine(
                _("Linje %(number)s: skriv kode; navn; pladser; holdte pladser.") % {"number": number}
            )
        if not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts[2:]):
            raise BadLine(_("Linje %(number)s: skriv antal pladser som et helt tal.") % {"number": number})
        if len(parts[0]) > 80 or len(parts[1]) > 160:
            raise BadLine(_("Linje %(number)s: koden eller navnet er for langt.") % {"number": number})
        if parts[0] in found:
            raise BadLine(_("Linje %(number)s: %(ref)s står to gange.") % {"number": number, "ref": parts[0]})
        found[parts[0]] = Place(parts[0], parts[1], int(parts[2]), int(parts[3]))
    if not found:
        raise BadLine(_("Skriv mindst ét sted med pladser."))
    if len(found) > MOST_PLACES:
        raise BadLine(_("Der er for mange steder. Skriv højst %(most)s.") % {"most": MOST_PLACES})
    return list(found.values())


def places_field(value: str, error: object = "") -> Field:
    return Field(
        PLACES,
        _("Steder og pladser"),
        kind="textarea",
        hint=_(
            "Skriv ét sted på hver linje: kode; navn; pladser; holdte pladser. "
            "Holdte pladser er til dem, der hører til, og de deles ikke ud."
        ),
        value=value,
        error=error,
        rows=8,
    )


@dataclass
class RoundForm:
    """A new round as it was typed. `errors` by field."""

    solution: str
    label: str
    opens: str
    closes: str
    places: str
    choices: Sequence[tuple[str, Text]]
    errors: dict[str, object] = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        options = [Option(slug, title) for slug, title in self.choices]
        return [
            Field(
                SOLUTION,
                _("Hvad fordeles der pladser til?"),
                kind="radio",
                options=options,
                value=self.solution,
                error=self.errors.get(SOLUTION, ""),
            ),
            Field(
                LABEL,
                _("Hvad hedder fordelingen?"),
                hint=_("For eksempel Skolestart 2027."),
                value=self.label,
                error=self.errors.get(LABEL, ""),
            ),
            Field(OPENS, _("Første dag"), kind="date", value=self.opens, error=self.errors.get(OPENS, "")),
            Field(
                CLOSES,
                _("Sidste dag"),
                kind="date",
                hint=_("Alle, der sender i tiden, er lige. Det er uden betydning, hvem der var først."),
                value=self.closes,
                error=self.errors.get(CLOSES, ""),
            ),
            places_field(self.places, self.errors.get(PLACES, "")),
        ]

    @property
    def wrong(self) -> list[Field]:
        return [one for one in self.fields if one.error]

    def day(self, name: str) -> date:
        """A day that was typed; noted as wrong when it is none."""
        try:
            return date.fromisoformat(self.opens if name == OPENS else self.closes)
        except ValueError:
            self.errors[name] = _("Skriv en dag, der findes.")
            return date.min


def read_form(data: QueryDict, choices: Sequence[tuple[str, Text]]) -> RoundForm:
    blank = RoundForm("", "", "", "", "", choices)
    found = {one.name: str(typed(data, one)) for one in blank.fields}
    return RoundForm(found[SOLUTION], found[LABEL], found[OPENS], found[CLOSES], found[PLACES], choices)
