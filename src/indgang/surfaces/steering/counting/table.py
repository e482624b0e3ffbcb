"""A counting week as its page shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.kernel.text import Text
from indgang.modules.channels import selectors as channels
from indgang.modules.contacts.selectors import ChannelRow, Compared, DayHere, WeekFigures
from indgang.modules.contacts.vocabulary import SLOT_NAMES, Kind, SlotState
from indgang.surfaces.common import formats
from indgang.surfaces.steering.figures.lines import channel_name

KINDS = (Kind.INFORMATION, Kind.TRANSACTION, Kind.STATUS, Kind.HELP, Kind.OTHER, Kind.UNKNOWN)
STATUS = {SlotState.COUNTED: "good", SlotState.MISSING: "late", SlotState.CLOSED: "quiet"}


@dataclass(frozen=True)
class Row:
    """One channel: ticks by kind, misdirected, helped, in all, and what they stand for."""

    name: str
    kinds: tuple[str, ...]
    misdirected: str
    helped: str
    ticks: str
    weighted: str


@dataclass(frozen=True)
class Cell:
    """One entrance on one day: what is said, and how many ticks."""

    day: date
    state: Text
    status: str
    ticks: int


@dataclass(frozen=True)
class EntranceRow:
    """How complete one entrance is, and what a tick there stands for."""

    id: str
    name: str
    cells: tuple[Cell, ...]
    counted: str
    weight: str
    left_out: str


@dataclass(frozen=True)
class Beside:
    """One channel in the counting week and in the running registration."""

    channel: str
    counted: str
    registered: str
    ratio: str


def stands_for(value: Decimal) -> str:
    return formats.number(value, 0 if value == value.to_integral_value() else 1)


def rows(found: WeekFigures) -> list[Row]:
    """A line for each channel, and the total last."""
    return [_row(one) for one in (*found.rows, found.total)]


def _row(one: ChannelRow) -> Row:
    return Row(
        name=str(channel_name(one.channel)) if one.channel else _("I alt"),
        kinds=tuple(formats.number(one.kinds.get(kind, 0), 0) for kind in KINDS),
        misdirected=formats.number(one.misdirected, 0),
        helped=formats.number(one.helped, 0),
        ticks=formats.number(one.ticks, 0),
        weighted=stands_for(one.weighted),
    )


def entrances(found: WeekFigures) -> list[EntranceRow]:
    """A line for each entrance of the week."""
    names = {one.id: str(one.name) for one in channels.entrances()}
    result = []
    for one in found.weights:
        days = [day for day in found.days if day.entrance == one.entrance]
        result.append(
            EntranceRow(
                id=one.entrance,
                name=names.get(one.entrance, one.entrance),
                cells=tuple(_cell(day) for day in days),
                counted=_("%(counted)s af %(open)s dage")
                % {"counted": one.counted_days, "open": one.open_days},
                weight=stands_for(one.weight) if one.weight is not None else _("Ingen tal"),
                left_out=_left_out(one.left_out),
            )
        )
    return result


def _cell(day: DayHere) -> Cell:
    if day.to_come:
        return Cell(day.day, Text("Kommer", "To come"), "quiet", 0)
    return Cell(day.day, SLOT_NAMES[day.state], STATUS[day.state], day.ticks)


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s kryds er ikke med", "%(count)s kryds er ikke med", count) % {"count": count}


def beside(found: WeekFigures) -> list[Beside]:
    """The channels of the week beside the registration."""
    return [_beside(one) for one in found.compared]


def _beside(one: Compared) -> Beside:
    return Beside(
        channel=str(channel_name(one.channel)),
        counted=stands_for(one.counted),
        registered=formats.number(one.registered, 0),
        ratio=formats.percent(one.ratio, 0) if one.ratio is not None else _("Ingen kryds"),
    )


def tried_first(found: WeekFigures) -> str:
    """The answer to KL's question, with how many were asked; empty when nobody was."""
    if not found.asked:
        return ""
    words = ngettext(
        "%(share)s af dem, vi spurgte, havde prøvet hjemmesiden først. Vi spurgte %(count)s.",
        "%(share)s af dem, vi spurgte, havde prøvet hjemmesiden først. Vi spurgte %(count)s.",
        found.asked,
    )
    return words % {"share": formats.percent(100 * found.tried / found.asked), "count": found.asked}
