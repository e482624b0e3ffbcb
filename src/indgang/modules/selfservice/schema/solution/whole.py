"""Everything about one version of a solution."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from indgang.kernel.expressions import Expression, Kind, Names
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS
from indgang.modules.selfservice.schema.shapes import SolutionShape
from indgang.modules.selfservice.schema.solution.asking import Ask
from indgang.modules.selfservice.schema.solution.calculations import Calculation, Rate
from indgang.modules.selfservice.schema.solution.claims import Claims
from indgang.modules.selfservice.schema.solution.exits import Exit
from indgang.modules.selfservice.schema.solution.knowing import FactUse, ParameterUse, Term, kind_at
from indgang.modules.selfservice.schema.solution.many import Many
from indgang.modules.selfservice.schema.solution.national import National
from indgang.modules.selfservice.schema.solution.payment import PaymentUse
from indgang.modules.selfservice.schema.solution.proofs import Gives
from indgang.modules.selfservice.schema.solution.questions import CardUse, Group, Question, RowKey, Step
from indgang.modules.selfservice.schema.solution.recalculating import Recalculates
from indgang.modules.selfservice.schema.solution.rules import FollowUpRule, Rule, Sentence
from indgang.modules.selfservice.schema.solution.shares import Shares
from indgang.modules.selfservice.vocabulary import QuestionKind


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
    rates: Mapping[str, Rate] = field(default_factory=dict)
    calculations: tuple[Calculation, ...] = ()
    gives: Gives | None = None
    payment: PaymentUse | None = None
    exits: tuple[Exit, ...] = ()
    recalculates: Recalculates | None = None
    shares: Shares | None = None
    claims: Claims | None = None
    national: National | None = None
    many: Many | None = None

    @cached_property
    def again(self) -> "Solution":
        """The solution as it reads when a standing grant is worked out again: some terms mean something else."""
        if self.recalculates is None or not self.recalculates.instead:
            return self
        return replace(self, terms={**self.terms, **self.recalculates.instead})

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
    def groups(self) -> dict[str, Group]:
        return {group.id: group for step in self.steps for group in step.groups}

    @cached_property
    def takes_files(self) -> bool:
        """Whether it asks for files."""
        return any(question.kind is QuestionKind.UPLOAD for question in self.questions.values())

    @cached_property
    def asked_names(self) -> frozenset[str]:
        """What citizens answer: the names of questions and of groups."""
        return frozenset(self.questions) | frozenset(self.groups)

    def question_at(self, key: str) -> Question | None:
        """The question of an answer's key, also of one in a row (`wishes.r2.school`)."""
        return next((found for step in self.steps if (found := step.question_at(key))), None)

    def step_with(self, key: str) -> Step | None:
        """The step that asks for an answer."""
        return next((step for step in self.steps if step.question_at(key)), None)

    def step_taking(self, key: str) -> Step | None:
        """The step that takes a value under this key: an answer, or a row that is there."""
        return next((step for step in self.steps if step.takes(key)), None)

    def group_of_row(self, key: str) -> Group | None:
        """The group whose row a key is (`wishes.r2`); None for an answer."""
        row = RowKey.of(key)
        if row is None or not row.is_marker:
            return None
        return next((found for step in self.steps if (found := step.group(row.group))), None)

    @cached_property
    def labels(self) -> dict[str, Text]:
        """What values are called, by path: kept once somebody asked, since it is the same for everybody."""
        return {}

    @cached_property
    def _kinds(self) -> dict[str, Kind | None]:
        return {}

    def kind_at(self, path: str) -> Kind | None:
        """The kind of what a path points to, as `kind_at`; None when nothing is there."""
        if path not in self._kinds:
            self._kinds[path] = kind_at(self.names, path)
        return self._kinds[path]

    @cached_property
    def worked_out(self) -> Mapping[str, Term | Rate]:
        """What is computed when somebody asks for it, by name."""
        return {**self.terms, **self.rates}

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
        for name in [name for name in found if name in self.terms or name in self.rates]:
            found |= self.behind(name)
        return frozenset(found)

    def behind(self, term: str) -> set[str]:
        """Everything that a term or a rate is computed from, through other terms too."""
        found: set[str] = set()
        rate = self.rates.get(term)
        for root in (rate.by if rate else self.terms[term].expression).roots:
            found.add(root)
            if root in self.terms or root in self.rates:
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
