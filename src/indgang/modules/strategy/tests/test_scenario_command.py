"""`./indgang scenario run`: what contacts would cost, in the agreed form, over what the ledger counts."""

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors
from indgang.modules.strategy.selectors import BadScenario, Closing, Range, Shift, YearPlan
from indgang.modules.strategy.vocabulary import Filter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def scenario(*words: str) -> Any:
    out = StringIO()
    call_command("scenario", "run", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_goal_of_2012_in_the_agreed_form() -> None:
    answer = scenario("citizen-2012")
    assert (answer["strategy"], answer["scenario"]) == ("citizen-2012", "maal-2012")
    assert answer["price_sheet"] == "copenhagen-2009"
    (year,) = answer["years"]
    assert list(year) == ["year", "contacts", "kr_per_contact", "cost", "groups"]
    assert (year["year"], year["contacts"], year["kr_per_contact"]) == (2012, 9_500_000, 38.2)
    assert year["cost"] == 362_900_000
    assert year["groups"] == [
        {"group": "digital", "contacts": 3_800_000, "share": 40, "cost": 11_400_000, "cost_share": 3.14},
        {"group": "telephone", "contacts": 3_325_000, "share": 35, "cost": 133_000_000, "cost_share": 36.65},
        {"group": "in_person", "contacts": 1_425_000, "share": 15, "cost": 114_000_000, "cost_share": 31.41},
        {"group": "written", "contacts": 950_000, "share": 10, "cost": 104_500_000, "cost_share": 28.8},
    ]
    assert answer["baseline"]["cost"] == 545_560_000
    assert answer["baseline"]["contacts"] == 9_270_000
    assert answer["difference"] == 182_660_000


@pytest.mark.parametrize(("language", "word"), [("da", "ikke det, man sparer"), ("en", "not the saving")])
def test_it_says_in_both_languages_why_channel_arithmetic_is_not_the_saving(language: str, word: str) -> None:
    with translation.override(language):
        note = scenario("citizen-2012")["note"]
    assert word in note
    assert "183" in note
    assert "47" in note


def test_the_baseline_of_a_scenario_is_what_the_figures_say() -> None:
    by = {
        (one.indicator, one.group): one.value
        for one in selectors.figures(
            batch="copenhagen-2009",
            year=2009,
            price_sheet="copenhagen-2009",
            filter=Filter.WITHOUT_LIBRARY_VISITS,
            only=["contacts", "cost"],
        )
    }
    baseline = selectors.scenario("citizen-2012").result.baseline
    assert baseline.contacts.central == by["contacts", "all"]
    assert baseline.cost.central == by["cost", "all"]
    for one in baseline.groups:
        assert (one.contacts.central, one.cost.central) == (by["contacts", one.group], by["cost", one.group])


def test_with_library_visits_their_visits_still_cost_nothing() -> None:
    found = selectors.what_if("citizen-2012", (YearPlan(2010),), year=2009, filter=Filter.ALL)
    assert found.result.baseline.contacts.central == 13_070_000
    assert round(found.result.baseline.cost.central, 2) == 545_560_000


def test_a_year_without_prices_is_refused() -> None:
    with pytest.raises(BadScenario, match="ingen priser i 2009"):
        selectors.what_if("lyngsoe-2026", (YearPlan(2010),), year=2009, filter=Filter.ALL, live=True)
    early = {2010: "kl-2010", 2009: "kl-2010"}
    assert selectors.what_if("citizen-2012", (YearPlan(2010),), year=2009, filter=Filter.ALL, sheets=early)


def test_another_price_sheet_from_a_year_on() -> None:
    found = selectors.what_if(
        "citizen-2012",
        (YearPlan(2010), YearPlan(2011)),
        year=2009,
        filter=Filter.WITHOUT_LIBRARY_VISITS,
        sheets={2011: "kl-2010"},
    )
    before, after = found.result.years
    assert before.cost == found.result.baseline.cost
    assert [one.price.central for one in after.groups] == [5, 50, 100, 120]


def test_a_strategy_without_scenarios_or_without_figures_says_so() -> None:
    for words in (["hvidovre-2011-2015"], ["citizen-2012", "--scenario", "maal-2099"], ["nowhere"]):
        with pytest.raises(CommandError, match="There are: ") as error:
            scenario(*words)
        assert error.value.returncode == 2
    with pytest.raises(CommandError, match="ingen henvendelser") as error:
        scenario("lyngsoe-2026")
    assert error.value.returncode == 1
    with pytest.raises(BadScenario, match="ingen tal at begynde med"):
        selectors.what_if("kl-gevinstrealisering", (YearPlan(2030),), year=2026, filter=Filter.ALL)


# Over the municipality's own rows


def a_day_at_the_counter() -> None:
    """Ten calls about moving and thirty about other things; twenty visits at Midtby and twenty at Nord."""
    for _ in range(10):
        contacts.record(channel="telephone", service_id="flytning-indland")
    for _ in range(30):
        contacts.record(channel="telephone", service_id="pas")
    for entrance in ("borgerservice-midtby", "borgerservice-nord"):
        for _ in range(20):
            contacts.record(channel="in_person", service_id="pas", entrance_id=entrance)


def ours(*plans: YearPlan) -> list[dict[str, Decimal]]:
    found = selectors.what_if("lyngsoe-2026", plans, year=2026, filter=Filter.ALL, live=True)
    return [{one.group: one.contacts.central for one in year.groups} for year in found.result.years]


def half(service: str) -> Shift:
    return Shift("telephone", "digital", Range.exactly(50), service)


def test_one_service_is_shifted_and_the_others_stay() -> None:
    a_day_at_the_counter()
    (year,) = ours(YearPlan(2027, shifts=(half("flytning-indland"),)))
    assert year == {"digital": 5, "telephone": 35, "in_person": 40, "written": 0}
    (year,) = ours(YearPlan(2027, shifts=(half("*"),)))
    assert year == {"digital": 20, "telephone": 20, "in_person": 40, "written": 0}


def test_one_entrance_closes_and_its_visits_go_where_the_plan_says() -> None:
    a_day_at_the_counter()
    goes = {"in_person": Decimal(70), "telephone": Decimal(30)}
    closing = Closing(goes, entrance="borgerservice-nord")
    (year,) = ours(YearPlan(2027, closings=(closing,)))
    assert year == {"digital": 0, "telephone": 46, "in_person": 34, "written": 0}
    (year,) = ours(YearPlan(2027, closings=(closing,), shifts=(half("pas"),)))
    assert year == {"digital": 18, "telephone": 28, "in_person": 34, "written": 0}


def test_a_service_or_an_entrance_without_rows_is_told_and_not_taken_as_nought() -> None:
    a_day_at_the_counter()
    with pytest.raises(BadScenario, match="ikke tal for ydelsen affald"):
        ours(YearPlan(2027, shifts=(half("affald"),)))
    with pytest.raises(BadScenario, match="ikke tal for indgangen nowhere"):
        ours(YearPlan(2027, closings=(Closing({"digital": Decimal(100)}, entrance="nowhere"),)))


def test_doubts_stand_as_ranges_beside_the_central_number() -> None:
    a_day_at_the_counter()
    (year, _) = scenario("lyngsoe-2026")["years"]
    assert year["ranges"]["contacts"] == {"low": 80, "central": 81, "high": 82}
    digital = year["groups"][0]
    assert digital["contacts"] == 4
    assert digital["ranges"]["contacts"] == {"low": 2, "central": 4, "high": 6}
    assert digital["ranges"]["share"]["low"] < digital["share"] < digital["ranges"]["share"]["high"]


def test_contacts_without_a_price_are_priced_as_their_channel_and_it_says_how_many() -> None:
    for cost in (15, 20):  # first three that have no price, then also one that has
        if cost == 15:
            for _ in range(3):
                contacts.record(channel="web")
        else:
            contacts.record(channel="self_service", handling="automatic")
        found = selectors.what_if("lyngsoe-2026", (YearPlan(2027),), year=2026, filter=Filter.ALL, live=True)
        assert found.result.baseline.cost.central == cost
        (warning,) = found.result.warnings
        assert warning.da.startswith("3 henvendelser har ingen pris")
    assert selectors.scenario("citizen-2012").result.warnings == ()
