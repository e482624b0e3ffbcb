"""The registers that this installation asks. A demo has fakes that read its pack; elsewhere there are none
yet.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from indgang.adapters.addresses.fake import FakeAddresses
from indgang.adapters.addresses.types import AddressClient
from indgang.adapters.companies.fake import FakeCompanies
from indgang.adapters.companies.types import CompanyClient
from indgang.adapters.cpr.fake import FakeCpr
from indgang.adapters.cpr.types import CprClient
from indgang.adapters.doctors.fake import FakeDoctors
from indgang.adapters.doctors.types import DoctorClient
from indgang.adapters.income.fake import FakeIncome
from indgang.adapters.income.types import IncomeClient
from indgang.adapters.schools.fake import FakeSchools
from indgang.adapters.schools.types import SchoolClient
from indgang.adapters.vehicles.fake import FakeVehicles
from indgang.adapters.vehicles.types import VehicleClient


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


def connected() -> Registers:
    """The registers of this installation."""
    if not settings.DEMO:
        return Registers()
    return demo_registers(Path(settings.CONTENT_DIR) / "municipalities" / settings.MUNICIPALITY / "demo")
