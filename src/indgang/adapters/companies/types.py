"""What the company register tells us, in our own words."""

from dataclasses import dataclass
from typing import Literal, Protocol

Sector = Literal["private", "public", "association"]


class CompaniesUnavailable(Exception):
    """The register did not answer, or not in time. What it would have said is not known."""


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """One company. `active`: it exists and is neither bankrupt nor being wound up; `dissolved`: it is gone."""

    cvr: str
    name: str
    address: str
    active: bool
    dissolved: bool
    sector: Sector | None


class CompanyClient(Protocol):
    """Questions to the register. Each may raise CompaniesUnavailable."""

    def get(self, cvr: str) -> CompanyRecord | None:
        """The company with a CVR number; None when there is none."""
