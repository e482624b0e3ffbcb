"""The contract of every register: the fake, and the client with the simulator, give the same answers."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from simulators.registers.testing import DEMO, Running, running

from indgang.kernel import clock
from tests.registers.conftest import client, fake

PEOPLE = {row["id"]: row["cpr"] for row in yaml.safe_load((DEMO / "people.yaml").read_text())["people"]}
ADDRESSES = [row["id"] for row in yaml.safe_load((DEMO / "addresses.yaml").read_text())["addresses"]]
NUMBERS = {ref: str(number) for ref, number in PEOPLE.items()}
NOBODY = "6101010000"
FIRST, LAST = date(2025, 8, 1), date(2026, 12, 1)

QUESTIONS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "every person": ("cpr", lambda r: [r.person(n) for n in (*NUMBERS.values(), NOBODY)]),
    "every household": ("cpr", lambda r: [r.household(n) for n in (*NUMBERS.values(), NOBODY)]),
    "every number": ("cpr", lambda r: [r.number_of(ref) for ref in (*NUMBERS, "nobody")]),
    "who lives where": ("cpr", lambda r: [r.registered_at(a) for a in (*ADDRESSES, "nowhere")]),
    "every child": ("cpr", lambda r: [r.children(n) for n in (*NUMBERS.values(), NOBODY)]),
    "where they lived": ("cpr", lambda r: [r.past_addresses(n) for n in (*NUMBERS.values(), NOBODY)]),
    "every address": ("addresses", lambda r: [r.get(a) for a in (*ADDRESSES, "nowhere-1")]),
    "addresses in full": ("addresses", lambda r: [r.exactly(r.get(a).text) for a in ADDRESSES]),
    "a house": ("addresses", lambda r: r.exactly("skonnertgade 4")),
    "misspelt": ("addresses", lambda r: r.search("Skonertgade 4 2. tv")),
    "beginnings": ("addresses", lambda r: [r.search(t, limit=5) for t in ("birkev", "lods", "4", "", "x")]),
    "every doctor": ("doctors", lambda r: sorted(r.all(), key=lambda row: str(row.id))),
    "whose patient": ("doctors", lambda r: [r.doctor_of(n) for n in (*NUMBERS.values(), NOBODY)]),
    "whose vehicles": (
        "vehicles",
        lambda r: [r.of(n) for n in (*NUMBERS.values(), NOBODY, "99991518", "99994436")],
    ),
    "a plate": (
        "vehicles",
        lambda r: [r.find(p, NUMBERS["camilla"]) for p in ("CAMILLA", "QX10401", "QX10602", "AA00000")],
    ),
    "income": ("income", lambda r: [r.months(n, FIRST, LAST) for n in (*NUMBERS.values(), NOBODY)]),
    "a span that is turned round": ("income", lambda r: r.months(NUMBERS["line"], LAST, FIRST)),
    "a very long span": ("income", lambda r: r.months(NUMBERS["line"], date(2000, 1, 1), LAST)),
    "an employer's pay": (
        "income",
        lambda r: [
            r.paid_by(cvr, NUMBERS[who], FIRST, LAST)
            for cvr in ("99991518", "99994436")
            for who in ("jonas", "sofie", "line", "emil")
        ],
    ),
    "every company": (
        "companies",
        lambda r: [r.get(cvr) for cvr in ("99991518", "99994436", "99997214", "99990000")],
    ),
    "every school": ("schools", lambda r: r.all()),
    "where everybody goes": ("schools", lambda r: [r.pupil(n) for n in (*NUMBERS.values(), NOBODY)]),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_fake_and_simulator_say_the_same(process: Running, question: str) -> None:
    register, ask = QUESTIONS[question]
    ours = ask(fake(register))
    assert ours == ask(client(process, register))
    assert ours is not None


@settings(max_examples=15, deadline=None)
@given(
    typed=st.one_of(
        st.text(max_size=40), st.sampled_from(["Lodsgangen 1", "fyrm", "Birkevej 11 a", "mosekrog"])
    )
)
def test_any_address_text_is_read_alike(process: Running, typed: str) -> None:
    ours, theirs = fake("addresses"), client(process, "addresses")
    assert ours.search(typed, limit=4) == theirs.search(typed, limit=4)
    assert ours.exactly(typed) == theirs.exactly(typed)


def test_the_demos_clock_decides_what_is_reported(tmp_path: Path) -> None:
    """Two months on, the present month is whole: the register and the fake read one clock."""
    moved = tmp_path / "clock.json"
    moved.write_text(json.dumps({"offset_seconds": 62 * 86_400}))
    month = clock.today().replace(day=1)
    before = fake("income").months(NUMBERS["sofie"], month, month)
    with running("income", clock=moved) as registers:
        after = client(registers, "income").months(NUMBERS["sofie"], month, month)
    assert [row.complete for row in before] == [False]
    assert [row.complete for row in after] == [True]
