"""The shape of `strategy.yaml`: a whole strategy as data."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from indgang.kernel.shapes import Slug, YesNo
from indgang.kernel.strict_yaml import Shape
from indgang.modules.strategy.schema.strategy.counted import AimShape, BaselineShape, ScenarioShape
from indgang.modules.strategy.schema.strategy.items import (
    AudienceShape,
    BackgroundShape,
    ChannelNamedShape,
    DefinitionShape,
    EntranceShape,
    FactorShape,
    FigureShape,
    GoalShape,
    GuidelineShape,
    InitiativeShape,
    MethodShape,
    NoteShape,
    PathShape,
    PrincipleShape,
    RecommendationShape,
    RoleShape,
    SuccessShape,
    Titled,
    VisionShape,
)
from indgang.modules.strategy.schema.strategy.words import Both, MeasuredOn, Words

# Every list of items, in the order that pages show them.
LISTS = (
    "background",
    "vision",
    "values",
    "guidelines",
    "principles",
    "goals",
    "paths",
    "figures",
    "definitions",
    "initiatives",
    "roles",
    "success",
    "factors",
    "recommendations",
    "methods",
    "audiences",
    "entrances",
    "channels_named",
    "scenarios",
    "notes",
)


class MunicipalityShape(Shape):
    """Whose strategy it is; figures of two municipalities are never added up."""

    id: Slug
    name: Words


class DocumentShape(Shape):
    """The document that the strategy is read from. `date` and `approved` as it prints them."""

    title: Words
    period: Words
    pages: int | None = Field(default=None, ge=1, le=2000)
    date: Words | None = None
    approved: Words | None = None
    case_numbers: tuple[Words, ...] = ()


class StrategyShape(Shape):
    """strategy.yaml."""

    id: Slug
    title: Both
    demo: YesNo = False
    document: DocumentShape
    municipality: MunicipalityShape | None = None
    extends: Slug | None = None
    department: Words | None = None
    price_sheet: Slug | None = None
    measured_on: MeasuredOn
    baseline: BaselineShape | None = None
    background: tuple[BackgroundShape, ...] = ()
    vision: tuple[VisionShape, ...] = ()
    values: tuple[Titled, ...] = ()
    guidelines: tuple[GuidelineShape, ...] = ()
    principles: tuple[PrincipleShape, ...] = ()
    goals: tuple[GoalShape, ...] = ()
    paths: tuple[PathShape, ...] = ()
    figures: tuple[FigureShape, ...] = ()
    definitions: tuple[DefinitionShape, ...] = ()
    initiatives: tuple[InitiativeShape, ...] = ()
    roles: tuple[RoleShape, ...] = ()
    success: tuple[SuccessShape, ...] = ()
    factors: tuple[FactorShape, ...] = ()
    recommendations: tuple[RecommendationShape, ...] = ()
    methods: tuple[MethodShape, ...] = ()
    audiences: tuple[AudienceShape, ...] = ()
    entrances: tuple[EntranceShape, ...] = ()
    channels_named: tuple[ChannelNamedShape, ...] = ()
    scenarios: tuple[ScenarioShape, ...] = ()
    notes: tuple[NoteShape, ...] = ()
    targets: tuple[AimShape, ...] = ()

    def items(self) -> Iterator[tuple[tuple[str | int, ...], Any]]:
        """Every item that has an id, also those inside a goal or a path, with its place in the file."""
        for name in LISTS:
            for i, item in enumerate(getattr(self, name)):
                yield (name, i), item
                for inner in ("pictures", "themes"):
                    for j, part in enumerate(getattr(item, inner, ())):
                        yield (name, i, inner, j), part

    def notes_about(self, id: str) -> tuple[NoteShape, ...]:
        """The notes to show beside an item, whichever of the two names the other."""
        named = next((getattr(item, "notes", ()) for _, item in self.items() if item.id == id), ())
        return tuple(note for note in self.notes if id in note.about or note.id in named)
