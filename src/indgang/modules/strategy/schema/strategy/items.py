"""The items of a strategy: each has an id and the page that it stands on.

`title` is as printed, and never translated by us: `english` may stand beside it. `meaning` is our own sentence.
"""

from typing import Annotated

from pydantic import Field

from indgang.kernel.shapes import AtLeastOne, YesNo
from indgang.kernel.strict_yaml import Shape
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.strategy.schema.strategy.words import (
    Amount,
    Both,
    EntranceState,
    FigureUnit,
    InitiativeKind,
    ItemId,
    Money,
    Name,
    Page,
    Precision,
    Printed,
    Words,
    Year,
)


class Anchored(Shape):
    """Something that stands on a page. `document`: when that is another than the strategy's own.

    `notes` are ids of notes to read with it. `under` is the id of what it belongs to, here or in the frame.
    """

    page: Page
    document: Words | None = None
    notes: tuple[ItemId, ...] = ()
    under: ItemId | None = None
    meaning: Both | None = None


class Item(Anchored):
    id: ItemId


class Titled(Item):
    title: Printed
    english: Printed | None = None


class VisionShape(Titled):
    """What the strategy wants. `pillars` are its main words, as printed."""

    pillars: tuple[Printed, ...] = ()


class VariantShape(Shape):
    """The same thing in other words, elsewhere in the document."""

    title: Printed
    page: Page


class GuidelineShape(Anchored):
    """A guideline (pejlemærke). Its letter is its id."""

    letter: str = Field(pattern=r"^[A-Z]$")
    title: Printed
    english: Printed | None = None
    variants: tuple[VariantShape, ...] = ()

    @property
    def id(self) -> str:
        return self.letter


class PrincipleShape(Titled):
    number: int | None = Field(default=None, ge=1, le=200)


class PictureShape(Titled):
    """A target picture: what it looks like when a goal is reached."""


class GoalShape(Titled):
    number: int | None = Field(default=None, ge=1, le=200)
    pictures: tuple[PictureShape, ...] = ()


class PathShape(Titled):
    """A path (spor): what it is for, and its themes."""

    number: int | None = Field(default=None, ge=1, le=200)
    purposes: tuple[Both, ...] = ()
    themes: tuple[Titled, ...] = ()


class FigureShape(Item):
    """A figure of the document. Either `value` (null: the document shows none), or `values` by group."""

    name: Both
    value: Amount | None = None
    values: Annotated[dict[Name, Amount | None] | None, AtLeastOne] = None
    low: Amount | None = None
    high: Amount | None = None
    unit: FigureUnit
    precision: Precision = Precision.EXACT
    year: Year | None = None
    compiled_by: Words | None = None
    printed: Printed | None = None


class DefinitionShape(Titled):
    """What the document means by a word. `indicator` is the one of ours that counts it so."""

    indicator: Name | None = None


class BudgetRowShape(Shape):
    """One row; `of` is the row that it is a part of. null: the document leaves the cell empty."""

    id: Name
    name: Printed
    of: Name | None = None
    years: Annotated[dict[Year, Money | None], AtLeastOne]
    notes: tuple[ItemId, ...] = ()


class BudgetShape(Shape):
    """A budget table as printed. `net` is the sum of the rows that are no part of another row."""

    unit: Words
    price_level: Words
    appropriation: Printed | None = None
    control_area: Printed | None = None
    page: Page
    rows: Annotated[tuple[BudgetRowShape, ...], AtLeastOne]
    net: Annotated[dict[Year, Money], AtLeastOne]


class InitiativeShape(Titled):
    """A proposal, a project or another effort. `phase` null: the document does not say (or cannot be read)."""

    number: int | None = Field(default=None, ge=1, le=999)
    kind: InitiativeKind
    departments: tuple[Words, ...] = ()
    guideline: str | None = Field(default=None, pattern=r"^[A-Z]$")
    phase: int | None = Field(default=None, ge=1, le=20)
    origin: Both | None = None
    expected: tuple[Both, ...] = ()
    needs: tuple[Both, ...] = ()
    new_digital_solution: YesNo | None = None
    budget: BudgetShape | None = None


class RoleShape(Titled):
    """Who does what, so that the strategy is carried out."""

    who: Both | None = None
    tasks: tuple[Both, ...] = ()


class SuccessShape(Titled):
    """How one sees that it went well. `percent` by group, when the document gives a number."""

    indicator: Name | None = None
    percent: Annotated[dict[Name, Amount] | None, AtLeastOne] = None


class FactorShape(Titled):
    """Something that the document says drives benefits."""

    number: int | None = Field(default=None, ge=1, le=200)


class RecommendationShape(Titled):
    factor: ItemId | None = None


class MethodShape(Titled):
    """How somebody did it. `municipality` is whose practice it is, when the document says."""

    municipality: Words | None = None
    factor: ItemId | None = None


class AudienceShape(Titled):
    """A cell of a matrix of users, told apart by whether they can and whether they will."""

    can: YesNo | None = None
    wants: YesNo | None = None


class EntranceShape(Titled):
    """A place that the document names. `year` null: the document does not say when."""

    state: EntranceState
    year: Year | None = None
    department: Words | None = None
    services: tuple[Printed, ...] = ()
    initiative: ItemId | None = None


class ChannelNamedShape(Titled):
    """A channel that the document names; `channel` is the one of ours, when there is one."""

    channel: Channel | None = None


class BackgroundShape(Titled):
    """Anything else that the document tells: what came before, what it builds on, what belongs to it."""

    points: tuple[Both, ...] = ()


class NoteShape(Shape):
    """What a reader must know: what does not fit together. It is shown beside what it is `about`."""

    id: ItemId
    where: Page
    text: Both
    reading: Both | None = None
    about: tuple[ItemId, ...] = ()
