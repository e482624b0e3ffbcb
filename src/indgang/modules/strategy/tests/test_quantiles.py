"""The middle, and what nine in ten stay below: the same as in ordered rows."""

import statistics

import pytest

from indgang.modules.strategy.tests.small_ledger import measurement, values


@pytest.mark.parametrize("count", range(1, 24))
def test_quantiles_are_those_of_the_ordered_rows(count: int) -> None:
    days = [float((number * 7919) % 13) + number / 8 for number in range(count)]
    found = values("decision_time", (), [measurement("decision_time", value=day) for day in days])
    assert found["median"] == pytest.approx(statistics.median(days), abs=0.01)
    if count > 1:
        tenths = statistics.quantiles(days, n=10, method="inclusive")
        assert found["p90"] == pytest.approx(tenths[8], abs=0.01)
