"""Mads fills in a move and is stuck; Maria answers the phone, Freddy sits beside her."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from indgang.kernel import clock, events
from indgang.kernel.strict_yaml import load_document
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.catalogue.models import Guidance
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.tests.conftest import (
    NOW,
    PACK,
    Filling,
    begin,
    lyngsoe,
    mads,
    outside,
    person,
    sofie,
)
from indgang.project.wiring import HANDLERS
from indgang.surfaces.portal.forms.tests.browser import Page

__all__ = [
    "begin",
    "lyngsoe",
    "mads",
    "outside",
    "person",
    "sofie",
]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture(autouse=True)
def everybody_hears(db: None, lyngsoe: object) -> None:
    events.connect(HANDLERS)


@pytest.fixture
def freddy(lyngsoe: object) -> EmployeeInfo:
    """Another clerk."""
    return employee("Freddy Lund", "borgerservice", Role.CLERK)


@pytest.fixture
def draft(mads: Acting, begin: Callable[[Acting], Filling]) -> Filling:
    """Mads has said when he moves, and nothing more."""
    filling = begin(mads)
    filling.step("dato", {"moving_date": "2026-12-01"})
    return filling


@pytest.fixture
def guidance(lyngsoe: object) -> None:
    """What a clerk reads about moving."""
    body = load_document(PACK / "guidance" / "flytning-indland.yaml").data
    Guidance.objects.create(service_id="flytning-indland", body=body, updated=date(2026, 11, 21))


@dataclass
class Clerk:
    """A clerk with a browser, and a contact in hand."""

    by: EmployeeInfo
    web: Client
    contact: UUID

    def at(self, draft: Filling, rest: str = "") -> str:
        return f"/medarbejder/henvendelse/{self.contact}/kladde/{draft.draft_id}/{rest}"

    def get(self, address: str, status: int = 200) -> Page:
        page = Page(self.web.get(address))  # type: ignore[arg-type]
        assert page.status == status, (page.status, page.text[:1500])
        return page

    def post(self, address: str, status: int = 302, **fields: object) -> Page:
        page = Page(self.web.post(address, fields))  # type: ignore[arg-type]
        assert page.status == status, (page.status, page.text[:1500])
        return page

    def asks(self, draft: Filling) -> "Clerk":
        """Types the code that the citizen reads out."""
        code = services.ask_for_help(draft_id=draft.draft_id, step="dato", by=draft.by).code
        self.post(f"/medarbejder/henvendelse/{self.contact}/kode/", code=code)
        return self

    def joins(self, draft: Filling) -> "Clerk":
        """Asks, and the citizen says yes on the own screen."""
        self.asks(draft)
        self.hears(draft, yes=True)
        return self

    def hears(self, draft: Filling, *, yes: bool) -> None:
        joining = selectors.joinings_of(self.contact, self.by)[0]
        services.confirm(joining_id=joining.id, yes=yes, by=draft.by)

    def proposes(self, draft: Filling, value: str, *, note: str = "", seen: int | None = None) -> UUID:
        return services.propose(
            draft_id=draft.draft_id,
            key="moving_date",
            value=value,
            seen_revision=draft.revision if seen is None else seen,
            note=note,
            form_key=f"{self.by.id}{value}",
            by=self.by,
        )

    def asks_for_news(self, draft: Filling, **fields: str) -> Page:
        """As the page does by itself."""
        posted = {"step": "dato", "field": "", "mark": "", **fields}
        answer = self.web.post(self.at(draft, "nyt/"), posted, headers={"HX-Request": "true"})
        return Page(answer)  # type: ignore[arg-type]


Take = Callable[..., Clerk]


@pytest.fixture
def take(as_staff: Callable[[EmployeeInfo], Client]) -> Take:
    """Somebody of the staff takes a call; with `visitor` they stand at the counter, ID shown if `shown`."""

    def taken(by: EmployeeInfo, *, visitor: Acting | None = None, shown: bool = True) -> Clerk:
        channel = "in_person" if visitor else "telephone"
        contact = contacts.begin(channel=channel, entrance_id="", by=by)
        if visitor:
            contacts.identify(contact_id=contact, party=visitor.party, caller=None, by=by)
            if shown:
                contacts.check_id(contact_id=contact, how=IdCheck.PHOTO_ID, by=by)
        return Clerk(by, as_staff(by), contact)

    return taken


@pytest.fixture
def maria_helps(take: Take, maria: EmployeeInfo) -> Clerk:
    """Maria has Mads on the phone."""
    return take(maria)
