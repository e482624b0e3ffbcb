"""What is asked, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass

from indgang.kernel.expressions import BOOL, DATE, MONEY, TEXT, WHOLE, Expression, Kind, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution.knowing import Case
from indgang.modules.selfservice.vocabulary import QuestionKind

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


def keys_of(step: Step) -> list[str]:
    """The names under which a step's values are sent, in the page's order."""
    disputed = [card.fact + end for card in step.cards if card.right for end in (WRONG, RIGHT)]
    return [*disputed, *(question.id for question in step.questions)]
