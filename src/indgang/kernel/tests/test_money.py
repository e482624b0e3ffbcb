"""Money in conditions: whole øre, never beside a bare number, and rounded as the functions say."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.kernel.expressions import (
    BOOL,
    DATE,
    DECIMAL,
    MONEY,
    TEXT,
    WHOLE,
    BadExpression,
    Facts,
    compile_expression,
    list_of,
    record,
)
from indgang.kernel.money import amount, ore_of

NAMES = {
    "income": MONEY,
    "limit": MONEY,
    "children": WHOLE,
    "km": DECIMAL,
    "paid": list_of(record(month=DATE, amount=MONEY)),
    "many": list_of(record(ref=TEXT, parts=list_of(TEXT))),
    "day": DATE,
    "note": TEXT,
}
VALUES = {
    "income": 25_000_050,
    "limit": 20_000_000,
    "children": 3,
    "km": 1.5,
    "paid": [{"month": "2026-10-01", "amount": 100}, {"month": "2026-11-01", "amount": 250}],
    "many": [{"ref": "a", "parts": ["x"]}],
    "day": "2026-01-31",
    "note": "x" * 15_000,
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("kr(200)", 20_000),
        ("income - limit", 5_000_050),
        ("limit + kr(7000) * (children - 1)", 21_400_000),
        ("children * kr(1)", 300),
        ("-income", -25_000_050),
        ("income > limit", True),
        ("income == kr(250000)", False),
        ("share(income, 50)", 12_500_025),
        ("share(kr(1) + share(kr(1), 1), 50)", 51),
        ("divide(kr(374099), 95)", 393_788),
        ("divide(kr(1), 8)", 13),
        ("whole_kr(income)", 25_000_100),
        ("whole_kr(share(kr(1), 49))", 0),
        ("whole_kr(share(kr(1), 50))", 100),
        ("min(income, limit)", 20_000_000),
        ("max(children, 5)", 5),
        ("min(km, 2.0)", 1.5),
        ("sum(paid.map(p, p.amount))", 350),
        ("sum(paid.filter(p, p.month > day).map(p, p.amount)) * 12", 4200),
        ("sum([1, 2, 3])", 6),
        ("steps(income, limit, kr(4117))", 12),
        ("steps(limit, income, kr(4117))", -13),
        ("steps(10, 1, 3)", 3),
        ("add_months(day, 1)", date(2026, 2, 28)),
        ("add_months(day, 25)", date(2028, 2, 29)),
        ("add_months(day, -2)", date(2025, 11, 30)),
        ("month_of(day)", date(2026, 1, 1)),
        ("months_between(day, add_months(day, 1))", 1),
        ("months_between(month_of(day), day)", 0),
        ("months_between(add_months(day, 3), day)", -3),
    ],
)
def test_money_and_months_compute(source: str, value: object) -> None:
    assert compile_expression(source, NAMES).evaluate(Facts(NAMES, VALUES)).value == value


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("income > 200", "Write the number of kroner as kr(200)"),
        ("income + 200", "Write the number of kroner as kr(200)"),
        ("income == 200", "Write the number of kroner as kr(200)"),
        ("income < km", "Write the number of kroner as kr(200)"),
        ("min(income, 200)", "A number of kroner is written kr(200)."),
        ("income * income", "`*` does not go between money and money"),
        ("income / 2", "share(money, whole percent)"),
        ("income * km", "`*` does not go between money and decimal"),
        ("kr(km)", "write kr(whole number)"),
        ("kr(1, 2)", "write kr(whole number)"),
        ("share(income)", "write share(money, whole percent)"),
        ("sum(many)", "write sum(list of numbers or money)"),
        ("month_of(children)", "write month_of(date)"),
        ("tax(income)", "`tax(…)` is not used. There are size(list or text), "),
        ("salary > kr(1)", "`salary` (character 1) is not declared."),
    ],
)
def test_money_that_does_not_fit_is_refused_when_it_is_read(source: str, sentence: str) -> None:
    with pytest.raises(BadExpression) as refused:
        compile_expression(source, NAMES)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("many.all(a, many.all(b, many.all(c, true)))", "loops stand inside each other"),
        ("many.map(a, many.map(b, b.parts))", "lists stand more than 2 deep"),
        (
            "many.all(a, (many + many + many + many + many).exists(b, a.ref == b.ref && a.ref != b.ref))",
            "too slow when its lists are long",
        ),
        ("many.all(a, many.all(b, a.ref in many.map(c, c.ref)))", "loops stand inside each other"),
        (
            "many.all(a, many.exists(b, a.parts + b.parts == b.parts + a.parts + a.parts + b.parts && a.ref != b.ref))",
            "too slow when its lists are long",
        ),
    ],
)
def test_a_condition_that_long_lists_make_slow_is_refused_when_it_is_read(source: str, sentence: str) -> None:
    with pytest.raises(BadExpression) as refused:
        compile_expression(source, NAMES)
    assert sentence in str(refused.value)


def test_a_computed_value_that_grows_too_long_is_not_known() -> None:
    facts = Facts(NAMES, {**VALUES, "many": [{"ref": "a", "parts": ["x"]}] * 300})
    twice = compile_expression("many + many", NAMES).evaluate(facts)
    assert (twice.known, twice.problem) == (False, "the value is too long")
    assert not compile_expression("note + note", NAMES).evaluate(facts).known
    assert compile_expression("many.map(m, m.parts)", NAMES).evaluate(facts).known


def test_long_lists_are_not_gone_through_one_inside_another() -> None:
    source = compile_expression("many.all(a, many.exists(b, a.ref == b.ref))", NAMES)
    some = [{"ref": "a", "parts": ["x"]}]
    assert source.evaluate(Facts(NAMES, {"many": some * 150})).value is True
    assert source.evaluate(Facts(NAMES, {"many": some * 151})).problem == "the lists are too long"
    inner = compile_expression("many.map(m, many.map(n, n.ref))", NAMES)
    assert inner.evaluate(Facts(NAMES, {"many": some * 51})).problem == "the value is too long"


def test_a_list_inside_a_list_may_be_fifty_long() -> None:
    source = compile_expression("many.all(m, size(m.parts) > 0)", NAMES, expect=BOOL)
    known = [{"ref": "a", "parts": ["x"] * 50}]
    too_long = [{"ref": "a", "parts": ["x"] * 51}]
    assert source.evaluate(Facts(NAMES, {"many": known})).value is True
    assert source.evaluate(Facts(NAMES, {"many": too_long})).missing == ("many[].parts",)


@pytest.mark.parametrize("value", [1.5, "100", True, 2**70, date(2026, 1, 1)], ids=str)
def test_money_that_is_no_whole_number_of_ore_is_not_known(value: object) -> None:
    assert not compile_expression("income > kr(0)", NAMES).evaluate(Facts(NAMES, {"income": value})).known


@pytest.mark.parametrize(
    "source",
    [
        "steps(income, limit, kr(0))",
        "divide(income, 0)",
        "kr(9223372036854775807)",
        "add_months(day, 99999999)",
    ],
)
def test_what_cannot_be_computed_is_not_known(source: str) -> None:
    assert not compile_expression(source, NAMES).evaluate(Facts(NAMES, VALUES)).known


@given(st.integers(-(10**12), 10**12), st.integers(0, 100))
@settings(max_examples=50, deadline=None)
def test_a_share_is_never_half_an_ore_off(money: int, percent: int) -> None:
    got = (
        compile_expression(f"share(income, {percent})", NAMES).evaluate(Facts(NAMES, {"income": money})).value
    )
    exact = Decimal(money) * percent / 100
    assert -Decimal("0.5") < got - exact <= Decimal("0.5")


@pytest.mark.parametrize(
    ("kroner", "ore"),
    [(2405, 240_500), ("2405", 240_500), ("1234.5", 123_450), ("0.01", 1), ("-3", -300)],
)
def test_kroner_in_content_become_ore(kroner: object, ore: int) -> None:
    assert ore_of(kroner) == ore


@pytest.mark.parametrize(
    "kroner", ["1.234", "2.405,50", "", "NaN", "Infinity", "1e30", True, None, 1.5, [], "١"], ids=repr
)
def test_what_is_no_amount_of_kroner_is_none(kroner: object) -> None:
    assert ore_of(kroner) is None


def test_amounts_are_written_as_people_read_them() -> None:
    assert (amount(240_500).da, amount(240_500).en) == ("2.405 kr.", "DKK 2,405")
    assert (amount(123_450).da, amount(123_450).en) == ("1.234,50 kr.", "DKK 1,234.50")
    assert (amount(-5).da, amount(0).da) == ("-0,05 kr.", "0 kr.")
