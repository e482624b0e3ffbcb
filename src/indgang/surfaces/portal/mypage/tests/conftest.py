"""Anna and Bo, a mandate, a caseworker, and cases that were opened, asked about and decided by the real deeds."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from indgang.kernel import clock, generation
from indgang.kernel.text import Text
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import Finding, Matched, Row, Section
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party, Role
from indgang.modules.messages.vocabulary import Block, Letter
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors.views import DraftInfo

NOW = datetime(2026, 12, 3, 9, 42, tzinfo=UTC)
CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"


@pytest.fixture(autouse=True)
def plain_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "indgang.surfaces.portal.mypage.tests.addresses"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def third_of_december() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture
def lyngsoe(db: None) -> None:
    generation.set_current(generation.current() + 1)
    identity.load_pack(django_settings.CONTENT_DIR / "municipalities" / django_settings.MUNICIPALITY)


@pytest.fixture
def anna(lyngsoe: None) -> Account:
    return identity.account_for_citizen(subject="anna", name="Anna Lund", cpr="0101801234")


@pytest.fixture
def bo(lyngsoe: None) -> Account:
    return identity.account_for_citizen(subject="bo", name="Bo Friis", cpr="0202751234")


@pytest.fixture
def per(lyngsoe: None) -> EmployeeInfo:
    account = identity.account_for_staff(
        subject="per", name="Per Dam", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    return identity_selectors.employee(str(account.employee_id))


def acting(account: Account) -> Acting:
    assert account.person is not None
    key, name = str(account.person.pk), account.person.name
    return Acting(Actor("person", key, name), Party("person", key, name))


@pytest.fixture
def mandate(anna: Account, bo: Account) -> Mandate:
    """Anna may act for Bo, but only about moving house."""
    assert anna.person is not None
    return identity.give_mandate(
        holder=anna.person,
        giver_person=bo.person,
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["self_service"],
        valid_from=date(2020, 1, 1),
        basis=Text("Fuldmagt fra Bo Friis", "Power of attorney from Bo Friis"),
    )


@pytest.fixture
def opened() -> Callable[..., CaseInfo]:
    """Opens a case for somebody, by default one that the rules would grant."""

    def open_case(account: Account, *, key: str = "k1", service: str = "flytning-indland") -> CaseInfo:
        by = acting(account)
        fact = Row(
            Text("Ny adresse", "New address"), Text("Birkevej 40"), Text("Du skrev det", "You wrote it")
        )
        rule = Matched(
            "ledig",
            "CPR-loven § 12",
            Text("Du flytter til en ledig bolig.", "You move to a free home."),
            (fact,),
        )
        return casework.open(
            key=key,
            service_id=service,
            party=by.party,
            by=by,
            journey_id=None,
            title=Text("Flytning til Lyngsø", "Moving to Lyngsø"),
            application=[Section(Text("Din flytning", "Your move"), (fact,))],
            finding=Finding("granted", (rule,), (), "v1", NOW.date()),
            letters={
                "granted": Letter(
                    Text("Din flytning", "Your move"),
                    (Block("result", Text("Vi har flyttet dig.", "We have moved you.")),),
                )
            },
            unit="folkeregister",
            due=date(2026, 12, 10),
        )

    return open_case


@pytest.fixture(autouse=True)
def drafts(monkeypatch: pytest.MonkeyPatch) -> list[DraftInfo]:
    """What selfservice answers; its own tests show that it answers so."""
    found: list[DraftInfo] = []
    monkeypatch.setattr(selfservice, "drafts_of", lambda by: list(found), raising=False)
    return found


@pytest.fixture
def logged_in(client: Client) -> Callable[..., Client]:
    def log_in(account: Account, **session: Any) -> Client:
        client.force_login(account, backend=CITIZEN)
        if session:
            store = client.session
            store.update(session)
            store.save()
        return client

    return log_in
