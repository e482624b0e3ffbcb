"""Opening hours, also at night, on holidays and when clocks change."""

from datetime import UTC, datetime, timedelta

import pytest

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.channels.rules.hours import WEEKDAYS, holiday, open_state

CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})
OFFICE = {"mon": [(600, 960)], "tue": [(570, 720), (750, 900)], "thu": [(600, 1080)], "sat": [(600, 780)]}
ALWAYS = {day: [(0, 1440)] for day in WEEKDAYS}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def test_open_until_the_hour_it_closes() -> None:
    state = open_state(OFFICE, at("2026-11-23T15:59"))
    assert state.open_now
    assert state.closes_at == at("2026-11-23T16:00")


@pytest.mark.parametrize("moment", ["2026-11-23T10:00", "2026-11-24T09:30", "2026-11-28T12:59"])
def test_the_first_minute_is_open(moment: str) -> None:
    assert open_state(OFFICE, at(moment)).open_now


@pytest.mark.parametrize("moment", ["2026-11-23T16:00", "2026-11-23T09:59", "2026-11-28T13:00"])
def test_the_last_minute_is_closed(moment: str) -> None:
    assert not open_state(OFFICE, at(moment)).open_now


def test_lunch_closes_for_half_an_hour() -> None:
    state = open_state(OFFICE, at("2026-11-24T12:10"))
    assert not state.open_now
    assert state.opens_at == at("2026-11-24T12:30")


def test_at_night_it_opens_on_the_next_day_that_has_hours() -> None:
    assert open_state(OFFICE, at("2026-11-24T23:30")).opens_at == at("2026-11-26T10:00")


def test_saturday_is_open_when_it_has_hours() -> None:
    assert open_state(OFFICE, at("2026-11-28T11:00")).open_now


def test_sunday_opens_on_monday() -> None:
    assert open_state(OFFICE, at("2026-11-29T11:00")).opens_at == at("2026-11-30T10:00")


def test_a_public_holiday_is_closed_and_says_which() -> None:
    state = open_state(OFFICE, at("2026-05-14T11:00"), closed_days=CLOSED)  # Ascension Day, a Thursday
    assert not state.open_now
    assert state.closed_for == "Kristi himmelfartsdag"
    assert state.opens_at == at("2026-05-16T10:00")


def test_the_municipality_closes_on_more_days_than_the_law() -> None:
    state = open_state(OFFICE, at("2026-12-24T11:00"), closed_days=CLOSED)  # a Thursday
    assert not state.open_now
    assert state.closed_for == "-"
    # Christmas Day and the day after are holidays; Saturday the 26th too, so Monday it is.
    assert state.opens_at == at("2026-12-28T10:00")


def test_great_prayer_day_is_no_holiday_any_more() -> None:
    assert holiday(at("2026-05-01T12:00").date(), CLOSED) == ""


def test_a_holiday_does_not_close_what_is_digital() -> None:
    state = open_state(ALWAYS, at("2026-12-25T03:00"), closed_days=CLOSED, always=True)
    assert state.open_now
    assert state.closes_at is None


def test_around_the_clock_closes_only_for_a_holiday() -> None:
    state = open_state(ALWAYS, at("2026-12-22T03:00"), closed_days=CLOSED)
    assert state.open_now
    assert state.closes_at == at("2026-12-24T00:00")


def test_hours_to_midnight_and_on_are_one_stretch() -> None:
    hours = {"mon": [(1200, 1440)], "tue": [(0, 120)]}
    assert open_state(hours, at("2026-11-23T23:00")).closes_at == at("2026-11-24T02:00")
    assert open_state(hours, at("2026-11-24T01:00")).open_now


@pytest.mark.parametrize(
    ("day", "offset"),
    [("2026-03-30", 2), ("2026-10-26", 1)],  # the Mondays after the clocks changed
)
def test_nine_on_the_wall_is_nine_in_summer_and_winter(day: str, offset: int) -> None:
    before = at(f"{day}T00:00") - timedelta(days=2)
    opens = open_state({"mon": [(540, 900)]}, before).opens_at
    assert opens == datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC) - timedelta(hours=offset)


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    hours = {"sun": [(120, 180)]}  # 2.00-3.00 on the night when clocks go back
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert open_state(hours, first).open_now
    assert open_state(hours, first + timedelta(hours=1)).open_now
    assert not open_state(hours, first + timedelta(hours=2)).open_now


def test_no_hours_at_all_is_never_open() -> None:
    state = open_state({}, at("2026-11-23T11:00"))
    assert not state.open_now
    assert state.opens_at is None
