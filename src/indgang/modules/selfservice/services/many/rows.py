"""One row of a file held against its solution, by the same readers and rules as the form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.rules import reading
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked
from indgang.modules.selfservice.rules.many import CHOOSING, static_options, typed_in, what_to_do
from indgang.modules.selfservice.rules.reading import typed_of
from indgang.modules.selfservice.rules.reading_kinds import PERIOD_SIGN
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Question, Solution
from indgang.modules.selfservice.schema.solution.many import Many
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.addresses import resolve
from indgang.modules.selfservice.selectors.drafts import missing_in
from indgang.modules.selfservice.services.facts import fetched, filling_in
from indgang.modules.selfservice.services.looking import Asker
from indgang.modules.selfservice.services.results import NotForYou
from indgang.modules.selfservice.vocabulary import AnswerSource, QuestionKind

WHOLE_ROW = ""
NOT_ASKED = Text(
    "Det skal ikke udfyldes, som rækken ellers er. Slet det, eller ret resten.",
    "This is not asked with what the row says otherwise. Delete it, or correct the rest.",
)


@dataclass(frozen=True)
class Checked:
    """`errors` by the name of a column; what the whole row is about stands under none."""

    situation: Situation
    errors: dict[str, Text]

    @property
    def inputs(self) -> Inputs:
        return self.situation.inputs


class Checker:
    """Checks the rows of one file, one after the other. What a register said to the row before is asked again only when
    it is asked with something else; when a row is sent, everything is asked anew.
    """

    def __init__(self, solution: Solution, many: Many, by: Acting) -> None:
        self.solution, self.many, self.by = solution, many, by
        self._static = static_options(solution, many)
        self._facts: Mapping[str, Looked] = {}
        self._asker: Asker | None = None
        self._empty = loading.inputs_of(solution, ground=by.ground, rows={}, facts={})

    def anew(self) -> "Checker":
        """One that has asked nobody yet."""
        return Checker(self.solution, self.many, self.by)

    def check(self, cells: Mapping[str, str]) -> Checked:
        typed = typed_in(self.solution, self.many, cells, self._static)
        situation = self._standing(self._given(typed))
        chosen = {
            question.key: situation.options(found)
            for question in self.many.columns
            if (found := self.solution.question_at(question.key)) and found.options and question.key in typed
        }
        if chosen:
            typed = typed_in(self.solution, self.many, cells, {**self._static, **chosen})
            situation = self._standing(self._given(typed, situation))
        first = {
            key: Given(
                _typed(typed_of(self.solution.questions[key].kind, value)), source=AnswerSource.REGISTER
            )
            for key, value in situation.prefills().items()
            if key not in typed
        }
        if first:
            situation = self._standing({**first, **situation.inputs.answers})
        return Checked(situation, self._errors(situation, cells))

    def _standing(self, answers: Mapping[str, Given]) -> Situation:
        inputs = replace(self._empty, answers=dict(answers), facts=self._facts)
        self._facts, situation = fetched(self.solution, inputs, self._ask, anew=False)
        return situation

    def _ask(self) -> Asker:
        self._asker = self._asker or filling_in(self.by, self.solution)()
        return self._asker

    def _given(
        self, typed: Mapping[str, str | tuple[str, ...]], known: Situation | None = None
    ) -> dict[str, Given]:
        given = {}
        for key, value in typed.items():
            question, found = self.solution.question_at(key), None
            if question is not None and question.kind is QuestionKind.ADDRESS and isinstance(value, str):
                found = resolve(value)
            elif question is not None and known is not None:
                found = known.names_of(question)
            given[key] = Given(value, found)
        return given

    # --- what is wrong -----------------------------------------------------------------------------------------

    def _errors(self, situation: Situation, cells: Mapping[str, str]) -> dict[str, Text]:
        errors: dict[str, Text] = {}
        columns = {column.key for column in self.many.columns}
        for line in (line for shown in situation.steps for line in missing_in(situation, shown)):
            question = self.solution.question_at(line.key)
            if question is None or line.key not in columns:
                errors.setdefault(WHOLE_ROW, _labelled(line.label, line.message))
                continue
            errors[self._column(question, line.key, cells)] = self._told(
                situation, question, line.key, line.message
            )
        for name, message in self._not_asked(situation, cells):
            errors.setdefault(name, message)
        if not errors and situation.way_out is not None:
            wording = situation.wording
            errors[WHOLE_ROW] = _labelled(
                wording.fill(situation.way_out.title), wording.fill(situation.way_out.text)
            )
        return errors

    def _told(self, situation: Situation, question: Question, key: str, message: Text) -> Text:
        """A cell that cannot be read is told in the words of a file; a check that fails, in its own."""
        asked = situation.asked(key)
        if asked is None or not asked.read.error:
            return message
        given = situation.inputs.answers.get(key)
        typed = given.typed if given is not None and isinstance(given.typed, str) else ""
        return what_to_do(question, typed, message, asked.options if question.kind in CHOOSING else ())

    def _column(self, question: Question, key: str, cells: Mapping[str, str]) -> str:
        """Of the two columns of a period the one that is empty or cannot be read, else the last."""
        if question.kind is not QuestionKind.PERIOD:
            return key
        first, last = f"{key}:from", f"{key}:to"
        for name in (first, last):
            cell = cells.get(name, "").replace(PERIOD_SIGN, "-")
            alone = reading.read(question, Given(f"{cell}{PERIOD_SIGN}{cell}"), (), None)
            if not cell or alone.error:
                return name
        return last

    def _not_asked(self, situation: Situation, cells: Mapping[str, str]) -> list[tuple[str, Text]]:
        """Cells that are filled in for a question that is known not to be asked: nothing is dropped in silence."""
        asked = {one.key for shown in situation.steps for one in shown.asked}
        found = []
        for column in self.many.columns:
            question = self.solution.question_at(column.key)
            if not cells.get(column.name) or column.key in asked or question is None:
                continue
            if question.show is not None and situation.value_of(question.show) is False:
                found.append((column.name, NOT_ASKED))
        return found


def check_allowed(situation: Situation) -> None:
    """Raises NotForYou when it is known that this company may not use the solution."""
    solution = situation.solution
    if situation.compute(solution.may_use).value is False:
        raise NotForYou(situation.wording.fill(solution.shape.who_may.otherwise.text))


def _labelled(label: Text, message: Text) -> Text:
    return Text(f"{label.da}: {message.da}", f"{label.en or label.da}: {message.en or message.da}")


def _typed(value: str | list[str]) -> str | tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else value
