"""Counting weeks: what an entrance ticks, what a tick weighs, and what the ledger gets of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import services as channels
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import Batch, Contact, CountingTick
from indgang.modules.contacts.selectors.counting_figures import weight
from indgang.modules.contacts.services import BadWeek
from indgang.modules.contacts.tests.conftest import staff
from indgang.modules.contacts.vocabulary import BatchKind, Kind, Quality, SlotState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role

MONDAY = date(2026, 5, 4)
SUNDAY = date(2026, 5, 10)
CITY, NORTH = "borgerservice-midtby", "borgerservice-nord"


@pytest.fixture
def places(lyngsoe: None) -> None:
    folder = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
    catalogue.load_catalogue(folder)
    channels.load_entrances(folder)


@pytest.fixture
def sara(places: None) -> EmployeeInfo:
    return staff("Sara Strateg", "oekonomi-opkraevning", Role.STRATEGIST)


@pytest.fixture
def week(sara: EmployeeInfo) -> str:
    return services.open_week(
        title="Uge 19", begins=MONDAY, ends=SUNDAY, entrances=[CITY, NORTH], every_nth=1, by=sara
    ).slug


def at(day: date, hour: int = 10) -> None:
    clock.freeze(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def tick(week: str, by: EmployeeInfo, key: str, entrance: str = CITY, **more: str) -> services.Ticked:
    facts = {"channel": "in_person", "kind": "information", **more}
    return services.tick(week=week, entrance=entrance, client_key=key, by=by, **facts)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_tick_is_one_contact_of_the_week_and_none_of_the_ledger(week: str, maria: EmployeeInfo) -> None:
    tick(week, maria, "a", service="pas")
    found = selectors.tally_here(week=week, entrance=CITY, day=MONDAY)
    assert found.count == 1
    assert found.latest[0].kle != ""
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_double_tap_is_one_tick_and_says_so(week: str, maria: EmployeeInfo) -> None:
    first, second = tick(week, maria, "a"), tick(week, maria, "a")
    assert (first.again, second.again) == (False, True)
    assert first.id == second.id
    assert CountingTick.objects.count() == 1


@pytest.mark.django_db
def test_a_tick_names_nobody(week: str, maria: EmployeeInfo) -> None:
    tick(week, maria, "a")
    row = CountingTick.objects.values().get()
    assert not [value for value in row.values() if maria.id in str(value) or "Maria" in str(value)]


@pytest.mark.django_db
def test_a_tick_taken_back_stays_and_does_not_count(week: str, maria: EmployeeInfo) -> None:
    wrong = tick(week, maria, "a").id
    for _ in range(2):
        services.take_back(week=week, entrance=CITY, tick_id=wrong, by=maria)
    assert selectors.tally_here(week=week, entrance=CITY, day=MONDAY).count == 0
    assert CountingTick.objects.count() == 2
    with pytest.raises(NotYours):
        services.take_back(week=week, entrance=NORTH, tick_id=wrong, by=maria)


@pytest.mark.django_db
def test_the_day_changes_at_midnight_in_copenhagen(week: str, maria: EmployeeInfo) -> None:
    clock.freeze(datetime(2026, 5, 4, 21, 59, tzinfo=UTC))
    tick(week, maria, "before")
    clock.freeze(datetime(2026, 5, 4, 22, 1, tzinfo=UTC))
    tick(week, maria, "after")
    counts = [
        selectors.tally_here(week=week, entrance=CITY, day=MONDAY + timedelta(days=i)).count for i in (0, 1)
    ]
    assert counts == [1, 1]


@pytest.mark.django_db
def test_ticks_are_taken_from_the_first_day_to_the_last(week: str, maria: EmployeeInfo) -> None:
    for day in (MONDAY - timedelta(days=1), SUNDAY + timedelta(days=1)):
        at(day)
        with pytest.raises(services.NotNow):
            tick(week, maria, str(day))
    with pytest.raises(selectors.UnknownWeek):
        tick(week, maria, "x", entrance="borgerservice-strand")
    with pytest.raises(selectors.UnknownWeek):
        tick("uge-99", maria, "x")


@pytest.mark.django_db
def test_who_may_not_take_contacts_may_not_tick(week: str, sara: EmployeeInfo) -> None:
    with pytest.raises(NotYours):
        tick(week, sara, "a")


@pytest.mark.django_db
def test_an_unknown_word_writes_nothing(week: str, maria: EmployeeInfo) -> None:
    for wrong in ({"channel": "pigeon"}, {"kind": "gossip"}, {"outcome": "joy"}, {"website_first": "maybe"}):
        with pytest.raises(ValueError, match="is not a valid"):
            tick(week, maria, "a", **wrong)
    assert not CountingTick.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": " \u202e "}),
        ("title", {"title": "Uge 19"}),
        ("ends", {"ends": MONDAY - timedelta(days=1)}),
        ("ends", {"ends": MONDAY + timedelta(days=14)}),
        ("ends", {"begins": MONDAY - timedelta(days=9), "ends": MONDAY - timedelta(days=8)}),
        ("every_nth", {"every_nth": 0}),
        ("every_nth", {"every_nth": 101}),
        ("entrances", {"entrances": []}),
        ("entrances", {"entrances": ["maanen"]}),
        ("entrances", {"entrances": [NORTH]}),
    ],
)
def test_a_week_that_cannot_be_is_refused_with_the_field(
    week: str, sara: EmployeeInfo, field: str, change: dict[str, object]
) -> None:
    facts = {
        "title": "Ny uge",
        "begins": MONDAY,
        "ends": SUNDAY,
        "entrances": ["borgerservice-strand"],
        "every_nth": 1,
    }
    with pytest.raises(BadWeek) as refused:
        services.open_week(**facts | change, by=sara)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert [one.slug for one in selectors.counting_weeks()] == [week]


@pytest.mark.django_db
def test_a_department_opens_weeks_at_its_own_entrances_alone(places: None) -> None:
    head = staff("Helle Chef", "byggeri", Role.DEPARTMENT_HEAD)
    facts = {"title": "Min uge", "begins": MONDAY, "ends": SUNDAY, "every_nth": 1, "by": head}
    with pytest.raises(NotYours):
        services.open_week(entrances=[CITY], **facts)  # type: ignore[arg-type]
    own = staff("Ole Chef", "borgerservice", Role.DEPARTMENT_HEAD)
    assert services.open_week(entrances=[CITY], **facts | {"by": own}).slug == "min-uge"  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_missing_day_makes_the_others_weigh_more(
    week: str, maria: EmployeeInfo, sara: EmployeeInfo
) -> None:
    """The town centre is open six days, and north three. North counts two of its three: a tick there weighs 1.5."""
    for i in range(7):
        day = MONDAY + timedelta(days=i)
        at(day)
        if day.weekday() < 6:
            tick(week, maria, f"city-{i}")
        if day.weekday() in (0, 1):
            tick(week, maria, f"north-{i}", entrance=NORTH, channel="telephone", outcome="misdirected")
    found = selectors.week_figures(week)
    assert {one.entrance: (one.open_days, one.counted_days, one.weight) for one in found.weights} == {
        CITY: (6, 6, Decimal(1)),
        NORTH: (3, 2, Decimal("1.5")),
    }
    assert found.total.ticks == 8
    assert found.total.weighted == 9
    assert found.total.misdirected == 2
    assert found.missing_days == 1


@pytest.mark.django_db
def test_days_to_come_are_no_missing_days(week: str, maria: EmployeeInfo) -> None:
    tick(week, maria, "a")
    found = selectors.week_figures(week)
    assert found.total.weighted == 1
    assert found.missing_days == 1  # north on the first day, which is open and has no ticks
    at(MONDAY + timedelta(days=2))
    assert selectors.week_figures(week).total.weighted == 3


@pytest.mark.django_db
def test_what_an_entrance_says_of_a_day_goes_before_what_we_would_guess(
    week: str, maria: EmployeeInfo
) -> None:
    tick(week, maria, "a")
    services.mark_slot(week=week, entrance=CITY, day=MONDAY, state="missing", by=maria)
    found = selectors.week_figures(week)
    assert found.total.ticks == 0
    assert found.left_out == 1
    services.mark_slot(week=week, entrance=CITY, day=MONDAY, state="counted", by=maria)
    assert selectors.week_figures(week).total.ticks == 1
    with pytest.raises(services.NotNow):
        services.mark_slot(week=week, entrance=CITY, day=SUNDAY, state="closed", by=maria)


@pytest.mark.django_db
def test_a_closed_week_is_a_batch_with_weights_and_stays_so(
    week: str, maria: EmployeeInfo, sara: EmployeeInfo
) -> None:
    tick(week, maria, "a", service="pas")
    tick(week, maria, "b", entrance=NORTH, kind="help")
    with pytest.raises(services.NotOver):
        services.close_week(week=week, by=sara)
    at(SUNDAY + timedelta(days=1))
    with pytest.raises(NotYours):
        services.close_week(week=week, by=maria)
    first, second = services.close_week(week=week, by=sara), services.close_week(week=week, by=sara)
    assert first == second
    batch = Batch.objects.get(name=first.batch)
    assert (batch.kind, batch.rows, batch.year) == (BatchKind.COUNTING_WEEK, 2, 2026)
    assert batch.series is not None
    assert batch.series.pk == "taelleuge-lyngsoe"
    rows = {row.entrance: row for row in Contact.objects.filter(batch=batch)}
    assert rows[CITY].weight == 6
    assert rows[NORTH].weight == 3
    assert {row.quality for row in rows.values()} == {Quality.SAMPLED}
    assert rows[NORTH].kind == Kind.HELP
    assert rows[CITY].department == "oekf"
    at(SUNDAY + timedelta(days=1))
    with pytest.raises(services.NotNow):
        services.mark_slot(week=week, entrance=CITY, day=MONDAY, state="closed", by=sara)


@pytest.mark.django_db
def test_no_title_gives_a_batch_the_name_of_its_series(maria: EmployeeInfo, sara: EmployeeInfo) -> None:
    """A week that is called as the municipality is."""
    named = services.open_week(
        title="Lyngsø", begins=MONDAY, ends=SUNDAY, entrances=[CITY], every_nth=1, by=sara
    ).slug
    tick(named, maria, "a")
    at(SUNDAY + timedelta(days=1))
    batch = services.close_week(week=named, by=sara).batch
    assert batch != "taelleuge-lyngsoe"
    found = selectors.batches(["taelleuge-lyngsoe", batch])
    assert found["taelleuge-lyngsoe"].id == 0
    assert found[batch].id


@pytest.mark.django_db
def test_a_week_in_which_nobody_counted_is_not_closed(week: str, sara: EmployeeInfo) -> None:
    at(SUNDAY + timedelta(days=1))
    with pytest.raises(services.NothingCounted):
        services.close_week(week=week, by=sara)
    assert not Batch.objects.exists()
    assert selectors.counting_week(week).open


@pytest.mark.django_db
def test_a_week_stands_beside_what_was_registered_at_the_same_entrances(
    week: str, maria: EmployeeInfo
) -> None:
    for _ in range(3):
        services.record(channel="in_person", entrance_id=CITY)
    services.record(channel="in_person", entrance_id="borgerservice-strand")
    services.record(channel="in_person", entrance_id=CITY, at=clock.now() - timedelta(days=8))
    wrong = services.record(channel="telephone", entrance_id=CITY)
    services.record(channel="in_person", entrance_id=CITY, corrects=wrong)
    tick(week, maria, "a")
    at(SUNDAY + timedelta(days=1))
    (found,) = selectors.week_figures(week).compared
    assert found.channel is Channel.IN_PERSON
    assert (found.counted, found.registered) == (Decimal(6), 4)
    assert found.ratio == pytest.approx(66.6667, abs=0.001)


@pytest.mark.django_db
def test_the_export_is_by_kle_and_adds_up(week: str, maria: EmployeeInfo) -> None:
    tick(week, maria, "a", service="pas")
    tick(week, maria, "b", service="pas")
    tick(week, maria, "c", outcome="misdirected", kind="unknown")
    latest = selectors.tally_here(week=week, entrance=CITY, day=MONDAY).latest
    at(SUNDAY + timedelta(days=1))
    rows = selectors.export_week(week)
    assert [(row.count, row.misdirected, row.weighted) for row in rows] == [
        (1, True, Decimal(6)),
        (2, False, Decimal(12)),
    ]
    assert rows[1].kle == latest[-1].kle
    assert sum(row.weighted for row in rows) == selectors.week_figures(week).total.weighted


@given(every_nth=some.integers(1, 100), counted=some.integers(0, 14), more=some.integers(0, 14))
def test_a_weight_never_counts_less_than_what_was_ticked(every_nth: int, counted: int, more: int) -> None:
    found = weight(every_nth=every_nth, open_days=counted + more, counted_days=counted)
    if not counted:
        assert found is None
    else:
        assert found is not None
        assert found >= every_nth
        assert abs(found * counted - every_nth * (counted + more)) < Decimal("0.001")


@pytest.mark.django_db
def test_a_day_without_hours_and_without_ticks_was_closed(week: str) -> None:
    days = {(day.entrance, day.day): day.state for day in selectors.week_figures(week).days}
    assert days[NORTH, date(2026, 5, 6)] is SlotState.CLOSED
    assert days[NORTH, MONDAY] is SlotState.MISSING


@pytest.mark.django_db
def test_a_tick_on_a_closed_day_is_no_day_that_was_counted(week: str, maria: EmployeeInfo) -> None:
    closed = date(2026, 5, 6)
    at(closed)
    tick(week, maria, "a", entrance=NORTH)
    found = selectors.week_figures(week)
    north = next(one for one in found.weights if one.entrance == NORTH)
    assert (north.counted_days, north.weight, north.left_out) == (0, None, 1)
    assert found.total.ticks == 0
    services.mark_slot(week=week, entrance=NORTH, day=closed, state="counted", by=maria)
    north = next(one for one in selectors.week_figures(week).weights if one.entrance == NORTH)
    assert (north.counted_days, north.left_out) == (1, 0)
