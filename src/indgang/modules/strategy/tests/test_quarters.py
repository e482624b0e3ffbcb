"""Does the digital share rise every quarter?"""

from datetime import date

import pytest

from indgang.modules.strategy.rules.quarters import Quarter, QuarterCheck, check, next_quarter
from indgang.modules.strategy.vocabulary import Rise


def quarters(*values: float | None, whole: int = 4, begin: date = date(2026, 1, 1)) -> list[Quarter]:
    found, first = [], begin
    for place, value in enumerate(values):
        found.append(Quarter(first, value, 10, place < whole))
        first = next_quarter(first)
    return found


def test_a_quarter_follows_the_one_before_also_over_new_year() -> None:
    days = [date(2026, month, 1) for month in (1, 4, 7, 10)]
    assert [next_quarter(day) for day in days] == [*days[1:], date(2027, 1, 1)]
    assert [Quarter(day, 1, 1, True).number for day in days] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("values", "whole", "expected"),
    [
        ((36.0, 37.0, 38.5, 40.0), 4, QuarterCheck(Rise.EVERY)),
        ((36.0, 37.0, 37.0, 40.0), 4, QuarterCheck(Rise.NOT_EVERY, (date(2026, 7, 1),))),
        ((36.0, 30.0, 29.0, 40.0), 4, QuarterCheck(Rise.NOT_EVERY, (date(2026, 4, 1), date(2026, 7, 1)))),
        ((36.0, 37.0, 20.0), 2, QuarterCheck(Rise.EVERY)),
        ((36.0, 37.0), 1, QuarterCheck(Rise.TOO_FEW)),
        ((36.0, None, 30.0), 3, QuarterCheck(Rise.TOO_FEW)),
        ((), 4, QuarterCheck(Rise.TOO_FEW)),
    ],
)
def test_whole_quarters_are_compared_with_their_neighbours(
    values: tuple[float | None, ...], whole: int, expected: QuarterCheck
) -> None:
    assert check(quarters(*values, whole=whole)) == expected


def test_the_first_quarter_is_compared_with_the_last_of_the_year_before() -> None:
    assert check(quarters(40.0, 39.0, begin=date(2025, 10, 1))) == QuarterCheck(
        Rise.NOT_EVERY, (date(2026, 1, 1),)
    )
