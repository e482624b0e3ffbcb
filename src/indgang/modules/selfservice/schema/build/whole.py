"""Walks a solution.yaml from top to bottom, and gathers all that is wrong with it."""

from collections.abc import Set

from indgang.kernel.strict_yaml import ContentError, Document
from indgang.modules.selfservice.schema import shapes
from indgang.modules.selfservice.schema.build.asking import Asking
from indgang.modules.selfservice.schema.build.calculations import Calculations
from indgang.modules.selfservice.schema.build.claims import ClaimsMade
from indgang.modules.selfservice.schema.build.exits import Exits
from indgang.modules.selfservice.schema.build.knowing import Knowing
from indgang.modules.selfservice.schema.build.many import Columns
from indgang.modules.selfservice.schema.build.national import Nationals
from indgang.modules.selfservice.schema.build.payment import Payments
from indgang.modules.selfservice.schema.build.proofs import Proofs
from indgang.modules.selfservice.schema.build.questions import Questions
from indgang.modules.selfservice.schema.build.recalculating import Recalculations
from indgang.modules.selfservice.schema.build.rules import Rules
from indgang.modules.selfservice.schema.build.shares import Sharing
from indgang.modules.selfservice.schema.solution import (
    Solution,
)


def build(document: Document, letters: Set[str]) -> Solution:
    """Check a parsed solution.yaml. Raises ContentError with file, line and sentence for everything wrong."""
    shape = document.as_shape(shapes.SolutionShape)
    builder = _Whole(document, shape)
    solution = builder.solution(letters)
    if builder.problems:
        raise ContentError(builder.problems)
    return solution


class _Whole(
    Knowing,
    Calculations,
    Questions,
    Rules,
    Asking,
    Proofs,
    Payments,
    Exits,
    Columns,
    ClaimsMade,
    Nationals,
    Sharing,
    Recalculations,
):
    """Walks the shape once, from top to bottom."""

    def solution(self, letters: Set[str]) -> Solution:
        shape = self.shape
        parameters = self.parameters()
        facts = self.fact_names() + self.share_fact()
        self.question_names()
        self.rate_names()
        terms = self.terms()
        rates = self.rates(terms)
        calculations = self.calculations(terms)
        self.fact_arguments(facts)
        for name in ("keep_draft_days", "first_action_working_days"):
            self.one_of((name,), getattr(shape, name), {use.id for use in parameters}, "parameter")
        may_use = self.condition(shape.who_may.when, ("who_may", "when"))
        self.text(shape.who_may.otherwise, ("who_may", "otherwise"))
        sensitive = self.condition(shape.sensitive, ("sensitive",)) if shape.sensitive else None
        steps = tuple(self.step(i) for i in range(len(shape.steps)))
        rules = tuple(self.rule(i) for i in range(len(shape.rules)))
        follow_ups = tuple(self.follow_up(i) for i in range(len(shape.follow_ups)))
        sentences = tuple(self.sentence(i) for i in range(len(shape.sentences)))
        if shape.notes:
            for field in ("address", "people", "day"):
                self.path(getattr(shape.notes, field), ("notes", field))
        asks = tuple(self.ask(i, letters) for i in range(len(shape.asks)))
        for field in shapes.LettersShape.model_fields:
            self.one_of(("letters", field), getattr(shape.letters, field), letters, "file in letters/")
        self.no_twins()
        return Solution(
            shape,
            self.names,
            parameters,
            tuple(facts),
            may_use,
            sensitive,
            terms,
            steps,
            rules,
            follow_ups,
            sentences,
            asks,
            rates,
            calculations,
            payment=self.payment(),
            gives=self.gives(),
            shares=self.shares(),
            claims=self.claims(),
            national=self.national(),
            exits=tuple(self.exit(i) for i in range(len(shape.exits))),
            recalculates=self.recalculates(terms, letters),
            many=self.many(),
        )

    def no_twins(self) -> None:
        for field in (
            "steps",
            "calculations",
            "rules",
            "receivers",
            "follow_ups",
            "sentences",
            "asks",
            "exits",
        ):
            seen: set[str] = set()
            for i, row in enumerate(getattr(self.shape, field)):
                if row.id in seen:
                    self.wrong((field, i, "id"), f"`{row.id}` stands twice. Choose another.")
                seen.add(row.id)
