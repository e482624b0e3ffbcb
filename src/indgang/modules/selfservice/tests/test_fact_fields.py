"""Facts as fields: what is not changed stays, what cannot be read is not known, and nothing raises."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from indgang.kernel.expressions import BOOL, DATE, DECIMAL, MONEY, TEXT, WHOLE, list_of, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules import fact_fields
from indgang.modules.selfservice.rules.fact_fields import NOT_READ, as_text
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.schema.look_up import LookUp
from indgang.modules.selfservice.schema.solution import FactUse

ROW = record(ref=TEXT, name=TEXT, age=WHOLE, km=DECIMAL, born=DATE, paid=MONEY, open=BOOL)
NAMES = ("name", "age", "km", "born", "paid", "open")
LABELS = {name: Text(name, name) for name in NAMES}
ONE = {"ref": "a", "name": "Anna", "age": 7, "km": 1.5, "born": "2019-05-04", "paid": 12_345, "open": True}


class _Facts:
    """As much of a solution as is asked for here."""

    def __init__(self, kind: Any) -> None:
        look_up = LookUp(kind=kind, source=Text("Registret", "The register"), labels=LABELS)
        self.facts = (FactUse("it", "it", look_up, Text("Det", "It"), {}),)


def _inputs(value: Any) -> Inputs:
    return Inputs(date(2026, 5, 4), "self", {}, facts={"it": Looked(value, {"asked": "x"})})


def _typed(kind: Any, value: Any, **typed: str) -> Looked:
    names = {f"fact-it-{name.replace('__', '-')}": text for name, text in typed.items()}
    return fact_fields.changed(_Facts(kind), _inputs(value), names)["it"]  # type: ignore[arg-type]


def _as_drawn(kind: Any, value: Any) -> dict[str, str]:
    """What a page sends back when nobody has touched it."""
    parts = fact_fields.parts_of(_Facts(kind), _inputs(value), {})  # type: ignore[arg-type]
    return {field.name: field.value for part in parts for row in part.rows for field in row.fields}


@pytest.mark.parametrize(
    ("kind", "value"),
    [(ROW, ONE), (ROW, {**ONE, "age": None}), (ROW, None), (list_of(ROW), [ONE, ONE]), (list_of(ROW), None)],
    ids=["record", "with a gap", "unknown", "list", "unknown list"],
)
def test_a_page_that_nobody_touched_changes_nothing(kind: Any, value: Any) -> None:
    same = fact_fields.changed(_Facts(kind), _inputs(value), _as_drawn(kind, value))  # type: ignore[arg-type]
    assert same["it"] == Looked(value, {"asked": "x"})


def test_what_was_changed_holds_whatever_is_asked_and_keeps_the_rest() -> None:
    looked = _typed(ROW, ONE, age="8", paid="1.200,50", km="2,5", born="2018-01-01", open="false")
    assert looked.asked is None
    assert looked.value == {**ONE, "age": 8, "paid": 120_050, "km": 2.5, "born": "2018-01-01", "open": False}


def test_a_row_of_a_list_is_changed_and_the_others_stay() -> None:
    looked = _typed(list_of(ROW), [ONE, {**ONE, "ref": "b"}], **{"2__age": "40"})
    assert looked.value == [ONE, {**ONE, "ref": "b", "age": 40}]


def test_what_is_not_known_can_be_said() -> None:
    assert _typed(ROW, None, age="9").value["age"] == 9
    assert _typed(ROW, ONE, age="").value["age"] is None


@pytest.mark.parametrize("text", ["x", "1e400", "--1", "9" * 40, "12.5.1990", "NaN", "Infinity"])
def test_what_cannot_be_read_is_not_known_and_says_so(text: str) -> None:
    assert _typed(ROW, ONE, born=text).value["born"] is None
    parts = fact_fields.parts_of(_Facts(ROW), _inputs(ONE), {"fact-it-born": text})  # type: ignore[arg-type]
    [field] = [one for one in parts[0].rows[0].fields if one.name == "fact-it-born"]
    assert (field.value, field.error) == (text, NOT_READ)


def test_a_long_list_is_drawn_in_part_and_kept_whole() -> None:
    many = [{**ONE, "ref": str(n)} for n in range(30)]
    parts = fact_fields.parts_of(_Facts(list_of(ROW)), _inputs(many), {})  # type: ignore[arg-type]
    assert (len(parts[0].rows), parts[0].more) == (fact_fields.MOST_ROWS, 30 - fact_fields.MOST_ROWS)
    assert _typed(list_of(ROW), many, **{"30__age": "1"}).value == many


@settings(max_examples=50)
@given(some.sampled_from(NAMES), some.text(max_size=60))
def test_whatever_is_typed_nothing_breaks_and_what_is_read_is_drawn_alike(name: str, text: str) -> None:
    value = _typed(ROW, ONE, **{name: text}).value[name]
    assert as_text(value, ROW.fields[name]) == as_text(
        _typed(ROW, ONE, **{name: as_text(value, ROW.fields[name])}).value[name], ROW.fields[name]
    )
