"""Minutes by entrance: the middle, and what nine in ten stay below."""

import statistics

import pytest

from indgang.modules.contacts import services as contacts
from indgang.modules.strategy.selectors.minutes import Minutes, minutes_by
from indgang.modules.strategy.tests.small_ledger import measurement, values
from indgang.modules.strategy.vocabulary import Cut, Question


@pytest.mark.parametrize("count", range(1, 24))
def test_quantiles_are_those_of_the_ordered_rows(count: int) -> None:
    days = [float((number * 7919) % 13) + number / 8 for number in range(count)]
    found = values("decision_time", (), [measurement("decision_time", value=day) for day in days])
    assert found["median"] == pytest.approx(statistics.median(days), abs=0.01)
    if count > 1:
        tenths = statistics.quantiles(days, n=10, method="inclusive")
        assert found["p90"] == pytest.approx(tenths[8], abs=0.01)


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
def test_each_entrance_has_its_own_and_what_has_no_time_is_left_out() -> None:
    for minutes in (2.0, 4.0, 6.0, 30.0):
        contacts.record(channel="in_person", entrance_id="raadhuset", minutes=minutes)
    contacts.record(channel="in_person", entrance_id="raadhuset")
    contacts.record(channel="in_person", entrance_id="kvarterhuset", minutes=1.5)
    contacts.record(channel="in_person", entrance_id="kvarterhuset", minutes=99, direction="out")
    asked = Question("live-lyngsoe", 2026, "kl-2010")
    assert minutes_by(asked) == [
        Minutes("raadhuset", 5.0, pytest.approx(22.8), 4),
        Minutes("kvarterhuset", 1.5, 1.5, 1),
    ]
    part = Question("live-lyngsoe", 2026, "kl-2010", cut=Cut(entrance="kvarterhuset"))
    assert [line.of for line in minutes_by(part)] == ["kvarterhuset"]
    assert minutes_by(Question("copenhagen-2009", 2009, "copenhagen-2009")) == []
    with pytest.raises(ValueError, match="Choose one of entrance"):
        minutes_by(asked, "party")
