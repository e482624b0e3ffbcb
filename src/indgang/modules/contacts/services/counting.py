"""The deeds of a counting week: open it, tick a contact, take a tick back, say how a day went, close it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import Batch, Contact, CountingSlot, CountingTick, CountingWeek, Series
from indgang.modules.contacts.selectors.counting import (
    CountingWeekInfo,
    UnknownWeek,
    entrance_of,
    ticks_of,
    week_info,
)
from indgang.modules.contacts.selectors.counting_figures import week_days, weighted, weights
from indgang.modules.contacts.vocabulary import (
    Audience,
    BatchKind,
    Direction,
    Handling,
    Kind,
    Outcome,
    Quality,
    SlotState,
    WebsiteFirst,
    WeekState,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right

LONGEST = 14
"""Days that a counting week may last."""
SERIES = "taelleuge"
COUNTED = "taelling"
"""What the batch of a week is called: never the word of the series, so that no title gives a batch its name."""
ROWS_AT_ONCE = 1000

_RULE = Text(
    "I en tælleuge sætter vi ved hver indgang et kryds, når nogen kommer, ringer eller skriver. Et besøg med tre "
    "spørgsmål er ét kryds. Tæller vi kun hver anden, eller mangler der en dag, så vejer hvert kryds mere. Tallene "
    "gælder kun de dage, ugen varede.",
    "In a counting week we put a mark at each entrance when somebody comes, calls or writes. A visit with three "
    "questions is one mark. When we count only each second, or a day is missing, each mark weighs more. The figures "
    "hold for the days of the week alone.",
)


class BadWeek(Expected):
    """A counting week cannot be like this. `field` is the argument of open_week where the mistake is."""

    status = 422

    def __init__(self, field: str, message: Text) -> None:
        self.field = field
        super().__init__(message)


NAME_TAKEN = BadWeek(
    "title", Text("Der er allerede en uge, der hedder det.", "There is a week of that name already.")
)


class NotNow(Expected):
    """The week does not take ticks today: it has not begun, it is over, or it has been closed."""

    status = 409
    message = Text(
        "Tælleugen tager ikke imod flere kryds. Spørg den, der styrer tælleugen.",
        "The counting week takes no more marks. Ask who runs the counting week.",
    )


class NotOver(Expected):
    """A week is closed when it has ended."""

    status = 409
    message = Text(
        "Tælleugen er ikke slut endnu. Du kan lukke den, når den sidste dag er gået.",
        "The counting week has not ended yet. You can close it when its last day is over.",
    )


class NothingCounted(Expected):
    """A week without a counted day says nothing."""

    status = 409
    message = Text(
        "Ingen indgange har talt en hel dag. Derfor er der ikke noget at lukke.",
        "No entrance has counted a whole day. So there is nothing to close.",
    )


@transaction.atomic
def open_week(
    *, title: str, begins: date, ends: date, entrances: Sequence[str], every_nth: int, by: EmployeeInfo
) -> CountingWeekInfo:
    """Plan a counting week. Ticks can be set from its first day to its last. Raises BadWeek, NotYours."""
    if not may_run_week(by, entrances):
        raise NotYours
    named = without_cpr(cleaned(title))[:200]
    slug = slugify(named.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))[:60].strip("-")
    places = tuple(dict.fromkeys(entrances))
    _check(named, slug, begins, ends, places, every_nth)
    row = CountingWeek(
        slug=slug, title=named, begins=begins, ends=ends, entrances=list(places), every_nth=every_nth
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody else gave the name to a week a moment ago
        raise NAME_TAKEN from None
    audit.record(action="counting_week_opened", actor=by.actor.key, object=f"counting_week:{slug}")
    return week_info(row)


def may_run_week(by: EmployeeInfo, entrances: Sequence[str]) -> bool:
    """Whether somebody may open and close a week of these entrances: who steers all, or the department they are of."""
    reach = by.reach(Right.STEER)
    if reach is None or reach is Reach.MUNICIPALITY:
        return reach is not None
    units, places = identity.units(), {one.id: one.unit for one in channels.entrances()}
    own = units[by.unit].department if by.unit in units else ""
    owners = {units[places[one]].department for one in entrances if places.get(one) in units}
    return bool(own) and owners <= {own}


def _check(title: str, slug: str, begins: date, ends: date, entrances: Sequence[str], every_nth: int) -> None:
    if not slug:
        raise BadWeek("title", Text("Skriv, hvad ugen skal hedde.", "Write what the week is called."))
    if CountingWeek.objects.filter(slug=slug).exists():
        raise NAME_TAKEN
    if ends < begins:
        raise BadWeek("ends", Text("Ugen slutter, før den begynder.", "The week ends before it begins."))
    if ends - begins >= timedelta(days=LONGEST):
        raise BadWeek(
            "ends", Text("En tælleuge varer højst 14 dage.", "A counting week lasts at most 14 days.")
        )
    if ends < clock.today():
        raise BadWeek(
            "ends", Text("Ugen er gået. Vælg dage, der kommer.", "The week is over. Choose days to come.")
        )
    if not 1 <= every_nth <= 100:
        raise BadWeek("every_nth", Text("Skriv et tal fra 1 til 100.", "Write a number from 1 to 100."))
    known = {one.id for one in channels.entrances()}
    if not entrances or not set(entrances) <= known:
        raise BadWeek("entrances", Text("Vælg mindst én indgang.", "Choose at least one entrance."))
    for other in CountingWeek.objects.filter(state=WeekState.OPEN, begins__lte=ends, ends__gte=begins):
        shared = [one for one in entrances if one in other.entrances]
        if shared:
            place = channels.entrance(shared[0])
            name = place.name if place else Text(shared[0])
            raise BadWeek(
                "entrances",
                Text(
                    f"{name.da} tæller allerede i {other.title}. Fravælg den, eller vælg andre dage.",
                    f"{name.en} counts in {other.title} already. Leave it out, or choose other days.",
                ),
            )


def _held(slug: str) -> CountingWeek:
    """The week, locked until the transaction ends. Raises UnknownWeek."""
    row = CountingWeek.objects.select_for_update().filter(slug=slug).first()
    if row is None:
        raise UnknownWeek
    return row


def _ticking(slug: str, entrance: str, by: EmployeeInfo) -> CountingWeek:
    """A week that takes ticks now at this entrance. Raises NotYours, UnknownWeek, NotNow."""
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotYours
    row = _held(slug)
    week = week_info(row)
    entrance_of(week, entrance)
    if not week.takes_ticks_on(clock.today()):
        raise NotNow
    return row


@dataclass(frozen=True)
class Ticked:
    """The id of a tick; `again`: it was set already, by the same press of the same page."""

    id: UUID
    again: bool = False


@transaction.atomic
def tick(
    *,
    week: str,
    entrance: str,
    channel: str,
    client_key: str,
    by: EmployeeInfo,
    kind: str = "unknown",
    outcome: str = "unknown",
    service: str = "",
    help: bool = False,
    website_first: str = "not_asked",
) -> Ticked:
    """Count one contact now. Nothing is kept of who ticked.

    `client_key` is drawn with the page: the same key again is the same contact (a double tap, a retry), and the
    first row's id comes back. Raises NotYours, UnknownWeek, NotNow, ValueError for a word that the ledger does not
    know.
    """
    row = _ticking(week, entrance, by)
    known = catalogue.services().get(service)
    asked = WebsiteFirst(website_first)
    made = CountingTick(
        week=row,
        at=clock.now(),
        entrance=entrance,
        channel=Channel(channel).value,
        kind=Kind(kind).value,
        outcome=Outcome(outcome).value,
        service=known.id if known else "",
        kle=known.kle if known else "",
        help=help or kind == Kind.HELP,
        website_first="" if asked is WebsiteFirst.NOT_ASKED else asked.value,
        client_key=_key(client_key),
    )
    return _once(made)


def _key(client_key: str) -> str:
    """A key that the page drew, or one of ours when it came without."""
    return cleaned(client_key)[:60] or str(new_id())


def _once(made: CountingTick) -> Ticked:
    """Write a tick unless its key is written: then the first one's id comes back."""
    first = CountingTick.objects.filter(client_key=made.client_key).first()
    if first is None:
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            first = CountingTick.objects.filter(client_key=made.client_key).first()
            if first is None:
                raise
    return Ticked(made.pk) if first is None else Ticked(first.pk, again=True)


