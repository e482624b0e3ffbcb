"""A register that is down, slow, wrong or gives half of it is silent, and never believed."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulators.registers.testing import Running
from simulators.tls import self_signed

from indgang.adapters.addresses.types import AddressesUnavailable
from indgang.adapters.companies.types import CompaniesUnavailable
from indgang.adapters.cpr.types import CprUnavailable
from indgang.adapters.doctors.types import DoctorsUnavailable
from indgang.adapters.income.types import IncomeUnavailable
from indgang.adapters.schools.types import SchoolsUnavailable
from indgang.adapters.vehicles.client import RegisterVehicles
from indgang.adapters.vehicles.types import VehiclesUnavailable
from indgang.kernel.register_line import FAILURES, REST_SECONDS, RegisterLine
from tests.registers.conftest import CLIENTS, client, line_to
from tests.registers.test_alike import FIRST, LAST, NUMBERS

ASKED: dict[str, tuple[type[Exception], Any]] = {
    "cpr": (CprUnavailable, lambda r: r.household(NUMBERS["sofie"])),
    "addresses": (AddressesUnavailable, lambda r: r.search("birkev")),
    "doctors": (DoctorsUnavailable, lambda r: r.all()),
    "vehicles": (VehiclesUnavailable, lambda r: r.of(NUMBERS["jonas"])),
    "income": (IncomeUnavailable, lambda r: r.months(NUMBERS["line"], FIRST, LAST)),
    "companies": (CompaniesUnavailable, lambda r: r.get("99991518")),
    "schools": (SchoolsUnavailable, lambda r: r.all()),
}
FAULTS: dict[str, dict[str, Any]] = {
    "down": {"down": True},
    "status": {"status": 503},
    "slow": {"slow_seconds": 1.5},
    "other": {"wrong": "other"},
    "shape": {"wrong": "shape"},
    "page": {"wrong": "page"},
    "rows": {"partial": "rows"},
}


STRUCK = [
    (register, fault)
    for register in ASKED
    for fault in FAULTS
    if (fault != "rows" or register != "companies") and (fault != "slow" or register in ("cpr", "vehicles"))
]


@pytest.mark.parametrize(("register", "fault"), STRUCK)
def test_what_cannot_be_believed_is_silence(process: Running, register: str, fault: str) -> None:
    unavailable, ask = ASKED[register]
    asked = client(process, register, seconds=0.4 if fault == "slow" else 5.0)
    assert ask(asked)
    process.faults(**{register: FAULTS[fault]})
    with pytest.raises(unavailable) as silent:
        ask(asked)
    assert not any(number in str(silent.value) for number in NUMBERS.values())
    process.faults()
    assert ask(asked)


def test_what_a_register_does_not_have_is_not_known(process: Running) -> None:
    process.faults(vehicles={"partial": "fields"}, income={"partial": "fields"}, cpr={"partial": "fields"})
    vehicle = client(process, "vehicles").find("QX10101", NUMBERS["mads"])
    assert (vehicle.weight, vehicle.energy_class, vehicle.role) == (None, None, "owner")
    assert {row.hours for row in client(process, "income").months(NUMBERS["line"], FIRST, LAST)} == {None}
    assert client(process, "cpr").person(NUMBERS["oliver"]).custody is None


def test_nobody_is_asked_for_a_while_after_three_failures(process: Running) -> None:
    now = [100.0]
    line = line_to(process, "vehicles", ticks=lambda: now[0])
    register = RegisterVehicles(line)
    process.faults(vehicles={"status": 503})
    for _ in range(FAILURES):
        with pytest.raises(VehiclesUnavailable, match="status 503"):
            register.of(NUMBERS["mads"])
    process.faults()
    with pytest.raises(VehiclesUnavailable, match="a moment ago"):
        register.of(NUMBERS["mads"])
    now[0] += REST_SECONDS + 1
    assert register.of(NUMBERS["mads"])


def test_a_caller_without_our_certificate_gets_nothing(process: Running, tmp_path: Any) -> None:
    stranger, key = self_signed(tmp_path)
    register = RegisterVehicles(RegisterLine(process.addresses["vehicles"], stranger, key, process.ca))
    with pytest.raises(VehiclesUnavailable, match="no answer"):
        register.of(NUMBERS["mads"])


def test_a_register_that_we_do_not_know_is_told_nothing(process: Running) -> None:
    line = RegisterLine(process.addresses["vehicles"], process.certificate, process.key)
    with pytest.raises(VehiclesUnavailable, match="no answer"):
        RegisterVehicles(line).of(NUMBERS["mads"])


def test_a_question_that_nobody_knows_is_silence(process: Running) -> None:
    register = RegisterVehicles(line_to(process, "companies"))
    with pytest.raises(VehiclesUnavailable, match="status 404"):
        register.of(NUMBERS["mads"])


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["plate", "month", "amount", "ref", "cvr", "id", "name"]), inner)
    ),
    max_leaves=10,
)
NOT_KNOWN: dict[str, Any] = {
    "cpr": lambda r: r.person(NUMBERS["sofie"]),
    "addresses": lambda r: r.get("lodsgangen-7"),
    "doctors": lambda r: r.doctor_of(NUMBERS["sofie"]),
    "vehicles": lambda r: r.find("QX10101", NUMBERS["mads"]),
    "income": lambda r: r.months(NUMBERS["line"], FIRST, LAST),
    "companies": lambda r: r.get("99991518"),
    "schools": lambda r: r.all(),
}


class Garbled(RegisterLine):
    """A line that hears whatever it is given: bytes, or an answer to the right question."""

    def __init__(self, heard: bytes | None, answer: Any) -> None:
        super().__init__("https://nowhere.example", Path("c"), Path("k"))
        self._heard, self._answer = heard, answer

    def _said(self, question: str, body: bytes) -> bytes:
        if self._heard is not None:
            return self._heard
        count = len(self._answer) if isinstance(self._answer, list) else None
        asked = hashlib.sha256(body).hexdigest()
        return json.dumps({"asked": asked, "count": count, "answer": self._answer}).encode()


@settings(max_examples=50, deadline=None)
@given(register=st.sampled_from(sorted(NOT_KNOWN)), answer=ANY_JSON, heard=st.none() | st.binary(max_size=60))
def test_whatever_is_heard_is_an_answer_of_the_right_shape_or_silence(
    register: str, answer: Any, heard: bytes | None
) -> None:
    unavailable, _ = ASKED[register]
    try:
        found = NOT_KNOWN[register](CLIENTS[register](Garbled(heard, answer)))
    except unavailable:
        return
    assert heard is None
    assert found == answer in (None, [])  # nothing drawn here is a whole record
