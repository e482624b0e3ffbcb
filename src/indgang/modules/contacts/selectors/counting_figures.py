"""What a counting week says: how complete it is, what a tick weighs, and how it stands beside the registration."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import Contact, CountingSlot
from indgang.modules.contacts.selectors.batches import live_batch_name
from indgang.modules.contacts.selectors.counting import (
    CountingWeekInfo,
    Tick,
    counting_week,
    opens_on,
    ticks_of,
)
from indgang.modules.contacts.vocabulary import Direction, Kind, Outcome, SlotState, WebsiteFirst

FOUR = Decimal("0.0001")
"""The ledger keeps four decimals of a weight."""


@dataclass(frozen=True)
class DayHere:
    """One entrance on one day. `opens`: by its opening hours. `said`: what the entrance says (None: nothing yet).

    A day `to_come` is no missing day: until it has begun it is in no figure.
    """

    entrance: str
    day: date
    ticks: int
    opens: bool
    said: SlotState | None
    to_come: bool = False

    @property
    def state(self) -> SlotState:
        """What holds when the week closes. Without a word, ticks on an open day mean that it counted, none that it did
        not. Ticks on a day that is closed by the opening hours make it no day that counted to the end.
        """
        if self.said is not None:
            return self.said
        if self.ticks and self.opens:
            return SlotState.COUNTED
        return SlotState.MISSING if self.opens else SlotState.CLOSED


@dataclass(frozen=True)
class EntranceWeight:
    """What one tick of an entrance stands for. `weight` None: no day was counted, so nothing can be said.

    `left_out` is the number of ticks on days that were not counted to the end: they are in no figure.
    """

    entrance: str
    open_days: int
    counted_days: int
    weight: Decimal | None
    left_out: int

    @property
    def complete(self) -> bool:
        return self.counted_days == self.open_days


@dataclass(frozen=True)
class ChannelRow:
    """What came by one channel (None: by all). `ticks` are raw; `weighted` stands for every open day of the week."""

    channel: Channel | None
    ticks: int
    weighted: Decimal
    kinds: dict[Kind, int]
    misdirected: int
    helped: int


@dataclass(frozen=True)
class Compared:
    """One channel beside the running registration. `ratio`: registered of counted, in percent; None without a count."""

    channel: Channel
    counted: Decimal
    registered: int

    @property
    def ratio(self) -> float | None:
        return 100 * self.registered / float(self.counted) if self.counted else None


@dataclass(frozen=True)
class WeekFigures:
    """`asked` and `tried`: how many were asked whether they had tried the website first, and how many had."""

    week: CountingWeekInfo
    rows: tuple[ChannelRow, ...]
    total: ChannelRow
    days: tuple[DayHere, ...]
    weights: tuple[EntranceWeight, ...]
    compared: tuple[Compared, ...]
    asked: int
    tried: int

    @property
    def left_out(self) -> int:
        return sum(one.left_out for one in self.weights)

    @property
    def missing_days(self) -> int:
        return sum(day.state is SlotState.MISSING and not day.to_come for day in self.days)


@dataclass(frozen=True)
class ExportRow:
    """One line of the export: ticks that are alike in everything that KL's counting weeks ask for.

    `told` False: services that the reader may not see, put together.
    """

    kle: str
    service: str
    channel: Channel
    kind: Kind
    misdirected: bool
    help: bool
    count: int
    weighted: Decimal
    told: bool = True


def weight(*, every_nth: int, open_days: int, counted_days: int) -> Decimal | None:
    """What one tick stands for: `every_nth` contacts, on as many days as the entrance was open for each it counted."""
    if not counted_days:
        return None
    return (Decimal(every_nth) * open_days / counted_days).quantize(FOUR)


def week_days(week: CountingWeekInfo, ticks: Sequence[Tick]) -> tuple[DayHere, ...]:
    """Every entrance on every day, in the week's order."""
    today = clock.today()
    said = {
        (slot.entrance, slot.day): SlotState(slot.state) for slot in CountingSlot.objects.filter(week=week.id)
    }
    counted = Counter((tick.entrance, tick.day) for tick in ticks)
    places = {one.id: one for one in channels.entrances()}
    return tuple(
        DayHere(
            entrance=id,
            day=day,
            ticks=counted[id, day],
            opens=id in places and opens_on(places[id], day),
            said=said.get((id, day)),
            to_come=day > today,
        )
        for id in week.entrances
        for day in week.days
    )