@transaction.atomic
def take_back(*, week: str, entrance: str, tick_id: UUID, by: EmployeeInfo) -> None:
    """A tick was a mistake. It stays, and a row says that it does not count; saying it twice is harmless.

    Only on the day it was set. Raises NotYours (also for a tick of another entrance), UnknownWeek, NotNow.
    """
    row = _ticking(week, entrance, by)
    wrong = CountingTick.objects.filter(pk=tick_id, week=row, entrance=entrance, taken_back=None).first()
    if wrong is None or wrong.at.astimezone(clock.COPENHAGEN).date() != clock.today():
        raise NotYours
    _once(
        CountingTick(
            week=row,
            at=clock.now(),
            entrance=entrance,
            channel=wrong.channel,
            kind=wrong.kind,
            outcome=wrong.outcome,
            taken_back=wrong.pk,
            client_key=f"back:{wrong.pk}",
        )
    )


@transaction.atomic
def mark_slot(*, week: str, entrance: str, day: date, state: str, by: EmployeeInfo) -> None:
    """Say how a day went at an entrance: counted to the end, closed, or not counted. The last word holds.

    The entrance's staff say it of days until today; who steers may correct it until the week is closed. Raises
    NotYours, UnknownWeek, NotNow, ValueError for a state that there is not.
    """
    row = _held(week)
    found = week_info(row)
    entrance_of(found, entrance)
    if not (by.may(Right.HANDLE_CONTACTS) or may_run_week(by, [entrance])):
        raise NotYours
    if not found.open or day not in found.days or day > clock.today():
        raise NotNow
    CountingSlot.objects.update_or_create(
        week=row, entrance=entrance, day=day, defaults={"state": SlotState(state).value}
    )


