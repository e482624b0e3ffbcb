"""A company register in memory, from a pack's `demo/companies.yaml`. It can be told to be away."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from indgang.adapters.companies.types import CompaniesUnavailable, CompanyRecord, Sector
from indgang.kernel.strict_yaml import Shape, load_document


class CompanyShape(Shape):
    """One row of companies.yaml; who works there is the login's to read."""

    model_config = {"extra": "ignore", "frozen": True}

    cvr: Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
    name: str
    address: str
    sector: Sector
    status: Literal["active", "bankrupt", "dissolved"]


class CompaniesShape(Shape):
    companies: tuple[CompanyShape, ...]


class FakeCompanies:
    """Answers as the register would. `down` makes every question fail."""

    def __init__(self, folder: Path) -> None:
        shape = load_document(folder / "companies.yaml").as_shape(CompaniesShape)
        self.down = False
        self._records = {
            row.cvr: CompanyRecord(
                cvr=row.cvr,
                name=row.name,
                address=row.address,
                active=row.status == "active",
                dissolved=row.status == "dissolved",
                sector=row.sector,
            )
            for row in shape.companies
        }

    def get(self, cvr: str) -> CompanyRecord | None:
        if self.down:
            raise CompaniesUnavailable
        return self._records.get(cvr)
