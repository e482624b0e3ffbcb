"""The small shapes that a strategy's items are made of."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual

# As the document prints it, in its own language.
Printed = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# Where it stands: "s. 14", "s. 8, 17 og 18", "afsnit 2", "bilag 1".
Page = Annotated[str, StringConstraints(min_length=1, max_length=100)]
# Unique in the whole file, and in the strategies that it extends.
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
MoreThanNone = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=4)]
Money = Annotated[Decimal, Field(max_digits=14, decimal_places=4)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)]


class Both(Bilingual):
    """Our own sentence in Danish and English. `str()` gives the reader's language."""

    def __str__(self) -> str:
        return str(self.text)


class FigureUnit(StrEnum):
    """What a document's figure is counted in."""

    PERCENT = "%"
    KR = "kr"
    KR_PER_CONTACT = "kr_per_contact"
    CONTACTS = "contacts"
    COUNT = "count"
    PEOPLE = "people"
    DAYS = "days"
    TIMES = "times"
    NONE = "none"


class Precision(StrEnum):
    """How exact a document says that its figure is."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class InitiativeKind(StrEnum):
    """What sort of effort an initiative is."""

    PROPOSAL = "proposal"
    SUPPORT = "support"
    PROJECT = "project"
    MEASURE = "measure"


class EntranceState(StrEnum):
    """What the plan says about an entrance. `unknown`: the document does not say."""

    STAYS = "stays"
    CLOSES = "closes"
    OPENS = "opens"
    UNKNOWN = "unknown"


class MeasuredOn(StrEnum):
    """Which rows a strategy's figures are counted on."""

    BASELINE = "baseline"
    LIVE = "live"
    NOTHING = "nothing"
