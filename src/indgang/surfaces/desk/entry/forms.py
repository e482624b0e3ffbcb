"""The request as it is written down: what for, why, when and how somebody asked. A form checks and never saves."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from indgang.kernel import clock
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.identity.vocabulary import NEED_NAMES, Need
from indgang.modules.selfservice.selectors import SolutionInfo
from indgang.modules.selfservice.services import StaffRequest
from indgang.modules.selfservice.vocabulary import (
    CIRCUMSTANCE_NAMES,
    ENTRY_REASON_NAMES,
    Circumstance,
    EntryReason,
)
from indgang.surfaces.common.fields import DateWidget

ASKED_BY = (
    Channel.TELEPHONE,
    Channel.IN_PERSON,
    Channel.LETTER,
    Channel.EMAIL,
    Channel.DIGITAL_POST,
)
_ONE = {"required": _("Vælg en mulighed."), "invalid_choice": _("Vælg en mulighed.")}


class RequestForm(forms.Form):
    """Why this citizen may have another way than the self-service."""

    solution = forms.ChoiceField(
        label=_("Hvad skal du skrive ind?"), widget=widgets.RadioSelect, error_messages=_ONE
    )
    reason = forms.ChoiceField(
        label=_("Hvorfor gør borgeren det ikke på nettet?"),
        widget=widgets.RadioSelect,
        choices=[(one.value, ENTRY_REASON_NAMES[one]) for one in EntryReason],
        error_messages=_ONE,
    )
    circumstance = forms.ChoiceField(
        label=_("Hvad gør forholdene særlige?"),
        help_text=_("Svar kun, når du har valgt særlige forhold. Spørg ikke om en diagnose."),
        widget=widgets.RadioSelect,
        required=False,
        choices=[(one.value, CIRCUMSTANCE_NAMES[one]) for one in Circumstance if one],
        error_messages=_ONE,
    )
    asked_on = forms.DateField(
        label=_("Hvornår bad borgeren om det?"),
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Skriv den dag, borgeren bad om det."),
            "invalid": _("Skriv en dato med dag, måned og år."),
        },
    )
    channel = forms.ChoiceField(
        label=_("Hvordan bad borgeren om det?"),
        choices=[(one.value, CHANNEL_NAMES[one]) for one in ASKED_BY],
        error_messages=_ONE,
    )
    need = forms.ChoiceField(
        label=_("Skal vi huske et ønske til næste gang?"),
        help_text=_("Skriv kun ønsket, aldrig grunden. Så skal borgeren ikke sige det igen."),
        required=False,
        error_messages=_ONE,
    )
    language = forms.CharField(
        label=_("Hvilket sprog skal tolken kunne?"),
        help_text=_("Kun når ønsket er en tolk."),
        required=False,
        max_length=40,
    )

    def __init__(
        self, *args: Any, solutions: dict[str, SolutionInfo], known: frozenset[Need], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("solution", [(slug, one.title) for slug, one in solutions.items()])
        wishes = [(one.value, NEED_NAMES[one]) for one in Need if one not in known]
        self._choose("need", wishes)
        self._call_needed(True)

    def full_clean(self) -> None:
        """What is asked only after some answers is called needed, and looked at by `clean`."""
        self._call_needed(False)
        super().full_clean()
        self._call_needed(True)

    def _call_needed(self, needed: bool) -> None:
        for name in ("circumstance", "language"):
            self.fields[name].required = needed

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("reason") == EntryReason.SPECIAL and not clean.get("circumstance"):
            self.add_error("circumstance", _("Vælg, hvad der gør forholdene særlige."))
        if clean.get("need") == Need.INTERPRETER and not clean.get("language"):
            self.add_error("language", _("Skriv hvilket sprog."))
        asked_on = clean.get("asked_on")
        if asked_on is not None and asked_on > clock.today():
            self.add_error("asked_on", _("Datoen kan ikke ligge ude i fremtiden."))
        return clean

    def request(self) -> StaffRequest:
        """What was written down. A circumstance without special circumstances is left over from another choice."""
        clean = self.cleaned_data
        reason = EntryReason(clean["reason"])
        special = reason is EntryReason.SPECIAL
        return StaffRequest(
            reason=reason,
            circumstance=Circumstance(clean["circumstance"]) if special else Circumstance.NONE,
            asked_on=clean["asked_on"],
            channel=Channel(clean["channel"]),
            need=Need(clean["need"]) if clean["need"] else None,
            language=clean["language"],
        )
