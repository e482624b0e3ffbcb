"""A solution made ready: every condition compiled, every name known, every text with its places."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from indgang.kernel.expressions import BOOL, DATE, TEXT, Expression, Kind, Names, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS, LookUp
from indgang.modules.selfservice.schema.shapes import SolutionShape
from indgang.modules.selfservice.vocabulary import Meaning, QuestionKind

BUILT_IN: Names = {
    "today": DATE,
    "ground": TEXT,
    "municipality": record(code=TEXT, name=TEXT, area=TEXT),
}
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
}


@dataclass(frozen=True)
class Case:
    """A condition and the text that goes with it."""

    when: Expression
    text: Text


@dataclass(frozen=True)
class ParameterUse:
    id: str
    key: str
    kind: Kind
    pick: str
    label: Text


@dataclass(frozen=True)
class FactUse:
    """`ask`: argument -> path of the value it is filled with."""

    id: str
    look_up: str
    of: LookUp
    label: Text
    ask: Mapping[str, str]


@dataclass(frozen=True)
class Term:
    id: str
    label: Text
    expression: Expression


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


@dataclass(frozen=True)
class Rule:
    id: str
    title: Text
    outcome: str
    when: Expression
    paragraph: str
    because: Text
    otherwise: Text
    facts: tuple[str, ...]


@dataclass(frozen=True)
class FollowUpRule:
    id: str
    kind: str
    to: str
    due: Expression
    when: Expression
    title: Text
    text: Text
    to_name: Text


@dataclass(frozen=True)
class Sentence:
    id: str
    cases: tuple[Case, ...]
    otherwise: Text


@dataclass(frozen=True)
class AskChoice:
    value: str
    means: Meaning
    label: Text


@dataclass(frozen=True)
class Tell:
    value: str
    label: Text


@dataclass(frozen=True)
class Ask:
    """Others who are asked. `people` None: the adults who are registered at the address in question."""

    id: str
    people: Expression | None
    stranger: bool
    needs_all: bool
    when: Expression
    days: str
    reminders: str
    label: Text
    title: Text
    intro: Text
    tells: tuple[Tell, ...]
    duty: Text
    paragraph: str
    choices: tuple[AskChoice, ...]
    letter: str
    reminder: str

    def choice(self, value: str) -> AskChoice | None:
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Solution:
    """Everything about one version of a solution. `names` are all names that conditions may use; `sensitive` says
    whether a case holds what may not be seen by everybody, None when the solution never does.
    """

    shape: SolutionShape
    names: Names
    parameters: tuple[ParameterUse, ...]
    facts: tuple[FactUse, ...]
    may_use: Expression
    sensitive: Expression | None
    terms: Mapping[str, Term]
    steps: tuple[Step, ...]
    rules: tuple[Rule, ...]
    follow_ups: tuple[FollowUpRule, ...]
    sentences: tuple[Sentence, ...]
    asks: tuple[Ask, ...] = ()

    @property
    def slug(self) -> str:
        return self.shape.id

    @property
    def title(self) -> Text:
        return self.shape.title.text

    @property
    def service_id(self) -> str:
        return self.shape.services[0]

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.id: question for step in self.steps for question in step.questions}

    @cached_property
    def uses(self) -> dict[str, FactUse]:
        return {use.id: use for use in self.facts}

    @cached_property
    def parameter_uses(self) -> dict[str, ParameterUse]:
        return {use.id: use for use in self.parameters}

    @cached_property
    def asked_with(self) -> frozenset[str]:
        """Names that look-ups are asked with, the names in the terms among them too."""
        found = {path.split(".")[0] for use in self.facts for path in use.ask.values()}
        for name in [name for name in found if name in self.terms]:
            found |= self.behind(name)
        return frozenset(found)

    def behind(self, term: str) -> set[str]:
        """Everything that a term is computed from, through other terms too."""
        found: set[str] = set()
        for root in self.terms[term].expression.roots:
            found.add(root)
            if root in self.terms:
                found |= self.behind(root)
        return found

    def ask(self, key: str) -> Ask | None:
        return next((ask for ask in self.asks if ask.id == key), None)

    @cached_property
    def confirmations(self) -> str:
        """The name of the fact that says what others answered; empty when the solution does not look it up."""
        return next((use.id for use in self.facts if use.look_up == CONFIRMATIONS), "")

    @cached_property
    def cards(self) -> dict[str, CardUse]:
        return {card.fact: card for step in self.steps for card in step.cards}

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.id == key), None)


def keys_of(step: Step) -> list[str]:
    """The names under which a step's values are sent, in the page's order."""
    disputed = [card.fact + end for card in step.cards if card.right for end in (WRONG, RIGHT)]
    return [*disputed, *(question.id for question in step.questions)]


def kind_at(names: Names, path: str) -> Kind | None:
    """The kind of what a path such as `dwelling.use` or `household[].age` points to; None when nothing is
    there.
    """
    first, *rest = path.split(".")
    name, loop = first.removesuffix("[]"), first.endswith("[]")
    kind = names.get(name)
    if kind is not None and loop:
        kind = kind.item
    for part in rest:
        kind = kind.fields.get(part) if kind else None
    return kind
