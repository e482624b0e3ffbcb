"""The form that makes a letter to many."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.selectors import bulk as selectors
from indgang.modules.messages.selectors.bulk import LetterForMany
from indgang.surfaces.common.fields import Field, Option

LETTER, UNIT, TITLE, PACE, LIST, KEY = "brev", "enhed", "titel", "tempo", "liste", "noegle"
LONGEST_TITLE = 120
PACES = (60, 240, 1000, 0)
USUAL_PACE = 240


@dataclass(frozen=True)
class NewLetter:
    """What was chosen and typed. `key`: what makes a form that is sent twice one letter."""

    letters: tuple[LetterForMany, ...]
    fields: tuple[Field, ...]
    key: str
    letter: LetterForMany | None
    unit: str
    title: str
    pace: int

    @property
    def wrong(self) -> list[Field]:
        return [field for field in self.fields if field.error]


def new_letter(
    request: HttpRequest, by: EmployeeInfo, errors: Mapping[str, Text | str] | None = None
) -> NewLetter:
    """The form as it is shown, with what was typed; `errors` by field."""
    letters = tuple(selectors.letters_for_many())
    units = selectors.units_of(by)
    wrong = errors or {}
    typed = request.POST
    chosen = next((one for one in letters if one.name == typed.get(LETTER, "")), None)
    if chosen is None and len(letters) == 1:
        chosen = letters[0]
    unit = typed.get(UNIT, "") if typed.get(UNIT, "") in units else next(iter(units), "")
    title = typed.get(TITLE, "")[:LONGEST_TITLE]
    pace = _pace(typed.get(PACE, ""))
    megabytes = settings.FILE_LIMIT // (1024 * 1024)
    fields = [
        Field(LETTER, _("Hvilket brev?"), kind="select", value=chosen.name if chosen else "",
              error=wrong.get(LETTER, ""), options=[Option(one.name, one.title) for one in letters]),
        Field(LIST, _("Hvem skal have det?"), kind="file", max_length=settings.FILE_LIMIT, accept=".csv,text/csv",
              error=wrong.get(LIST, ""),
              hint=_("En CSV-fil, højst %(size)s MB. Første linje er kolonnernes navne.") % {"size": megabytes}),
        Field(TITLE, _("Hvad skal udsendelsen hedde?"), value=title, required=False, max_length=LONGEST_TITLE,
              hint=_("Kun I kan se det. For eksempel: Ny dag for affald, Havnegade")),
        Field(UNIT, _("Hvem er afsender?"), kind="select", value=unit,
              options=[Option(one.id, one.name) for one in units.values()]),
        Field(PACE, _("Hvor hurtigt?"), kind="select", value=str(pace),
              hint=_("Sender I langsomt, kan I nå at svare dem, der ringer."),
              options=[Option(str(one), _pace_words(one)) for one in PACES]),
    ]  # fmt: skip
    if len(units) < 2:
        fields = [field for field in fields if field.name != UNIT]
    return NewLetter(letters, tuple(fields), _key(typed.get(KEY, "")), chosen, unit, title, pace)


def _pace(typed: str) -> int:
    return int(typed) if typed in {str(one) for one in PACES} else USUAL_PACE


def _pace_words(per_minute: int) -> str:
    if not per_minute:
        return _("Så hurtigt det går")
    return _("Højst %(count)s breve i minuttet") % {"count": per_minute}


def pace_words(per_minute: int) -> str:
    """`Højst 240 breve i minuttet`."""
    return _pace_words(per_minute)


def _key(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return str(new_id())
