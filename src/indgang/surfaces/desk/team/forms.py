"""Who is to have it, and why it changes hands."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indgang.modules.audit.vocabulary import WHY_NAMES, Why
from indgang.modules.identity.selectors import EmployeeInfo

WHO = {"required": _("Vælg, hvem der skal have den."), "invalid_choice": _("Vælg, hvem der skal have den.")}
REASON = {"required": _("Vælg en grund."), "invalid_choice": _("Vælg en grund.")}
NOBODY = "alle"
"""What the choice "anybody on the list" sends: an empty value is a choice that was not made."""


class GiveForm(forms.Form):
    """`anybody`: what it is called to give it back to all; empty when it must be somebody."""

    give_to = forms.ChoiceField(label=_("Hvem skal have den?"), error_messages=WHO)
    because = forms.ChoiceField(
        label=_("Hvorfor?"),
        help_text=_("Grunden står i sporet over, hvem der har gjort hvad."),
        choices=[(word.value, name) for word, name in WHY_NAMES.items()],
        error_messages=REASON,
    )
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, colleagues: Iterable[EmployeeInfo], me: str, anybody: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["give_to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        names = [(one.id, _("Mig selv") if one.id == me else one.name) for one in colleagues]
        field.choices = [*names, (NOBODY, anybody)] if anybody else names

    @property
    def chosen(self) -> str:
        """The employee's id; empty for anybody. The form must be valid."""
        to = str(self.cleaned_data["give_to"])
        return "" if to == NOBODY else to

    @property
    def reason(self) -> Why:
        return Why(self.cleaned_data["because"])
