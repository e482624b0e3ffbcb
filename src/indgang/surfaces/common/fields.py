"""A form field as a page shows it, and how to read back what was typed.

The same `Field` serves Django's forms (`Field.of(form["name"])`) and solutions, which have no Django form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField, widgets
from django.forms import fields as django_fields
from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from indgang.kernel.text import Text
from indgang.kernel.uploads import CONTENT_TYPES
from indgang.surfaces.common import field_parts

KINDS = ("text", "textarea", "number", "amount", "date", "radio", "checkbox", "checkboxes", "select", "phone",
         "email", "search", "file", "hidden", "period")  # fmt: skip

PERIOD_SIGN = "/"
"""Between the two days of a period, as ISO 8601 writes it."""

_TYPES = {
    "text": {"type": "text"},
    "number": {"type": "text", "inputmode": "numeric"},
    "amount": {"type": "text", "inputmode": "decimal"},
    "phone": {"type": "tel"},
    "email": {"type": "email", "spellcheck": "false"},
    "search": {"type": "search"},
    "file": {"type": "file", "accept": ",".join(CONTENT_TYPES.values())},  # a phone then sends JPEG by itself
}
_WIDTHS = (("xxs", 5), ("xs", 9), ("s", 15), ("m", 25), ("l", 10_000))


def attributes(pairs: Mapping[str, str]) -> SafeString:
    """The attributes of a tag, each after a space; those without a value are left out."""
    return mark_safe("".join(f' {name}="{escape(value)}"' for name, value in pairs.items() if value))  # noqa: S308


@dataclass(frozen=True)
class Option:
    """One choice of a radio group, a list of boxes or a select."""

    value: str
    label: object
    hint: object = ""


@dataclass(frozen=True)
class Choice:
    """An option as it is drawn: `kind` is radio or checkbox, `id` its own."""

    kind: str
    id: str
    value: str
    label: object
    hint: object
    chosen: bool


@dataclass(frozen=True)
class Field:
    """What `{% field %}` draws. Texts may be `str` or `Text`.

    `hint` says how to answer, `why` why we ask, `error` what to do to put it right. `value` is what was typed:
    a date as `2026-12-03`, or as typed when it is no date; several boxes as a list. `width` is in characters, and so is
    `max_length`, but for a file, where it is in bytes. `accept` is which files the browser offers, as HTML writes it;
    empty: PDF and pictures.
    """

    name: str
    label: object
    kind: str = "text"
    value: Any = ""
    hint: object = ""
    why: object = ""
    error: object = ""
    options: Sequence[Option] = ()
    required: bool = True
    max_length: int | None = None
    prefix: str = ""
    suffix: str = ""
    autocomplete: str = ""
    width: int | None = None
    rows: int = 5
    accept: str = ""
    within: object = ""
    """The row that it stands in, for the error summary."""
    big: bool = False
    """The label is the page's heading (one question a page)."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(
                f"{self.name}: no kind of field is called {self.kind}. Choose one of {', '.join(KINDS)}."
            )

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def first_id(self) -> str:
        """The id that an error summary links to: the first thing one can type in or choose."""
        match self.kind:
            case "radio" | "checkboxes":
                return f"{self.id}-1"
            case "date":
                return f"{self.id}-day"
            case "period":
                return f"{self.id}-from-day"
        return self.id

    @property
    def label_html(self) -> SafeString:
        return field_parts.label(self)

    @property
    def notes_html(self) -> SafeString:
        return field_parts.notes(self)

    @property
    def choices_html(self) -> SafeString:
        return field_parts.choices(self)

    @property
    def options_html(self) -> SafeString:
        return field_parts.options(self)

    @property
    def described_by(self) -> str:
        parts = [name for name in ("hint", "why", "error") if getattr(self, name)]
        ids = [f"{self.id}-{part}" for part in parts]
        if self.limited:
            ids.append(f"{self.id}-limit-message")
        return " ".join(ids)

    @property
    def limited(self) -> bool:
        """Whether the page counts the characters."""
        return bool(self.max_length) and self.kind in ("text", "textarea")

    @property
    def css(self) -> str:
        """The classes of the whole field."""
        language = (get_language() or "da")[:2]
        limit = "form-limit" if language == "da" else f"form-limit-{language}"
        found = {"form-error": self.error, "form-big": self.big, limit: self.limited}
        return " ".join(["form-group", *(name for name, wanted in found.items() if wanted)])

    @property
    def told(self) -> SafeString:
        """What an input tells the browser: its type, what describes it, that it is wrong, what may be filled in."""
        described, wrong = self.described_by, "true" if self.error else ""
        pairs = {"aria-describedby": described, "aria-invalid": wrong, "autocomplete": self.autocomplete}
        if self.accept:
            pairs["accept"] = self.accept
        return attributes(_TYPES.get(self.kind, {}) | pairs)

    @property
    def wide(self) -> str:
        """The class of an input's width."""
        width = self.width or 0
        return next((f" input-width-{name}" for name, below in _WIDTHS if 0 < width < below), "")

    @property
    def choices(self) -> list[Choice]:
        """The options that can be chosen, in their order."""
        kind, chosen = "radio" if self.kind == "radio" else "checkbox", self.values
        shown = [option for option in self.options if option.value]
        return [
            Choice(
                kind, f"{self.id}-{number}", option.value, option.label, option.hint, option.value in chosen
            )
            for number, option in enumerate(shown, 1)
        ]

    @property
    def values(self) -> list[str]:
        if isinstance(self.value, list | tuple | set | frozenset):
            return [str(one) for one in self.value]
        return [str(self.value)] if self.value not in ("", None) else []

    @property
    def day(self) -> str:
        return _date_parts(self.value)[2]

    @property
    def month(self) -> str:
        return _date_parts(self.value)[1]

    @property
    def year(self) -> str:
        return _date_parts(self.value)[0]

    @property
    def halves(self) -> "tuple[Field, Field]":
        """The two dates of a period."""
        first, _sign, last = str(self.value or "").partition(PERIOD_SIGN)
        names = (("from", Text("Fra", "From"), first), ("to", Text("Til", "To"), last))
        begins, ends = (
            Field(name=f"{self.name}-{half}", label=label, kind="date", value=value)
            for half, label, value in names
        )
        return begins, ends

    @classmethod
    def of(cls, bound: BoundField) -> "Field":
        """A field of a Django form, with its value and its first error."""
        inner, widget = bound.field, bound.field.widget
        kind = _kind(inner, widget)
        choices = getattr(widget, "choices", ()) if kind in ("radio", "checkboxes", "select") else ()
        value = bound.value()
        return cls(
            name=bound.html_name,
            label=bound.label,
            kind=kind,
            value="" if value is None else value,
            hint=bound.help_text,
            error=bound.errors[0] if bound.errors else "",
            options=[Option(str(value), label) for value, label in choices],
            required=inner.required,
            max_length=getattr(inner, "max_length", None) if kind == "textarea" else None,
            autocomplete=str(widget.attrs.get("autocomplete", "")),
            rows=int(widget.attrs.get("rows", 5)),
        )


