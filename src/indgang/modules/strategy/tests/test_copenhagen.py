"""Copenhagen 2009, as Citizen.2012 prints it: the figures that must come out."""

from decimal import Decimal

import pytest

from indgang.modules.strategy import selectors
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, Figure, Filter

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("content")]


def copenhagen(indicator: str, filter: Filter = Filter.ALL) -> dict[str, Figure]:
    found = selectors.figures(
        batch="copenhagen-2009", year=2009, price_sheet="copenhagen-2009", filter=filter, only=[indicator]
    )
    return {figure.group: figure for figure in found}


def values(indicator: str, filter: Filter = Filter.ALL) -> list[float]:
    """By group: digital, telephone, in person, written; in percent with two decimals."""
    found = copenhagen(indicator, filter)
    return [round(float(found[group].value or 0), 2) for group in CHANNEL_GROUPS]


def test_thirteen_million_and_seventy_thousand_with_library_visits() -> None:
    found = copenhagen("contacts")
    assert {group: figure.value for group, figure in found.items()} == {
        "all": 13_070_000,
        "digital": 1_800_000,
        "telephone": 3_344_000,
        "in_person": 5_382_000,
        "written": 2_544_000,
    }
    assert [found[group].rows for group in ("all", "in_person", "digital")] == [5, 2, 1]


def test_nine_million_two_hundred_and_seventy_thousand_without() -> None:
    found = copenhagen("contacts", Filter.WITHOUT_LIBRARY_VISITS)
    assert (found["all"].value, found["in_person"].value) == (9_270_000, 1_582_000)
    assert (found["all"].rows, found["in_person"].rows) == (4, 1)


def test_shares_of_contacts() -> None:
    assert values("channel_share", Filter.WITHOUT_LIBRARY_VISITS) == [19.42, 36.07, 17.07, 27.44]
    assert values("channel_share") == [13.77, 25.59, 41.18, 19.46]


def test_shares_are_not_rounded() -> None:
    share = copenhagen("channel_share", Filter.WITHOUT_LIBRARY_VISITS)["digital"].value
    assert share == pytest.approx(100 * 1_800_000 / 9_270_000, rel=1e-12)


@pytest.mark.parametrize("filter", list(Filter))
def test_five_hundred_and_forty_five_million_kroner_since_library_visits_have_no_price(
    filter: Filter,
) -> None:
    found = copenhagen("cost", filter)
    assert {group: figure.value for group, figure in found.items()} == {
        "all": Decimal("545560000"),
        "digital": Decimal("5400000"),
        "telephone": Decimal("133760000"),
        "in_person": Decimal("126560000"),
        "written": Decimal("279840000"),
    }
    assert found["all"].rows == 4
    assert found["all"].unpriced == 0


@pytest.mark.parametrize("filter", list(Filter))
def test_shares_of_the_cost(filter: Filter) -> None:
    assert values("cost_share", filter) == [0.99, 24.52, 23.20, 51.29]


def test_the_two_digital_shares_stand_apart() -> None:
    citizen = copenhagen("digital_share_citizen2012", Filter.WITHOUT_LIBRARY_VISITS)["digital"]
    hvidovre = copenhagen("digital_share_hvidovre", Filter.WITHOUT_LIBRARY_VISITS)["digital"]
    assert round(float(citizen.value or 0), 2) == 19.42
    assert hvidovre.value is None
    assert "grupper af kanaler" in hvidovre.reason.da


@pytest.mark.parametrize("indicator", ["completion_citizen2012", "straight_through", "decision_time"])
def test_what_the_source_did_not_count_is_not_nought(indicator: str) -> None:
    for figure in copenhagen(indicator).values():
        assert figure.value is None
        assert figure.rows == 0
        assert figure.reason.da == "Kilden har ikke talt det."


def test_a_figure_names_its_sources_and_says_when_it_is_an_estimate() -> None:
    found = copenhagen("contacts", Filter.WITHOUT_LIBRARY_VISITS)
    assert found["all"].sources == ("ØKF 2009, s. 6", "Deloitte 2009, s. 6")
    assert found["all"].document.startswith("Citizen.2012")
    assert (found["in_person"].estimate, found["telephone"].estimate) == (True, False)
    assert copenhagen("cost")["all"].price_sheet == "copenhagen-2009"


def test_the_targets_of_2012() -> None:
    targets = {
        (target.indicator, target.group): target.value
        for target in selectors.strategy("citizen-2012").targets
        if target.year == 2012
    }
    assert [targets["channel_share", group] for group in CHANNEL_GROUPS] == [40, 35, 15, 10]
    assert [targets["cost_share", group] for group in CHANNEL_GROUPS] == [2, 37, 31, 29]
    assert targets["contacts", "digital"] == 3_800_000
    assert targets["completion_citizen2012", "all"] == 70
    assert (targets["reach", "entrances"], targets["reach", "solutions"]) == (Decimal(31), Decimal(26))


def test_five_guidelines_with_their_page() -> None:
    guidelines = selectors.strategy("citizen-2012").guidelines
    assert "".join(guideline.letter for guideline in guidelines) == "ABCDE"
    assert {guideline.page for guideline in guidelines} == {"s. 12"}
