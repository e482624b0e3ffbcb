"""Whatever registers say: a proof is whole or is not written, and nobody else sees what may be hidden."""

from datetime import date
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.proving import Lacking, ProvenRow, proven
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.tests.proving.conftest import FOLDER

DAYS = st.dates(date(1920, 1, 1), date(2026, 11, 21)).map(str)
MAYBE_DAY = st.none() | DAYS
TEXTS = st.none() | st.text(max_size=8) | st.sampled_from(["{home.born}", "{code}", "<b>"])
PAST = st.none() | st.lists(
    st.fixed_dictionaries({"text": TEXTS, "since": MAYBE_DAY, "until": MAYBE_DAY}), max_size=3
)
HOME = st.none() | st.fixed_dictionaries(
    {
        "ref": st.just("me"),
        "name": TEXTS,
        "born": MAYBE_DAY,
        "address": TEXTS,
        "text": TEXTS,
        "moved_in": MAYBE_DAY,
        "hidden": st.none() | st.booleans(),
        "guardianship": st.booleans(),
        "family": st.none() | st.lists(st.fixed_dictionaries({"name": TEXTS, "born": MAYBE_DAY}), max_size=3),
        "past": PAST,
    }
)
ANSWERS = st.fixed_dictionaries(
    {
        "about": st.sampled_from(["me", "child", "other", "?"]),
        "content": st.sampled_from(["present", "history", "family", ""]),
        "from_day": st.dates().map(str),
        "language": st.sampled_from(["da", "en", "de"]),
    }
)


@cache
def solution() -> Solution:
    return ready(read_source(FOLDER))


@given(home=HOME, answers=ANSWERS, days=st.none() | st.integers(0, 400))
@settings(max_examples=50)
def test_it_is_whole_or_not_written(home: Any, answers: dict[str, str], days: int | None) -> None:
    inputs = Inputs(
        date(2026, 11, 21),
        "self",
        {"code": "0999", "name": "Lyngsø", "area": "oevrige"},
        {"code_days": ParameterRow("bopaelsattest.kode_dage", days)},
        {"me": Looked({"ref": "me"}), "home": Looked(home)},
        {key: Given(value) for key, value in answers.items()},
    )
    gives = solution().gives
    assert gives is not None
    try:
        what = proven(Situation(solution(), inputs), gives)
    except Lacking:
        return
    assert home["name"]
    assert home["text"]
    assert "ikke kendt" not in str(what.rows)
    assert what.valid_until is not None
    secret = {"address", "moved_in", "past", "family"}
    for row in what.rows:
        assert row.lines
        assert not row.open or row.id in gives.verify
        assert not row.open or row.id not in secret or home["hidden"] is False
        assert ProvenRow.of(row.as_json()) == row
