"""The words of steering: what is counted, what is left out, what is aimed at."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text

ALL = "all"
NO_REASON = Text()


class Filter(StrEnum):
    """What a figure leaves out. The filter is part of the definition, and is shown."""

    ALL = "all"
    WITHOUT_LIBRARY_VISITS = "without_library_visits"


FILTER_NAMES = {
    Filter.ALL: Text("Alle henvendelser", "All contacts"),
    Filter.WITHOUT_LIBRARY_VISITS: Text("Uden besøg på biblioteker", "Without library visits"),
}


class Unit(StrEnum):
    """What a value is counted in. Shares are in percent, money in kroner, time in days."""

    CONTACTS = "contacts"
    PERCENT = "%"
    KR = "kr"
    DAYS = "days"
    COUNT = "count"


class TargetKind(StrEnum):
    """What a document's figure is: where it says it stands, a step on the way, or the goal."""

    PRINTED = "printed"
    MILESTONE = "milestone"
    TARGET = "target"


GROUP_NAMES = {
    ALL: Text("I alt", "In total"),
    "digital": Text("Digitalt", "Digital"),
    "telephone": Text("Telefon", "Telephone"),
    "in_person": Text("Personligt", "In person"),
    "written": Text("Skriftligt", "In writing"),
    "unknown": Text("Ukendt kanal", "Unknown channel"),
    "median": Text("Halvdelen får svar inden for", "Half get an answer within"),
    "p90": Text("Ni ud af ti får svar inden for", "Nine in ten get an answer within"),
    "entrances": Text("Fysiske indgange", "Physical entrances"),
    "solutions": Text("Digitale løsninger", "Digital solutions"),
}

CHANNEL_GROUPS = ("digital", "telephone", "in_person", "written")


class CountedDifferently(Expected):
    """Somebody asked for one figure over rows that were counted in different ways."""

    message = Text(
        "De tal er talt på hver sin måde. De kan stå ved siden af hinanden, men ikke lægges sammen.",
        "These figures were counted in different ways. They can stand side by side, but not be added up.",
    )


class UnknownIndicator(Expected):
    """No indicator has this name."""

    status = 404
    message = Text("Vi kender ikke det nøgletal.", "We do not know that indicator.")


class UnknownStrategy(Expected):
    """No strategy of this name is loaded."""

    status = 404
    message = Text("Vi kender ikke den strategi.", "We do not know that strategy.")


@dataclass(frozen=True)
class DatedPrice:
    """A line of a price sheet: øre for one contact from a day (ISO), by channel and handling ("" is any).

    `group` is the channel group that the sheet counts the channel in. `ore` None: no price.
    """

    valid_from: str
    channel: str
    handling: str
    group: str
    ore: int | None


@dataclass(frozen=True)
class Definition:
    """What an indicator counts, in words."""

    indicator: str
    name: Text
    unit: Unit
    text: Text
    source: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What to count, over which rows: one batch in one year, priced by one sheet. `only` empty: everything."""

    batch: str
    year: int
    price_sheet: str
    filter: Filter = Filter.ALL
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One figure with everything that stands behind it. `value` None: there are no data, and `reason` says why.

    `filters` are those that its batch can be asked with. `value` is not rounded: contacts and kroner are
    exact decimals, shares are percent. `rows` is the number of ledger rows behind it. `estimate`: at least
    one of them is estimated. `unpriced` is the number of contacts that a cost leaves out because their
    channel has no price.
    """

    indicator: str
    name: Text
    group: str
    group_name: Text
    filter: Filter
    year: int
    value: Decimal | float | None
    unit: Unit
    rows: int
    definition: Text
    batch: str
    batch_title: Text
    archive: bool
    counting_rule: Text
    filters: tuple[Filter, ...]
    municipality: str
    document: str
    sources: tuple[str, ...]
    price_sheet: str
    estimate: bool = False
    unpriced: Decimal = Decimal(0)
    reason: Text = NO_REASON


@dataclass(frozen=True)
class TargetInfo:
    """What a document aims at, or says about where it stands."""

    indicator: str
    group: str
    filter: Filter
    year: int
    kind: TargetKind
    value: Decimal
    unit: Unit
    page: str


@dataclass(frozen=True)
class GuidelineInfo:
    """One of a strategy's guidelines (pejlemærker)."""

    letter: str
    title: str
    page: str


@dataclass(frozen=True)
class NoteInfo:
    """What a reader must know before using a strategy's figures."""

    text: Text
    page: str


@dataclass(frozen=True)
class StrategyInfo:
    """A strategy as loaded. `baseline` is the name of the batch that it counts from."""

    id: str
    title: Text
    municipality: str
    municipality_name: str
    document: str
    period: str
    pages: int
    price_sheet: str
    baseline: str
    baseline_year: int
    guidelines: tuple[GuidelineInfo, ...]
    notes: tuple[NoteInfo, ...]
    targets: tuple[TargetInfo, ...]
