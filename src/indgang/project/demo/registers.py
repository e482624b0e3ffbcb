"""The demo's people and who may act for whom, from the pack's `demo/` folder."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from django.conf import settings
from django.db import transaction
from pydantic import Field

from indgang.kernel.shapes import Bilingual, Day, Slug, YesNo
from indgang.kernel.strict_yaml import Document, Shape, load_document
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Ground


class DemoPerson(Shape):
    """One row of people.yaml, as far as we need it; the register fakes read the rest."""

    model_config = {"extra": "ignore", "frozen": True}
    id: Slug
    name: str
    cpr: str
    mitid: str = ""
    exempt: YesNo
    protected: YesNo
    login: YesNo
    story: Bilingual | None = None


class PeopleShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}
    people: tuple[DemoPerson, ...]


class DemoCompany(Shape):
    """One row of companies.yaml; the login broker reads the employees and their rights."""

    model_config = {"extra": "ignore", "frozen": True}
    cvr: str
    name: str
    status: Literal["active", "dissolved"]


class CompaniesShape(Shape):
    companies: tuple[DemoCompany, ...]


class DemoMandate(Shape):
    """One row of mandates.yaml."""

    giver: Slug
    holder: Slug
    ground: Literal["guardian", "mandate"]
    scope: tuple[str, ...]
    channels: tuple[str, ...]
    start: Annotated[Day, Field(alias="from")]
    end: Annotated[Day | None, Field(alias="to")] = None
    basis: Bilingual


class MandatesShape(Shape):
    mandates: tuple[DemoMandate, ...]


def folder() -> Path:
    """Where the pack's demo content stands."""
    return Path(settings.CONTENT_DIR) / "municipalities" / settings.MUNICIPALITY / "demo"


@cache
def people() -> dict[str, DemoPerson]:
    """The demo's people by handle. Raises ContentError."""
    document: Document = load_document(folder() / "people.yaml")
    return {row.id: row for row in document.as_shape(PeopleShape).people}


@transaction.atomic
def load() -> dict[str, str]:
    """Make the people and their mandates known. Returns person ids by handle. May be run again."""
    ids: dict[str, str] = {}
    rows = {}
    for row in people().values():
        person = identity.know_person(cpr=row.cpr, name=row.name, subject=row.mitid or None)
        identity.update_from_register(person_id=person.pk, exempt=row.exempt, protected=row.protected)
        rows[row.id], ids[row.id] = person, str(person.pk)
    for company in load_document(folder() / "companies.yaml").as_shape(CompaniesShape).companies:
        identity.update_company_from_register(
            cvr=company.cvr, name=company.name, closed=company.status != "active"
        )
    for mandate in load_document(folder() / "mandates.yaml").as_shape(MandatesShape).mandates:
        start: date = mandate.start
        identity.give_mandate(
            holder=rows[mandate.holder],
            giver_person=rows[mandate.giver],
            ground=Ground(mandate.ground),
            scope=["*" if scope == "all" else scope for scope in mandate.scope],
            channels=list(mandate.channels),
            valid_from=start,
            valid_to=mandate.end,
            basis=mandate.basis.text,
        )
    return ids
