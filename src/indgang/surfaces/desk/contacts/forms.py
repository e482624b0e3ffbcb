"""What is typed in a contact. A form checks and never saves."""

import math
from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indgang.kernel import generation
from indgang.kernel.clock import COPENHAGEN
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel, Level
from indgang.modules.contacts.services import BadWish, CallBackWish
from indgang.modules.contacts.vocabulary import (
    CAUSE_NAMES,
    KIND_NAMES,
    OUTCOME_NAMES,
    IdCheck,
    Kind,
    Outcome,
    WebsiteFirst,
)
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common.fields import DateWidget

LEVEL_NAMES = {
    Level.INFORMATION: _("Kort svar"),
    Level.GUIDANCE: _("Vejledning"),
    Level.LIGHT_CASEWORK: _("Hjælp i en sag eller kladde"),
    Level.SUBSTANTIAL_DISCRETION: _("Større sagsbehandling"),
}
SPOKEN = (
    Channel.TELEPHONE,
    Channel.IN_PERSON,
    Channel.EMAIL,
    Channel.LETTER,
    Channel.DIGITAL_POST,
    Channel.CHAT,
)
HOURS = [(f"{hour:02}.{minute:02}", f"{hour:02}.{minute:02}") for hour in range(8, 18) for minute in (0, 30)]
NOT_ON_THE_LIST = {"required": _("Vælg noget på listen."), "invalid_choice": _("Vælg noget på listen.")}


Choices = tuple[tuple[str, str], ...]


class Listed(forms.ChoiceField):
    """A choice from a list that no form changes: they all share the field, since to copy it is slow.

    The list may be a function, for what the content makes. Its values are texts.
    """

    def __init__(self, *, choices: Any, **given: Any) -> None:
        super().__init__(choices=choices, **given)
        self._listed = choices

    def __deepcopy__(self, memo: dict[int, Any]) -> "Listed":
        return self

    def valid_value(self, value: Any) -> bool:
        listed = self._listed() if callable(self._listed) else self._listed
        return any(value == known for known, _name in listed)


class ManyListed(forms.MultipleChoiceField):
    """Several from such a list; a form may put another list in its place."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "ManyListed":
        return forms.Field.__deepcopy__(self, memo)


def _choice(label: Any, choices: Any, *, required: bool = True, **more: Any) -> Any:
    return Listed(label=label, choices=choices, required=required, error_messages=NOT_ON_THE_LIST, **more)


@lru_cache(maxsize=4)
def service_choices(of: int, language: str) -> Choices:
    """Every service by name, for a generation of content and a language."""
    known = catalogue.services().values()
    return tuple(sorted(((row.id, str(row.name)) for row in known), key=lambda one: one[1]))


@lru_cache(maxsize=4)
def place_choices(of: int, language: str) -> Choices:
    """Every entrance, in the municipality's order."""
    return tuple((row.id, str(row.name)) for row in channels.entrances())


def services_or_none() -> Choices:
    """Every service, or none."""
    return (("", str(_("Ingen bestemt ydelse"))), *service_choices(*_here()))


def places_or_none() -> Choices:
    """Every entrance, or none."""
    return (("", str(_("Ingen bestemt"))), *place_choices(*_here()))


def all_services() -> Choices:
    """Every service by name, today and in the reader's language."""
    return service_choices(*_here())


def _here() -> tuple[int, str]:
    return generation.current(), get_language() or "da"


