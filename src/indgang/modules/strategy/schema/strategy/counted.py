"""What a strategy counts from and aims at: baseline, targets, scenarios."""

from typing import Annotated, Literal

from pydantic import Field

from indgang.kernel.shapes import AtLeastOne, Slug, YesNo
from indgang.kernel.strict_yaml import Shape
from indgang.modules.channels.vocabulary import Channel, ChannelGroup
from indgang.modules.contacts.vocabulary import Audience, Quality
from indgang.modules.strategy.schema.strategy.items import Item
from indgang.modules.strategy.schema.strategy.words import (
    Amount,
    Both,
    ItemId,
    Money,
    MoreThanNone,
    Name,
    Page,
    Percent,
    Words,
    Year,
)
from indgang.modules.strategy.vocabulary import Better, Filter, TargetKind, Unit


class LibraryVisits(Shape):
    """How the rows of library visits are known, so that a filter can leave them out."""

    channel: Channel
    service: Slug


class RowShape(Shape):
    """One row of the baseline, as the source prints it."""

    id: Name
    channel: Channel
    service: Slug | None = None
    contacts: MoreThanNone
    quality: Quality
    compiled_by: Words
    page: Page
    note: Both


class BaselineShape(Shape):
    """What was counted before the strategy began."""

    name: Slug
    year: Year
    title: Both
    knows_channels: YesNo
    counting_rule: Both
    library_visits: LibraryVisits | None = None
    rows: Annotated[tuple[RowShape, ...], AtLeastOne]


class CutShape(Shape):
    """The part of the rows that a target is about; the words are those of addresses."""

    service: Words | None = None
    department: Words | None = None
    entrance: Words | None = None
    audience: Audience | None = None
    channel: Channel | None = None
    exempt: YesNo | None = None

    def words(self) -> dict[str, str]:
        """As `Cut.read` reads it."""
        found = self.model_dump(mode="json", exclude_none=True)
        return {
            key: ("yes" if value else "no") if isinstance(value, bool) else value
            for key, value in found.items()
        }


class YearShape(Shape):
    """The values of one year, by group. `rounded` names the note that says why shares do not add up to 100."""

    year: Year
    kind: TargetKind
    page: Page
    values: Annotated[dict[Name, Amount], AtLeastOne]
    rounded: ItemId | None = None


class AimShape(Shape):
    """What one indicator shall reach. `owner` is the department that answers for it."""

    indicator: Name
    filter: Filter
    cut: CutShape | None = None
    unit: Unit
    better: Better | None = None
    owner: Words | None = None
    under: ItemId | None = None
    notes: tuple[ItemId, ...] = ()
    years: Annotated[tuple[YearShape, ...], AtLeastOne]


class RangeShape(Shape):
    """A number, with the lowest and highest it may be when that is not certain."""

    low: Money | None = None
    central: Money
    high: Money | None = None


class StartShape(Shape):
    """What a scenario begins from: the strategy's baseline, or the municipality's own year."""

    year: Year
    filter: Filter
    rows: Literal["baseline", "live"] = "baseline"


class ShiftShape(Shape):
    """So many percent of what came by one group come by another instead. `service`: an id, or * for all."""

    service: Words
    source: ChannelGroup = Field(alias="from")
    target: ChannelGroup = Field(alias="to")
    percent: RangeShape


class ClosedShape(Shape):
    """Entrances that close: one by `id`, or `count` out of `of`. `goes_to`: percent by group, 100 in all."""

    id: Words | None = None
    count: int | None = Field(default=None, ge=1)
    of: int | None = Field(default=None, ge=1)
    goes_to: Annotated[dict[ChannelGroup, Percent], AtLeastOne]


class PricesShape(Shape):
    """Another price sheet from this year on, or so many percent on top."""

    sheet: Slug | None = None
    percent: RangeShape | None = None


class PlanShape(Shape):
    """What changes in one year, on top of the year before."""

    contacts: RangeShape | None = None
    growth: RangeShape | None = None
    shares: Annotated[dict[ChannelGroup, Percent] | None, AtLeastOne] = None
    shifts: tuple[ShiftShape, ...] = ()
    closed_entrances: tuple[ClosedShape, ...] = ()
    prices: PricesShape | None = None
    because: Both | None = None


class ScenarioShape(Item):
    """A calculation: what contacts would cost if they came in another way."""

    name: Both
    baseline: StartShape
    years: Annotated[dict[Year, PlanShape], AtLeastOne]
