"""What everybody may see: one to four contacts are found nowhere, whatever is taken from whatever."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.modules.strategy.rules import suppression


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (4, None), (0.25, None), (5, 5), (7, 5), (8, 10), (Decimal("12.5"), 15)],
)  # fmt: skip
def test_a_count_is_shown_to_the_nearest_five_or_not_at_all(count: float, shown: int | None) -> None:
    assert suppression.shown(count) == shown


def test_nobody_counts_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="fewer"):
        suppression.shown(-1)


@given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=1, max_size=6))
def test_no_difference_of_two_numbers_shown_is_one_to_four(table: list[list[int]]) -> None:
    """Every cell, every sum of a row and a column, and the sum of all: each taken from each other."""
    columns = [sum(row[n] for row in table) for n in range(4)]
    exact = [*(cell for row in table for cell in row), *(sum(row) for row in table), *columns, sum(columns)]
    shown = {value for one in exact if (value := suppression.shown(one)) is not None}
    assert not {1, 2, 3, 4} & (shown | {abs(a - b) for a, b in combinations(shown, 2)})


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([3, 40, 80, 110, 5, 50, 100, 120]))
def test_kroner_do_not_tell_how_many_contacts_there_were(one: int, more: int, price: int) -> None:
    """Whoever knows the price still cannot tell a few contacts from none."""
    both = suppression.shown_kroner(Decimal((one + more) * price), suppression.shown(one + more))
    alone = suppression.shown_kroner(Decimal(one * price), suppression.shown(one))
    if 0 < one < 5:
        assert alone is None
    if both is not None and alone is not None and 0 < more < 5:
        possible = {
            n for n in range(30) if abs((both - alone) - n * price) <= suppression.KRONER
        }  # what a reader works out
        assert 0 in possible
        assert len(possible) > 4


def test_a_small_cost_is_not_called_none() -> None:
    assert [suppression.shown_kroner(Decimal(kr), 50) for kr in (0, 15, 499, 500, 1499)] == [
        0,
        None,
        None,
        1000,
        1000,
    ]


def test_shares_are_worked_out_from_what_is_shown() -> None:
    shares = suppression.shown_shares({"digital": 40, "telephone": 60, "written": None, "in_person": 0})
    assert shares == {"digital": 40.0, "telephone": 60.0, "written": None, "in_person": 0.0}
    assert suppression.shown_shares({"digital": 0, "telephone": None}) == {"digital": None, "telephone": None}


@pytest.mark.parametrize(
    ("percent", "rows", "shown"),
    [(50.0, 8, None), (50.0, 10, 50), (90.0, 40, None), (100.0, 40, 100), (0.0, 7, 0), (66.666, 300, 67)],
)
def test_a_share_hides_when_few_stand_behind_it_or_behind_its_rest(
    percent: float, rows: int, shown: int | None
) -> None:
    assert suppression.shown_percent(percent, rows) == shown


def test_how_much_a_figure_rests_on_is_said_in_broad_words() -> None:
    assert [suppression.band(n) for n in (None, 0, 5, 95, 100, 1000)] == [
        "1-4", "0", "5-99", "5-99", "100-999", "1000+",
    ]  # fmt: skip
