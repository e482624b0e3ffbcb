"""Conditions: only declared names, kinds that fit, and never true or false by accident."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.kernel.expressions import (
    BOOL,
    DATE,
    DECIMAL,
    TEXT,
    WHOLE,
    BadExpression,
    Facts,
    compile_expression,
    list_of,
    record,
)

NAMES = {
    "today": DATE,
    "moving_date": DATE,
    "latest": WHOLE,
    "distance": DECIMAL,
    "protected": BOOL,
    "household": list_of(record(ref=TEXT, age=WHOLE, custody=list_of(TEXT))),
    "who": list_of(TEXT),
    "dwelling": record(use=TEXT, rooms=WHOLE),
}
VALUES: dict[str, Any] = {
    "today": date(2026, 11, 21),
    "moving_date": "2026-11-18",
    "latest": "5",
    "distance": 2.5,
    "protected": False,
    "household": [
        {"ref": "sofie", "age": 36, "custody": []},
        {"ref": "ida", "age": 5, "custody": ["sofie", "jonas"]},
    ],
    "who": ["sofie", "ida"],
    "dwelling": {"use": "year_round", "rooms": 4},
}
CUSTODY = "household.filter(p, p.ref in who && p.age < 18).all(p, p.custody.all(h, h in who))"


def value_of(source: str, **changes: Any) -> Any:
    return compile_expression(source, NAMES).evaluate(Facts(NAMES, {**VALUES, **changes})).value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("today - moving_date", 3),
        ("today - moving_date <= latest", True),
        ("moving_date + 10", date(2026, 11, 28)),
        ("dwelling.use in ['year_round', 'institution']", True),
        ("size(who) <= dwelling.rooms * 2 && !protected", True),
        ("household.exists(p, p.age > 60)", False),
        ("household.filter(p, p.age < 18).map(p, p.ref)", ["ida"]),
        ("double(latest) > distance ? 'far' : 'near'", "far"),
        ("dwelling.use.startsWith('year') && \"who.let\" != 'it''".replace("''", "'"), True),
        (CUSTODY, False),
    ],
)
def test_conditions_compute(source: str, value: object) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("moving_day > today", "`moving_day` (character 1) is not declared"),
        ("dwelling.us == 'x'", "`us` is no field of `dwelling`"),
        ("household.exists(p, p.zip == 'x')", "`zip` is no field of `household[]`"),
        ("household.exists(who, true)", "`who` is taken"),
        ("moving_date > latest", "`>` stands between date and whole"),
        ("latest < distance", "must be of one kind"),
        ("has(dwelling.use)", "`has` is not used"),
        ("dwelling == null", "`null` is not used"),
        ("matches(dwelling.use, '(a+)+')", "is not used"),
        ("dwelling.use.matches('(a+)+')", "cannot be asked"),
        ("latest +", "stops in the middle"),
        ("latest latest", "was not expected"),
        ("who[0] == 'x'", "is not used after a value"),
        ("size([]) == 0", "an empty list says nothing"),
        ("'open", "has no meaning"),
        ("(" * 60 + "latest" + ")" * 60, "nested too deeply"),
        ("-" * 60 + "latest", "nested too deeply"),
        ("latest + " * 200 + "latest", "longer than"),
        ("latest+" * 140 + "latest", "more than"),
        ("99999999999999999999 > latest", "too large"),
        ("who.all(a, who.all(b, who.all(c, a == b)))", "loops"),
    ],
)
def test_a_condition_that_cannot_be_used_says_why(source: str, sentence: str) -> None:
    with pytest.raises(BadExpression) as refused:
        compile_expression(source, NAMES)
    assert sentence in str(refused.value)


def test_a_condition_must_give_what_its_place_needs() -> None:
    with pytest.raises(BadExpression, match="gives whole, and bool is needed"):
        compile_expression("today - moving_date", NAMES, expect=BOOL)


def test_a_value_that_is_not_known_makes_the_rule_not_known_and_is_named() -> None:
    late = compile_expression("today - moving_date > latest", NAMES)
    answer = late.evaluate(Facts(NAMES, {**VALUES, "latest": None}))
    assert (answer.known, answer.missing) == (False, ("latest",))


def test_one_child_without_known_custody_is_enough() -> None:
    household = [*VALUES["household"], {"ref": "emil", "age": 9, "custody": None}]
    custody = compile_expression(CUSTODY, NAMES)
    answer = custody.evaluate(
        Facts(NAMES, {**VALUES, "household": household, "who": ["sofie", "jonas", "ida", "emil"]})
    )
    assert (answer.known, answer.missing) == (False, ("household[].custody",))


def test_a_list_with_an_unknown_element_is_not_known() -> None:
    assert value_of("size(who) == 2", who=["sofie", None]) is None


@pytest.mark.parametrize(
    "wrong", ["i morgen", 20261121, True, ["2026-11-21"], "2026-02-30", {}, float("nan")]
)
def test_a_value_of_another_kind_is_not_known(wrong: object) -> None:
    assert value_of("moving_date <= today", moving_date=wrong) is None


@pytest.mark.parametrize(
    "source", ["latest / 0 > 1", "latest * 9223372036854775807 * 3 > 1", "today + latest"]
)
def test_a_run_time_error_is_not_known_and_never_an_exception(source: str) -> None:
    expression = compile_expression(source, NAMES)
    answer = expression.evaluate(Facts(NAMES, {**VALUES, "latest": 9_000_000_000_000_000_000}))
    assert not answer.known
    assert answer.problem


def test_a_named_value_can_be_used_by_later_conditions() -> None:
    facts = Facts(NAMES, VALUES)
    children = compile_expression("household.filter(p, p.age < 18).map(p, p.ref)", NAMES)
    facts.learn("children", children.kind, children.evaluate(facts).value)
    names = {**NAMES, "children": children.kind}
    assert compile_expression("children == ['ida']", names).evaluate(facts).value is True
    assert facts.get("dwelling.use") == "year_round"
    assert facts.get("moving_date") == date(2026, 11, 18)


@given(st.text(max_size=80) | st.text(alphabet="who.age<>=!&|()[]+-*/%? :,'\"p1 2household", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_refused_in_words_or_compiles(source: str) -> None:
    try:
        expression = compile_expression(source, NAMES)
    except BadExpression:
        return
    expression.evaluate(Facts(NAMES, VALUES))


SOURCES = [
    "today - moving_date > latest || protected",
    "protected && dwelling.rooms > 2",
    "dwelling.use == 'year_round' ? size(who) > latest : distance > 3.0",
    "household.exists(p, p.age < 18 && p.ref in who)",
    CUSTODY,
    "!(household.all(p, p.age > latest)) || moving_date == today",
]
scalars = st.none() | st.booleans() | st.integers(-5, 90) | st.floats() | st.text(max_size=5) | st.dates()
anything = st.recursive(
    scalars,
    lambda s: st.lists(s, max_size=3) | st.dictionaries(st.sampled_from(["ref", "age", "use", "x"]), s),
)
people = st.lists(
    st.fixed_dictionaries(
        {
            "ref": st.sampled_from(["sofie", "ida", "jonas"]) | st.none(),
            "age": st.integers(0, 90) | st.none(),
            "custody": st.lists(st.sampled_from(["sofie", "jonas"]), max_size=2) | st.none(),
        }
    ),
    max_size=3,
)
facts_of_any_sort = st.fixed_dictionaries(
    {
        "today": st.dates() | st.none(),
        "moving_date": st.dates() | anything,
        "latest": st.integers() | anything,
        "distance": st.floats() | anything,
        "protected": st.booleans() | anything,
        "household": people | anything,
        "who": st.lists(st.sampled_from(["sofie", "ida", "jonas"]), max_size=3) | anything,
        "dwelling": anything,
    }
)


@given(facts_of_any_sort, st.sampled_from(SOURCES))
@settings(max_examples=300, deadline=None)
def test_no_value_makes_a_condition_raise(values: dict[str, Any], source: str) -> None:
    answer = compile_expression(source, NAMES).evaluate(Facts(NAMES, values))
    assert answer.value in (True, False, None)


@given(facts_of_any_sort, st.sampled_from(SOURCES), st.sampled_from(sorted(NAMES)))
@settings(max_examples=300, deadline=None)
def test_what_is_decided_without_a_value_is_decided_so_with_every_value(
    values: dict[str, Any], source: str, name: str
) -> None:
    expression = compile_expression(source, NAMES)
    without = expression.evaluate(Facts(NAMES, {**values, name: None}))
    with_it = expression.evaluate(Facts(NAMES, values))
    if without.known and with_it.known:
        assert without.value == with_it.value


@pytest.mark.parametrize(
    ("number", "whole"),
    [("2.5", 3), ("2.4999", 2), ("-2.5", -2), ("0.49999999999999994", 0), ("480.99 * 100.0", 48099)],
)
def test_the_nearest_whole_number(number: str, whole: int) -> None:
    assert compile_expression(f"nearest({number})", {}, expect=WHOLE).evaluate(Facts({}, {})).value == whole


def test_what_is_no_number_has_no_nearest() -> None:
    names = {"much": DECIMAL}
    nearest = compile_expression("nearest(much)", names, expect=WHOLE)
    for number in (float("nan"), float("inf")):
        assert not nearest.evaluate(Facts(names, {"much": number})).known
    with pytest.raises(BadExpression, match="decimal"):
        compile_expression("nearest(3)", {}, expect=WHOLE)
