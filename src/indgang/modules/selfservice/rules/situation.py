"""One draft held against its solution: what is known, what is shown, what each answer says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from indgang.kernel.expressions import BOOL, DATE, MONEY, Answer, Expression, Facts, Kind
from indgang.kernel.expressions.kinds import Unknown, ready
from indgang.kernel.money import ore_of
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules import reading
from indgang.modules.selfservice.rules.inputs import Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.reading import Choosable, Read
from indgang.modules.selfservice.rules.wording import Wording
from indgang.modules.selfservice.schema.solution import (
    KIND_OF,
    RIGHT,
    WRONG,
    CardUse,
    Case,
    FactUse,
    ParameterUse,
    Question,
    Rate,
    Solution,
    Step,
)
from indgang.modules.selfservice.vocabulary import EMPTY, QuestionKind

SAY_WHAT_IS_RIGHT = Text("Skriv, hvad der er rigtigt.", "Write what is right.")


@dataclass(frozen=True)
class ShownCard:
    """A card with what is known. `wrong`: the citizen says that it is not right, and `right` what is."""

    card: CardUse
    looked: Looked | None
    wrong: bool
    right: str
    right_error: Text

    @property
    def known(self) -> bool:
        return self.looked is not None and self.looked.value is not None


@dataclass(frozen=True)
class Asked:
    """A question that is shown, with its answer. `error` says what to do; `lacking` that it must be
    answered.
    """

    question: Question
    typed: str | tuple[str, ...]
    read: Read
    options: tuple[Choosable, ...]
    required: bool
    error: Text
    notice: Text
    lacking: bool
    source: str


@dataclass(frozen=True)
class ShownStep:
    step: Step
    cards: tuple[ShownCard, ...]
    asked: tuple[Asked, ...]

    @property
    def problems(self) -> int:
        return sum(1 for a in self.asked if a.error or a.lacking) + sum(
            1 for c in self.cards if c.right_error
        )


class Situation:
    """Learns answers and facts in the order of the form; then anything can be asked of it.

    What is hidden was not answered, whatever stands in the draft. A fact that was looked up for another
    answer than the present one (another address) is not known.
    """

    def __init__(self, solution: Solution, inputs: Inputs) -> None:
        self.solution = solution
        self.inputs = inputs
        known: dict[str, Any] = {
            "today": inputs.today,
            "ground": inputs.ground,
            "municipality": inputs.municipality,
        }
        for use in solution.parameters:
            known[use.id] = _picked(use, inputs.parameters.get(use.id), inputs.municipality)
        self.facts = Facts(solution.names, known)
        self._unknown_terms: dict[str, tuple[int, Answer | None]] = {}
        self._waiting = list(solution.facts)
        self._look()
        self._reads: dict[str, Read] = {}
        self.wording = Wording(solution, inputs, self.facts, self._reads, self.compute)
        self.steps = tuple(self._walked())

    # --- learning ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Take in each fact whose question can now be put, when that question is the one that was answered."""
        still = []
        for use in self._waiting:
            asked = self.arguments(use)
            if asked is None:
                still.append(use)
                continue
            looked = self.inputs.facts.get(use.id)
            if looked is not None and (looked.asked is None or dict(looked.asked) == asked):
                self.facts.learn(use.id, use.of.kind, looked.value)
        self._waiting = still

    def arguments(self, use: FactUse) -> dict[str, Any] | None:
        """What a look-up is asked with now; None while something of it is not known."""
        asked = {name: _kept(self._value_at(path)) for name, path in use.ask.items()}
        return None if any(value is None for value in asked.values()) else asked

    def _value_at(self, path: str) -> Any:
        self._term(path.split(".")[0])
        return self.facts.get(path)

    def _term(self, name: str) -> Answer | None:
        """Compute a term when it is needed; what it came to when it is not known."""
        term, rate = self.solution.terms.get(name), self.solution.rates.get(name)
        if (term is None and rate is None) or self.facts.knows(name):
            return None
        learned, answer = self._unknown_terms.get(name, (-1, None))
        if learned == self.facts.learned:
            return answer
        answer = self.compute(term.expression) if term else self._rate(rate)
        if answer.known:
            self.facts.learn_answer(name, answer)
            return None
        self._unknown_terms[name] = (self.facts.learned, answer)
        return answer

    def _rate(self, rate: Rate | None) -> Answer:
        """The value under the rate's key; not known when the table has no such key."""
        if rate is None:  # only asked of a name that is a rate
            raise LookupError
        by = self.compute(rate.by)
        if not by.known:
            return Answer(None, rate.kind, by.missing, by.problem)
        row = self.inputs.parameters.get(rate.id)
        try:
            return Answer(ready(rate_value(rate, row, by.value), rate.kind), rate.kind)
        except Unknown:
            return Answer(None, rate.kind, (rate.id,), "the table has no such key")

    def compute(self, expression: Expression) -> Answer:
        """What a condition comes to. `missing` names facts and answers, not the terms between."""
        unknown = {}
        for root in sorted(expression.roots):
            answer = self._term(root)
            if answer is not None:
                unknown[root] = answer.missing
        answer = expression.evaluate(self.facts)
        if answer.known or not unknown:
            return answer
        missing = dict.fromkeys(
            name for path in answer.missing for name in unknown.get(path.split(".")[0].split("[")[0], (path,))
        )
        return Answer(None, expression.kind, tuple(missing), answer.problem)

    def value_of(self, expression: Expression) -> Any:
        """What a condition comes to, None when it is not known: for who need not know what is missing."""
        for root in expression.roots:
            self._term(root)
        return expression.value(self.facts)

    def holds(self, expression: Expression) -> bool:
        """Whether it is known to hold."""
        return self.value_of(expression) is True

    # --- walking -----------------------------------------------------------------------------------------------

    def _walked(self) -> list[ShownStep]:
        shown = []
        for step in self.solution.steps:
            cards = [card for card in step.cards if not self._not_yet(card)]
            for card in cards:
                if card.right:
                    self.facts.learn(card.fact + WRONG, BOOL, self._says_wrong(card))
            questions = []
            for question in step.questions:
                if question.show is None or self.holds(question.show):
                    questions.append(question)
                    self._take(question)
            shown.append((step, cards, questions))
        return [
            ShownStep(step, tuple(map(self._card, cards)), tuple(map(self._asked, questions)))
            for step, cards, questions in shown
            if cards or questions
        ]

    def _not_yet(self, card: CardUse) -> bool:
        """A card about an answer that is not given yet is not shown."""
        use = self.solution.uses[card.fact]
        return bool(use.ask) and self.arguments(use) is None

    def _take(self, question: Question) -> None:
        given = self.inputs.answers.get(question.id)
        if given is None or reading.empty(given):
            self._reads[question.id] = reading.NOTHING
            if question.kind is QuestionKind.TEXT and not question.required:
                self.facts.learn(question.id, KIND_OF[question.kind], "")
            return
        found = reading.read(question, given, self.options(question), self._limit(question))
        self._reads[question.id] = found
        if found.value is not None:
            self.facts.learn(question.id, KIND_OF[question.kind], found.value)
            if question.id in self.solution.asked_with:
                self._look()

    def _limit(self, question: Question) -> int | None:
        limit = self.facts.get(question.max_length) if question.max_length else None
        return limit if isinstance(limit, int) else None

    def options(self, question: Question) -> tuple[Choosable, ...]:
        """What can be chosen now; nothing when the register that knows it is silent."""
        if question.choices:
            return tuple(Choosable(choice.value, choice.label, choice.help) for choice in question.choices)
        if not question.options:
            return ()
        rows = self._value_at(question.options) or []
        return tuple(
            Choosable(row["ref"], Text(row["name"], row["name"]), _about(row))
            for row in rows
            if "ref" in row and "name" in row
        )

    def _asked(self, question: Question) -> Asked:
        given = self.inputs.answers.get(question.id)
        options = self.options(question)
        nothing_to_choose = bool(question.options) and not options
        required = question.required and not nothing_to_choose
        found = self._reads[question.id]
        error = found.error or self._first(question.checks, False)
        return Asked(
            question=question,
            typed=given.typed if given else "",
            read=found,
            options=options,
            required=required,
            error=error,
            notice=EMPTY if error else self._first(question.notices, True),
            lacking=required and reading.empty(given),
            source=given.source if given else "",
        )

    def _first(self, cases: tuple[Case, ...], value: bool) -> Text:
        """The text of the first condition that is known to come to `value`."""
        found = next((case for case in cases if self.value_of(case.when) is value), None)
        return self.wording.fill(found.text) if found else EMPTY

    def _says_wrong(self, card: CardUse) -> bool:
        given = self.inputs.answers.get(card.fact + WRONG)
        return given is not None and given.typed in ("yes", ("yes",))

    def _card(self, card: CardUse) -> ShownCard:
        looked = self.inputs.facts.get(card.fact)
        wrong = bool(card.right) and self._says_wrong(card)
        given = self.inputs.answers.get(card.fact + RIGHT)
        right = given.typed if given and isinstance(given.typed, str) else ""
        error = EMPTY
        if wrong and not right:
            error = SAY_WHAT_IS_RIGHT
        elif len(right) > reading.LONG:
            error = reading.TOO_LONG.format(limit=reading.LONG, length=len(right))
        return ShownCard(card, looked, wrong, right, error)

    # --- the whole ---------------------------------------------------------------------------------------------

    @cached_property
    def complete(self) -> bool:
        return not any(step.problems for step in self.steps)

    def shown_step(self, key: str) -> ShownStep | None:
        return next((shown for shown in self.steps if shown.step.id == key), None)

    def names_of(self, question: Question) -> dict[str, str] | None:
        """What can be chosen now, by value: kept with the answer, for when the register is silent later."""
        if not question.options:
            return None
        return {option.value: option.label.da for option in self.options(question)}

    def prefills(self) -> dict[str, Any]:
        """Answers that can be chosen for the citizen to begin with, by question."""
        found = {}
        for shown in self.steps:
            for asked in shown.asked:
                if asked.question.prefill is not None and not asked.typed:
                    value = self.compute(asked.question.prefill).value
                    if value:
                        found[asked.question.id] = value
        return found


