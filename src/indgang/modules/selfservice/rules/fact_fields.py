"""The facts of a decision as fields that somebody may change, to see what would have come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from indgang.kernel.expressions import Kind
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.schema.solution import FactUse, Solution
from indgang.modules.selfservice.vocabulary import EMPTY, NO, YES

PREFIX = "fact-"
MOST_ROWS = 12
LONGEST = 500
NOT_READ = Text(
    "Det kan vi ikke læse. Skriv et tal, en dato som 2026-12-31, eller lad feltet stå tomt.",
    "We cannot read that. Write a number, a date as 2026-12-31, or leave the field empty.",
)


@dataclass(frozen=True)
class FactField:
    """One value of a fact. `value` is empty when it is not known; `options`, when there are any, are all it can be."""

    name: str
    label: Text
    value: str
    options: tuple[tuple[str, Text], ...]
    error: Text = EMPTY


@dataclass(frozen=True)
class FactRow:
    """A fact's values, or those of one row of a list; `title` is what the row is called."""

    title: Text
    fields: tuple[FactField, ...]


@dataclass(frozen=True)
class FactPart:
    """One fact. `more`: rows of a list that are left out here, and stay as they are."""

    label: Text
    source: Text
    known: bool
    rows: tuple[FactRow, ...]
    more: int = 0


def parts_of(solution: Solution, inputs: Inputs, typed: Mapping[str, str]) -> tuple[FactPart, ...]:
    """Every fact with what it is now, or with what was typed in its place."""
    return tuple(part for use in solution.facts if (part := _part(use, inputs.facts.get(use.id), typed)).rows)


def _part(use: FactUse, looked: Looked | None, typed: Mapping[str, str]) -> FactPart:
    value = looked.value if looked else None
    label, source = use.label, use.of.source
    of = use.of.kind.item or use.of.kind
    named = {name: kind for name, kind in of.fields.items() if name in use.of.labels and _editable(kind)}
    if use.of.kind.item is None:
        fields = tuple(_field(use, name, kind, "", value, typed) for name, kind in named.items())
        return FactPart(label, source, value is not None, (FactRow(Text(), fields),) if fields else ())
    every = value if isinstance(value, list) else []
    rows = tuple(
        FactRow(
            _called(row, number),
            tuple(_field(use, name, kind, f"{number}-", row, typed) for name, kind in named.items()),
        )
        for number, row in enumerate(every[:MOST_ROWS], 1)
    )
    return FactPart(label, source, value is not None, rows if named else (), len(every) - len(rows))


def _called(row: Any, number: int) -> Text:
    name = row.get("name") if isinstance(row, dict) else None
    return Text(name, name) if isinstance(name, str) and name else Text(str(number), str(number))


def _editable(kind: Kind) -> bool:
    return kind.name in _READ


def _field(use: FactUse, name: str, kind: Kind, row: str, value: Any, typed: Mapping[str, str]) -> FactField:
    full = f"{PREFIX}{use.id}-{row}{name}"
    now = as_text(value.get(name) if isinstance(value, dict) else None, kind)
    written = typed.get(full, now)
    error = NOT_READ if written != now and _read(written, kind) is _BAD else EMPTY
    return FactField(full, use.of.labels[name], written, _options(use, name, kind, written), error)


def _options(use: FactUse, name: str, kind: Kind, written: str) -> tuple[tuple[str, Text], ...]:
    words = use.of.words.get(name)
    if words:
        known = tuple((str(value), text) for value, text in words.items())
        return known if not written or written in dict(known) else (*known, (written, Text(written, written)))
    return (("true", YES), ("false", NO)) if kind.name == "bool" else ()


def as_text(value: Any, kind: Kind) -> str:
    """A value as it stands in its field; money in kroner, a day as 2026-12-31. Empty: not known."""
    if value is None:
        return ""
    if kind.name == "bool":
        return "true" if value is True else "false" if value is False else ""
    if kind.name == "money":
        return f"{Decimal(value) / 100:.2f}".replace(".", ",") if isinstance(value, int) else ""
    return str(value)


class _Bad:
    """What was typed is no value of its kind."""


_BAD = _Bad()


def _read(text: str, kind: Kind) -> Any:
    plain = text.strip()
    if not plain:
        return None
    try:
        return _READ[kind.name](plain)
    except (ValueError, InvalidOperation, KeyError, OverflowError):
        return _BAD


def _money(text: str) -> int:
    amount = Decimal(text.replace(" ", "").replace(".", "").replace(",", "."))
    if not amount.is_finite() or abs(amount) > 10**12 or (amount * 100) % 1:
        raise ValueError
    return int(amount * 100)


def _whole(text: str) -> int:
    if len(text) > 15:
        raise ValueError
    return int(text.replace(".", ""))


def _decimal(text: str) -> float:
    number = Decimal(text.replace(",", "."))
    if not number.is_finite():
        raise ValueError
    return float(number)


_READ: dict[str, Any] = {
    "bool": {"true": True, "false": False}.__getitem__,
    "whole": _whole,
    "decimal": _decimal,
    "text": str,
    "date": lambda text: date.fromisoformat(text).isoformat(),
    "money": _money,
}


def changed(solution: Solution, inputs: Inputs, typed: Mapping[str, str]) -> dict[str, Looked]:
    """The facts with what was typed in their place. A fact that was changed holds whatever is asked; the others are
    known only for the answers they were looked up with. What cannot be read is not known.
    """
    found = dict(inputs.facts)
    for use in solution.facts:
        looked = inputs.facts.get(use.id)
        value = looked.value if looked else None
        new = _new(use, value, typed)
        if new != value:
            found[use.id] = Looked(new, None, looked.at if looked else None)
    return found


def _new(use: FactUse, value: Any, typed: Mapping[str, str]) -> Any:
    of = use.of.kind.item or use.of.kind
    kinds = {name: kind for name, kind in of.fields.items() if name in use.of.labels and _editable(kind)}
    if use.of.kind.item is not None:
        if not isinstance(value, list):
            return value
        return [
            _over(row, use, f"{number}-", kinds, typed)
            if number <= MOST_ROWS and isinstance(row, dict)
            else row
            for number, row in enumerate(value, 1)
        ]
    base = value if isinstance(value, dict) else {}
    over = _over(base, use, "", kinds, typed)
    return None if value is None and all(one is None for one in over.values()) else over


def _over(
    row: Mapping[str, Any], use: FactUse, at: str, kinds: Mapping[str, Kind], typed: Mapping[str, str]
) -> dict[str, Any]:
    found = dict(row)
    for name, kind in kinds.items():
        written = typed.get(f"{PREFIX}{use.id}-{at}{name}")
        if written is None or written == as_text(row.get(name), kind):
            continue
        value = _read(written[:LONGEST], kind)
        found[name] = None if value is _BAD else value
    return found
