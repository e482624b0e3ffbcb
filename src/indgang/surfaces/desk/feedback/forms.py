"""What is typed about a text. A form checks and never saves."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.services import BadFeedback
from indgang.modules.catalogue.vocabulary import FEEDBACK_STATE_NAMES, PART_NAMES, FeedbackState, TextPart

LONGEST = 500
CHOOSE = _("Vælg noget på listen.")


class _Form(forms.Form):
    def refused(self, error: BadFeedback) -> None:
        """Put what was refused beside its field."""
        name = f"feedback_{error.field}"
        self.add_error(name if name in self.fields else None, str(error.message))


class GiveForm(_Form):
    """One field, and which part of the text it is about. Its names are its own: it stands among other forms."""

    feedback_service = forms.ChoiceField(
        label=_("Hvilken ydelse?"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    feedback_part = forms.ChoiceField(
        label=_("Hvad handler det om?"),
        choices=[(word.value, name) for word, name in PART_NAMES.items()],
        initial=TextPart.MISSING.value,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    feedback_text = forms.CharField(
        label=_("Hvad er forkert eller mangler?"),
        max_length=LONGEST,
        help_text=_("Skriv om teksten, ikke om borgeren."),
        widget=widgets.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Skriv, hvad der er forkert eller mangler."),
            "max_length": _("Skriv højst 500 tegn."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["feedback_service"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        known = catalogue.services().values()
        field.choices = [
            ("", _("Vælg en ydelse")),
            *sorted(((row.id, str(row.name)) for row in known), key=lambda one: one[1]),
        ]


class AnswerForm(_Form):
    """What became of it, in a sentence."""

    feedback_state = forms.ChoiceField(
        label=_("Hvad har du gjort?"),
        choices=[
            (word.value, FEEDBACK_STATE_NAMES[word])
            for word in (FeedbackState.MENDED, FeedbackState.NOT_CHANGED)
        ],
        widget=widgets.RadioSelect,
        error_messages={"required": _("Vælg, hvad du har gjort."), "invalid_choice": CHOOSE},
    )
    feedback_answer = forms.CharField(
        label=_("Svar til den, der skrev"),
        max_length=LONGEST,
        widget=widgets.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv en sætning til den, der skrev."),
            "max_length": _("Skriv højst 500 tegn."),
        },
    )
