"""A year told apart by entrance or department says the same as the indicators do of each part."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indgang.modules.contacts import selectors as counted
from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.rules.breakdown import quantile
from indgang.modules.strategy.selectors.breakdown import By, breakdown
from indgang.modules.strategy.vocabulary import Cut, Question

ROWS: list[dict[str, object]] = [
    {
        "channel": "in_person",
        "entrance_id": "nord",
        "department": "oekf",
        "outcome": "resolved",
        "minutes": 4.0,
    },
    {
        "channel": "in_person",
        "entrance_id": "nord",
        "department": "oekf",
        "outcome": "transferred",
        "minutes": 8.0,
    },
    {"channel": "telephone", "entrance_id": "nord", "department": "tmf", "outcome": "misdirected"},
    {"channel": "self_service", "handling": "automatic", "department": "tmf"},
    {"channel": "telephone", "entrance_id": "strand", "department": "tmf", "minutes": 5.0},
    {"channel": "letter", "direction": "out", "entrance_id": "strand", "department": "tmf"},
]


@pytest.fixture
def asked(content: None) -> Question:
    for row in ROWS:
        contacts.record(**row)  # type: ignore[arg-type]
    return strategy.question(counted.live_batch_name())


@pytest.mark.parametrize("by", list(By))
def test_each_part_is_what_the_indicators_say_when_they_are_cut_so(asked: Question, by: By) -> None:
    found = breakdown(asked, by)
    assert set(found) == ({"", "nord", "strand"} if by is By.ENTRANCE else {"oekf", "tmf"})
    for id, part in found.items():
        if not id:
            continue
        only = ("contacts", "cost", "resolved_at_once", "misdirected_share")
        cut = Cut(**{by.value: id})  # type: ignore[arg-type]
        (figures,) = strategy.answers(
            Question(asked.batch, asked.year, asked.price_sheet, only=only, cut=cut)
        )
        value = {(one.indicator, one.group): one.value for one in figures}
        assert part.contacts == value["contacts", "all"]
        assert part.cost == value["cost", "all"]
        assert part.resolved == value["resolved_at_once", "all"]
        assert part.misdirected == value["misdirected_share", "all"]
        for group, count in part.by_group.items():
            assert count == value["contacts", group]


def test_the_parts_add_up_to_the_whole(asked: Question) -> None:
    (figures,) = strategy.answers(
        Question(asked.batch, asked.year, asked.price_sheet, only=("contacts", "cost"))
    )
    whole = {one.indicator: one.value for one in figures if one.group == "all"}
    for by in By:
        parts = breakdown(asked, by).values()
        assert sum(part.contacts for part in parts) == whole["contacts"]
        assert sum(part.cost or 0 for part in parts) == whole["cost"]


def test_minutes_are_of_those_that_have_a_time(asked: Question) -> None:
    north = breakdown(asked, By.ENTRANCE)["nord"]
    assert (north.median, north.timed) == (6.0, 2)
    assert north.p90 == pytest.approx(7.6)
    assert breakdown(asked, By.ENTRANCE)[""].median is None
    assert north.share("in_person") == pytest.approx(66.667, abs=0.001)


@given(some.lists(some.integers(0, 60), min_size=2, max_size=40))
def test_a_quantile_of_a_histogram_is_that_of_the_values(values: list[int]) -> None:
    histogram = [(value, values.count(value)) for value in set(values)]
    assert quantile(histogram, 0.5) == pytest.approx(statistics.median(values))
    deciles = statistics.quantiles(values, n=10, method="inclusive")
    assert quantile(histogram, 0.9) == pytest.approx(deciles[8])
    assert quantile([], 0.5) is None