def _kept(value: Any) -> Any:
    """What a look-up is asked with, as it is kept beside its answer: a day as text."""
    return value.isoformat() if isinstance(value, date) else value


def _about(row: Mapping[str, Any]) -> Text:
    """What helps to tell one choice from another: an age, or an address and a distance."""
    if "address" in row and "km" in row:
        km = f"{row['km']:.1f}"
        return Text(f"{row['address']}. {km.replace('.', ',')} km.", f"{row['address']}. {km} km.")
    if "age" in row:
        return Text(f"{row['age']} år", f"{row['age']} years old")
    return EMPTY


def parameter_value(use: ParameterUse, row: ParameterRow | None, municipality: Mapping[str, str]) -> Any:
    """The value under the solution's name: the whole, or the part that `pick` names; None when there is
    none.
    """
    value = _picked(use, row, municipality)
    return value if _fits(value, use.kind) else None


def _picked(use: ParameterUse, row: ParameterRow | None, municipality: Mapping[str, str]) -> Any:
    """The value as it stands: one that is not of its kind counts as unknown where it is used."""
    value = row.value if row else None
    if use.pick:
        key = municipality.get("area", "") if use.pick == "area" else use.pick
        value = value.get(key) if isinstance(value, dict) else None
    if use.kind == DATE:
        return day_of(value)
    return ore_of(value) if use.kind == MONEY else value


def day_of(value: Any) -> date | None:
    """A parameter's day, written 2026-12-05; None when it is not one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def rate_value(rate: Rate, row: ParameterRow | None, key: str) -> Any:
    """What stands under a key of a rate's table, money in øre; None when nothing does."""
    table = row.value if row else None
    value = table.get(key) if isinstance(table, dict) else None
    return ore_of(value) if rate.kind == MONEY else value


def _fits(value: Any, kind: Kind) -> bool:
    try:
        ready(value, kind)
    except Unknown:
        return False
    return True
