"""What is typed on a case's pages. A form checks and never saves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from indgang.kernel.errors import Expected
from indgang.modules.cases.services import BadInput
from indgang.modules.cases.vocabulary import OUTCOME_NAMES, Outcome
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common.fields import DateWidget

LONGEST = 10_000
NOT_A_DATE = _("Skriv en dato med dag, måned og år.")


def _text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 6, empty: Any = "") -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=widgets.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": empty or _("Skriv en tekst."),
            "max_length": _("Teksten er for lang. Skriv højst 10.000 tegn."),
            "null_characters_not_allowed": _("Teksten har et tegn, som ikke kan gemmes. Skriv den igen her."),
        },
    )


def _day(label: Any, help_text: Any = "") -> Any:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DateWidget(),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": NOT_A_DATE, "invalid": NOT_A_DATE},
    )


class ReasonsForm(forms.Form):
    """Why. `needed`: the outcome must have reasons; what they must hold is the deed's to say.

    `choices`: what may come of a part grant, none of it chosen beforehand; no field when there is nothing to choose.
    `unheard`: the party should be heard first; then there is a field for why they are not.
    """

    reasons = _text(
        _("Begrundelse"),
        _("Teksten står i brevet. Nævn reglen med paragraf, og skriv, hvad du har lagt vægt på."),
        rows=12,
        empty=_("Skriv en begrundelse."),
    )

    follow_ups = forms.TypedMultipleChoiceField(
        label=_("Hvad skal der ske bagefter?"),
        help_text=_("Sæt kryds ved det, der passer til den del, du siger ja til. Uden kryds sker der intet."),
        coerce=int,
        required=False,
        widget=widgets.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Vælg noget på listen.")},
    )

    no_hearing = _text(
        _("Hvorfor skal borgeren ikke høres?"),
        _("Kun medarbejdere kan læse det. Lad feltet stå tomt, hvis du hører borgeren først."),
        required=False,
        rows=4,
    )

    def __init__(
        self,
        *args: Any,
        needed: bool,
        in_letter: bool = True,
        choices: Sequence[tuple[int, str]] = (),
        unheard: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not unheard:
            del self.fields["no_hearing"]
        field = self.fields["follow_ups"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101
        field.choices = list(choices)
        if not choices:
            del self.fields["follow_ups"]
        self.fields["reasons"].required = needed
        if not in_letter:
            self.fields["reasons"].help_text = _("Kun medarbejdere kan læse det. Skriv, hvorfor du siger ja.")


class AskForm(forms.Form):
    question = _text(_("Hvad vil du spørge om?"), _("Skriv til borgeren i korte sætninger."), rows=8)
    reply_by = _day(_("Hvornår skal borgeren senest svare?"))


class HearingForm(forms.Form):
    """What the party is shown before we say no. `facts`: what they have not seen, all of it chosen beforehand."""

    outcome = forms.ChoiceField(
        label=_("Hvad er du på vej til at afgøre?"),
        choices=[
            (Outcome.REFUSED.value, OUTCOME_NAMES[Outcome.REFUSED]),
            (Outcome.PART_GRANTED.value, OUTCOME_NAMES[Outcome.PART_GRANTED]),
        ],
        widget=widgets.RadioSelect,
        error_messages={
            "required": _("Vælg, hvad du er på vej til at afgøre."),
            "invalid_choice": _("Vælg, hvad du er på vej til at afgøre."),
        },
    )
    facts = forms.TypedMultipleChoiceField(
        label=_("Hvad skal borgeren se?"),
        help_text=_(
            "Det står i brevet. Tag det ud, som borgeren ikke må kende, for eksempel om en anden person."
        ),
        coerce=int,
        required=False,
        widget=widgets.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Vælg noget på listen.")},
    )
    reasons = _text(
        _("Hvordan ser du på sagen nu?"),
        _("Teksten står i brevet. Skriv, hvad der taler for et nej, og nævn reglen med paragraf."),
        rows=10,
    )
    reply_by = _day(_("Hvornår skal borgeren senest svare?"))

    def __init__(self, *args: Any, facts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["facts"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101
        field.choices = list(enumerate(facts))
        if not facts:
            del self.fields["facts"]


AGREE, DISAGREE = "agree", "disagree"


class SampleForm(forms.Form):
    """Whether a person agrees with what the rules decided alone."""

    agrees = forms.ChoiceField(
        label=_("Er du enig i svaret?"),
        choices=[(AGREE, _("Ja, det er rigtigt")), (DISAGREE, _("Nej, det er forkert"))],
        widget=widgets.RadioSelect,
        error_messages={
            "required": _("Vælg, om du er enig."),
            "invalid_choice": _("Vælg, om du er enig."),
        },
    )
    reason = _text(
        _("Hvorfor?"),
        _("Kun medarbejdere kan læse det. Er du uenig, skal du skrive hvorfor."),
        required=False,
        rows=6,
    )


class ForwardForm(forms.Form):
    unit = forms.ChoiceField(
        label=_("Hvilken enhed skal have sagen?"),
        error_messages={"required": _("Vælg en enhed."), "invalid_choice": _("Vælg en enhed på listen.")},
    )
    reason = _text(_("Hvorfor sender du den videre?"), _("Kun medarbejdere kan læse det."), rows=4)

    def __init__(self, *args: Any, leave_out: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [unit for unit in identity.units().values() if unit.decides and unit.id != leave_out]
        choices = [(unit.id, f"{unit.department_code} · {unit.name}") for unit in units]
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Vælg en enhed")), *sorted(choices, key=lambda choice: choice[1])]


class ReopenForm(forms.Form):
    reason = _text(_("Hvorfor ser I på sagen igen?"), _("Kun medarbejdere kan læse det."), rows=4)
    due = _day(_("Hvornår har borgeren senest et nyt svar?"))


class ReviewForm(forms.Form):
    text = _text(
        _("Hvad vil du svare?"),
        _("Borgeren får dit svar som et brev. Skriv, hvad du har set på, og hvorfor svaret gælder."),
        rows=8,
    )


class AnswerForm(forms.Form):
    """What somebody who was asked has said to a caseworker. `choices`: the answers that they can give."""

    value = forms.ChoiceField(
        label=_("Hvad svarer de?"),
        widget=widgets.RadioSelect,
        error_messages={"required": _("Vælg et svar."), "invalid_choice": _("Vælg et svar.")},
    )
    text = _text(
        _("Hvordan ved du det?"),
        _("Skriv, hvem du talte med, hvordan du ved, at det er dem, og det, de sagde."),
        rows=4,
        empty=_("Skriv, hvem du talte med, og hvordan du ved, at det er dem."),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(choices)


class NoteForm(forms.Form):
    text = _text(
        _("Skriv et notat"), _("Skriv det, der har betydning for sagen. Et notat kan ikke rettes."), rows=4
    )
    key = forms.CharField(required=False, max_length=40, widget=widgets.HiddenInput)


def show(form: forms.Form, error: Expected) -> None:
    """Put what a deed refused beside its field, or above the form."""
    field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
    form.add_error(field, str(error.message))
