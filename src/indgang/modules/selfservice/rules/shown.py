"""What of a draft is shown: cards, questions, groups, each as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indgang.kernel.text import Text
from indgang.modules.selfservice.rules.inputs import Looked
from indgang.modules.selfservice.rules.read import Choosable, Read
from indgang.modules.selfservice.schema.solution import CardUse, Group, Question, Step
from indgang.modules.selfservice.vocabulary import EMPTY


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
    """A question that is shown, with its answer. `key`: what the answer is kept under; in a group `row` is which of its
    rows, counted from 1, and `row_words` are that row's answers in words, by place. `error` says what to do; `lacking`
    that it must be answered.
    """

    key: str
    question: Question
    typed: str | tuple[str, ...]
    read: Read
    options: tuple[Choosable, ...]
    required: bool
    error: Text
    notice: Text
    lacking: bool
    source: str
    warning: Text = EMPTY
    """What the step says once of an answer that is missing, when one may go on without it."""
    group: Group | None = None
    row: int = 0
    row_words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownRow:
    """One row of a group. `key` is `wishes.r2`, which stays when other rows go; `number` counts from 1."""

    key: str
    number: int
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class ShownGroup:
    """A group with its rows. `next_key`: the row that can be added now, empty when there is room for no more;
    `spare`: a row can be taken away.
    """

    group: Group
    rows: tuple[ShownRow, ...]
    next_key: str
    spare: bool
    error: Text


@dataclass(frozen=True)
class ShownStep:
    step: Step
    cards: tuple[ShownCard, ...]
    asked: tuple[Asked, ...]
    """Those in the rows of groups too, after the others."""
    groups: tuple[ShownGroup, ...] = ()

    @property
    def problems(self) -> int:
        wrong = [*(c.right_error for c in self.cards), *(g.error for g in self.groups)]
        return sum(1 for a in self.asked if a.error or a.lacking) + sum(1 for one in wrong if one)


def of_row(asked: Asked, label: Text) -> Text:
    """A text about a question with the row that it is in: `Ønske 2: Skole`."""
    name = name_of_row(asked)
    return Text(f"{name.da}: {label.da}", f"{name.en}: {label.en or label.da}") if name else label


def name_of_row(asked: Asked) -> Text:
    """`Ønske 2`; empty outside of groups."""
    if asked.group is None:
        return EMPTY
    one = asked.group.one
    return Text(f"{one.da} {asked.row}", f"{one.en} {asked.row}")
