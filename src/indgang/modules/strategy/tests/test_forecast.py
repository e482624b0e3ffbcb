"""Where a figure will stand at the end of the year: worked out by hand, and what holds for any figures."""

from datetime import date
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel.deadlines import is_closed
from indgang.modules.strategy.rules import forecast as rules
from indgang.modules.strategy.rules.forecast import Forecast, Month, forecast, status
from indgang.modules.strategy.vocabulary import Better, Status, Unit

NEW_YEAR = date(2026, 1, 1)


def months(values: list[float | None], *, weight: float = 1000, running: bool = True) -> list[Month]:
    """Months from January; the last one is not over, when `running`."""
    last = len(values) if running else 0
    return [
        Month(date(2026, number, 1), value, weight, number != last) for number, value in enumerate(values, 1)
    ]


def test_a_sum_keeps_its_pace_on_the_open_days_that_are_left() -> None:
    as_of = date(2026, 7, 1)
    passed, left = rules.open_days(NEW_YEAR, as_of), rules.open_days(as_of, date(2027, 1, 1))
    assert (passed, left) == (123, 131)  # 21 + 20 + 22 + 19 + 19 + 22 in the first half of 2026
    even = [10.0 * rules.open_days(date(2026, m, 1), date(2026, m + 1, 1)) for m in range(1, 7)]
    found = forecast(
        [Month(date(2026, n, 1), value, value, True) for n, value in enumerate(even, 1)],
        unit=Unit.CONTACTS, is_sum=True, value=sum(even), since=NEW_YEAR, as_of=as_of,
    )  # fmt: skip
    assert found is not None
    assert found.central == pytest.approx(2540)
    # An even pace has no spread, so chance alone makes the band: that of the 1,310 contacts that are left (√1310), and
    # that of the 1,230 that their pace was taken from (1310 / √1230).
    assert found.high - found.central == pytest.approx(1.28 * (1310 + 1310**2 / 1230) ** 0.5)
    assert "131 åbne dage" in found.method.da


def test_the_open_days_are_those_of_the_calendar() -> None:
    assert rules.open_days(date(2026, 12, 21), date(2027, 1, 1)) == 8  # 25 December is a Friday
    assert is_closed(date(2026, 12, 25))
    assert rules.open_days(date(2026, 5, 4), date(2026, 5, 4)) == 0


def test_with_a_year_before_its_profile_decides() -> None:
    last = [
        Month(date(2025, number, 1), 100.0 if number < 7 else 300.0, 100, True) for number in range(1, 13)
    ]
    as_of = date(2026, 7, 1)
    found = forecast(
        months([100.0] * 6, running=False), unit=Unit.CONTACTS, is_sum=True, value=600, since=NEW_YEAR, as_of=as_of,
        last_year=last,
    )  # fmt: skip
    assert found is not None
    assert found.central == pytest.approx(2400)  # a quarter of last year had come by then
    assert "25 procent" in found.method.da


def test_a_year_before_that_was_not_counted_to_the_end_has_no_profile() -> None:
    last = [Month(date(2025, number, 1), 100, 100, True) for number in range(3, 13)]
    assert rules.profile(last, date(2026, 7, 1)) is None


def test_a_share_goes_on_along_its_whole_months() -> None:
    rising = months([30, 31, 32, 33, 34, 35, None], running=True)
    found = forecast(
        rising, unit=Unit.PERCENT, is_sum=False, value=32.5, since=NEW_YEAR, as_of=date(2026, 7, 1)
    )
    assert found is not None
    # 123 open days have come at 32.5; the 131 that are left weigh as many rows a day, around 39.1 per cent:
    # one point a month from 36 in July, half of 131/21 months on.
    left = 36 + (131 / 21) / 2
    assert found.central == pytest.approx((123 * 32.5 + 131 * left) / 254)
    assert found.low < found.central < found.high
    assert "retning" in found.method.da


def test_one_odd_month_does_not_bend_the_slope() -> None:
    slope, begin = rules.theil_sen([(1, 10), (2, 11), (3, 90), (4, 13), (5, 14)])
    assert slope == pytest.approx(1)
    assert begin == pytest.approx(median([9, 9, 87, 9, 9]))


def test_with_few_months_a_share_stays_and_its_band_is_chance() -> None:
    found = forecast(
        [Month(date(2026, 1, 1), 40, 50, True), Month(date(2026, 2, 1), 40, 50, False)],
        unit=Unit.PERCENT, is_sum=False, value=40, since=NEW_YEAR, as_of=date(2026, 3, 1),
    )  # fmt: skip
    assert found is not None
    assert found.central == pytest.approx(40)
    assert found.high - found.low > 10  # a hundred answers do not say more
    assert "ikke nogen sikker retning" in found.method.da


def test_more_rows_make_a_narrower_band() -> None:
    def width(rows: float) -> float:
        found = forecast(
            months([40, 40, 40, 40], weight=rows), unit=Unit.PERCENT, is_sum=False, value=40, since=NEW_YEAR,
            as_of=date(2026, 4, 20),
        )  # fmt: skip
        assert found is not None
        return found.high - found.low

    assert width(100) == pytest.approx(10 * width(10_000))


@pytest.mark.parametrize(
    ("unit", "value", "since", "as_of"),
    [
        (Unit.CONTACTS, 100, NEW_YEAR, date(2026, 1, 28)),  # 27 days
        (Unit.CONTACTS, None, NEW_YEAR, date(2026, 6, 1)),
        (Unit.COUNT, 54, NEW_YEAR, date(2026, 6, 1)),
        (Unit.DAYS, 3, NEW_YEAR, date(2026, 2, 20)),  # one whole month says nothing about a median
    ],
)
def test_without_enough_there_is_no_forecast(
    unit: Unit, value: float | None, since: date, as_of: date
) -> None:
    assert (
        forecast(
            months([3, 3]), unit=unit, is_sum=unit is Unit.CONTACTS, value=value, since=since, as_of=as_of
        )
        is None
    )


