"""Open figures: nobody is found in them, not even by taking one from another."""

from datetime import UTC, datetime
from itertools import combinations
from random import Random

import pytest

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.selectors import UnknownBatch
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.strategy.models import OpenFigure
from indgang.modules.strategy.selectors.open_figures import OpenRow, open_figures, open_sources
from indgang.modules.strategy.services.open_figures import NothingToPublish, publish
from indgang.modules.strategy.vocabulary import CountedDifferently, Filter

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("content")]
LIVE = "live-lyngsoe"


def count(month: int, channel: str, times: int, service: str = "pas", department: str = "kbf") -> None:
    clock.freeze(datetime(2026, month, 10, 10, tzinfo=UTC))
    for _ in range(times):
        contacts.record(channel=channel, handling="staff", service_id=service, department=department)
    clock.freeze(datetime(2026, 5, 4, 10, tzinfo=UTC))


def find(rows: list[OpenRow], indicator: str, group: str = "all", cut: str = "") -> OpenRow:
    return next(one for one in rows if (one.indicator, one.group, one.cut.key()) == (indicator, group, cut))


def test_copenhagen_is_published_with_and_without_library_visits() -> None:
    assert publish(series="copenhagen-2009", year=2009, by=SYSTEM) == OpenFigure.objects.count()
    rows = open_figures(2009)
    without = [one for one in rows if one.filter is Filter.WITHOUT_LIBRARY_VISITS]
    assert find(rows, "contacts").value == 13_070_000
    assert find(without, "contacts").value == 9_270_000
    assert find(without, "channel_share", "digital").value == 19.42
    assert find(without, "cost").value == 545_560_000
    assert find(without, "cost_share", "written").value == 51.29
    assert {str(one.title) for one in open_sources()} == {"København 2009"}
    assert Event.objects.filter(action="figures_published").count() == 1


def test_a_small_number_is_hidden_and_the_others_hide_it_too() -> None:
    count(3, "telephone", 12)
    count(3, "in_person", 3)
    publish(series=LIVE, year=2026, by=SYSTEM)
    rows = open_figures(2026)
    assert find(rows, "contacts").value == 15
    assert find(rows, "contacts", "telephone").value == 10
    few = find(rows, "contacts", "in_person")
    assert (few.value, few.suppressed, few.band) == (None, True, "1-4")
    assert find(rows, "cost", "in_person").value is None
    assert find(rows, "channel_share", "in_person").value is None
    assert find(rows, "contacts", "all", "service=pas").value == 15
    assert find(rows, "contacts", "telephone", "since=2026-03-01;until=2026-04-01").value == 10
    assert {one.cut.since.month for one in rows if one.cut.since} == {3, 4}  # before that nobody counted


@pytest.mark.parametrize("seed", range(3))
def test_no_number_and_no_difference_of_two_numbers_is_one_to_four(seed: int) -> None:
    """Every count of the file taken from every other, whatever they are about."""
    random = Random(seed)  # noqa: S311
    for month in (1, 2, 4):
        for service, department in (("pas", "kbf"), ("flytning-indland", "oekf"), ("byggetilladelse", "tmf")):
            for channel in ("telephone", "in_person", "self_service", "letter"):
                count(month, channel, random.choice([0, 0, 1, 2, 3, 5, 7, 9]), service, department)
    publish(series=LIVE, year=2026, by=SYSTEM)
    shown = {one.value for one in open_figures(2026) if one.indicator == "contacts" and one.value is not None}
    assert len(shown) > 4
    assert not {1, 2, 3, 4} & (shown | {abs(a - b) for a, b in combinations(shown, 2)})


def test_a_month_that_runs_is_not_published_and_the_next_time_replaces_the_last() -> None:
    count(5, "telephone", 20)
    with pytest.raises(NothingToPublish):
        publish(series=LIVE, year=2026, by=SYSTEM)
    assert not OpenFigure.objects.exists()
    count(4, "telephone", 10)
    publish(series=LIVE, year=2026, by=SYSTEM)
    assert find(open_figures(2026), "contacts").value == 10
    count(4, "telephone", 10)
    assert find(open_figures(2026), "contacts").value == 10
    publish(series=LIVE, year=2026, by=SYSTEM)
    assert find(open_figures(2026), "contacts").value == 20


def test_what_was_never_counted_cannot_be_published() -> None:
    with pytest.raises(UnknownBatch):
        publish(series="nowhere", year=2009, by=SYSTEM)
    with pytest.raises(CountedDifferently):
        publish(series="copenhagen-2009", year=2010, by=SYSTEM)
    assert open_figures(2010) == []
    assert open_sources() == []


def test_reading_asks_little_and_never_the_ledger(django_assert_num_queries: object) -> None:
    publish(series="copenhagen-2009", year=2009, by=SYSTEM)
    with django_assert_num_queries(1):  # type: ignore[operator]
        open_figures(2009)
    with django_assert_num_queries(2):  # type: ignore[operator]
        open_sources()
