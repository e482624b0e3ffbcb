"""Checks questions that are asked several times."""

from collections.abc import Callable

from indgang.kernel.expressions import Kind, list_of, record
from indgang.kernel.strict_yaml import Place
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.build.base import NO_TEXT, Base
from indgang.modules.selfservice.schema.solution import KIND_OF, MOST_ROWS, ROW, Group, Question
from indgang.modules.selfservice.vocabulary import QuestionKind

LONGEST_KEY = 60
"""Characters of `wishes.r12.school`, as an answer is kept under."""


class Groups(Base):
    """Groups of questions with their rows."""

    def group_name(self, row: shapes.GroupShape, here: Place) -> None:
        if row.id == ROW:
            self.wrong((*here, "id"), f"`{ROW}` is what a row is called inside a group. Choose another name.")
        self.declare(row.id, list_of(record(**self._kinds(row))), (*here, "id"))

    def _kinds(self, row: shapes.GroupShape) -> dict[str, Kind]:
        return {question.id: KIND_OF[QuestionKind(question.kind)] for question in row.questions}

    def group(
        self, row: shapes.GroupShape, here: Place, one: Callable[[shapes.QuestionShape, Place], Question]
    ) -> Group:
        """`one` checks a question."""
        counts = {use.id for use in self.shape.parameters if use.kind == "whole"}
        for field, count in (("min", row.least), ("max", row.most)):
            if not count.isdigit():
                self.one_of((*here, field), count, counts, "whole parameter")
            elif int(count) > MOST_ROWS:
                self.wrong((*here, field), f"No more than {MOST_ROWS} rows are kept. Write a smaller number.")
        if row.least.isdigit() and row.most.isdigit() and not int(row.least) <= int(row.most) > 0:
            self.wrong((*here, "max"), "`max` must be at least 1 and no smaller than `min`.")
        show = self.condition(row.show_when, (*here, "show_when")) if row.show_when else None
        had = self.names.get(ROW)
        if had is not None:
            self.wrong(here, f"`{ROW}` is the name of something else too. Inside a group it is the row.")
        self.names[ROW] = record(**self._kinds(row))
        questions = []
        for i, question in enumerate(row.questions):
            place = (*here, "questions", i)
            if len(f"{row.id}.r{MOST_ROWS}.{question.id}") > LONGEST_KEY:
                self.wrong(
                    (*place, "id"), f"`{row.id}` and `{question.id}` are too long together. Shorten one."
                )
            questions.append(one(question, place))
        del self.names[ROW]
        return Group(
            id=row.id,
            title=self.text(row.title, (*here, "title")),
            one=row.one.text,
            help=self.text(row.help, (*here, "help")) if row.help else NO_TEXT,
            show=show,
            least=row.least,
            most=row.most,
            questions=tuple(questions),
        )
