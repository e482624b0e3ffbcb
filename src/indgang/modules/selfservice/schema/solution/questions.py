"""What is asked, step by step."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indgang.kernel.expressions import BOOL, DATE, MONEY, TEXT, WHOLE, Expression, Kind, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution.knowing import Case
from indgang.modules.selfservice.vocabulary import EMPTY, QuestionKind

ROW = "row"
"""What a row is called in the conditions and texts of its group."""
MOST_ROWS = 50
_ROW_KEY = re.compile(r"([a-z][a-z0-9_]*)\.r([1-9][0-9]?)(?:\.([a-z][a-z0-9_]*))?")
WRONG = "_wrong"
RIGHT = "_right"

KIND_OF: Mapping[QuestionKind, Kind] = {
    QuestionKind.DATE: DATE,
    QuestionKind.YES_NO: BOOL,
    QuestionKind.CONFIRM: BOOL,
    QuestionKind.PEOPLE: list_of(TEXT),
    QuestionKind.CHOICE: TEXT,
    QuestionKind.ADDRESS: TEXT,
    QuestionKind.DOCTOR: TEXT,
    QuestionKind.TEXT: TEXT,
    QuestionKind.PHONE: TEXT,
    QuestionKind.EMAIL: TEXT,
    QuestionKind.MONEY: MONEY,
    QuestionKind.PERIOD: record(**{"from": DATE, "to": DATE}),
    QuestionKind.WHOLE: WHOLE,
    QuestionKind.VEHICLE: TEXT,
    QuestionKind.COMPANY: TEXT,
    QuestionKind.CPR: TEXT,
    QuestionKind.PICK: TEXT,
    QuestionKind.PICKS: list_of(TEXT),
    QuestionKind.UPLOAD: list_of(record(name=TEXT, kind=TEXT, pages=WHOLE)),
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    help: Text


@dataclass(frozen=True)
class Question:
    id: str
    kind: QuestionKind
    label: Text
    help: Text
    why: Text
    required: bool
    show: Expression | None
    checks: tuple[Case, ...]
    notices: tuple[Case, ...]
    choices: tuple[Choice, ...]
    options: str
    prefill: Expression | None
    max_length: str
    reuse: str = ""
    soft: bool = False
    """The citizen is told once that the answer is missing, and may go on without it."""
    warning: Text = EMPTY
    """What they are told then: the words of the step."""


@dataclass(frozen=True)
class Group:
    """Questions that are asked once for each row. `least`, `most`: a number, or the name of a whole parameter."""

    id: str
    title: Text
    one: Text
    help: Text
    show: Expression | None
    least: str
    most: str
    questions: tuple[Question, ...]

    @property
    def kind(self) -> Kind:
        return list_of(self.row_kind)

    @property
    def row_kind(self) -> Kind:
        return record(**{question.id: KIND_OF[question.kind] for question in self.questions})

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.id == key), None)


@dataclass(frozen=True)
class RowKey:
    """What an answer in a group is kept under: `wishes.r2.school`; `wishes.r2` says whether the row is there."""

    group: str
    row: int
    question: str = ""

    @classmethod
    def of(cls, key: str) -> "RowKey | None":
        match = _ROW_KEY.fullmatch(key)
        return cls(match[1], int(match[2]), match[3] or "") if match else None

    @property
    def is_marker(self) -> bool:
        """Whether it is the row itself, and no answer in it."""
        return not self.question

    @property
    def marker(self) -> str:
        return f"{self.group}.r{self.row}"

    def __str__(self) -> str:
        return f"{self.marker}.{self.question}" if self.question else self.marker


def path_of(key: str) -> str:
    """The question that a key belongs to, whatever its row: `wishes.school` of `wishes.r2.school`."""
    row = RowKey.of(key)
    return f"{row.group}.{row.question}" if row and row.question else row.group if row else key


@dataclass(frozen=True)
class CardUse:
    """`right` is empty when nothing can be said against the fact."""

    fact: str
    title: Text
    rows: tuple[tuple[Text, Text], ...]
    right: Text
    missing: Text


@dataclass(frozen=True)
class Step:
    id: str
    title: Text
    intro: Text
    cards: tuple[CardUse, ...]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()

    def question_at(self, key: str) -> Question | None:
        """The question that a key asks: `moving_date`, `wishes.r2.school`."""
        row = RowKey.of(key)
        if row is None:
            return next((question for question in self.questions if question.id == key), None)
        group = self.group(row.group)
        return group.question(row.question) if group else None

    def group(self, key: str) -> Group | None:
        return next((group for group in self.groups if group.id == key), None)

    def takes(self, key: str) -> bool:
        """Whether a value may be sent under this name."""
        row = RowKey.of(key)
        if row is None or row.question:
            return self.question_at(key) is not None or key in disputed_in(self)
        return self.group(row.group) is not None


def disputed_in(step: Step) -> list[str]:
    """The names under which one says that a register is wrong."""
    return [card.fact + end for card in step.cards if card.right for end in (WRONG, RIGHT)]
