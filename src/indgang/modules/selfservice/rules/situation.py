"""One draft held against its solution: what is known, what is shown, what each answer says."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from indgang.kernel.expressions import BOOL, Answer, Expression, Facts
from indgang.kernel.expressions.kinds import Unknown, ready
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules import reading
from indgang.modules.selfservice.rules.dated import picked, rate_value
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.reading import Choosable, Read
from indgang.modules.selfservice.rules.rows import LAST_NUMBER, TakenRow, count_error, next_number, numbers_in
from indgang.modules.selfservice.rules.shown import Asked, ShownCard, ShownGroup, ShownRow, ShownStep, of_row
from indgang.modules.selfservice.rules.wording import NOT_KNOWN, Wording
from indgang.modules.selfservice.schema.solution import (
    KIND_OF,
    MOST_ROWS,
    RIGHT,
    ROW,
    WRONG,
    CardUse,
    Case,
    FactUse,
    Group,
    Question,
    Rate,
    RowKey,
    Solution,
    Step,
)
from indgang.modules.selfservice.schema.solution.exits import Exit
from indgang.modules.selfservice.vocabulary import EMPTY, QuestionKind

NO_WORDS: Mapping[str, Text] = {}
SAY_WHAT_IS_RIGHT = Text("Skriv, hvad der er rigtigt.", "Write what is right.")


class Situation:
    """Learns answers and facts in the order of the form; then anything can be asked of it.

    What is hidden was not answered, whatever stands in the draft. A fact that was looked up for another
    answer than the present one (another address) is not known.
    """

    def __init__(self, solution: Solution, inputs: Inputs) -> None:
        if inputs.before is not None:
            solution = solution.again
        self.solution = solution
        self.inputs = inputs
        known: dict[str, Any] = {
            "today": inputs.today,
            "ground": inputs.ground,
            "municipality": inputs.municipality,
        }
        for use in solution.parameters:
            known[use.id] = picked(use, inputs.parameters.get(use.id), inputs.municipality)
        self.facts = Facts(solution.names, known)
        self._worked_out = solution.worked_out
        self._unknown_terms: dict[str, tuple[int, Answer]] = {}
        self._waiting = list(solution.facts)
        self._look()
        self._reads: dict[str, Read] = {}
        self._rows: dict[str, list[TakenRow]] = {}
        self.wording = Wording(solution, inputs, self.facts, self._reads, self.compute, self._rows)
        self.sentences: Mapping[str, Text] | None = None
        """The sentences for letters, once somebody asked for them."""
        self._walk = self._walked()
        if solution.groups:
            _ = self.steps  # rows are learned one after the other while they are shown
        self.wording.settle()

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
        if (name := path.split(".")[0]) in self._worked_out:
            self._term(name)
        return self.facts.get(path)

    def _term(self, name: str) -> Answer | None:
        """Compute a term or a rate when it is needed; what it came to when it is not known."""
        if self.facts.has(name):
            return None
        if (before := self._unknown_terms.get(name)) and before[0] == self.facts.learned:
            return before[1]
        found = self._worked_out[name]
        answer = self._rate(found) if isinstance(found, Rate) else self.compute(found.expression)
        if answer.known:
            self.facts.learn_answer(name, answer)
            return None
        self._unknown_terms[name] = (self.facts.learned, answer)
        return answer

    def _rate(self, rate: Rate) -> Answer:
        """The value under the rate's key; not known when the table has no such key."""
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
        for root in expression.roots:
            if root in self._worked_out and (answer := self._term(root)) is not None:
                unknown[root] = answer.missing
        answer = expression.evaluate(self.facts)
        if answer.raw is not None or not unknown:
            return answer
        missing = dict.fromkeys(
            name for path in answer.missing for name in unknown.get(path.split(".")[0].split("[")[0], (path,))
        )
        return Answer(None, expression.kind, tuple(missing), answer.problem)

    def value_of(self, expression: Expression) -> Any:
        """What a condition comes to, None when it is not known: for who need not know what is missing."""
        for root in expression.roots:
            if root in self._worked_out:
                self._term(root)
        return expression.value(self.facts)

    def holds(self, expression: Expression) -> bool:
        """Whether it is known to hold."""
        return self.value_of(expression) is True

    # --- walking -----------------------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> tuple[ShownStep, ...]:
        """The steps as they are shown. Rules need none of it, so it waits until it is asked for."""
        return tuple(
            self._step(step, cards, questions, groups)
            for step, cards, questions, groups in self._walk
            if cards or questions or groups
        )

    def _walked(self) -> list[tuple[Step, list[CardUse], list[Question], list[Group]]]:
        """Learn the answers in the order of the form; what is shown of each step."""
        shown = []
        for step in self.solution.steps:
            cards = [card for card in step.cards if not self._not_yet(card)]
            for card in cards:
                if card.right:
                    self.facts.learn(card.fact + WRONG, BOOL, self._says_wrong(card))
            questions = [question for question in step.questions if self._take(question)]
            groups = [group for group in step.groups if self._take_group(group)]
            shown.append((step, cards, questions, groups))
        return shown

    def _step(
        self, step: Step, cards: list[CardUse], questions: list[Question], groups: list[Group]
    ) -> ShownStep:
        in_groups = tuple(map(self._group, groups))
        asked = [self._asked(question, question.id) for question in questions]
        asked += [one for group in in_groups for row in group.rows for one in row.asked]
        return ShownStep(step, tuple(map(self._card, cards)), tuple(asked), in_groups)

    def _not_yet(self, card: CardUse) -> bool:
        """A card about an answer that is not given yet is not shown."""
        use = self.solution.uses[card.fact]
        return bool(use.ask) and self.arguments(use) is None

    def _is_asked(self, one: Question | Group) -> bool:
        return one.show is None or self.holds(one.show)

    def _take(self, question: Question) -> bool:
        """Learn the answer to a question, when it is asked now."""
        if not self._is_asked(question):
            return False
        value = self._answered(question, question.id)
        if value is not None:
            self.facts.learn(question.id, KIND_OF[question.kind], value)
            if value != "" and question.id in self.solution.asked_with:
                self._look()
        return True

    def _answered(self, question: Question, key: str) -> Any:
        """What was answered, None when it is nothing that can be used."""
        given = self.inputs.answers.get(key)
        if given is None or reading.empty(given):
            self._reads[key] = reading.NOTHING
            return "" if question.kind is QuestionKind.TEXT and not question.required else None
        self._reads[key] = reading.read(question, given, self.options(question), self._limit(question))
        return self._reads[key].value

    # --- rows --------------------------------------------------------------------------------------------------

    def _take_group(self, group: Group) -> bool:
        """Learn the rows of a group, when it is asked now. When nobody knows how many there may be, neither do the
        rules know the rows.
        """
        if not self._is_asked(group):
            return False
        least, most = self._count(group.least), self._count(group.most)
        values = []
        rows = self._rows[group.id] = []
        for number in numbers_in(group, self.inputs.answers, least or 0):
            marker, row, asked = RowKey(group.id, number).marker, dict[str, Any](), list[Question]()
            for question in group.questions:
                self.facts.learn(ROW, group.row_kind, row)
                if self._is_asked(question):
                    asked.append(question)
                    value = self._answered(question, f"{marker}.{question.id}")
                    if value is not None:
                        row[question.id] = value
            values.append(row)
            rows.append(TakenRow(marker, row, tuple(asked)))
        if least is not None and most is not None:
            self.facts.learn(group.id, group.kind, values)
            if group.id in self.solution.asked_with:
                self._look()
        return True

    def _count(self, written: str) -> int | None:
        """A number of rows, or the parameter that says it; None when it is not known."""
        if written.isdigit():
            return int(written)
        found = self.facts.get(written)
        return min(found, MOST_ROWS) if isinstance(found, int) else None

    def _group(self, group: Group) -> ShownGroup:
        least, most, taken = self._count(group.least), self._count(group.most), self._rows[group.id]
        rows = []
        for number, row in enumerate(taken, 1):
            self.facts.learn(ROW, group.row_kind, row.values)
            words = {
                f"{ROW}.{q.id}": read.shown or NOT_KNOWN
                for q in group.questions
                if (read := self._reads.get(f"{row.marker}.{q.id}"))
            }
            asked = [
                self._asked(q, f"{row.marker}.{q.id}", group=group, row=number, row_words=words)
                for q in row.asked
            ]
            rows.append(ShownRow(row.marker, number, tuple(asked)))
        shown = [found.row for row in taken if (found := RowKey.of(row.marker))]
        following = next_number(group, self.inputs.answers, shown)
        room = len(rows) < (MOST_ROWS if most is None else most) and following <= LAST_NUMBER
        return ShownGroup(
            group=group,
            rows=tuple(rows),
            next_key=RowKey(group.id, following).marker if room else "",
            spare=len(rows) > (least or 0),
            error=count_error(len(rows), least, most),
        )

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

    def _asked(
        self,
        question: Question,
        key: str,
        *,
        group: Group | None = None,
        row: int = 0,
        row_words: Mapping[str, Text] = NO_WORDS,
    ) -> Asked:
        given = self.inputs.answers.get(key)
        options = self.options(question)
        nothing_to_choose = bool(question.options) and not options
        required = question.required and not nothing_to_choose
        found = self._reads[key]
        error = found.error or self._first(question.checks, False, row_words)
        return Asked(
            key=key,
            question=question,
            typed=given.typed if given else "",
            read=found,
            options=options,
            required=required,
            error=error,
            notice=EMPTY if error else self._first(question.notices, True, row_words),
            lacking=required and reading.empty(given),
            source=given.source if given else "",
            warning=question.warning if not nothing_to_choose and reading.empty(given) else EMPTY,
            group=group,
            row=row,
            row_words=row_words,
        )

    def _first(self, cases: tuple[Case, ...], value: bool, words: Mapping[str, Text]) -> Text:
        """The text of the first condition that is known to come to `value`."""
        found = next((case for case in cases if self.value_of(case.when) is value), None)
        return self.wording.fill(found.text, words) if found else EMPTY

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

    @cached_property
    def way_out(self) -> Exit | None:
        """Where the way ends, as the answers stand: the first exit that is known to hold."""
        return next((one for one in self.solution.exits if self.holds(one.when)), None)

    def shown_step(self, key: str) -> ShownStep | None:
        return next((shown for shown in self.steps if shown.step.id == key), None)

    def asked(self, key: str) -> Asked | None:
        """A question that is asked now, by the key of its answer."""
        return next((asked for shown in self.steps for asked in shown.asked if asked.key == key), None)

    def label_of(self, asked: Asked) -> Text:
        """What a question is called wherever it stands alone: `Ønske 2: Skole`."""
        label = self.wording.fill(asked.question.label, asked.row_words)
        return of_row(asked, label)

    def label_at(self, key: str, question: Question) -> Text:
        """The same for a question that may not be asked now."""
        asked = self.asked(key)
        return self.label_of(asked) if asked else self.wording.fill(question.label)

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
                        found[asked.key] = value
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
