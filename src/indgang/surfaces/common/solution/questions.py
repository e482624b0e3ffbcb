"""The engine's questions and cards as the page draws them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors.views import Card, FieldView, StepView
from indgang.modules.selfservice.services.results import FieldConflict
from indgang.modules.selfservice.vocabulary import NO, SEVERAL_CHOSEN, YES, QuestionKind
from indgang.surfaces.common import formats
from indgang.surfaces.common.fields import PERIOD_SIGN, Field, Option
from indgang.surfaces.common.solution import reading

LONG_TEXT = 100
"""Characters. An answer that may be longer gets a box of several lines."""
MANY = 8
"""Options. More than this are a list to unfold."""

_KINDS = {
    QuestionKind.DATE: "date",
    QuestionKind.YES_NO: "radio",
    QuestionKind.CHOICE: "radio",
    QuestionKind.PEOPLE: "checkboxes",
    QuestionKind.DOCTOR: "radio",
    QuestionKind.TEXT: "text",
    QuestionKind.PHONE: "phone",
    QuestionKind.EMAIL: "email",
    QuestionKind.CONFIRM: "checkbox",
    QuestionKind.ADDRESS: "search",
    QuestionKind.MONEY: "amount",
    QuestionKind.PERIOD: "period",
    QuestionKind.WHOLE: "number",
    QuestionKind.VEHICLE: "text",
    QuestionKind.COMPANY: "number",
    QuestionKind.CPR: "number",
    QuestionKind.PICK: "radio",
    QuestionKind.PICKS: "checkboxes",
    QuestionKind.UPLOAD: "file",
}
_WIDTHS = {
    QuestionKind.MONEY: 14,
    QuestionKind.WHOLE: 12,
    QuestionKind.VEHICLE: 12,
    QuestionKind.COMPANY: 12,
    QuestionKind.CPR: 12,
    QuestionKind.UPLOAD: 0,
}
"""In characters; the other kinds are as wide as the page."""
_UNLIMITED = frozenset(_WIDTHS)
"""Kinds with an own form, where the page counts no characters."""


@dataclass(frozen=True)
class Side:
    """One of the two answers of a conflict: its values as typed, and as words."""

    side: str
    name: str
    values: tuple[str, ...]
    label: str
    shown: object


@dataclass(frozen=True)
class Conflict:
    """Two answers to one question, and who gave the other one when. Theirs stands until a side is chosen."""

    settle: str
    found: FieldConflict
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class Question:
    """One question. For an address `hits` are the addresses to choose between, found for the text `asked`."""

    key: str
    field: Field
    notice: Text
    conflict: Conflict | None = None
    hits: Field | None = None
    asked: str = ""
    asked_name: str = ""
    files: tuple[object, ...] | None = None
    """What is attached, by name; None: it is no question for files."""
    offer: object = None
    """What was written before and may be taken again."""
    beside: object = None
    """What a surface draws below the question, outside its field, while somebody helps."""

    @property
    def trigger(self) -> str:
        """What saves the answer at once: any change, but for an address only the choice of a hit."""
        return "change" if self.hits is None else "change target:.form-radio"


@dataclass(frozen=True)
class KnownCard:
    """A card with what we know, and the two fields to say that it is wrong (None: nothing can be said)."""

    card: Card
    wrong: Field | None
    right: Field | None


def questions_of(
    view: StepView, errors: Mapping[str, Text], conflicts: Iterable[FieldConflict] = ()
) -> list[Question]:
    """Every question of a step, with those of its errors that are to be shown now."""
    disputed = {conflict.key: conflict for conflict in conflicts}
    return [question(field, errors.get(field.key), disputed.get(field.key)) for field in view.fields]


def still_undecided(post: QueryDict, view: StepView, known: Collection[str]) -> list[FieldConflict]:
    """Conflicts that the page showed before and nobody has settled: an answer elsewhere must not hide them."""
    fields = {field.key: field for field in view.fields if field.key not in known}
    return [
        FieldConflict(key, fields[key].label, mine, theirs, fields[key].shown_value, "", view.saved_at)
        for key, (mine, theirs) in reading.undecided(post, fields).items()
    ]


def question(view: FieldView, error: Text | None = None, conflict: FieldConflict | None = None) -> Question:
    """One question; `error` is shown beside it."""
    disputed = _conflict(view, conflict) if conflict else None
    if view.kind is QuestionKind.ADDRESS:
        return _address(view, error, disputed)
    kind = _KINDS[view.kind]
    if view.kind is QuestionKind.TEXT and view.max_length > LONG_TEXT:
        kind = "textarea"
    options = [Option(option.value, option.label, option.help) for option in view.options]
    if view.kind is QuestionKind.YES_NO and not options:
        options = [Option("yes", YES), Option("no", NO)]
    if view.kind in (QuestionKind.DOCTOR, QuestionKind.PICK) and len(options) > MANY:
        kind = "select"
    field = Field(
        name=view.key,
        label=view.label,
        kind=kind,
        value=list(view.values) if kind == "checkboxes" else view.value,
        hint=view.help,
        why=view.why,
        error=error or "",
        options=options,
        required=view.required or view.expected,
        max_length=None if view.kind in _UNLIMITED else view.max_length or None,
        autocomplete=view.autocomplete,
        width=_WIDTHS.get(view.kind),
        within=view.within,
    )
    files = tuple(option.label for option in view.options) if view.kind is QuestionKind.UPLOAD else None
    return Question(view.key, field, view.notice, disputed, files=files)


def _address(view: FieldView, error: Text | None, conflict: Conflict | None) -> Question:
    known = any(option.value == view.value for option in view.options)
    text = str(view.shown_value) if known else view.value
    field = Field(
        name=reading.text_name(view.key),
        label=view.label,
        kind="search",
        value=text,
        hint=view.help,
        why=view.why,
        error=error or "",
        required=view.required,
        autocomplete="off",
    )
    chosen = view.value if known else ""
    return Question(
        view.key,
        field,
        view.notice,
        conflict,
        hits=hits(view.key, [Option(o.value, o.label, o.help) for o in view.options], chosen),
        asked=text,
        asked_name=reading.asked_name(view.key),
    )


def hits(key: str, options: list[Option], chosen: str = "") -> Field:
    """The addresses to choose between, as radio buttons."""
    return Field(name=key, label=_("Vælg adressen"), kind="radio", value=chosen, options=options)


def _conflict(view: FieldView, found: FieldConflict) -> Conflict:
    several = view.kind in SEVERAL_CHOSEN

    def side(name: str, text: str, label: str, shown: object) -> Side:
        values = tuple(text.split(reading.SEVERAL)) if several else (text,)
        return Side(name, reading.side_name(found.key, name), values, label, shown)

    return Conflict(
        reading.settle_name(found.key),
        found,
        (
            side("theirs", found.theirs, _("Behold det andet svar"), found.theirs_shown),
            side("mine", found.yours, _("Brug mit svar"), _in_words(view, found.yours)),
        ),
    )


def _in_words(view: FieldView, typed: str) -> object:
    """What somebody typed or chose, as one would read it aloud."""
    if not typed:
        return _("Ikke svaret")
    if view.kind is QuestionKind.DATE:
        try:
            return formats.day(date.fromisoformat(typed))
        except ValueError:
            return typed
    names = {option.value: str(option.label) for option in view.options}
    if view.kind in (QuestionKind.YES_NO, QuestionKind.CONFIRM):
        names |= {"yes": str(YES), "no": str(NO)}
    if view.kind is QuestionKind.PERIOD:
        return _period_in_words(typed)
    parts = typed.split(reading.SEVERAL) if view.kind in SEVERAL_CHOSEN else [typed]
    return reading.SEVERAL.join(names.get(part, part) for part in parts)


def _period_in_words(typed: str) -> str:
    first, _sign, last = typed.partition(PERIOD_SIGN)
    try:
        days = [formats.day(date.fromisoformat(half)) for half in (first, last)]
    except ValueError:
        return typed
    return _("%(first)s til %(last)s") % {"first": days[0], "last": days[1]}


def cards_of(view: StepView, errors: Mapping[str, Text]) -> list[KnownCard]:
    """Every card of a step."""
    return [card_of(card, errors) for card in view.cards]


def card_of(card: Card, errors: Mapping[str, Text]) -> KnownCard:
    """One card with its two fields; `errors` by the names of the fields."""
    wrong = right = None
    if card.wrong_key:
        wrong = Field(
            name=card.wrong_key,
            label=_("Det er forkert"),
            kind="checkbox",
            value="yes" if card.wrong else "",
            error=errors.get(card.wrong_key, ""),
        )
    if card.right_key:
        right = Field(
            name=card.right_key,
            label=card.right_label,
            kind="textarea",
            rows=2,
            value=card.right_value,
            error=errors.get(card.right_key, ""),
        )
    return KnownCard(card, wrong, right)


def with_errors(questions: Iterable[Question], cards: Iterable[KnownCard]) -> list[Field]:
    """The fields that need mending, in the order of the page: what the error summary links to."""
    fields = [field for card in cards for field in (card.wrong, card.right) if field]
    fields += [question.field for question in questions]
    return [field for field in fields if field.error]
