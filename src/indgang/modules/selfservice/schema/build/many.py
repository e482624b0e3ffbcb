"""Checks the columns of a file of many."""

from collections.abc import Mapping

from indgang.kernel.strict_yaml import Place
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.shapes.many import ColumnShape
from indgang.modules.selfservice.schema.solution import RowKey
from indgang.modules.selfservice.schema.solution.many import MOST_IN_A_FILE, Column, Many
from indgang.modules.selfservice.vocabulary import ERROR_COLUMN

NO_COLUMN = ("confirm", "upload")
_Asked = Mapping[str, shapes.QuestionShape]


class Columns(Base):
    """The columns, when there are any."""

    def many(self) -> Many | None:
        row = self.shape.many
        if row is None:
            return None
        here: Place = ("many",)
        if not ("company" in self.shape.who_may.parties and "company" in self.shape.who_may.grounds):
            self.wrong(here, "A file of many is sent by companies. Add company to `parties` and `grounds`.")
        if self.shape.payment is not None:
            self.wrong(here, "`many` does not go with `payment`: each row would have to be paid by itself.")
        self._most(row.most)
        single = {question.id: question for step in self.shape.steps for question in step.questions}
        columns = [self._column(i, one, single) for i, one in enumerate(row.columns)]
        self._no_twin_columns(row.columns)
        self._whole_periods(row.columns, single)
        self._all_asked({column.key for column in columns}, single)
        return Many(row.most, tuple(columns))

    def _most(self, most: str) -> None:
        here: Place = ("many", "most")
        if not most.isdigit():
            known = {use.id for use in self.shape.parameters if use.kind == "whole"}
            self.one_of(here, most, known, "whole parameter")
        elif not 1 <= int(most) <= MOST_IN_A_FILE:
            self.wrong(here, f"Write a number from 1 to {MOST_IN_A_FILE}.")

    def _column(self, i: int, row: ColumnShape, single: _Asked) -> Column:
        here: Place = ("many", "columns", i)
        question = self._question(row.question, single)
        if question is None:
            self.wrong((*here, "question"), f"`{row.question}` is no question. Write the id of one.")
        elif question.kind in NO_COLUMN:
            self.wrong(
                (*here, "question"),
                f"A question of the kind {question.kind} cannot be a column. Leave it out.",
            )
        elif (question.kind == "period") != bool(row.part):
            self.wrong(
                here,
                "A period needs two columns, one with `part: from` and one with `part: to`."
                if question.kind == "period"
                else "`part` belongs to questions of the kind period. Leave it out.",
            )
        return Column(row.question, row.part or "", row.header.text, row.example)

    def _question(self, key: str, single: _Asked) -> shapes.QuestionShape | None:
        row = RowKey.of(key)
        if row is None:
            return single.get(key)
        groups = (group for step in self.shape.steps for group in step.groups if group.id == row.group)
        questions = (question for group in groups for question in group.questions)
        return next((question for question in questions if question.id == row.question), None)

    def _no_twin_columns(self, rows: tuple[ColumnShape, ...]) -> None:
        seen: set[str] = {ERROR_COLUMN.da.casefold(), ERROR_COLUMN.en.casefold()}
        asked: set[tuple[str, str | None]] = set()
        for i, row in enumerate(rows):
            names = {row.header.da.strip().casefold(), row.header.en.strip().casefold()}
            if names & seen:
                self.wrong(
                    ("many", "columns", i, "header"), "Another column has that name. Choose one that differs."
                )
            if (row.question, row.part) in asked:
                self.wrong(("many", "columns", i, "question"), f"`{row.question}` has a column already.")
            seen |= names
            asked.add((row.question, row.part))

    def _whole_periods(self, rows: tuple[ColumnShape, ...], single: _Asked) -> None:
        parts: dict[str, set[str]] = {}
        for row in rows:
            if row.part:
                parts.setdefault(row.question, set()).add(row.part)
        for i, row in enumerate(rows):
            if row.part and len(parts[row.question]) < 2:
                self.wrong(
                    ("many", "columns", i, "part"),
                    f"`{row.question}` needs a column for the other end of the period, too.",
                )

    def _all_asked(self, keys: set[str], single: _Asked) -> None:
        """What must always be answered must be in the file, or every row would be wrong."""
        for question in single.values():
            needed = question.required is True and not question.show_when and not question.prefill
            if needed and question.kind != "confirm" and question.id not in keys:
                self.wrong(
                    ("many", "columns"), f"`{question.id}` must be answered, and has no column. Add one."
                )
        for group in (group for step in self.shape.steps for group in step.groups):
            least = int(group.least) if group.least.isdigit() and not group.show_when else 0
            for number in range(1, least + 1):
                for question in group.questions:
                    key = str(RowKey(group.id, number, question.id))
                    if question.required is True and not question.show_when and key not in keys:
                        self.wrong(
                            ("many", "columns"), f"`{key}` must be answered, and has no column. Add one."
                        )