def weights(week: CountingWeekInfo, days: Sequence[DayHere]) -> dict[str, EntranceWeight]:
    """What a tick of each entrance stands for."""
    result = {}
    for id in week.entrances:
        own = [day for day in days if day.entrance == id and not day.to_come]
        counted = sum(day.state is SlotState.COUNTED for day in own)
        opened = sum(day.state is not SlotState.CLOSED for day in own)
        left_out = sum(day.ticks for day in own if day.state is not SlotState.COUNTED)
        each = weight(every_nth=week.every_nth, open_days=opened, counted_days=counted)
        result[id] = EntranceWeight(id, opened, counted, each, left_out)
    return result


def weighted(
    ticks: Iterable[Tick], days: Iterable[DayHere], by_entrance: dict[str, EntranceWeight]
) -> list[tuple[Tick, Decimal]]:
    """Each tick of a day that was counted, with its weight."""
    good = {(day.entrance, day.day) for day in days if day.state is SlotState.COUNTED}
    found = []
    for tick in ticks:
        one = by_entrance[tick.entrance].weight if tick.entrance in by_entrance else None
        if one is not None and (tick.entrance, tick.day) in good:
            found.append((tick, one))
    return found


def week_figures(slug: str) -> WeekFigures:
    """Everything that a week's page shows. Raises UnknownWeek."""
    week = counting_week(slug)
    ticks = ticks_of(week)
    days = week_days(week, ticks)
    by_entrance = weights(week, days)
    counted = weighted(ticks, days, by_entrance)
    seen = [channel for channel in Channel if any(tick.channel is channel for tick, _ in counted)]
    rows = tuple(_row(channel, [pair for pair in counted if pair[0].channel is channel]) for channel in seen)
    answers = [tick.website_first for tick in ticks if tick.website_first is not WebsiteFirst.NOT_ASKED]
    return WeekFigures(
        week=week,
        rows=rows,
        total=_row(None, counted),
        days=days,
        weights=tuple(by_entrance.values()),
        compared=_compared(week, rows),
        asked=len(answers),
        tried=sum(answer is WebsiteFirst.YES for answer in answers),
    )


def _row(channel: Channel | None, counted: Sequence[tuple[Tick, Decimal]]) -> ChannelRow:
    return ChannelRow(
        channel=channel,
        ticks=len(counted),
        weighted=sum((weight for _, weight in counted), Decimal(0)),
        kinds=dict(Counter(tick.kind for tick, _ in counted)),
        misdirected=sum(tick.outcome is Outcome.MISDIRECTED for tick, _ in counted),
        helped=sum(tick.help for tick, _ in counted),
    )


def _compared(week: CountingWeekInfo, rows: Sequence[ChannelRow]) -> tuple[Compared, ...]:
    """The channels that were ticked, or registered, at the entrances of the week while it lasted. One query."""
    since, until = week.moments()
    found = Contact.objects.filter(
        batch__name=live_batch_name(),
        batch__current=True,
        at__gte=since,
        at__lt=until,
        direction=Direction.IN,
        entrance__in=week.entrances,
    )
    found = found.exclude(pk__in=Contact.objects.filter(corrects__isnull=False).values("corrects"))
    registered = dict(found.values_list("channel").annotate(count=Count("pk")).order_by())
    counted = {row.channel: row.weighted for row in rows}
    return tuple(
        Compared(channel, counted.get(channel, Decimal(0)), registered.get(channel.value, 0))
        for channel in Channel
        if channel in counted or channel.value in registered
    )


def export_week(slug: str, sees: Callable[[str], bool] | None = None) -> list[ExportRow]:
    """The week as lines in the order of KL's counting weeks, by KLE number. Raises UnknownWeek.

    `sees` says of a service's id whether the reader may see it by itself (None: all).

    KL's own form could not be read when this was made, so it is like it, not it.
    """
    week = counting_week(slug)
    ticks = ticks_of(week)
    days = week_days(week, ticks)
    names = catalogue.services()
    sums: dict[tuple[bool, str, str, Channel, Kind, bool, bool], tuple[int, Decimal]] = {}
    for tick, each in weighted(ticks, days, weights(week, days)):
        told = sees is None or not tick.service or sees(tick.service)
        service = names.get(tick.service)
        misdirected = tick.outcome is Outcome.MISDIRECTED
        name = str(service.name) if service else tick.service
        kle, name = (tick.kle, name) if told else ("", "")
        key = (not told, kle, name, tick.channel, tick.kind, misdirected, tick.help)
        count, total = sums.get(key, (0, Decimal(0)))
        sums[key] = (count + 1, total + each)
    return [ExportRow(*key[1:], *sums[key], told=not key[0]) for key in sorted(sums)]
