"""Mads asks Maria at the counter to write his move in; Freddy sits beside her."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfWriter
from pytest_django import Settings

from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.tests.conftest import (
    MADS_MOVES,
    begin,
    lyngsoe,
    mads,
    outside,
    person,
    sofie,
)
from indgang.surfaces.common.solution import reading
from indgang.surfaces.desk.shared.tests.conftest import (
    _now,
    everybody_hears,
    freddy,
    guidance,
)
from indgang.surfaces.portal.forms.tests.browser import Page

__all__ = [
    "_now",
    "begin",
    "everybody_hears",
    "freddy",
    "guidance",
    "lyngsoe",
    "mads",
    "outside",
    "person",
    "sofie",
]

CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"
ASKED = {"solution": "flytning", "reason": "special_circumstances", "circumstance": "no_mitid"}
ASKED |= {"asked_on-day": "21", "asked_on-month": "11", "asked_on-year": "2026", "channel": "in_person"}
ASKED |= {"need": "", "language": ""}


def scan(name: str) -> SimpleUploadedFile:
    """A page from the scanner."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


@dataclass
class Clerk:
    """A clerk with a browser, and a contact in hand."""

    by: EmployeeInfo
    web: Client
    contact: UUID

    @property
    def start(self) -> str:
        return f"/medarbejder/henvendelse/{self.contact}/skriv-ind/"

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(actor=None)

    def at(self, rest: str = "") -> str:
        return f"{self.start}{self.draft.pk}/{rest}"

    def get(self, address: str, status: int = 200) -> Page:
        page = Page(self.web.get(address))  # type: ignore[arg-type]
        assert page.status == status, (page.status, page.text[:1500])
        return page

    def post(self, address: str, status: int = 302, **fields: Any) -> Page:
        page = Page(self.web.post(address, fields))  # type: ignore[arg-type]
        assert page.status == status, (page.status, page.text[:1500])
        return page

    def writes_down(self, status: int = 302, **changes: str) -> Page:
        """The request."""
        return self.post(self.start, status, **{**ASKED, **changes})

    def step(self, step: str, status: int = 302, *, seen: int | None = None, **changes: Any) -> Page:
        """A step as the page sends it, with what Mads says."""
        answers = {**MADS_MOVES[step], **changes}
        fields: dict[str, Any] = {
            reading.SHOWN: list(answers),
            reading.REVISION: self.draft.revision if seen is None else seen,
        }
        return self.post(self.at(f"{step}/"), status, **fields, **answers)

    def writes_it_all_in(self) -> "Clerk":
        self.writes_down()
        for step in MADS_MOVES:
            self.step(step)
        return self

    def sends(self, status: int = 302, **changes: Any) -> Page:
        fields = {"_key": self.draft.pk.hex, "_revision": self.draft.revision, "yes": "yes"}
        return self.post(self.at("opsummering/"), status, **{**fields, **changes})


Take = Callable[..., Clerk]


@pytest.fixture(autouse=True)
def _own_shelf(settings: Settings, tmp_path: Path) -> None:
    """Letters and scans of a test stand in its own folder."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def as_citizen(plain_pages: None) -> Callable[[Acting], Client]:
    """A browser in which a citizen is logged in."""

    def browser(who: Acting) -> Client:
        client = Client()
        account = Account.objects.create(person_id=who.actor.id)
        client.force_login(account, backend=CITIZEN)
        return client

    return browser


@pytest.fixture
def take(as_staff: Callable[[EmployeeInfo], Client]) -> Take:
    """Somebody of the staff has a contact with a visitor, whose ID is checked if `checked`."""

    def taken(
        by: EmployeeInfo,
        visitor: Acting | None,
        *,
        channel: Channel = Channel.IN_PERSON,
        checked: IdCheck | None = IdCheck.PHOTO_ID,
    ) -> Clerk:
        contact = contacts.begin(channel=channel.value, entrance_id="", by=by)
        if visitor:
            contacts.identify(contact_id=contact, party=visitor.party, caller=None, by=by)
            if checked:
                contacts.check_id(contact_id=contact, how=checked, by=by)
        return Clerk(by, as_staff(by), contact)

    return taken


@pytest.fixture
def clerk(take: Take, maria: EmployeeInfo, mads: Acting) -> Clerk:
    """Maria, with Mads at her counter."""
    return take(maria, mads)
