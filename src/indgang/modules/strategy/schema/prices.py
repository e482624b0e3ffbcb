"""The shape of a price sheet: what one contact costs, by whom it was said, and on which page."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual, Day, Slug
from indgang.kernel.strict_yaml import ContentError, Shape, load_document
from indgang.modules.channels.vocabulary import Channel, ChannelGroup
from indgang.modules.contacts.vocabulary import Handling


class PriceShape(Shape):
    """What one contact costs from a day. Without `kr` the source gives no price."""

    valid_from: Annotated[Day, Field(alias="from")]
    channel: Channel
    handling: Handling | None = None
    group: ChannelGroup | None = None
    kr: Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)] | None = None


class PriceSheetShape(Shape):
    """A file of `price_sheets/`."""

    id: Slug
    name: Bilingual
    meaning: Bilingual
    source: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    page: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    prices: tuple[PriceShape, ...] = Field(min_length=1)


def read_price_sheet(path: Path) -> PriceSheetShape:
    """Read and check one price sheet. Raises ContentError with every problem, file and line."""
    document = load_document(path)
    shape = document.as_shape(PriceSheetShape)
    problems = []
    if shape.id != path.stem:
        problems.append(document.problem(("id",), f"Write {path.stem}, as the file is named."))
    seen: set[tuple[object, ...]] = set()
    for i, price in enumerate(shape.prices):
        key = (price.valid_from, price.channel, price.handling)
        if key in seen:
            problems.append(
                document.problem(
                    ("prices", i), f"`{price.channel}` from {price.valid_from} stands here twice."
                )
            )
        seen.add(key)
    if problems:
        raise ContentError(problems)
    return shape
