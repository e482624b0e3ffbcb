"""What staff type about a round: what it is of, its name, and its days. Its places stand in a table of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.surfaces.common.fields import Field, Option, typed

SOLUTION, LABEL, OPENS, CLOSES = "loesning", "navn", "fra", "til"


@dataclass
class RoundForm:
    """A new round as it was typed. `errors` by field."""

    solution: str
    label: str
    opens: str
    closes: str
    choices: Sequence[tuple[str, Text]]
    errors: dict[str, object] = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        chosen = [one for one in self.choices if one[0] == self.solution]
        options = [Option(slug, title) for slug, title in chosen or self.choices]
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
    blank = RoundForm("", "", "", "", choices)
    found = {one.name: str(typed(data, one)) for one in blank.fields}
    return RoundForm(found[SOLUTION], found[LABEL], found[OPENS], found[CLOSES], choices)
