"""What somebody types becomes a plan, or a sentence about what to write instead."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from indgang.modules.strategy.selectors import Closing, Range, Shift, YearPlan
from indgang.surfaces.steering.scenario import typed

SHEETS = {"kl-2010": "KL"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("9.500.000", "9500000"), ("9500000", "9500000"), ("9 500 000", "9500000"), ("38,2", "38.2"),
        ("38.2", "38.2"), ("1.234", "1234"), ("1.234,5", "1234.5"), ("−1", "-1"), ("-1,5", "-1.5"),
    ],
)  # fmt: skip
def test_numbers_as_danes_write_them(raw: str, value: str) -> None:
    assert typed.number(raw) == Decimal(value)


@pytest.mark.parametrize("raw", ["", "mange", "1,2,3", "1.2.3", "1e9", "NaN", "∞", "--1", "5 %", "1" * 60])
def test_what_is_no_number(raw: str) -> None:
    assert typed.number(raw) is None


@pytest.mark.parametrize(
    ("raw", "low", "central", "high"),
    [
        ("2", "2", "2", "2"), ("0 til 2", "0", "1", "2"), ("0-2", "0", "1", "2"), ("-2 til 1", "-2", "-0.5", "1"),
        ("0; 1; 3", "0", "1", "3"), ("1,5 – 2,5", "1.5", "2", "2.5"),
    ],
)  # fmt: skip
def test_a_doubt_is_two_numbers_or_three(raw: str, low: str, central: str, high: str) -> None:
    assert typed.span(raw) == Range(Decimal(low), Decimal(central), Decimal(high))


def test_an_empty_form_asks_for_the_year_alone() -> None:
    read = typed.read({}, sheets=SHEETS)
    assert set(read.errors) == {"aar"}
    assert read.plan is None


def test_a_form_as_a_plan() -> None:
    read = typed.read(
        {
            "aar": "2027",
            "vaekst": "0 til 2",
            "flyt1_fra": "telephone",
            "flyt1_til": "digital",
            "flyt1_procent": "20",
            "lukker": "3",
            "af": "6",
            "til_in_person": "70",
            "til_telephone": "30",
            "prisliste": "kl-2010",
        },
        sheets=SHEETS,
    )
    assert read.errors == {}
    assert read.plan is not None
    assert read.plan.growth == Range(Decimal(0), Decimal(1), Decimal(2))
    assert read.plan.shifts == (Shift("telephone", "digital", Range.exactly(20)),)
    assert read.plan.closings[0].goes_to["in_person"] == 70
    assert (read.plan.closings[0].count, read.plan.closings[0].of) == (3, 6)
    assert read.plan.shares is None


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("vaekst", {"vaekst": "meget"}),
        ("antal", {"antal": "1.2.3"}),
        ("andel_digital", {"andel_digital": "halvdelen"}),
        ("prisliste", {"prisliste": "gratis"}),
        ("flyt1_til", {"flyt1_fra": "telephone", "flyt1_procent": "5"}),
        ("flyt2_procent", {"flyt2_fra": "telephone", "flyt2_til": "digital"}),
        ("lukker", {"lukker": "tre"}),
        ("af", {"lukker": "3", "til_digital": "100"}),
        ("til_digital", {"lukker": "3", "af": "6"}),
    ],
)
def test_a_mistake_stands_at_its_field_and_keeps_what_was_typed(field: str, query: dict[str, str]) -> None:
    read = typed.read({"aar": "2027", **query}, sheets=SHEETS)
    assert set(read.errors) == {field}
    assert read.plan is None
    assert all(read.values[name] == value for name, value in query.items())


numbers = some.decimals(min_value=0, max_value=100, places=2)


@given(
    growth=some.lists(numbers, min_size=3, max_size=3).map(sorted),
    share=some.decimals(min_value=0, max_value=100, places=1),
    percent=numbers,
    closes=some.integers(1, 9),
)
def test_a_plan_in_the_fields_reads_back_as_itself(
    growth: list[Decimal], share: Decimal, percent: Decimal, closes: int
) -> None:
    plan = YearPlan(
        year=2027,
        growth=Range(*growth),
        shares={"digital": share, "telephone": 100 - share, "in_person": Decimal(0), "written": Decimal(0)},
        shifts=(Shift("telephone", "digital", Range.exactly(percent), "pas"),),
        closings=(
            Closing(
                {"digital": Decimal(0), "telephone": share, "in_person": 100 - share, "written": Decimal(0)},
                count=closes,
                of=9,
            ),
        ),
    )
    with translation.override("da"):
        assert typed.read(typed.as_typed(plan), sheets=SHEETS).plan == plan


@given(some.dictionaries(some.sampled_from(typed.names()), some.text(max_size=30)))
def test_no_text_at_all_breaks_the_form(query: dict[str, str]) -> None:
    read = typed.read(query, sheets=SHEETS)
    assert (read.plan is None) == bool(read.errors)
