"""The places of a round as a table: a line for each place that is known, and empty lines for more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from indgang.modules.selfservice.services.rounds import (
    BAD_SEATS,
    KEEPS_TOO_MANY,
    MOST_PLACES,
    MOST_SEATS,
    Place,
)
from indgang.surfaces.common.fields import Field

REF, NAME, SEATS, KEPT, OUT = "kode", "navn", "pladser", "holdt", "ud"
KNOWN, MORE = "kendte", "mere"
"""How many of the first lines are places that were there already, and the button that asks for one more line."""
LONGEST_REF, LONGEST_NAME = 80, 160
WHOLE = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(\.[0-9]{3})+")
EMPTY_LINES = 3
"""As many when no place is known; else one."""


@dataclass
class Line:
    """One place as it was typed; `number` counts from 1. `known`: it was there already, so that its code and name are
    fixed, and it can be taken out. `new`: it was just asked for. `errors` by field.
    """

    number: int
    ref: str = ""
    name: str = ""
    seats: str = ""
    kept: str = ""
    out: bool = False
    known: bool = False
    new: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_left_out(self) -> bool:
        """Whether it is no place of the round: taken out, or an empty line."""
        return self.out if self.known else not (self.ref or self.name or self.seats or self.kept)

    @property
    def called(self) -> str:
        """What the line is called to who does not see the table."""
        return self.name if self.known else _("nyt sted %(number)s") % {"number": self.number}

    @property
    def code_field(self) -> Field:
        return self._field(REF, _("Kode"), self.ref)

    @property
    def name_field(self) -> Field:
        return self._field(NAME, _("Navn"), self.name)

    @property
    def seats_field(self) -> Field:
        return self._field(SEATS, _("Pladser"), self.seats)

    @property
    def kept_field(self) -> Field:
        return self._field(KEPT, _("Holdt"), self.kept)

    @property
    def out_field(self) -> Field:
        return self._field(OUT, _("Tag ud"), "yes" if self.out else "")

    @property
    def fields(self) -> list[Field]:
        return [self.code_field, self.name_field, self.seats_field, self.kept_field]

    def _field(self, name: str, label: str, value: str) -> Field:
        kind, width = ("number", 8) if name in (SEATS, KEPT) else ("text", 24)
        error = self.errors.get(name, "")
        return Field(f"{name}-{self.number}", label, kind=kind, value=value, error=error, width=width)

    def read(self, before: set[str]) -> Place | None:
        """The place, or None and what is wrong in `errors`. `before`: the codes of the lines above."""
        if not self.ref:
            self.errors[REF] = _("Skriv en kode.")
        elif len(self.ref) > LONGEST_REF:
            self.errors[REF] = _("Skriv en kode på højst %(most)s tegn.") % {"most": LONGEST_REF}
        elif self.ref in before:
            self.errors[REF] = _("%(ref)s står to gange.") % {"ref": self.ref}
        if not self.name:
            self.errors[NAME] = _("Skriv, hvad stedet hedder.")
        elif len(self.name) > LONGEST_NAME:
            self.errors[NAME] = _("Skriv et navn på højst %(most)s tegn.") % {"most": LONGEST_NAME}
        seats, kept = _whole(self.seats), _whole(self.kept or "0")
        for name, count in ((SEATS, seats), (KEPT, kept)):
            if count is None:
                self.errors[name] = f"{self._called_when_wrong}: {BAD_SEATS}"
        if seats is not None and kept is not None and kept > seats:
            self.errors[KEPT] = f"{self._called_when_wrong}: {KEEPS_TOO_MANY}"
        if self.errors or seats is None or kept is None:
            return None
        return Place(self.ref, self.name, seats, kept)

    @property
    def _called_when_wrong(self) -> str:
        return self.name or self.called


@dataclass
class Table:
    """All lines, and what is wrong with the table as a whole."""

    lines: list[Line]
    error: str = ""

    @property
    def known(self) -> int:
        return sum(line.known for line in self.lines)

    @property
    def refs(self) -> set[str]:
        """The codes of all lines, also of those that are taken out."""
        return {line.ref for line in self.lines}

    @property
    def wrong(self) -> list[Field]:
        """The fields with an error, as the error summary links to them; the whole table's stands at its first one."""
        found = [one for line in self.lines for one in line.fields if one.error]
        if self.error:
            found.insert(0, Field(f"{SEATS}-1", "", error=self.error))
        return found

    def with_one_more(self) -> "Table":
        """The same, and an empty line at the end."""
        self.lines.append(Line(len(self.lines) + 1, new=True))
        return self

    def places(self) -> list[Place]:
        """The places of the round; when something is wrong, none, and it stands in `wrong`."""
        found: dict[str, Place] = {}
        seen: set[str] = set()
        for line in self.lines:
            if line.is_left_out:
                continue
            place = line.read(seen)
            seen.add(line.ref)
            if place is not None:
                found[place.ref] = place
        if not seen:
            self.error = _("Skriv mindst ét sted med pladser.")
        elif len(seen) > MOST_PLACES:
            self.error = _("Der er for mange steder. Skriv højst %(most)s.") % {"most": MOST_PLACES}
        return [] if self.wrong else list(found.values())


def shown(places: Sequence[Place]) -> Table:
    """The table that a page begins with."""
    lines = [
        Line(number, one.ref, one.name, str(one.seats), str(one.kept), known=True)
        for number, one in enumerate(places, 1)
    ]
    empty = 1 if lines else EMPTY_LINES
    return Table([*lines, *(Line(len(lines) + number) for number in range(1, empty + 1))])


def typed(data: QueryDict) -> Table:
    """The table as it was typed. Anything at all may stand in it."""
    count = data.get(KNOWN, "")
    known = int(count) if count.isascii() and count.isdigit() and len(count) < 5 else 0
    lines: list[Line] = []
    while f"{REF}-{(number := len(lines) + 1)}" in data:
        ref, name, seats, kept = (
            data.get(f"{one}-{number}", "").replace("\0", "").strip() for one in (REF, NAME, SEATS, KEPT)
        )
        out = f"{OUT}-{number}" in data
        lines.append(Line(number, ref, name, seats, kept, out and number <= known, number <= known))
    return Table(lines or shown(()).lines)


def _whole(text: str) -> int | None:
    """A number of seats, as Danes write it (`1.200` too)."""
    if not WHOLE.fullmatch(text):
        return None
    count = int(text.replace(".", ""))
    return count if count <= MOST_SEATS else None
