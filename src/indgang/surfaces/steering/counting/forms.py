"""What is typed to plan a counting week. A form checks and never saves."""

from datetime import date
from typing import Any, cast

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import EntranceKind
from indgang.modules.contacts import services
from indgang.modules.contacts.services import BadWeek
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.surfaces.common.fields import DateWidget


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Skriv en dato."),
            "invalid": _("Skriv en dato med dag, måned og år."),
        },
        **more,
    )


def _places(by: EmployeeInfo) -> list[tuple[str, str]]:
    """Where people come or call (what comes online counts itself), and somebody may have them count."""
    places = [
        one
        for one in channels.entrances()
        if one.kind is not EntranceKind.DIGITAL and services.may_run_week(by, [one.id])
    ]
    return [(one.id, str(one.name)) for one in places]


class WeekForm(forms.Form):
    """A week, its days, its entrances."""

    title = forms.CharField(
        label=_("Hvad skal ugen hedde?"),
        max_length=60,
        help_text=_("For eksempel: Uge 19, forår."),
        error_messages={
            "required": _("Skriv, hvad ugen skal hedde."),
            "max_length": _("Skriv højst 60 tegn."),
        },
    )
    begins = _day(_("Første dag"))
    ends = _day(_("Sidste dag"), help_text=_("En tælleuge varer højst 14 dage."))
    every_nth = forms.IntegerField(
        label=_("Sæt kryds ved hver"),
        initial=1,
        help_text=_("1 er alle. 3 er hver tredje: så vejer hvert kryds tre."),
        error_messages={"required": _("Skriv et tal."), "invalid": _("Skriv et helt tal.")},
    )
    entrances = forms.MultipleChoiceField(
        label=_("Hvor tæller vi?"),
        widget=widgets.CheckboxSelectMultiple(),
        error_messages={"required": _("Vælg mindst én indgang."), "invalid_choice": _("Vælg fra listen.")},
    )

    def __init__(self, *args: Any, by: EmployeeInfo, **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.MultipleChoiceField, self.fields["entrances"]).choices = _places(by)

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        found = self.cleaned_data
        days: tuple[date, date] = (found["begins"], found["ends"])
        return {
            "title": found["title"],
            "begins": days[0],
            "ends": days[1],
            "entrances": found["entrances"],
            "every_nth": found["every_nth"],
        }

    def refused(self, error: BadWeek) -> None:
        """What the deed said is wrong, at its field."""
        self.add_error(error.field, str(error.message))
