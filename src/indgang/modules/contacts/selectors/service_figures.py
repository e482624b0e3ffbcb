"""What is counted about one service: who came to the desk, how it went, and who can do it alone afterwards.

Over the two tables of the ledger and nothing else. What nobody counted is None, never 0. A row that another one
corrects is left out. The page of a service shows the rows behind each figure by their ids; a test holds its shares
against the indicators of the analytical engine (website_first, graduation, take_up, resolved_at_once).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from uuid import UUID

from django.db.models import QuerySet

from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.contacts.rules import year_of
from indgang.modules.contacts.selectors.batches import live_batch_name
from indgang.modules.contacts.vocabulary import Direction, Handling, MeasurementKind, Outcome

HOW = ("alone", "co_served", "by_staff")


@dataclass(frozen=True)
class Share:
    """A part of a whole, with the ids of the rows behind both. `percent` is None when there is no whole."""

    part: int
    whole: int
    rows: tuple[UUID, ...] = ()

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class AtTheDesk:
    """Contacts that came to staff by one channel (None: all channels).

    `minutes` is the median of those with a time, `without_minutes` how many have none. `unknown` is how many have no
    known outcome. `resolved`: resolved at once among those whose outcome is known.
    """

    channel: Channel | None
    rows: tuple[UUID, ...]
    outcomes: dict[Outcome, int]
    minutes: float | None
    without_minutes: int
    resolved: Share

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def unknown(self) -> int:
        return self.outcomes.get(Outcome.UNKNOWN, 0)


@dataclass(frozen=True)
class ServiceFigures:
    """What steering shows of one service in a period. `help_asked`: steps and how often, the most first."""

    desk: AtTheDesk
    channels: tuple[AtTheDesk, ...]
    website_first: Share
    help_asked: tuple[tuple[str, int], ...]
    help_rows: tuple[UUID, ...]
    completed: dict[str, Share]
    graduation: Share

    def rows(self, figure: str) -> tuple[UUID, ...]:
        """The ids of the rows behind a figure, by its name in FIGURES. Raises KeyError."""
        if figure == "completed":
            return tuple(one for share in self.completed.values() for one in share.rows)
        return {
            "desk": self.desk.rows,
            "website_first": self.website_first.rows,
            "help_asked": self.help_rows,
            "graduation": self.graduation.rows,
        }[figure]


FROM_CONTACTS = frozenset({"desk"})
FIGURES = ("desk", "website_first", "help_asked", "completed", "graduation")


def service_figures(service_id: str, since: datetime, until: datetime) -> ServiceFigures:
    """The figures of a service from `since` until before `until` (aware). Two queries; three when anybody was helped.

    A contact belongs to the service that it was first about.
    """
    at_desk = _at_desk(service_id, since, until)
    by_channel: dict[str, list[_Row]] = {}
    for row in at_desk:
        by_channel.setdefault(row[1], []).append(row)
    measured = _measured(service_id, since, until)
    website = [(id, subject) for id, kind, subject, _at, _journey in measured if kind == "website_first"]
    asked = [(id, subject) for id, kind, subject, _at, _journey in measured if kind == "help_asked"]
    how = [row for row in measured if row[1] == "completed_how"]
    return ServiceFigures(
        desk=_desk(None, at_desk),
        channels=tuple(
            _desk(channel, by_channel[channel.value]) for channel in Channel if channel.value in by_channel
        ),
        website_first=Share(
            sum(subject == "yes" for _, subject in website), len(website), tuple(id for id, _ in website)
        ),
        help_asked=tuple(Counter(subject for _, subject in asked).most_common()),
        help_rows=tuple(id for id, _ in asked),
        completed=_completed(how),
        graduation=_graduation(how, service_id, since, until),
    )


def desk_counts(since: datetime, until: datetime) -> dict[str, int]:
    """How many contacts came to staff about each service: ids of services that anybody came about. One query."""
    return dict(Counter(_desk_rows(since, until).values_list("service", flat=True)))


_Row = tuple[UUID, str, str, float | None]
_Measured = tuple[UUID, str, str, datetime, UUID | None]


def _desk_rows(since: datetime, until: datetime) -> QuerySet[Contact]:
    """Contacts in, of our own ledger, that staff had in hand; their work behind a self-service is none."""
    rows = Contact.objects.filter(
        batch__name=live_batch_name(),
        batch__current=True,
        at__gte=since,
        at__lt=until,
        direction=Direction.IN,
        handling=Handling.STAFF,
    ).exclude(channel=Channel.SELF_SERVICE)
    return rows.exclude(pk__in=Contact.objects.filter(corrects__isnull=False).values("corrects"))


def _at_desk(service_id: str, since: datetime, until: datetime) -> list[_Row]:
    rows = _desk_rows(since, until).filter(service=service_id)
    return list(rows.order_by("-at", "-pk").values_list("pk", "channel", "outcome", "minutes"))


def _desk(channel: Channel | None, rows: Sequence[_Row]) -> AtTheDesk:
    outcomes = Counter(Outcome(outcome) for _, _, outcome, _ in rows)
    minutes = [found for _, _, _, found in rows if found is not None]
    known = len(rows) - outcomes[Outcome.UNKNOWN]
    return AtTheDesk(
        channel=channel,
        rows=tuple(id for id, *_ in rows),
        outcomes=dict(outcomes),
        minutes=median(minutes) if minutes else None,
        without_minutes=len(rows) - len(minutes),
        resolved=Share(outcomes[Outcome.RESOLVED], known),
    )


def _measurements(service_id: str, since: datetime, until: datetime) -> QuerySet[Measurement]:
    return Measurement.objects.filter(service=service_id, at__gte=since, at__lt=until)


def _measured(service_id: str, since: datetime, until: datetime) -> list[_Measured]:
    kinds = [MeasurementKind.WEBSITE_FIRST, MeasurementKind.HELP_ASKED, MeasurementKind.COMPLETED_HOW]
    rows = _measurements(service_id, since, until).filter(kind__in=kinds)
    return list(rows.order_by("at", "pk").values_list("pk", "kind", "subject_key", "at", "journey"))


def _completed(how: Sequence[_Measured]) -> dict[str, Share]:
    """Alone, with help in the own draft, or written in by staff: each of all completed."""
    ids = {word: tuple(row[0] for row in how if row[2] == word) for word in HOW}
    return {word: Share(len(found), len(how), found) for word, found in ids.items()}


def _graduation(how: Sequence[_Measured], service_id: str, since: datetime, until: datetime) -> Share:
    """Of the co-served who completed the service again in the same year: those who then did it alone.

    Who they are is told by the pseudonym of the year: a next one in another year is not seen, and without a
    pseudonym nobody is followed.
    """
    if not any(row[2] == "co_served" for row in how):
        return Share(0, 0)
    keys = _pseudonyms(service_id, since, until)
    mine: dict[str, list[_Measured]] = {}
    for row in how:
        key = keys.get((row[4], year_of(row[3]))) if row[4] else None
        if key:
            mine.setdefault(key, []).append(row)
    pairs = [
        (helped, after)
        for rows in mine.values()
        for helped, after in pairwise(rows)
        if helped[2] == "co_served"
    ]
    alone = sum(after[2] == "alone" for _, after in pairs)
    return Share(alone, len(pairs), tuple({one[0] for pair in pairs for one in pair}))


def _pseudonyms(service_id: str, since: datetime, until: datetime) -> dict[tuple[UUID, int], str]:
    """Who stands behind each completed journey of a service in a year, as the ledger calls them."""
    journeys = _measurements(service_id, since, until).filter(kind=MeasurementKind.COMPLETED_HOW)
    rows = Contact.objects.filter(journey__in=journeys.values("journey")).exclude(party_key="")
    return {
        (journey, year_of(at)): key
        for journey, at, key in rows.values_list("journey", "at", "party_key")
        if journey is not None
    }
