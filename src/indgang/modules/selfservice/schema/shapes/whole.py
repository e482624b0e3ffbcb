"""The shape of solution.yaml, read from top to bottom: who, what we know, what we ask, what decides."""

from typing import Literal

from pydantic import Field

from indgang.kernel.shapes import Bilingual, Slug
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.asking import AskShape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Ground, Name
from indgang.modules.selfservice.schema.shapes.calculations import CalculationShape, RateShape
from indgang.modules.selfservice.schema.shapes.claims import ClaimsShape
from indgang.modules.selfservice.schema.shapes.exits import ExitShape
from indgang.modules.selfservice.schema.shapes.groups import StepShape
from indgang.modules.selfservice.schema.shapes.knowing import FactShape, ParameterShape, TermShape
from indgang.modules.selfservice.schema.shapes.many import ManyShape
from indgang.modules.selfservice.schema.shapes.national import NationalShape
from indgang.modules.selfservice.schema.shapes.payment import PaymentShape
from indgang.modules.selfservice.schema.shapes.proofs import GivesShape
from indgang.modules.selfservice.schema.shapes.recalculating import RecalculatesShape
from indgang.modules.selfservice.schema.shapes.rules import (
    FollowUpShape,
    ReceiverShape,
    RuleShape,
    SentenceShape,
)
from indgang.modules.selfservice.schema.shapes.shares import SharesShape


class WhoMayShape(Shape):
    """Who may use the solution. `when` must not be false; `otherwise` says what to do instead."""

    parties: tuple[Literal["person", "company"], ...] = Field(min_length=1)
    grounds: tuple[Ground, ...] = Field(min_length=1)
    when: Condition
    otherwise: Bilingual


class NotesShape(Shape):
    """What is kept about each notice, so that two that clash are found."""

    address: Name
    people: Name
    day: Name


class LettersShape(Shape):
    """Which file of `letters/` is written when."""

    granted: Name
    part_granted: Name
    refused: Name
    receipt: Name


class SolutionShape(Shape):
    """solution.yaml. `sensitive`: when it holds, or is not known, the case is shown to nobody who has not taken it.
    `decide`: whether all rules are held against the facts, or the first that holds decides (`Rule`).
    """

    id: Slug
    format: Literal["1"]
    kind: Literal["own", "national"]
    services: tuple[Slug, ...] = Field(min_length=1)
    title: Bilingual
    summary: Bilingual
    minutes: int = Field(ge=1, le=120)
    unit: Slug
    basis: tuple[str, ...] = Field(min_length=1)
    keep_draft_days: Name
    first_action_working_days: Name
    complaint_body: str
    parameters: tuple[ParameterShape, ...]
    facts: tuple[FactShape, ...]
    who_may: WhoMayShape
    sensitive: Condition | None = None
    rates: tuple[RateShape, ...] = ()
    terms: tuple[TermShape, ...] = ()
    calculations: tuple[CalculationShape, ...] = ()
    steps: tuple[StepShape, ...] = Field(min_length=1)
    decide: Literal["all", "first"] = "all"
    rules: tuple[RuleShape, ...] = Field(min_length=1)
    receivers: tuple[ReceiverShape, ...] = ()
    follow_ups: tuple[FollowUpShape, ...] = ()
    sentences: tuple[SentenceShape, ...] = ()
    notes: NotesShape | None = None
    asks: tuple[AskShape, ...] = ()
    exits: tuple[ExitShape, ...] = ()
    payment: PaymentShape | None = None
    letters: LettersShape
    gives: GivesShape | None = None
    recalculates: RecalculatesShape | None = None
    shares: SharesShape | None = None
    claims: ClaimsShape | None = None
    national: NationalShape | None = None
    many: ManyShape | None = None
