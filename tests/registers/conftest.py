"""The registers as a process, and a client and a fake of each."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from simulators.registers.testing import DEMO, Running, running

from indgang.adapters.addresses.client import RegisterAddresses
from indgang.adapters.addresses.fake import FakeAddresses
from indgang.adapters.companies.client import RegisterCompanies
from indgang.adapters.companies.fake import FakeCompanies
from indgang.adapters.cpr.client import RegisterCpr
from indgang.adapters.cpr.fake import FakeCpr
from indgang.adapters.doctors.client import RegisterDoctors
from indgang.adapters.doctors.fake import FakeDoctors
from indgang.adapters.income.client import RegisterIncome
from indgang.adapters.income.fake import FakeIncome
from indgang.adapters.schools.client import RegisterSchools
from indgang.adapters.schools.fake import FakeSchools
from indgang.adapters.vehicles.client import RegisterVehicles
from indgang.adapters.vehicles.fake import FakeVehicles
from indgang.kernel.register_line import RegisterLine

CLIENTS: dict[str, Any] = {
    "cpr": RegisterCpr,
    "addresses": RegisterAddresses,
    "doctors": RegisterDoctors,
    "vehicles": RegisterVehicles,
    "income": RegisterIncome,
    "companies": RegisterCompanies,
    "schools": RegisterSchools,
}
FAKES: dict[str, Any] = {
    "cpr": FakeCpr,
    "addresses": FakeAddresses,
    "doctors": FakeDoctors,
    "vehicles": FakeVehicles,
    "income": FakeIncome,
    "companies": FakeCompanies,
    "schools": FakeSchools,
}


@pytest.fixture(scope="session")
def process() -> Iterator[Running]:
    with running(*CLIENTS) as registers:
        yield registers


@pytest.fixture(autouse=True)
def _healed(process: Running) -> Iterator[None]:
    yield
    process.faults()


def line_to(process: Running, name: str, **more: Any) -> RegisterLine:
    return RegisterLine(process.addresses[name], process.certificate, process.key, process.ca, **more)


def client(process: Running, name: str, **more: Any) -> Any:
    return CLIENTS[name](line_to(process, name, **more))


@cache
def fake(name: str) -> Any:
    return FAKES[name](DEMO)