@transaction.atomic
def close_week(*, week: str, by: EmployeeInfo) -> CountingWeekInfo:
    """Close a week that is over: its counted days become a batch of the ledger, each tick with its weight.

    What no entrance said a word about is settled as `DayHere.state` says, and written down. Nothing is blown up to
    a year. A closed week stays as it is: closing it again changes nothing. Raises NotYours, UnknownWeek, NotOver,
    NothingCounted.
    """
    row = _held(week)
    found = week_info(row)
    if not may_run_week(by, found.entrances):
        raise NotYours
    if not found.open:
        return found
    if clock.today() <= found.ends:
        raise NotOver
    ticks = ticks_of(found)
    days = week_days(found, ticks)
    by_entrance = weights(found, days)
    pairs = weighted(ticks, days, by_entrance)
    if not pairs:
        raise NothingCounted
    for day in days:
        if day.said is None:
            CountingSlot.objects.create(week=row, entrance=day.entrance, day=day.day, state=day.state.value)
    row.batch = _batch(found, len(pairs))
    row.state = WeekState.CLOSED.value
    row.save(update_fields=["batch", "state"])
    departments = _departments(found)
    Contact.objects.bulk_create(
        (
            Contact(
                at=one.at,
                direction=Direction.IN,
                channel=one.channel,
                entrance=one.entrance,
                service=one.service,
                department=departments.get(one.entrance, ""),
                kind=one.kind,
                outcome=one.outcome,
                audience=Audience.UNKNOWN,
                handling=Handling.STAFF,
                weight=each,
                batch=row.batch,
                source_row=f"tick:{one.id}",
                quality=Quality.COUNTED if each == Decimal(1) else Quality.SAMPLED,
            )
            for one, each in pairs
        ),
        batch_size=ROWS_AT_ONCE,
    )
    audit.record(action="counting_week_closed", actor=by.actor.key, object=f"counting_week:{week}")
    return week_info(row)


def _batch(week: CountingWeekInfo, rows: int) -> Batch:
    """The batch of a week, in the series of the municipality's counting weeks."""
    municipality = identity.municipality()
    rule = hashlib.sha256(_RULE.da.encode()).hexdigest()
    title = {"da": f"{municipality.name}, {week.title}", "en": f"{municipality.name}, {week.title}"}
    series, _made = Series.objects.get_or_create(
        pk=f"{SERIES}-{municipality.id}",
        defaults={
            "municipality": municipality.id,
            "title": {"da": f"{municipality.name}, tælleuger", "en": f"{municipality.name}, counting weeks"},
            "counting_rule": _RULE.as_json(),
            "rule_hash": rule,
            "knows_channels": True,
            "source": SERIES,
        },
    )
    return Batch.objects.create(
        name=f"{COUNTED}-{week.slug}",
        kind=BatchKind.COUNTING_WEEK,
        title=title,
        municipality=municipality.id,
        year=week.begins.year if week.begins.year == week.ends.year else None,
        counting_rule=_RULE.as_json(),
        series=series,
        first_day=week.begins,
        last_day=week.ends,
        rows=rows,
        loaded_at=clock.now(),
    )


def _departments(week: CountingWeekInfo) -> dict[str, str]:
    """Whose entrance it is: the department of its unit."""
    units = identity.units()
    places = {one.id: one for one in channels.entrances() if one.id in week.entrances}
    return {id: units[one.unit].department for id, one in places.items() if one.unit in units}
