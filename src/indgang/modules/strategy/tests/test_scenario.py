"""What contacts would cost if they came in another way: exact, and honest about its doubts."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.modules.strategy.rules.scenario import run
from indgang.modules.strategy.rules.scenario_words import (
    BadScenario,
    Cell,
    Closing,
    Range,
    Scenario,
    ScenarioResult,
    Shift,
    YearPlan,
)

GROUPS = ("digital", "telephone", "in_person", "written")
COPENHAGEN = tuple(
    Cell(group, Decimal(contacts))
    for group, contacts in zip(GROUPS, (1_800_000, 3_344_000, 1_582_000, 2_544_000), strict=True)
)
PRICES: dict[str, Decimal | None] = dict(zip(GROUPS, map(Decimal, (3, 40, 80, 110)), strict=True))
GOAL = dict(zip(GROUPS, map(Decimal, (40, 35, 15, 10)), strict=True))


def exactly(value: int | str) -> Range:
    return Range.exactly(Decimal(value))


def of(*plans: YearPlan, baseline: tuple[Cell, ...] = COPENHAGEN, year: int = 2009) -> ScenarioResult:
    return run(Scenario(year, baseline, PRICES, plans))


def test_the_goal_of_2012_comes_out_exactly() -> None:
    found = of(YearPlan(2012, contacts=exactly(9_500_000), shares=GOAL))
    (goal,) = found.years
    assert [one.share.central for one in goal.groups] == [40, 35, 15, 10]
    assert goal.kr_per_contact.central == Decimal("38.2")
    assert [round(one.cost_share.central, 2) for one in goal.groups] == [
        Decimal("3.14"),
        Decimal("36.65"),
        Decimal("31.41"),
        Decimal("28.80"),
    ]
    assert goal.cost.central == 362_900_000
    assert found.baseline.cost.central == 545_560_000
    assert goal.saved.central == 182_660_000
    assert goal.contacts.certain
    assert goal.cost.certain


def test_a_shift_moves_contacts_and_keeps_their_number() -> None:
    found = of(YearPlan(2010, shifts=(Shift("written", "digital", exactly(25)),)))
    digital, _, _, written = found.years[0].groups
    assert [digital.contacts.central, written.contacts.central] == [2_436_000, 1_908_000]
    assert found.years[0].contacts.central == 9_270_000
    assert found.years[0].saved.central == 636_000 * (110 - 3)


def test_a_shift_of_one_service_leaves_the_others_alone() -> None:
    cells = (Cell("telephone", Decimal(100), "flytning"), Cell("telephone", Decimal(300)))
    found = of(
        YearPlan(2010, shifts=(Shift("telephone", "digital", exactly(50), "flytning"),)), baseline=cells
    )
    assert [one.contacts.central for one in found.years[0].groups] == [50, 350, 0, 0]


def test_what_is_shifted_in_one_year_stays_shifted() -> None:
    half = (Shift("telephone", "digital", exactly(50)),)
    cells = (Cell("telephone", Decimal(400)),)
    found = of(YearPlan(2010, shifts=half), YearPlan(2011, shifts=half), baseline=cells)
    assert [one.groups[1].contacts.central for one in found.years] == [200, 100]


def test_growth_is_a_year_and_compounds_over_the_years_that_are_left_out() -> None:
    ten = Range(Decimal(0), Decimal(10), Decimal(20))
    found = of(YearPlan(2011, growth=ten), baseline=(Cell("digital", Decimal(100)),))
    total = found.years[0].contacts
    assert [total.low, total.central, total.high] == [100, 121, 144]
    cost = found.years[0].cost
    assert [cost.low, cost.central, cost.high] == [300, 363, 432]
    assert found.years[0].saved == Range(Decimal(-132), Decimal(-63), Decimal(0))


def test_an_entrance_that_closes_sends_its_people_where_the_plan_says() -> None:
    goes = {"in_person": Decimal(70), "telephone": Decimal(30)}
    cells = (Cell("in_person", Decimal(200), entrance="nord"), Cell("in_person", Decimal(800)))
    found = of(YearPlan(2010, closings=(Closing(goes, entrance="nord"),)), baseline=cells)
    assert [one.contacts.central for one in found.years[0].groups] == [0, 60, 940, 0]
    assert found.warnings == ()


def test_entrances_without_figures_are_taken_as_equally_busy_and_it_says_so() -> None:
    goes = {"digital": Decimal(100)}
    cells = (Cell("in_person", Decimal(540)),)
    found = of(YearPlan(2010, closings=(Closing(goes, count=10, of=54),)), baseline=cells)
    assert [one.contacts.central for one in found.years[0].groups] == [100, 0, 440, 0]
    assert "lige mange" in found.warnings[0].da


def test_a_doubtful_shift_gives_the_ends_of_every_figure() -> None:
    doubt = Range(Decimal(10), Decimal(20), Decimal(40))
    found = of(
        YearPlan(2010, shifts=(Shift("telephone", "digital", doubt),)),
        baseline=(Cell("telephone", Decimal(100)), Cell("digital", Decimal(100))),
    )
    digital, telephone, *_ = found.years[0].groups
    assert [digital.contacts.low, digital.contacts.central, digital.contacts.high] == [110, 120, 140]
    assert [telephone.contacts.low, telephone.contacts.high] == [60, 90]
    assert found.years[0].contacts.certain
    cost = found.years[0].cost
    assert [cost.low, cost.central, cost.high] == [140 * 3 + 60 * 40, 120 * 3 + 80 * 40, 110 * 3 + 90 * 40]


def test_prices_may_rise_and_may_be_those_of_another_list() -> None:
    up = Range(Decimal(0), Decimal(10), Decimal(10))
    dear: dict[str, Decimal | None] = dict.fromkeys(GROUPS, Decimal(100))
    found = of(
        YearPlan(2010, price_change=up), YearPlan(2011, prices=dear), baseline=(Cell("digital", Decimal(10)),)
    )
    assert [one.cost.central for one in found.years] == [33, 1100]


def plan_that_is_wrong() -> list[tuple[YearPlan, str]]:
    shift = Shift("written", "digital", exactly(101))
    return [
        (YearPlan(2012, shares={**GOAL, "written": Decimal(11)}), "giver 101 procent"),
        (YearPlan(2012, shares={**GOAL, "fax": Decimal(0)}), "ikke kanalen fax"),
        (YearPlan(2012, shares={**GOAL, "written": Decimal(-10), "digital": Decimal(60)}), "negativ"),
        (YearPlan(2012, shifts=(shift,)), "ikke mere end der er"),
        (YearPlan(2012, shifts=(Shift("written", "digital", exactly(1), "pas"),)), "ydelsen pas"),
        (YearPlan(2012, contacts=exactly(0)), "mere end nul"),
        (YearPlan(2012, contacts=exactly(1), growth=exactly(1)), "ikke begge"),
        (YearPlan(2012, growth=exactly(-100)), "minus 100"),
        (YearPlan(2012, growth=Range(Decimal(2), Decimal(1), Decimal(3))), "laveste først"),
        (YearPlan(2009), "efter 2009"),
        (YearPlan(2012, closings=(Closing({"digital": Decimal(99)}, count=1, of=2),)), "giver 99"),
        (YearPlan(2012, closings=(Closing({"digital": Decimal(100)}, count=3, of=2),)), "hvor mange"),
        (YearPlan(2012, closings=(Closing({"digital": Decimal(100)}, entrance="x"),)), "indgangen x"),
        (YearPlan(2012, prices={**PRICES, "written": None}), "ingen pris for written"),
    ]


@pytest.mark.parametrize(("plan", "words"), plan_that_is_wrong(), ids=lambda one: str(one)[:40])
def test_what_cannot_be_worked_out_says_why(plan: YearPlan, words: str) -> None:
    with pytest.raises(BadScenario, match=words):
        of(plan)


def test_a_baseline_is_not_negative_and_not_empty() -> None:
    with pytest.raises(BadScenario, match="negativt"):
        of(YearPlan(2012), baseline=(Cell("digital", Decimal(-1)),))
    with pytest.raises(BadScenario, match="ingen henvendelser"):
        of(YearPlan(2012), baseline=(Cell("digital", Decimal(0)),))


def test_more_doubts_than_can_be_shown_are_refused() -> None:
    doubt = Shift("written", "digital", Range(Decimal(1), Decimal(2), Decimal(3)))
    with pytest.raises(BadScenario, match="højst 8"):
        of(YearPlan(2012, shifts=(doubt,) * 9))


def test_more_changes_than_can_be_followed_are_refused() -> None:
    shift = Shift("written", "digital", exactly(1))
    assert of(YearPlan(2012, shifts=(shift,) * 40)).years
    with pytest.raises(BadScenario, match="højst 40"):
        of(YearPlan(2012, shifts=(shift,) * 21), YearPlan(2013, shifts=(shift,) * 20))


counts = st.integers(min_value=1, max_value=10_000_000).map(Decimal)
baselines = st.tuples(counts, counts, counts, counts).map(
    lambda found: tuple(Cell(group, one) for group, one in zip(GROUPS, found, strict=True))
)
percents = st.decimals(min_value=0, max_value=100, places=2)
ranges = st.lists(percents, min_size=3, max_size=3).map(lambda three: Range(*sorted(three)))
shifts = st.builds(Shift, st.sampled_from(GROUPS), st.sampled_from(GROUPS), ranges)


@settings(max_examples=60, deadline=None)
@given(baselines, st.lists(shifts, max_size=4), ranges)
def test_low_central_high_and_nothing_is_lost(
    baseline: tuple[Cell, ...], moved: list[Shift], growth: Range
) -> None:
    found = of(YearPlan(2010, shifts=tuple(moved), growth=growth), baseline=baseline)
    (year,) = found.years
    for one in (year.contacts, year.cost, year.kr_per_contact, year.saved):
        assert one.low <= one.central <= one.high
    for group in year.groups:
        for one in (group.contacts, group.share, group.cost, group.cost_share):
            assert one.low <= one.central <= one.high
    assert sum(group.share.central for group in year.groups) == pytest.approx(
        Decimal(100), abs=Decimal("1e-20")
    )
    total = sum(group.contacts.central for group in year.groups)
    assert total == pytest.approx(year.contacts.central, rel=Decimal("1e-20"))


@settings(max_examples=40, deadline=None)
@given(baselines)
def test_the_same_shares_and_the_same_number_cost_the_same(baseline: tuple[Cell, ...]) -> None:
    found = of(YearPlan(2010), baseline=baseline)
    assert found.years[0].cost == found.baseline.cost
    assert found.years[0].saved == Range.exactly(0)


@settings(max_examples=40, deadline=None)
@given(counts)
def test_all_of_it_there_and_back_gives_the_start(contacts: Decimal) -> None:
    there, back = Shift("telephone", "digital", exactly(100)), Shift("digital", "telephone", exactly(100))
    found = of(
        YearPlan(2010, shifts=(there,)),
        YearPlan(2011, shifts=(back,)),
        baseline=(Cell("telephone", contacts),),
    )
    assert found.years[1].groups == found.baseline.groups
