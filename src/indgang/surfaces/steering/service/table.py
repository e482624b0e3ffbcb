"""The figures of a service as the page shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.kernel.text import Text
from indgang.modules.contacts.selectors import AtTheDesk, ServiceFigures, Share
from indgang.modules.contacts.vocabulary import OUTCOME_NAMES, Outcome
from indgang.surfaces.common import formats
from indgang.surfaces.steering.figures.lines import channel_name
from indgang.surfaces.steering.service.words import DEFINITIONS, HOW_NAMES, NAMES, NO_DATA

OUTCOMES = tuple(Outcome)


@dataclass(frozen=True)
class Row:
    """One channel: how many, how each ended, how long it took, and how many were resolved at once."""

    name: str
    count: str
    outcomes: tuple[str, ...]
    minutes: str
    resolved: str


@dataclass(frozen=True)
class Shown:
    """One figure: what it is called, its value in words, how it is counted, and how many rows stand behind it."""

    id: str
    name: Text
    text: str
    of: str
    definition: Text
    known: bool
    rows: int
    address: str

    @property
    def url(self) -> str:
        return f"{self.address}#{self.id}"


def address_of(service_id: str, year: int) -> str:
    return f"{reverse('steering:service', args=[service_id])}?aar={year}"


def shown(figure: str, figures: ServiceFigures, address: str) -> Shown:
    """One figure of the service. Raises KeyError for a name that is none."""
    of = ""
    match figure:
        case "desk":
            text = _count(figures.desk.count)
        case "resolved":
            text, of = _percent(figures.desk.resolved), _part(figures.desk.resolved)
        case "website_first":
            text, of = _percent(figures.website_first), _part(figures.website_first)
        case "graduation":
            text, of = _percent(figures.graduation), _part(figures.graduation)
        case "help_asked":
            text = _count(len(figures.help_rows))
        case _:
            alone = figures.completed["alone"]
            text, of = _percent(alone), _part(alone)
            text = _("%(share)s alene") % {"share": text} if text else ""
    rows = figures.desk.rows if figure == "resolved" else figures.rows(figure)
    return Shown(
        id=figure,
        name=NAMES[figure],
        text=text or str(NO_DATA[figure]),
        of=of,
        definition=DEFINITIONS[figure],
        known=bool(text),
        rows=len(rows),
        address=address,
    )


def _count(number: int) -> str:
    return formats.number(number, 0) if number else ""


def _percent(share: Share) -> str:
    return "" if share.percent is None else formats.percent(share.percent)


def _part(share: Share) -> str:
    """`3 af 4`; nothing without a whole."""
    if not share.whole:
        return ""
    return _("%(part)s af %(whole)s") % {
        "part": formats.number(share.part, 0),
        "whole": formats.number(share.whole, 0),
    }


def outcome_names() -> list[Text]:
    return [OUTCOME_NAMES[one] for one in OUTCOMES]


def rows(figures: ServiceFigures) -> list[Row]:
    """Each channel that anybody used, and all of them last."""
    return [_row(one) for one in (*figures.channels, figures.desk)]


def _row(one: AtTheDesk) -> Row:
    return Row(
        name=str(channel_name(one.channel)) if one.channel else _("I alt"),
        count=formats.number(one.count, 0),
        outcomes=tuple(formats.number(one.outcomes.get(outcome, 0), 0) for outcome in OUTCOMES),
        minutes=_minutes(one),
        resolved=_percent(one.resolved) or "–",
    )


def _minutes(one: AtTheDesk) -> str:
    """`5`, or `5 (2 uden tid)`, or `–` when none has a time."""
    if one.minutes is None:
        return "–"
    written = formats.number(one.minutes, 0 if one.minutes == int(one.minutes) else 1)
    if not one.without_minutes:
        return written
    without = ngettext("%(count)s uden tid", "%(count)s uden tid", one.without_minutes) % {
        "count": formats.number(one.without_minutes, 0)
    }
    return f"{written} ({without})"


def completed(figures: ServiceFigures) -> list[tuple[Text, str, str]]:
    """How it was completed: the name, how many, and their share of all."""
    return [
        (HOW_NAMES[word], formats.number(share.part, 0), _percent(share))
        for word, share in figures.completed.items()
    ]


def steps(figures: ServiceFigures, titles: dict[str, Text]) -> list[tuple[str, str]]:
    """Where help was asked for: the step's title and how often, the most first."""
    return [
        (str(titles.get(step) or step or _("Ikke på et trin")), formats.number(count, 0))
        for step, count in figures.help_asked
    ]
