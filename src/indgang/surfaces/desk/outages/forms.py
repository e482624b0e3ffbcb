"""What is typed when something is down. A form checks and never saves."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import OutageInfo
from indgang.modules.channels.services import BadOutage, Told
from indgang.modules.channels.vocabulary import DOWN_NAMES, Down, EntranceKind
from indgang.surfaces.common.fields import DateWidget

_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[.: ]?([0-5]\d))?")
NO_CLOCK = _("Skriv et klokkeslæt, for eksempel 14.30.")
NO_DATE = {"invalid": _("Skriv en dato med dag, måned og år.")}
CHOOSE = {"required": _("Vælg noget på listen."), "invalid_choice": _("Vælg noget på listen.")}


class ClockField(forms.CharField):
    """`14.30`, `14:30`, `1430` or `14`, as a time; empty is None."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=5, **more)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip()
        if not typed:
            return None
        found = _CLOCK.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(NO_CLOCK)
        return time(int(found[1]), int(found[2] or 0))


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages=NO_DATE,
        **more,
    )


class _Until(forms.Form):
    """When it is over, and what citizens are told."""

    ends_day = _date(_("Hvornår er det ovre?"), help_text=_("Ved du det ikke, så lad feltet stå tomt."))
    ends_clock = ClockField(
        label=_("Klokken (slut)"),
        help_text=_("Skriver du et tidspunkt, forsvinder meldingen af sig selv."),
    )
    text_da = forms.CharField(
        label=_("Hvad skal borgerne vide?"),
        required=False,
        max_length=300,
        help_text=_("Højst to sætninger. Vi skriver selv de andre veje og tidspunktet."),
        widget=widgets.Textarea(attrs={"rows": 2}),
    )
    text_en = forms.CharField(
        label=_("Det samme på engelsk"),
        required=False,
        max_length=300,
        widget=widgets.Textarea(attrs={"rows": 2}),
    )
    PLACES = {"ends": "ends_day", "begins": "begins_day", "text": "text_da"}

    def moment(self, name: str, *, without_clock: time) -> datetime | None:
        """The moment of a day and a clock. A clock without a day is today. The form must be valid."""
        day: date | None = self.cleaned_data.get(f"{name}_day")
        at: time | None = self.cleaned_data.get(f"{name}_clock")
        if day is None and at is None:
            return None
        return datetime.combine(day or clock.today(), at or without_clock, COPENHAGEN)

    def ends_at(self) -> datetime | None:
        return self.moment("ends", without_clock=time(23, 59))

    def text(self) -> Text:
        return Text(self.cleaned_data["text_da"], self.cleaned_data["text_en"])

    def refused(self, error: BadOutage) -> None:
        """Put what was refused beside its field."""
        name = self.PLACES.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, str(error.message))


class TellForm(_Until):
    """Something is down, or will be."""

    field_order = (
        *("what", "service", "entrance", "begins_day", "begins_clock"),
        *("ends_day", "ends_clock", "text_da", "text_en"),
    )
    what = forms.ChoiceField(
        label=_("Hvad er nede?"),
        choices=[(word.value, name) for word, name in DOWN_NAMES.items()],
        widget=widgets.RadioSelect,
        error_messages={"required": _("Vælg, hvad der er nede."), "invalid_choice": CHOOSE["required"]},
    )
    service = forms.ChoiceField(
        label=_("Hvilken ydelse?"),
        help_text=_("Kun når det er én ydelse."),
        required=False,
        error_messages=CHOOSE,
    )
    entrance = forms.ChoiceField(
        label=_("Hvilket sted?"),
        help_text=_("Kun når det er et sted."),
        required=False,
        error_messages=CHOOSE,
    )
    begins_day = _date(_("Hvornår begynder det?"), help_text=_("Er det nu, så lad feltet stå tomt."))
    begins_clock = ClockField(label=_("Klokken (begynder)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        online = [row for row in catalogue.services().values() if row.solution or row.elsewhere]
        services = sorted(((row.id, str(row.name)) for row in online), key=lambda one: one[1])
        places = [
            (row.id, str(row.name)) for row in channels.entrances() if row.kind is not EntranceKind.DIGITAL
        ]
        self._choose("service", [("", _("Vælg en ydelse")), *services])
        self._choose("entrance", [("", _("Vælg et sted")), *places])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def told(self) -> Told:
        """What was typed. The form must be valid. A service or a place counts only where it is asked for."""
        what = Down(self.cleaned_data["what"])
        return Told(
            what=what,
            service_id=self.cleaned_data["service"] if what is Down.SERVICE else "",
            entrance_id=self.cleaned_data["entrance"] if what is Down.ENTRANCE else "",
            begins_at=self.moment("begins", without_clock=time(0, 0)),
            ends_at=self.ends_at(),
            text=self.text(),
        )


class ChangeForm(_Until):
    """When an outage is over, and what citizens are told, corrected."""

    def __init__(self, *args: Any, outage: OutageInfo | None = None, **kwargs: Any) -> None:
        if outage is not None:
            ends = outage.ends_at.astimezone(COPENHAGEN) if outage.ends_at else None
            kwargs.setdefault("prefix", f"o{outage.id.hex[-8:]}")
            kwargs["initial"] = {
                "ends_day": ends.date() if ends else None,
                "ends_clock": f"{ends:%H.%M}" if ends else "",
                "text_da": outage.text.da,
                "text_en": outage.text.en,
            }
        super().__init__(*args, **kwargs)