def test_a_ledger_that_began_late_says_so() -> None:
    found = forecast(
        [Month(date(2026, 9, 1), 500, 500, False), Month(date(2026, 10, 1), 500, 500, True)],
        unit=Unit.CONTACTS, is_sum=True, value=1000, since=date(2026, 9, 14), as_of=date(2026, 11, 1),
    )  # fmt: skip
    assert found is not None
    assert "Vi har talt siden 14. 9. 2026" in found.method.da
    assert "since 14. 9. 2026" in found.method.en


SUMS = (Unit.CONTACTS, Unit.KR)
VALUES = st.lists(st.floats(0, 100), min_size=2, max_size=11)


@given(VALUES, st.sampled_from([Unit.CONTACTS, Unit.KR, Unit.PERCENT, Unit.DAYS]), st.floats(1, 1e6))
def test_a_band_holds_its_forecast_and_no_share_is_beyond_everything(
    values: list[float], unit: Unit, weight: float
) -> None:
    to_date = sum(values) if unit in SUMS else sum(values) / len(values)
    as_of = date(2026, len(values), 28)
    found = forecast(
        months(list(values), weight=weight),
        unit=unit,
        is_sum=unit in SUMS,
        value=to_date,
        since=NEW_YEAR,
        as_of=as_of,
    )
    if found is None:
        assert len(values) <= 3 or to_date == 0
        return
    assert 0 <= found.low <= found.central <= found.high
    if unit is Unit.PERCENT:
        assert found.high <= 100.0001
    if unit in SUMS:
        assert found.low >= to_date - 1e-6  # what has come does not go away


def band(low: float, high: float) -> Forecast:
    return Forecast(low, (low + high) / 2, high, rules._PACE)


@pytest.mark.parametrize(
    ("value", "found", "better", "unit", "over", "expected"),
    [
        (None, None, Better.HIGHER, Unit.PERCENT, False, Status.UNKNOWN),
        (None, None, Better.HIGHER, Unit.PERCENT, True, Status.UNKNOWN),
        (41, None, Better.HIGHER, Unit.PERCENT, True, Status.REACHED),
        (39, None, Better.HIGHER, Unit.PERCENT, True, Status.OFF_TRACK),
        (39, None, Better.LOWER, Unit.PERCENT, True, Status.REACHED),
        (39, None, Better.HIGHER, Unit.PERCENT, False, Status.TOO_EARLY),
        (39, band(41, 43), Better.HIGHER, Unit.PERCENT, False, Status.ON_TRACK),
        (39, band(39, 43), Better.HIGHER, Unit.PERCENT, False, Status.AT_RISK),
        (39, band(35, 38), Better.HIGHER, Unit.PERCENT, False, Status.OFF_TRACK),
        (39, band(35, 38), Better.LOWER, Unit.PERCENT, False, Status.ON_TRACK),
        (41, band(35, 38), Better.HIGHER, Unit.PERCENT, False, Status.OFF_TRACK),  # a share can be lost again
        (41, band(45, 60), Better.HIGHER, Unit.CONTACTS, False, Status.REACHED),
        (41, band(45, 60), Better.LOWER, Unit.CONTACTS, False, Status.OFF_TRACK),
    ],
)
def test_what_a_figure_means_for_its_target(
    value: float | None, found: Forecast | None, better: Better, unit: Unit, over: bool, expected: Status
) -> None:
    assert status(value, found, goal=40, better=better, is_sum=unit in SUMS, year_over=over) is expected


def drawn(rate: float, dice: Random) -> int:
    """A count that is `rate` on average: as many as fall into a time that is drawn piece by piece."""
    count, passed = 0, dice.expovariate(rate)
    while passed < 1:
        count, passed = count + 1, passed + dice.expovariate(rate)
    return count


@pytest.mark.parametrize("seen", [1, 2, 3, 6, 9])
def test_the_band_of_a_sum_holds_eight_times_in_ten(seen: int) -> None:
    """Three hundred years in which nothing changes; a band that is right misses a fifth of them."""
    dice, hits = Random(2012), 0  # noqa: S311
    for _ in range(300):
        firsts = [date(2027, m, 1) for m in range(1, 13)]
        year = [drawn(3 * rules._days(Month(first, 0, 0, True)), dice) for first in firsts]
        known = [Month(firsts[n], year[n], year[n], True) for n in range(seen)]
        found = forecast(known, unit=Unit.CONTACTS, is_sum=True, value=sum(year[:seen]), since=firsts[0],
                         as_of=firsts[seen])  # fmt: skip
        assert found is not None
        hits += found.low <= sum(year) <= found.high
    assert 0.73 < hits / 300 < 0.91


@pytest.mark.parametrize("seen", [1, 2, 3, 4, 6, 9])
def test_the_band_of_a_share_holds_eight_times_in_ten(seen: int) -> None:
    dice, hits = Random(2012), 0  # noqa: S311
    for _ in range(300):
        year = [sum(dice.random() < 0.4 for _ in range(100)) for _ in range(12)]
        known = [Month(date(2027, n + 1, 1), year[n], 100, True) for n in range(seen)]
        found = forecast(known, unit=Unit.PERCENT, is_sum=False, value=sum(year[:seen]) / seen,
                         since=date(2027, 1, 1), as_of=date(2027, seen + 1, 1))  # fmt: skip
        assert found is not None
        hits += found.low <= sum(year) / 12 <= found.high
    assert 0.73 < hits / 300 < 0.91
