"""The words of steering: what is counted, what is left out, what is aimed at."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text

if TYPE_CHECKING:
    from indgang.modules.strategy.schema import StrategyShape
from indgang.modules.contacts.vocabulary import CAUSE_NAMES, EASE_NAMES

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
    "services_with_solution": Text("Ydelser med en digital løsning", "Services with a digital solution"),
    "new_solutions": Text("Nye digitale løsninger", "New digital solutions"),
    "alone": Text("Alene på nettet", "Alone online"),
    "co_served": Text("Med hjælp i egen kladde", "With help in the own draft"),
    "by_staff": Text("Skrevet ind af en medarbejder", "Entered by staff"),
    "alone_without_exempt": Text("Alene, uden de fritagne", "Alone, without those who are exempt"),
    "w7": Text("Inden for 7 dage", "Within 7 days"),
    "w14": Text("Inden for 14 dage", "Within 14 days"),
    "w30": Text("Inden for 30 dage", "Within 30 days"),
    "staff_says": Text("Medarbejderens egen kode", "As staff coded it"),
    "dearer_w7": Text("På en dyrere kanal end før", "In a dearer channel than before"),
    "asked": Text("Spurgt", "Asked"),
    "estimated": Text("Skønnet", "Estimated"),
    "reminded": Text("Fik en påmindelse", "Were reminded"),
    "not_reminded": Text("Fik ingen påmindelse", "Were not reminded"),
    "satisfied": Text("Tilfredse", "Satisfied"),
    **{answer.value: name for answer, name in EASE_NAMES.items()},
    **{cause.value: name for cause, name in CAUSE_NAMES.items() if cause.value not in ("", "none")},
}

CHANNEL_GROUPS = ("digital", "telephone", "in_person", "written")


class Status(StrEnum):
    """How a target goes: its value to date and its forecast beside what was aimed at."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    TOO_EARLY = "too_early"
    UNKNOWN = "unknown"


STATUS_NAMES = {
    Status.REACHED: Text("Nået", "Reached"),
    Status.ON_TRACK: Text("På vej", "On track"),
    Status.AT_RISK: Text("Usikkert", "At risk"),
    Status.OFF_TRACK: Text("Nås ikke", "Off track"),
    Status.TOO_EARLY: Text("For tidligt at sige", "Too early to say"),
    Status.UNKNOWN: Text("Kan ikke bedømmes", "Cannot be judged"),
}


class Better(StrEnum):
    """Which way a target's value shall go."""

    HIGHER = "higher"
    LOWER = "lower"


class Split(StrEnum):
    """Into which parts of the year a figure is divided."""

    NONE = ""
    MONTH = "month"
    QUARTER = "quarter"


class Rise(StrEnum):
    """What can be said of a share in a year's quarters."""

    EVERY = "every"
    NOT_EVERY = "not_every"
    TOO_FEW = "too_few"
    NO_QUARTERS = "no_quarters"


FEWEST = 5  # fewer contacts than this are told apart nowhere that others than staff can read


class BadCut(Expected):
    """A part of the rows was asked for in words that we do not know."""

    message = Text(
        "Vi kan ikke læse, hvilken del af tallene du vil se. Skriv datoer som 2026-03-31, og vælg ord fra listen.",
        "We cannot read which part of the figures you want. Write dates as 2026-03-31, and take words from the list.",
    )


_YES_NO = {"ja": True, "yes": True, "nej": False, "no": False}


