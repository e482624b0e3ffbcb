"""Counting weeks: which there are, what was ticked where, and what each entrance says about each day.

A counting week (tælleuge) counts what comes to some entrances for at most two weeks, by hand. A tick names nobody:
neither who came nor who ticked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import CountingSlot, CountingTick, CountingWeek
from indgang.modules.contacts.vocabulary import Kind, Outcome, SlotState, WebsiteFirst, WeekState

LATEST = 5


class UnknownWeek(Expected):
    """No counting week has this name, or the entrance does not take part."""

    status = 404
    message = Text("Vi kender ikke den tælleuge.", "We do not know that counting week.")


@dataclass(frozen=True)
class CountingWeekInfo:
    """A counting week. `every_nth`: the entrance ticks each contact (1), or each second (2) and so on.

    `batch` is the name of the ledger's batch once the week is closed.
    """

    id: int
    slug: str
    title: str
    begins: date
    ends: date
    entrances: tuple[str, ...]
    every_nth: int
    state: WeekState
    batch: str

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.begins + timedelta(days=i) for i in range((self.ends - self.begins).days + 1))

    @property
    def open(self) -> bool:
        return self.state is WeekState.OPEN

    def takes_ticks_on(self, day: date) -> bool:
        return self.open and self.begins <= day <= self.ends

    def moments(self) -> tuple[datetime, datetime]:
        """From the first midnight until before the one after the last day, in Copenhagen."""
        return midnight(self.begins), midnight(self.ends + timedelta(days=1))


@dataclass(frozen=True)
class Tick:
    """One contact as it was ticked."""

    id: UUID
    at: datetime
    entrance: str
    channel: Channel
    kind: Kind
    outcome: Outcome
    service: str
    kle: str
    help: bool
    website_first: WebsiteFirst

    @property
    def day(self) -> date:
        return self.at.astimezone(COPENHAGEN).date()


@dataclass(frozen=True)
class Here:
    """What an entrance has ticked on one day: how many, the last few, and what is said of the day (None: nothing)."""

    week: CountingWeekInfo
    entrance: EntranceInfo
    day: date
    count: int
    latest: tuple[Tick, ...]
    state: SlotState | None


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN)


def week_info(row: CountingWeek) -> CountingWeekInfo:
    return CountingWeekInfo(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        begins=row.begins,
        ends=row.ends,
        entrances=tuple(row.entrances),
        every_nth=row.every_nth,
        state=WeekState(row.state),
        batch=row.batch.name if row.batch else "",
    )


def counting_weeks() -> list[CountingWeekInfo]:
    """Every counting week, the newest first."""
    rows = CountingWeek.objects.select_related("batch").order_by("-begins", "slug")
    return [week_info(row) for row in rows]


def counting_week(slug: str) -> CountingWeekInfo:
    """Raises UnknownWeek."""
    row = CountingWeek.objects.select_related("batch").filter(slug=slug).first()
    if row is None:
        raise UnknownWeek
    return week_info(row)


def weeks_to_tick(day: date) -> list[CountingWeekInfo]:
    """The weeks that take ticks on a day."""
    return [week for week in counting_weeks() if week.takes_ticks_on(day)]


def entrance_of(week: CountingWeekInfo, entrance_id: str) -> EntranceInfo:
    """An entrance that takes part. Raises UnknownWeek."""
    found = channels.entrance(entrance_id) if entrance_id in week.entrances else None
    if found is None:
        raise UnknownWeek
    return found


def tally_here(*, week: str, entrance: str, day: date) -> Here:
    """What one entrance has ticked on one day. Raises UnknownWeek."""
    found = counting_week(week)
    place = entrance_of(found, entrance)
    ticks = ticks_of(found, entrance, day)
    slot = CountingSlot.objects.filter(week=found.id, entrance=entrance, day=day).first()
    state = SlotState(slot.state) if slot else None
    return Here(found, place, day, len(ticks), tuple(reversed(ticks[-LATEST:])), state)


def ticks_of(week: CountingWeekInfo, entrance: str = "", day: date | None = None) -> list[Tick]:
    """The ticks of a week (of one entrance, of one day) in their order, without those that were taken back."""
    rows = standing(CountingTick.objects.filter(week=week.id))
    if entrance:
        rows = rows.filter(entrance=entrance)
    if day is not None:
        rows = rows.filter(at__gte=midnight(day), at__lt=midnight(day + timedelta(days=1)))
    return list(_read(rows.order_by("at", "pk")))


def standing(rows: QuerySet[CountingTick]) -> QuerySet[CountingTick]:
    """Ticks that hold: taking one back is a row of its own, which names it."""
    back = CountingTick.objects.filter(week=F("week"), taken_back__isnull=False)
    return rows.filter(taken_back__isnull=True).exclude(pk__in=back.values("taken_back"))


def _read(rows: Iterable[CountingTick]) -> Iterable[Tick]:
    for row in rows:
        yield Tick(
            id=row.pk,
            at=row.at,
            entrance=row.entrance,
            channel=Channel(row.channel),
            kind=Kind(row.kind),
            outcome=Outcome(row.outcome),
            service=row.service,
            kle=row.kle,
            help=row.help,
            website_first=WebsiteFirst(row.website_first or WebsiteFirst.NOT_ASKED),
        )


def opens_on(entrance: EntranceInfo, day: date) -> bool:
    """Whether an entrance has opening hours on a day; holidays and the municipality's own closed days have none."""
    state = channels.open_state(entrance, midnight(day))
    return state.open_now or (
        state.opens_at is not None and state.opens_at.astimezone(COPENHAGEN).date() == day
    )
