"""How steering writes its numbers: Danish (or English) figures with their unit, and where they lead."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from indgang.modules.strategy.vocabulary import Figure, Filter, Unit
from indgang.surfaces.common import formats

Value = Decimal | float
MILLION = 1_000_000


def amount(value: Value, unit: Unit) -> str:
    """`13.070.000`, `545,56 mio. kr.`, `19,42 %`, `2,5 dage`, `samme dag`."""
    match unit:
        case Unit.PERCENT:
            return formats.percent(value, 2)
        case Unit.KR if value >= MILLION:
            return f"{formats.number(Decimal(value) / MILLION, 2)}{formats.NBSP}{_millions()}"
        case Unit.KR:
            return formats.kroner(value)
        case Unit.DAYS:
            written = formats.number(value, None)
            if written == formats.number(0, None):
                return _("samme dag")
            days = ngettext("dag", "dage", 1 if value == 1 else 2)
            return f"{written}{formats.NBSP}{days}"
    return formats.number(value, 0 if value == int(value) else 1)


def in_full(value: Value, unit: Unit) -> str:
    """As `amount`, but kroner are written out."""
    return formats.kroner(value) if unit is Unit.KR else amount(value, unit)


def target(value: Value, unit: Unit) -> str:
    """A target as it is printed: `40 %`, `3.800.000`."""
    if unit is Unit.PERCENT:
        return formats.percent(value, 0 if value == int(value) else 2)
    return amount(value, unit)


def distance(value: Value, goal: Value, unit: Unit) -> str:
    """How far it is to the goal, with a sign: `+20,58 point`, `−23`."""
    missing = float(goal) - float(value)
    sign = "+" if missing > 0 else "−" if missing < 0 else ""
    if unit is Unit.PERCENT:
        points = pgettext("procentpoint", "point")
        return f"{sign}{formats.number(abs(missing), 2)}{formats.NBSP}{points}"
    if unit is Unit.DAYS and not missing:
        return "0"
    return f"{sign}{amount(Decimal(str(abs(missing))), unit)}"


def _millions() -> str:
    return "million DKK" if (get_language() or "da").startswith("en") else "mio. kr."


@dataclass(frozen=True)
class Shown:
    """A figure as a page shows it: text, and the address of its definition."""

    figure: Figure

    @property
    def known(self) -> bool:
        return self.figure.value is not None

    @property
    def text(self) -> str:
        """The value with its unit; without data, why there are none."""
        if self.figure.value is None:
            return str(self.figure.reason)
        return amount(self.figure.value, self.figure.unit)

    @property
    def short(self) -> str:
        """The value with its unit; without data, that there are none."""
        return self.text if self.known else _("Ingen tal")

    @property
    def name(self) -> str:
        """`Andel af henvendelser, Digitalt`: what a reader hears when the number is a link."""
        return f"{self.figure.name}, {self.figure.group_name}"

    @property
    def url(self) -> str:
        return self._address("steering:figure")

    @property
    def rows_url(self) -> str:
        return self._address("steering:rows")

    def _address(self, name: str) -> str:
        one = self.figure
        address = reverse(name, args=[one.batch, one.year, one.indicator, one.group])
        return address if one.filter is Filter.ALL else f"{address}?filter={one.filter}"


def read_filter(raw: str | None, default: Filter) -> Filter:
    """What a page was asked to leave out; anything unknown is the default."""
    return Filter(raw) if raw in list(Filter) else default
