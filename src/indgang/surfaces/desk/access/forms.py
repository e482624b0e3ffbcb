"""Which look-ups to check, and what came of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from indgang.kernel import clock
from indgang.modules.audit.vocabulary import CHECKED_NAMES, LOOK_NAMES, LookKind
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common import formats
from indgang.surfaces.common.fields import DateWidget

CHOOSE = {"required": _("Vælg noget på listen."), "invalid_choice": _("Vælg noget på listen.")}
NO_DATE = _("Skriv en dato med dag, måned og år.")
WEEKS = 12
"""How many weeks back a sample is offered for; a single day may be any day that the trail knows."""
SAMPLE, DAY, ALL = "sample", "day", "all"
SIZES = ("10", "20", "50", "100")


def _monday(weeks_ago: int) -> date:
    today = clock.today()
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def weeks() -> list[tuple[str, str]]:
    """Weeks that are over, the last first, by their Monday."""
    found = [_monday(number) for number in range(1, WEEKS + 1)]
    return [
        (
            monday.isoformat(),
            str(
                _("Uge %(week)d, fra %(day)s")
                % {"week": monday.isocalendar().week, "day": formats.day(monday)}
            ),
        )
        for monday in found
    ]


class FilterForm(forms.Form):
    """A draw by lot from a week that is over, or everything on a day. It comes by the address; what is not there is
    as usual: twenty of last week."""

    show = forms.ChoiceField(
        label=_("Hvad vil du se?"),
        choices=[(SAMPLE, _("En stikprøve fra en uge")), (DAY, _("Alle opslag en dag"))],
        widget=widgets.RadioSelect,
        error_messages=CHOOSE,
    )
    week = forms.ChoiceField(label=_("Stikprøve fra"), error_messages=CHOOSE)
    size = forms.ChoiceField(
        label=_("Hvor mange i stikprøven?"), choices=[(size, size) for size in SIZES], error_messages=CHOOSE
    )
    day = forms.DateField(
        label=_("Alle opslag den"),
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": NO_DATE, "required": NO_DATE},
    )
    unit = forms.ChoiceField(label=_("Enhed"), error_messages=CHOOSE)
    kind = forms.ChoiceField(
        label=_("Slags opslag"),
        choices=[(ALL, _("Alle")), *((kind.value, name) for kind, name in LOOK_NAMES.items())],
        error_messages=CHOOSE,
    )

    def __init__(self, query: Mapping[str, Any]) -> None:
        known, today = weeks(), clock.today()
        usual = {"show": SAMPLE, "week": known[0][0], "size": SIZES[1], "unit": ALL, "kind": ALL}
        parts = {"day-day": today.day, "day-month": today.month, "day-year": today.year}
        typed = {name: query[name] for name in (*usual, *parts) if name in query}
        dated = parts if not any(name in typed for name in parts) else {}
        super().__init__({**usual, **dated, **typed})
        self._choose("week", known)
        units = sorted((unit.id, str(unit.name)) for unit in identity.units().values())
        self._choose("unit", [(ALL, _("Alle")), *units])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for. The form must be valid. `unit` is empty, and `kind` None, for all of them."""
        clean = self.cleaned_data
        return {
            "show": clean["show"],
            "week": date.fromisoformat(clean["week"]),
            "size": int(clean["size"]),
            "day": clean["day"],
            "unit": "" if clean["unit"] == ALL else clean["unit"],
            "kind": None if clean["kind"] == ALL else LookKind(clean["kind"]),
        }


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("Hvorfor har du brug for navnet?"),
        help_text=_("Borgeren kan læse det på sin egen side."),
        max_length=200,
        error_messages={"required": _("Skriv, hvorfor du har brug for navnet.")},
    )


class CheckForm(forms.Form):
    checked = forms.ChoiceField(
        label=_("Hvad viste kontrollen?"),
        choices=[(word.value, name) for word, name in CHECKED_NAMES.items()],
        widget=widgets.RadioSelect,
        error_messages=CHOOSE,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Skriv ikke borgerens navn eller CPR-nummer."),
        max_length=500,
        required=False,
        widget=widgets.Textarea(attrs={"rows": 3}),
    )
