"""Values as words: in questions and reasons, in letters, and beside the source they came from."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.dates import long_date
from indgang.kernel.expressions import BOOL, DATE, DECIMAL, MONEY, WHOLE, Answer, Expression, Facts, Kind
from indgang.kernel.money import amount
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Fact
from indgang.modules.selfservice.rules.inputs import Given, Inputs
from indgang.modules.selfservice.rules.reading import Read, joined
from indgang.modules.selfservice.rules.rows import TakenRow
from indgang.modules.selfservice.schema.solution import Rate, Solution
from indgang.modules.selfservice.vocabulary import (
    CITIZEN_STATED,
    NO,
    PROPOSED_BY,
    STAFF_TOLD,
    WRITTEN_BEFORE,
    YES,
    AnswerSource,
)

NOT_KNOWN = Text("ikke kendt", "not known")
COMPUTED = Text("Regnet ud af svar og registre", "Computed from answers and registers")
CHOSEN = Text("valgt til demoen", "chosen for the demo")  # parameters.yaml names its sources in Danish only
_PLACE = re.compile(r"\{([^{}]+)\}")


@lru_cache(maxsize=8192)
def _parts(written: str) -> tuple[tuple[bool, str], ...]:
    """A text cut at its {places}: what stands between them (False) and what a place names (True)."""
    return tuple((bool(number % 2), part) for number, part in enumerate(_PLACE.split(written)))


@lru_cache(maxsize=8192)
def _places(text: Text) -> tuple[str, ...]:
    """What the places of a text name, in either language, each once."""
    return tuple(dict.fromkeys(part for one in (text.da, text.en) for place, part in _parts(one) if place))


def shown(value: Any, kind: Kind, words: Mapping[str, Text] | None = None) -> Text:
    """One value as a citizen reads it; Danish and English numbers differ."""
    if value is None:
        return NOT_KNOWN
    if kind.item is not None:
        of = kind.item
        return joined([shown(element, of, words) for element in value])
    if kind.name == DATE.name:
        return long_date(value)
    if kind.name == BOOL.name:
        return YES if value else NO
    if kind.name == WHOLE.name:
        number = int(value)
        return Text(f"{number:,}".replace(",", "."), f"{number:,}")
    if kind.name == MONEY.name:
        return amount(int(value))
    if kind.name == DECIMAL.name:
        number_text = f"{float(value):.10g}"
        return Text(number_text.replace(".", ","), number_text)
    text = str(value)
    return (words or {}).get(text, Text(text, text))


class Wording:
    """Fills texts in from one draft's facts and answers."""

    def __init__(
        self,
        solution: Solution,
        inputs: Inputs,
        facts: Facts,
        reads: Mapping[str, Read],
        compute: Callable[[Expression], Answer],
        rows: Mapping[str, Sequence[TakenRow]],
    ) -> None:
        self._solution = solution
        self._inputs = inputs
        self._facts = facts
        self._reads = reads
        self._compute = compute
        self._rows = rows
        self._uses = solution.uses
        self._parameters = solution.parameter_uses
        self._labels = solution.labels
        self._kept: dict[str, Text] | None = None
        self._sources: dict[str, Text] = {}
        self._facts_in_words: dict[str, Fact] = {}

    def settle(self) -> None:
        """From now on nothing is learned but what terms come to: each value is put into words once."""
        self._kept = {}

    def fact(self, path: str) -> Fact:
        """The value at a path with what it is called and where it came from; to be asked for once all is learned."""
        found = self._facts_in_words.get(path)
        if found is None:
            found = Fact(self.label(path), self.words(path), self.source(path))
            self._facts_in_words[path] = found
        return found

    def words(self, path: str) -> Text:
        """The value at a path, in words."""
        if self._kept is None:
            return self._words(path)
        found = self._kept.get(path)
        if found is None:
            found = self._kept[path] = self._words(path)
        return found

    def _words(self, path: str) -> Text:
        root, _, field = path.replace("[]", "").partition(".")
        if root in self._rows:
            return self._in_rows(root, field)
        read = self._reads.get(root)
        if read is not None and not field:
            return read.shown or NOT_KNOWN
        worked_out = self._solution.worked_out.get(root)
        if isinstance(worked_out, Rate):
            return shown(self._compute(worked_out.read).value, worked_out.kind)
        if worked_out is not None and not self._facts.has(root):
            answer = self._compute(worked_out.expression)
            return shown(answer.value, worked_out.expression.kind)
        kind = self._solution.kind_at(path)
        if kind is None:
            return NOT_KNOWN
        use = self._uses.get(root)
        words = use.of.words.get(field) if use else None
        if "[]" in path:
            values = self._facts.each(root, field)
            if values is None:
                return NOT_KNOWN
            return joined([shown(value, kind, words) for value in values])
        return shown(self._facts.get(path), kind, words)

    def _in_rows(self, group: str, field: str) -> Text:
        """The answers in a group's rows: `A og B` of one question, `A, 3; B, 2` of all."""
        rows = self._rows[group]
        if field:
            said = [self._said(f"{row.marker}.{field}") for row in rows]
            return joined(said) or NOT_KNOWN
        reads = [[self._reads.get(f"{row.marker}.{one.id}") for one in row.asked] for row in rows]
        every = [[read.shown for read in row if read and read.shown] for row in reads]
        return Text(
            "; ".join(", ".join(text.da for text in row) for row in every if row) or NOT_KNOWN.da,
            "; ".join(", ".join(text.en or text.da for text in row) for row in every if row) or NOT_KNOWN.en,
        )

    def _said(self, key: str) -> Text:
        read = self._reads.get(key)
        return (read.shown if read else None) or NOT_KNOWN

    def fill(self, text: Text, extra: Mapping[str, Text] | None = None) -> Text:
        """A text with its {places} filled in. What stands in a value is never read as a place."""
        if "{" not in text.da and "{" not in text.en:
            return text
        more = extra or {}
        said = {part: more[part] if part in more else self.words(part) for part in _places(text)}
        return Text(
            "".join([said[part].da if odd else part for odd, part in _parts(text.da)]),
            "".join([said[part].en or said[part].da if odd else part for odd, part in _parts(text.en)]),
        )

    def label(self, path: str) -> Text:
        """What a value is called."""
        found = self._labels.get(path)
        if found is None:
            found = self._labels[path] = self._label(path)
        return found

    def _label(self, path: str) -> Text:
        root, _, field = path.replace("[]", "").partition(".")
        if use := self._uses.get(root):
            return use.of.labels.get(field, use.label) if field else use.label
        if question := self._solution.questions.get(root):
            return question.label
        if group := self._solution.groups.get(root):
            inner = group.question(field)
            return inner.label if inner else group.title
        if parameter := self._parameters.get(root):
            return parameter.label
        if term := self._solution.terms.get(root) or self._solution.rates.get(root):
            return term.label
        return {
            "today": Text("Dags dato", "Today's date"),
            "ground": Text("Hvordan du handler", "How you act"),
        }.get(root, Text("Kommunen", "The municipality"))

    def source(self, path: str) -> Text:
        """Where a value came from, and when it was fetched."""
        root = path.replace("[]", "").partition(".")[0]
        if self._kept is None:
            return self._source(root)
        found = self._sources.get(root)
        if found is None:
            found = self._sources[root] = self._source(root)
        return found

    def _source(self, root: str) -> Text:
        if use := self._uses.get(root):
            looked = self._inputs.facts.get(root)
            if looked is None or looked.at is None:
                return use.of.source
            day = long_date(looked.at.astimezone(COPENHAGEN).date())
            return Text(f"{use.of.source.da}, hentet {day.da}", f"{use.of.source.en}, fetched {day.en}")
        if root in self._solution.asked_names or root.removesuffix("_wrong") in self._uses:
            return self.answered(root)
        if root in self._parameters or root in self._solution.rates:
            row = self._inputs.parameters.get(root)
            if not row or not row.source:
                return NOT_KNOWN
            return CHOSEN if row.source == CHOSEN.da else Text(row.source, row.source)
        return COMPUTED

    def answered(self, key: str) -> Text:
        """Who gave an answer: the citizen alone, the citizen to a member of staff, or a helper who proposed it."""
        given = self._inputs.answers.get(key) or self._in_first_row(key)
        if given is not None and given.reused:
            return WRITTEN_BEFORE.format(where=given.reused)
        if given is None or given.source == AnswerSource.CITIZEN:
            return CITIZEN_STATED
        if given.source == AnswerSource.STAFF:
            return STAFF_TOLD
        if given.source == AnswerSource.PROPOSAL and given.proposed_by:
            return PROPOSED_BY.format(name=given.proposed_by)
        return CITIZEN_STATED

    def _in_first_row(self, group: str) -> Given | None:
        """An answer of a group, to say who gave it."""
        keys = (f"{row.marker}.{one.id}" for row in self._rows.get(group, ()) for one in row.asked)
        return next((given for key in keys if (given := self._inputs.answers.get(key))), None)
