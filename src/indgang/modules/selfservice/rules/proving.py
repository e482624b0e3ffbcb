"""What stands on a certificate or a licence, by what the rules were given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from indgang.kernel.text import Text
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.rules.wording import NOT_KNOWN, shown
from indgang.modules.selfservice.schema.solution import Gives, ProofRow

_PLACE = re.compile(r"\{([^{}]+)\}")


class Lacking(Exception):
    """Something that must stand there is not known; `path` names it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class ProvenRow:
    """One row. `open`: whoever has the code may see it. `veil`: only while the holder has no hidden address."""

    id: str
    label: Text
    lines: tuple[Text, ...]
    open: bool
    veil: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label.as_json(),
            "lines": [line.as_json() for line in self.lines],
            "open": self.open,
            "veil": self.veil,
        }

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ProvenRow":
        lines = tuple(Text.of(line) for line in row["lines"])
        return cls(row["id"], Text.of(row["label"]), lines, row["open"], row["veil"])


@dataclass(frozen=True)
class Proven:
    """All that stands there. `marks` is what it is found by, by name; empty ones are left out."""

    title: Text
    intro: Text
    note: Text
    language: str
    valid_from: date
    valid_until: date | None
    rows: tuple[ProvenRow, ...]
    marks: Mapping[str, str]


def proven(situation: Situation, gives: Gives) -> Proven:
    """Raises Lacking: nothing is written on a proof that is not known."""
    sentences = deciding.sentences_of(situation)
    until = gives.valid_until
    rows = [_row(situation, row, row.id in gives.verify, sentences) for row in gives.rows]
    marks = {name: _mark(situation, path) for name, path in gives.marks.items()}
    return Proven(
        title=_filled(situation, gives.title, sentences),
        intro=_filled(situation, gives.intro, sentences),
        note=_filled(situation, gives.note, sentences),
        language="en" if gives.language and _value(situation, gives.language) == "en" else "da",
        valid_from=_day(situation.compute(gives.valid_from).value, "valid_from"),
        valid_until=_day(situation.compute(until).value, "valid_until") if until else None,
        rows=tuple(row for row in rows if row is not None),
        marks={name: value for name, value in marks.items() if value},
    )


def _day(value: Any, name: str) -> date:
    if not isinstance(value, date):
        raise Lacking(name)
    return value


def _row(situation: Situation, row: ProofRow, open_: bool, sentences: Mapping[str, Text]) -> ProvenRow | None:
    """The row, or None when it does not stand there. A condition of its own that is not known is lacking."""
    if row.when is not None:
        answer = situation.compute(row.when)
        if not answer.known:
            raise Lacking(row.id)
        if answer.value is not True:
            return None
    lines = tuple(_lines(situation, row, sentences))
    if not lines:
        return None
    hidden = row.hidden_when is not None and situation.compute(row.hidden_when).value is not False
    label = _filled(situation, row.label, sentences)
    return ProvenRow(row.id, label, lines, open_ and not hidden, row.hidden_when is not None)


def _lines(situation: Situation, row: ProofRow, sentences: Mapping[str, Text]) -> list[Text]:
    if not row.each:
        text = _filled(situation, row.value, sentences)
        return [text] if text else []
    use = situation.solution.uses.get(row.each)
    words = use.of.words if use else {}
    found = []
    for element in _list(situation, row.each):
        fields = {name: shown(element.get(name), kind, words.get(name)) for name, kind in row.fields.items()}
        found.append(_filled(situation, row.value, {**sentences, **fields}))
    return found


def _list(situation: Situation, path: str) -> list[Mapping[str, Any]]:
    value = _value(situation, path)
    if not isinstance(value, list | tuple):
        raise Lacking(path)
    return list(value)


def _mark(situation: Situation, path: str) -> str:
    """What a licence is found by. One that is not known is lacking: nobody would find the licence."""
    value = _value(situation, path)
    if value is None:
        raise Lacking(path)
    return str(value)


def _value(situation: Situation, path: str) -> Any:
    """What stands at a path, computed when it is a term; None when it is not known."""
    root, *rest = path.split(".")
    term = situation.solution.terms.get(root)
    value = situation.value_of(term.expression) if term else situation.facts.get(root)
    for name in rest:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def known_of(situation: Situation, gives: Gives) -> tuple[dict[str, str], date | None, date | None]:
    """What is known of one that cannot be made yet: what it is found by, its first and its last day."""
    marks = {name: _value(situation, path) for name, path in gives.marks.items()}
    first = situation.value_of(gives.valid_from)
    last = situation.value_of(gives.valid_until) if gives.valid_until else None
    return (
        {name: str(value) for name, value in marks.items() if value},
        first if isinstance(first, date) else None,
        last if isinstance(last, date) else None,
    )


def _filled(situation: Situation, text: Text, extra: Mapping[str, Text]) -> Text:
    """The text with its places filled in. Raises Lacking for one that is not known."""
    for path in dict.fromkeys(_PLACE.findall(text.da) + _PLACE.findall(text.en)):
        if (extra[path] if path in extra else situation.wording.words(path)) is NOT_KNOWN:
            raise Lacking(path)
    return situation.wording.fill(text, extra)
