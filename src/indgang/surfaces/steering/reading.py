"""How steering writes its numbers: Danish (or English) figures with their unit, and where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.contacts.vocabulary import AUDIENCE_NAMES, Audience
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.vocabulary import GROUP_NAMES, Cut, Figure, Filter, Unit
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


def is_split(indicator: str) -> bool:
    """Whether a document's figure says how it expects something to be split, and sets no goal to reach or come under.

    What a channel takes of the cost follows from the shares and the prices: more of it is neither good nor bad.
    """
    return indicator == "cost_share"


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
        return self.text if self.known or self.figure.few else _("Ingen tal")

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
        asked = {} if one.filter is Filter.ALL else {"filter": str(one.filter)}
        query = urlencode({**asked, **cut_query(one.cut)})
        return f"{address}?{query}" if query else address


CUT_WORDS = {
    "since": "fra",
    "until": "til",
    "service": "ydelse",
    "department": "forvaltning",
    "entrance": "indgang",
    "audience": "maalgruppe",
    "channel": "kanal",
    "exempt": "fritaget",
}
"""What the parts of a cut are called in an address."""


def cut_query(cut: Cut) -> dict[str, str]:
    """A part of the rows as the parameters of an address: what `read_cut` reads."""
    return {CUT_WORDS[name]: value for name, value in cut.words().items()}


def read_cut(query: Mapping[str, str]) -> Cut:
    """The part of the rows that an address asks for. Raises BadCut."""
    return Cut.read({name: query.get(word, "") for name, word in CUT_WORDS.items()})


def cut_name(cut: Cut) -> str:
    """`Byggetilladelse, Telefon, fra 1. juli 2026`: a part of the rows in words; empty for all of them.

    An id that nobody knows any more stands as it is.
    """
    services, departments = catalogue.services(), identity.departments()
    found = []
    if cut.service:
        found.append(str(services[cut.service].name) if cut.service in services else cut.service)
    if cut.department:
        found.append(str(departments.get(cut.department, cut.department)))
    if cut.entrance:
        entrance = channels.entrance(cut.entrance)
        found.append(str(entrance.name) if entrance else cut.entrance)
    if cut.audience:
        known = cut.audience in list(Audience)
        found.append(str(AUDIENCE_NAMES[Audience(cut.audience)]) if known else cut.audience)
    if cut.channel:
        found.append(_channel(cut.channel))
    if cut.exempt is not None:
        found.append(_("Fritaget for Digital Post") if cut.exempt else _("Ikke fritaget for Digital Post"))
    if cut.since:
        found.append(_("fra %(day)s") % {"day": formats.day(cut.since)})
    if cut.until:
        found.append(_("før %(day)s") % {"day": formats.day(cut.until)})
    return ", ".join(found)


def _channel(id: str) -> str:
    """The name as steering says it: what a citizen reads as "come and see us" is a visit here."""
    if id not in list(Channel):
        return id
    return str(GROUP_NAMES[id] if id == Channel.IN_PERSON else CHANNEL_NAMES[Channel(id)])


def read_filter(raw: str | None, default: Filter) -> Filter:
    """What a page was asked to leave out; anything unknown is the default."""
    return Filter(raw) if raw in list(Filter) else default