class FindForm(forms.Form):
    """A CPR number, or a name and a birth date; or a company. It is posted, never part of an address."""

    cpr = forms.CharField(label=_("CPR-nummer"), required=False, max_length=20)
    person_name = forms.CharField(label=_("Navn"), required=False, max_length=160)
    born = forms.DateField(
        label=_("Fødselsdag"),
        required=False,
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Skriv en dato med dag, måned og år.")},
    )
    company = forms.CharField(
        label=_("Virksomhed eller forening"),
        help_text=_("CVR-nummer eller navn"),
        required=False,
        max_length=160,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._call_optional(False)

    def full_clean(self) -> None:
        """No field is needed by itself, and none is called optional: one of them it takes."""
        self._call_optional(True)
        super().full_clean()
        self._call_optional(False)

    def _call_optional(self, optional: bool) -> None:
        for field in self.fields.values():
            field.required = not optional


class IdForm(forms.Form):
    how = forms.ChoiceField(choices=[(how.value, how.value) for how in IdCheck if how is not IdCheck.SCREEN])


class HandOverForm(forms.Form):
    unit = forms.ChoiceField(label=_("Hvem skal tage den?"), error_messages=NOT_ON_THE_LIST)
    why = forms.CharField(
        label=_("Hvad skal de vide?"),
        max_length=300,
        widget=widgets.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv kort, hvorfor du stiller videre.")},
    )

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        """`people`: colleagues as `<unit>/<employee>` and their names."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Vælg en kollega eller en enhed")), *people, *units()]

    def taker(self) -> tuple[str, str]:
        """The unit, and the colleague or nobody in particular. The form must be valid."""
        unit, _slash, employee = str(self.cleaned_data["unit"]).partition("/")
        return unit, employee


def units() -> list[tuple[str, str]]:
    """Every unit, by department."""
    found = [(unit.id, f"{unit.department_code} · {unit.name}") for unit in identity.units().values()]
    return sorted(found, key=lambda choice: choice[1])


class CallBackForm(forms.Form):
    phone = forms.CharField(
        label=_("Telefonnummer"),
        max_length=25,
        error_messages={"required": _("Skriv et telefonnummer med 8 tal.")},
    )
    about = forms.CharField(label=_("Hvad handler det om?"), required=False, max_length=500)
    day = forms.DateField(
        label=_("Hvilken dag?"),
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Skriv en dato med dag, måned og år."),
            "invalid": _("Skriv en dato med dag, måned og år."),
        },
    )
    from_time = _choice(_("Tidligst kl."), HOURS)
    to_time = _choice(_("Senest kl."), HOURS)
    call_unit = forms.ChoiceField(label=_("Hvem ringer?"), error_messages=NOT_ON_THE_LIST)

    NAMES = {"phone": "phone", "unit": "call_unit", "from": "day", "to": "to_time"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["call_unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = units()

    def wish(self) -> CallBackWish:
        """What was typed. The form must be valid."""
        clean = self.cleaned_data

        def at(typed: str) -> datetime:
            hour, minute = typed.split(".")
            return datetime.combine(clean["day"], time(int(hour), int(minute)), COPENHAGEN)

        return CallBackWish(
            clean["call_unit"], clean["phone"], clean["about"], at(clean["from_time"]), at(clean["to_time"])
        )

    def refused(self, error: BadWish) -> None:
        """Put what was refused beside its field."""
        self.add_error(self.NAMES.get(error.field), str(error.message))


class ClosingForm(forms.Form):
    """How it ended. Everything is suggested; `minutes` empty: as the clock says."""

    website_first = _choice(
        _("Havde du prøvet hjemmesiden først?"),
        [
            (WebsiteFirst.NOT_ASKED.value, _("Ikke spurgt")),
            (WebsiteFirst.YES.value, _("Ja")),
            (WebsiteFirst.NO.value, _("Nej")),
        ],
        widget=widgets.RadioSelect,
    )
    minutes = forms.CharField(
        label=_("Minutter"),
        help_text=_("Lad feltet være tomt, når uret passer."),
        required=False,
        max_length=6,
    )
    service = _choice(_("Ydelse"), services_or_none, required=False)
    subjects = ManyListed(
        label=_("Talte I også om"),
        choices=all_services,
        required=False,
        widget=widgets.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Vælg noget på listen.")},
    )
    channel = _choice(_("Kanal"), [(word.value, CHANNEL_NAMES[word]) for word in SPOKEN])
    entrance = _choice(_("Indgang"), places_or_none, required=False)
    level = _choice(_("Hvor meget var det?"), [(word.value, LEVEL_NAMES[word]) for word in Level])
    kind = _choice(_("Hvad slags?"), [(word.value, KIND_NAMES[word]) for word in Kind])
    outcome = _choice(_("Hvordan endte det?"), [(word.value, OUTCOME_NAMES[word]) for word in Outcome])
    cause = _choice(
        _("Skyldtes henvendelsen noget hos os?"),
        [(word.value, name) for word, name in CAUSE_NAMES.items()],
        required=False,
    )

    def __init__(self, *args: Any, others: Sequence[str] | None = None, **kwargs: Any) -> None:
        """`others`: the services that may have been talked about, too; None: any."""
        super().__init__(*args, **kwargs)
        if others is not None:
            self.offer(others)

    def offer(self, others: Sequence[str]) -> None:
        """Which other services are shown to choose from."""
        field = self.fields["subjects"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [one for one in all_services() if one[0] in others]

    def clean_minutes(self) -> float | None:
        """Minutes as typed in Danish, None when nothing was typed."""
        typed = str(self.cleaned_data["minutes"]).strip().replace(",", ".")
        if not typed:
            return None
        try:
            found = float(typed)
        except ValueError:
            found = math.nan
        if not 0 <= found <= 720:
            raise forms.ValidationError(_("Skriv minutter som et tal, for eksempel 4,5. Højst 720."))
        return round(found, 1)