@dataclass(frozen=True)
class Cut:
    """A part of the rows: the same words in addresses, in YAML and in JSON. An empty word: all of them.

    `since` and `until` are days, `until` not included. The others are ids: of a service, a department, an
    entrance, an audience, a channel. `exempt`: only those exempt from Digital Post (True), only the others (False).
    """

    since: date | None = None
    until: date | None = None
    service: str = ""
    department: str = ""
    entrance: str = ""
    audience: str = ""
    channel: str = ""
    exempt: bool | None = None

    def words(self) -> dict[str, str]:
        """What is cut, as text: the same that `read` reads."""
        found = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                value = "yes" if value else "no"
            found[field.name] = value.isoformat() if isinstance(value, date) else value
        return found

    def key(self) -> str:
        """`channel=telephone;service=flytning`, in the order of the fields; empty when nothing is cut."""
        return ";".join(f"{name}={value}" for name, value in self.words().items())

    def __str__(self) -> str:
        return self.key()

    def __bool__(self) -> bool:
        return bool(self.words())

    @classmethod
    def read(cls, words: Mapping[str, str]) -> "Cut":
        """From an address, YAML or JSON; other names are not looked at. Raises BadCut."""
        found: dict[str, date | bool | str] = {}
        for field in fields(cls):
            raw = str(words.get(field.name, "")).strip()
            if not raw:
                continue
            if len(raw) > 80:
                raise BadCut
            if field.name in ("since", "until"):
                try:
                    found[field.name] = date.fromisoformat(raw)
                except ValueError:
                    raise BadCut from None
            elif field.name == "exempt":
                if raw.lower() not in _YES_NO:
                    raise BadCut
                found[field.name] = _YES_NO[raw.lower()]
            else:
                found[field.name] = raw
        cut = cls(**found)  # type: ignore[arg-type]
        if cut.since and cut.until and cut.since >= cut.until:
            raise BadCut
        return cut


EVERYTHING = Cut()


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
    """What to count, over which rows: one batch or one series in one year, priced by one sheet.

    `batch` is the name of a batch or the id of a series. `only` empty: every indicator. `cut` takes a part of
    the rows, `split` divides the answer into months or quarters.
    """

    batch: str
    year: int
    price_sheet: str
    filter: Filter = Filter.ALL
    only: tuple[str, ...] = ()
    cut: Cut = EVERYTHING
    split: Split = Split.NONE


@dataclass(frozen=True)
class Figure:
    """One figure with everything that stands behind it. `value` None: there are no data, and `reason` says why.

    `filters` are those that its batch can be asked with. `value` is not rounded: contacts and kroner are
    exact decimals, shares are percent. `rows` is the number of ledger rows behind it. `estimate`: at least
    one of them is estimated. `unpriced` is the number of contacts that a cost leaves out because their
    channel has no price. `bucket` is the first day of the month or quarter, when the question was split.
    `followed` is the percentage of contacts that can be followed to a next one, where that matters. `few`: there are
    data, but of one to four contacts, and who asks may not see so few.
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
    cut: Cut = EVERYTHING
    bucket: date | None = None
    followed: float | None = None
    few: bool = False


@dataclass(frozen=True)
class TargetInfo:
    """What a document aims at, or says about where it stands.

    `key` names it for good: what was written about it hangs on that. `owner` is the department that the document
    gives it to, `under` the item of the (frame) strategy that it belongs to, `note_ids` the notes to read with it.
    """

    indicator: str
    group: str
    filter: Filter
    year: int
    kind: TargetKind
    value: Decimal
    unit: Unit
    page: str
    key: str = ""
    cut: Cut = EVERYTHING
    better: Better = Better.HIGHER
    owner: str = ""
    under: str = ""
    note_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuidelineInfo:
    """One of a strategy's guidelines (pejlemærker)."""

    letter: str
    title: str
    page: str


@dataclass(frozen=True)
class NoteInfo:
    """What a reader must know before using a strategy's figures. `about`: ids of the items to show it beside."""

    text: Text
    page: str
    id: str = ""
    reading: Text = NO_REASON
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class StrategyInfo:
    """A strategy as loaded. `baseline` is the name of the batch that it counts from; empty: it has none.

    `content` is the whole document with what it inherits: its items by list, each with page and notes. `origin`
    tells whose an item is, by its id; `frames` are the strategies that it extends, the nearest first. `own` are
    its own items alone. `measured_on` is baseline, live or nothing. `pages` and `baseline_year` 0: none.
    `guidelines` and `notes` hold the frames' too; `targets` are its own.
    """

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
    content: "StrategyShape"
    own: "StrategyShape"
    origin: Mapping[str, str]
    frames: tuple[str, ...] = ()
    measured_on: str = "baseline"
    department: str = ""
    demo: bool = False
    uploaded: bool = False
    source: str = ""
