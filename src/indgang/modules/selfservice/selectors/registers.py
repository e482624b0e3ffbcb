"""The registers that this installation asks: those that INDGANG_REGISTERS names. A demo has fakes that read its pack
for the others; elsewhere what the others would say is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from indgang.adapters.addresses.client import RegisterAddresses
from indgang.adapters.addresses.fake import FakeAddresses
from indgang.adapters.addresses.types import AddressClient
from indgang.adapters.companies.client import RegisterCompanies
from indgang.adapters.companies.fake import FakeCompanies
from indgang.adapters.companies.types import CompanyClient
from indgang.adapters.cpr.client import RegisterCpr
from indgang.adapters.cpr.fake import FakeCpr
from indgang.adapters.cpr.types import CprClient
from indgang.adapters.doctors.client import RegisterDoctors
from indgang.adapters.doctors.fake import FakeDoctors
from indgang.adapters.doctors.types import DoctorClient
from indgang.adapters.income.client import RegisterIncome
from indgang.adapters.income.fake import FakeIncome
from indgang.adapters.income.types import IncomeClient
from indgang.adapters.schools.client import RegisterSchools
from indgang.adapters.schools.fake import FakeSchools
from indgang.adapters.schools.types import SchoolClient
from indgang.adapters.vehicles.client import RegisterVehicles
from indgang.adapters.vehicles.fake import FakeVehicles
from indgang.adapters.vehicles.types import VehicleClient
from indgang.kernel.register_line import RegisterLine


@dataclass(frozen=True)
class Registers:
    """Who answers. None: no such register is connected, so what it would say is not known."""

    cpr: CprClient | None = None
    addresses: AddressClient | None = None
    doctors: DoctorClient | None = None
    vehicles: VehicleClient | None = None
    income: IncomeClient | None = None
    companies: CompanyClient | None = None
    schools: SchoolClient | None = None


@lru_cache(maxsize=4)
def demo_registers(folder: Path) -> Registers:
    return Registers(
        cpr=FakeCpr(folder),
        addresses=FakeAddresses(folder),
        doctors=FakeDoctors(folder),
        vehicles=FakeVehicles(folder),
        income=FakeIncome(folder),
        companies=FakeCompanies(folder),
        schools=FakeSchools(folder),
    )


@lru_cache(maxsize=1)
def _reached(
    *, addresses: tuple[tuple[str, str], ...], certificate: Path, key: Path, authority: Path | None
) -> Mapping[str, Any]:
    """A client for each register that is reached over the net."""
    return {
        name: _CLIENTS[name](RegisterLine(address, certificate, key, authority))
        for name, address in addresses
    }


_CLIENTS: Mapping[str, Callable[[RegisterLine], Any]] = {
    "cpr": RegisterCpr,
    "addresses": RegisterAddresses,
    "doctors": RegisterDoctors,
    "vehicles": RegisterVehicles,
    "income": RegisterIncome,
    "companies": RegisterCompanies,
    "schools": RegisterSchools,
}


def connected() -> Registers:
    """The registers of this installation."""
    roads = settings.REGISTERS
    if roads is None:
        return for_trials()
    reached = _reached(
        addresses=tuple(sorted(roads.addresses.items())),
        certificate=roads.certificate,
        key=roads.key,
        authority=roads.authority,
    )
    return replace(for_trials(), **reached)


def for_trials() -> Registers:
    """Those that a solution is tried out with: in a demo its pack's own people, whose names can be written."""
    if not settings.DEMO:
        return Registers()
    return demo_registers(Path(settings.CONTENT_DIR) / "municipalities" / settings.MUNICIPALITY / "demo")
