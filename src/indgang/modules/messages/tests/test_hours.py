"""Quiet hours, letter runs, legal days, and waiting: pure rules over days and moments."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.deadlines import is_closed
from indgang.modules.messages import rules
from indgang.modules.messages.rules import arrival, hours

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2029, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})
EIGHT, TWENTY, SEVEN = time(8), time(20), time(7)


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN).astimezone(UTC)


@given(MOMENTS)
def test_a_notice_comes_on_an_open_day_in_daytime_and_never_early(now: datetime) -> None:
    at = hours.next_allowed(now, EIGHT, TWENTY, CLOSED)
    there = at.astimezone(COPENHAGEN)
    assert at >= now
    assert not is_closed(there.date(), CLOSED)
    assert EIGHT <= there.time() < TWENTY
    assert hours.next_allowed(at, EIGHT, TWENTY, CLOSED) == at
    if at > now:
        assert there.time() == EIGHT


@given(MOMENTS)
def test_letters_leave_at_seven_on_an_open_day(now: datetime) -> None:
    at = hours.next_run(now, SEVEN, CLOSED)
    assert at >= now
    assert at.astimezone(COPENHAGEN).time() == SEVEN
    assert not is_closed(at.astimezone(COPENHAGEN).date(), CLOSED)
    assert at - now < timedelta(days=8)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(2026, 4, 1, 21), local(2026, 4, 7, 8)),  # over Easter
        (local(2026, 12, 23, 20), local(2026, 12, 28, 8)),  # 24 December is closed here
        (local(2026, 3, 29, 1, 30), local(2026, 3, 30, 8)),  # the night an hour is skipped
        (local(2026, 10, 25, 2, 30), local(2026, 10, 26, 8)),  # the night an hour comes twice
        (local(2026, 5, 4, 7, 59), local(2026, 5, 4, 8)),
        (local(2026, 5, 4, 19, 59), local(2026, 5, 4, 19, 59)),
        (local(2026, 5, 4, 20), local(2026, 5, 5, 8)),
    ],
)
def test_days_that_are_not_like_the_others(now: datetime, then: datetime) -> None:
    assert hours.next_allowed(now, EIGHT, TWENTY, CLOSED) == then


def test_the_clock_changes_and_seven_stays_seven() -> None:
    assert hours.next_run(local(2026, 3, 27, 8), SEVEN) == datetime(2026, 3, 30, 5, tzinfo=UTC)
    assert hours.next_run(local(2026, 10, 23, 8), SEVEN) == datetime(2026, 10, 26, 6, tzinfo=UTC)
    assert hours.next_allowed(local(2026, 3, 29, 1), time(2, 30), TWENTY, ()) == local(2026, 3, 30, 2, 30)
    assert hours.end_of(date(2026, 3, 28)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert hours.end_of(date(2026, 3, 29)) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_hours_that_leave_no_time_are_refused() -> None:
    with pytest.raises(ValueError, match="No time"):
        hours.next_allowed(local(2026, 5, 4, 9), TWENTY, EIGHT)
    assert hours.time_of("07:00") == SEVEN
    assert [hours.time_of(bad) for bad in ("7", "kl. 7", "", None, 7)] == [None] * 5


@pytest.mark.parametrize(
    ("posted", "days", "then"),
    [
        (local(2026, 5, 4, 12), 5, date(2026, 5, 11)),
        (local(2026, 3, 27, 12), 5, date(2026, 4, 8)),  # Maundy Thursday, Good Friday, Easter Monday
        (local(2026, 12, 22, 12), 3, date(2026, 12, 29)),
        (local(2026, 5, 4, 23, 30), 1, date(2026, 5, 5)),  # late at night is still that day here
        (datetime(2026, 5, 4, 22, 30, tzinfo=UTC), 1, date(2026, 5, 6)),  # which is past midnight here
    ],
)
def test_a_letter_arrives_after_the_days_of_carriage(posted: datetime, days: int, then: date) -> None:
    assert arrival.letter_due(posted, days, CLOSED) == then


@given(MOMENTS, MOMENTS, MOMENTS)
def test_anothers_clock_moves_nothing_out_of_bounds(said: datetime, got: datetime, written: datetime) -> None:
    at = arrival.receipt_time(said, got, written)
    assert at >= written
    assert at <= max(got, written)
    assert arrival.receipt_time(at, got, written) == at


def test_the_earlier_day_counts() -> None:
    first, second = date(2026, 5, 4), date(2026, 5, 11)
    assert arrival.earlier(second, first) == arrival.earlier(first, second) == first
    assert arrival.earlier(None, second) == second
    assert arrival.earlier(None, None) is None


@given(st.integers(1, rules.MAX_ATTEMPTS - 1), st.integers(), MOMENTS)
def test_waiting_differs_by_a_fifth_at_most(attempts: int, seed: int, now: datetime) -> None:
    plain = rules.next_attempt(attempts, now)
    mixed = rules.next_attempt(attempts, now, Random(seed))  # noqa: S311
    assert plain is not None
    assert mixed is not None
    assert abs((mixed - now) / (plain - now) - 1) <= 0.2


def test_a_thousand_that_failed_together_come_back_apart() -> None:
    now, rng = local(2026, 5, 4, 9), Random(2012)  # noqa: S311
    waits = {rules.next_attempt(3, now, rng) for _ in range(1000)}
    assert len(waits) > 990
    steady = [rules.next_attempt(n, now) for n in range(1, 6)]
    assert all(a < b for a, b in pairwise(one for one in steady if one))
    assert rules.next_attempt(3, now, at_most=3) is None
