"""The words of a scenario: what changes by year, what comes out, and what cannot be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text

NOTHING = Text()
HUNDRED = 100
MOST_DOUBTS = 8  # 256 combinations a year; more doubts than that tell nobody anything
MOST_CHANGES = 40  # shifts and closings in all: each asks the ledger for the rows that it names
EVERY_SERVICE = "*"


class BadScenario(Expected):
    """The scenario cannot be worked out; `message` says what to write instead."""

    message = Text("Scenariet kan ikke regnes ud.", "The scenario cannot be worked out.")


@dataclass(frozen=True)
class Range:
    """A value with its doubt: low ≤ central ≤ high. Unit: that of the field that holds it."""

    low: Decimal
    central: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal | int) -> "Range":
        number = Decimal(value)
        return cls(number, number, number)

    @property
    def certain(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Cell:
    """Contacts of the baseline: a number by channel group, and by service and entrance where they are known."""

    group: str
    contacts: Decimal
    service: str = ""
    entrance: str = ""


@dataclass(frozen=True)
class Shift:
    """So many percent of one group's contacts come by another group instead; `service` "*" is every service."""

    source: str
    target: str
    percent: Range
    service: str = EVERY_SERVICE


@dataclass(frozen=True)
class Closing:
    """Entrances that close. `goes_to`: percent of their contacts by group; what is left goes nowhere: 100 in all.

    Either one entrance by id, or `count` of `of`: then they are taken to be equally busy, and the result says so.
    """

    goes_to: Mapping[str, Decimal]
    entrance: str = ""
    count: int = 0
    of: int = 0


@dataclass(frozen=True)
class YearPlan:
    """What changes in one year, on top of the year before.

    contacts: a number that replaces the volume; growth: percent a year instead. shares: percent by group, that
    replace how contacts are spread. price_change: percent on top of the price list.
    """

    year: int
    contacts: Range | None = None
    growth: Range | None = None
    shares: Mapping[str, Decimal] | None = None
    shifts: tuple[Shift, ...] = ()
    closings: tuple[Closing, ...] = ()
    price_change: Range | None = None
    prices: Mapping[str, Decimal | None] | None = None
    because: Text = NOTHING


@dataclass(frozen=True)
class Scenario:
    """A baseline with what changes. prices: kroner for one contact, by channel group; None is no price."""

    baseline_year: int
    baseline: tuple[Cell, ...]
    prices: Mapping[str, Decimal | None]
    years: tuple[YearPlan, ...]
    groups: tuple[str, ...] = ("digital", "telephone", "in_person", "written")


@dataclass(frozen=True)
class GroupResult:
    """One channel group in one year. Contacts a year, shares in percent, cost in kroner."""

    group: str
    contacts: Range
    share: Range
    cost: Range
    cost_share: Range
    price: Range


@dataclass(frozen=True)
class YearResult:
    """One year. Contacts, kroner, kroner for an average contact; `saved`: the baseline's cost minus this one."""

    year: int
    contacts: Range
    cost: Range
    kr_per_contact: Range
    groups: tuple[GroupResult, ...]
    saved: Range
    because: Text = NOTHING


@dataclass(frozen=True)
class ScenarioResult:
    """The baseline and every year after it, with what a reader must know."""

    baseline: YearResult
    years: tuple[YearResult, ...]
    warnings: tuple[Text, ...]


def check(scenario: Scenario) -> None:
    """Refuse what cannot be worked out. Raises BadScenario with a sentence that says what to mend."""
    groups = set(scenario.groups)
    for cell in scenario.baseline:
        if cell.contacts < 0:
            raise BadScenario(Text("Et antal kan ikke være negativt.", "A number cannot be negative."))
        if cell.group not in groups:
            raise unknown_group(cell.group)
    years = [plan.year for plan in scenario.years]
    if not years or len(set(years)) < len(years) or min(years) <= scenario.baseline_year:
        raise BadScenario(
            Text(
                f"Skriv et eller flere år efter {scenario.baseline_year}, hvert år én gang.",
                f"Write one or more years after {scenario.baseline_year}, each of them once.",
            )
        )
    changes = sum(len(plan.shifts) + len(plan.closings) for plan in scenario.years)
    if changes > MOST_CHANGES:
        raise BadScenario(
            Text(
                f"Skriv højst {MOST_CHANGES} flytninger og lukninger. Her er {changes}.",
                f"Write at most {MOST_CHANGES} shifts and closings. There are {changes}.",
            )
        )
    for plan in scenario.years:
        _check_plan(plan, groups)


def _check_plan(plan: YearPlan, groups: set[str]) -> None:
    if plan.contacts is not None and plan.growth is not None:
        raise BadScenario(
            Text(
                f"{plan.year}: Skriv et antal eller en vækst, ikke begge.",
                f"{plan.year}: Write a number or a growth, not both.",
            )
        )
    ranges = [plan.contacts, plan.growth, plan.price_change, *(shift.percent for shift in plan.shifts)]
    for one in ranges:
        if one is not None and not one.low <= one.central <= one.high:
            raise BadScenario(
                Text(
                    f"{plan.year}: Skriv det laveste først: lav, midt, høj.",
                    f"{plan.year}: Write the lowest first: low, central, high.",
                )
            )
    if plan.contacts is not None and plan.contacts.low <= 0:
        raise BadScenario(
            Text(
                f"{plan.year}: Et antal henvendelser er mere end nul.",
                f"{plan.year}: A number of contacts is more than zero.",
            )
        )
    for change in (plan.growth, plan.price_change):
        if change is not None and change.low <= -HUNDRED:
            raise BadScenario(
                Text(
                    f"{plan.year}: En ændring er mere end minus 100 procent.",
                    f"{plan.year}: A change is more than minus 100 per cent.",
                )
            )
    if plan.shares is not None:
        _whole(plan.year, plan.shares, groups)
    for closing in plan.closings:
        _whole(plan.year, closing.goes_to, groups)
        if not closing.entrance and not 0 < closing.count <= closing.of:
            raise BadScenario(
                Text(
                    f"{plan.year}: Skriv, hvor mange indgange der lukker, og hvor mange der er.",
                    f"{plan.year}: Write how many entrances close, and how many there are.",
                )
            )
    for shift in plan.shifts:
        for group in (shift.source, shift.target):
            if group not in groups:
                raise unknown_group(group)
        if shift.percent.low < 0 or shift.percent.high > HUNDRED:
            raise BadScenario(
                Text(
                    f"{plan.year}: Man kan flytte fra 0 til 100 procent af en kanal, ikke mere end der er.",
                    f"{plan.year}: One can shift from 0 to 100 per cent of a channel, not more than there is.",
                )
            )


def _whole(year: int, shares: Mapping[str, Decimal], groups: set[str]) -> None:
    for group, share in shares.items():
        if group not in groups:
            raise unknown_group(group)
        if share < 0:
            raise BadScenario(Text("En andel kan ikke være negativ.", "A share cannot be negative."))
    total = sum(shares.values())
    if total != HUNDRED:
        raise BadScenario(
            Text(
                f"{year}: Andelene giver {total} procent. De skal give 100.",
                f"{year}: The shares make {total} per cent. They must make 100.",
            )
        )


def unknown_group(group: str) -> BadScenario:
    return BadScenario(
        Text(
            f"Vi kender ikke kanalen {group}. Skriv digital, telephone, in_person eller written.",
            f"We do not know the channel {group}. Write digital, telephone, in_person or written.",
        )
    )