def _kind(inner: django_fields.Field, widget: widgets.Widget) -> str:
    found = {
        widgets.CheckboxSelectMultiple: "checkboxes",  # before RadioSelect: Django derives it from that
        widgets.RadioSelect: "radio",
        widgets.CheckboxInput: "checkbox",
        widgets.Textarea: "textarea",
        widgets.HiddenInput: "hidden",
        widgets.EmailInput: "email",
        widgets.NumberInput: "number",
        DateWidget: "date",
        widgets.Select: "select",
    }
    return next((kind for sort, kind in found.items() if isinstance(widget, sort)), "text")


def _date_parts(value: object) -> tuple[str, str, str]:
    """Year, month and day as they stand in the three boxes."""
    if isinstance(value, date):
        return str(value.year), str(value.month), str(value.day)
    text = str(value or "")
    if text.count("-") == 2:
        year, month, day = text.split("-")
        return year, month.lstrip("0"), day.lstrip("0")
    day, _, rest = text.partition(".")
    month, _, year = rest.partition(".")
    return year, month, day


def date_as_typed(data: Mapping[str, Any], name: str) -> str:
    """The three boxes of a date as one text: `2026-12-03`, or `31.2.2026` as typed when it is no date.

    Empty when all three are empty. One box named `name` itself is taken too.
    """
    day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in ("day", "month", "year"))
    if not (day or month or year):
        return str(data.get(name, "")).strip()
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except (ValueError, OverflowError):
        return f"{day}.{month}.{year}"


def period_as_typed(data: Mapping[str, Any], name: str) -> str:
    """The six boxes of a period as one text: `2026-01-01/2026-01-31`. Empty when all six are empty."""
    halves = [date_as_typed(data, f"{name}-{half}").replace(PERIOD_SIGN, ".") for half in ("from", "to")]
    return PERIOD_SIGN.join(halves) if any(halves) else ""


def typed(data: QueryDict, wanted: Field) -> str | list[str]:
    """What was typed in a field that `{% field %}` drew; several boxes give a list."""
    if wanted.kind == "date":
        return date_as_typed(data, wanted.name)
    if wanted.kind == "period":
        return period_as_typed(data, wanted.name)
    if wanted.kind == "checkboxes":
        return [str(value) for value in data.getlist(wanted.name)]
    return str(data.get(wanted.name, ""))


class DateWidget(widgets.Widget):
    """For Django's forms: reads the three boxes of a date. `{% field %}` draws it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return date_as_typed(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not date_as_typed(data, name)
