"""A company register over HTTPS. What is asked is said in docs/operators/registers.md."""

from pydantic import TypeAdapter

from indgang.adapters.companies.types import CompaniesUnavailable, CompanyRecord
from indgang.kernel.register_line import RegisterLine, Silent

_ONE = TypeAdapter(CompanyRecord | None)


class RegisterCompanies:
    """A `CompanyClient`."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def get(self, cvr: str) -> CompanyRecord | None:
        try:
            found = self._line.ask("get", {"cvr": cvr}, _ONE)
        except Silent as silent:
            raise CompaniesUnavailable(str(silent)) from None
        if found is not None and found.cvr != cvr:
            raise CompaniesUnavailable("another company than the one asked about")
        return found
