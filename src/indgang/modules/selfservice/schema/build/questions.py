"""Checks what is asked."""

from indgang.kernel.expressions import BOOL
from indgang.kernel.strict_yaml import Place
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.build.base import NO_TEXT
from indgang.modules.selfservice.schema.build.groups import Groups
from indgang.modules.selfservice.schema.solution import KIND_OF, WRONG, CardUse, Choice, Question, Step
from indgang.modules.selfservice.vocabulary import QuestionKind


class Questions(Groups):
    """Steps with their cards and questions."""

    def question_names(self) -> None:
        for i, step in enumerate(self.shape.steps):
            for j, card in enumerate(step.cards):
                if card.right:
                    self.declare(card.fact + WRONG, BOOL, ("steps", i, "cards", j, "fact"))
            for j, question in enumerate(step.questions):
                kind = KIND_OF[QuestionKind(question.kind)]
                self.declare(question.id, kind, ("steps", i, "questions", j, "id"))
            for j, group in enumerate(step.groups):
                self.group_name(group, ("steps", i, "groups", j))

    def step(self, i: int) -> Step:
        row, here = self.shape.steps[i], ("steps", i)
        cards = tuple(self.card(card, (*here, "cards", j)) for j, card in enumerate(row.cards))
        questions = tuple(
            self.question(question, (*here, "questions", j)) for j, question in enumerate(row.questions)
        )
        return Step(
            row.id,
            self.text(row.title, (*here, "title")),
            self.text(row.intro, here),
            cards,
            questions,
            tuple(
                self.group(group, (*here, "groups", j), self.question) for j, group in enumerate(row.groups)
            ),
        )

    def card(self, row: shapes.CardShape, here: Place) -> CardUse:
        self.one_of((*here, "fact"), row.fact, {fact.id for fact in self.shape.facts}, "fact")
        return CardUse(
            row.fact,
            self.text(row.title, (*here, "title")),
            tuple(
                (line.label.text, self.text(line.value, (*here, "rows", j, "value")))
                for j, line in enumerate(row.rows)
            ),
            row.right.text if row.right else NO_TEXT,
            row.missing.text,
        )

    def question(self, row: shapes.QuestionShape, here: Place) -> Question:
        kind = QuestionKind(row.kind)
        if row.options:
            item = (self.names.get(row.options) or BOOL).item
            if item is None or not {"ref", "name"} <= set(item.fields):
                self.wrong(
                    (*here, "from"),
                    f"`{row.options}` is no list to choose from: its rows need a ref and a name.",
                )
        if row.max_length:
            known = {use.id for use in self.shape.parameters if use.kind == "whole"}
            self.one_of((*here, "max_length"), row.max_length, known, "whole parameter")
        show = self.condition(row.show_when, (*here, "show_when")) if row.show_when else None
        prefill = self.condition(row.prefill, (*here, "prefill"), KIND_OF[kind]) if row.prefill else None
        return Question(
            id=row.id,
            kind=kind,
            label=self.text(row.label, (*here, "label")),
            help=self.text(row.help, (*here, "help")),
            why=self.text(row.why, (*here, "why")),
            required=row.required is True,
            soft=row.required == "soft",
            reuse=row.reuse or "",
            warning=self._warning(here) if row.required == "soft" else NO_TEXT,
            show=show,
            checks=self.cases(row.checks, (*here, "checks")),
            notices=self.cases(row.notices, (*here, "notices")),
            choices=tuple(
                Choice(choice.value, choice.label.text, choice.help.text if choice.help else NO_TEXT)
                for choice in row.choices
            ),
            options=row.options or "",
            prefill=prefill,
            max_length=row.max_length or "",
        )

    def _warning(self, here: Place) -> Text:
        """What the question's step says when an answer is missing that one may go on without."""
        step = here[:2]
        return self.text(self.shape.steps[int(here[1])].soft, (*step, "soft"))
