"""Two of the demo's people, a clerk, and pages to try things on."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from indgang.kernel import generation
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.vocabulary import Ground, Role

CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"
STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"


@pytest.fixture(autouse=True)
def plain_pages(settings: Settings) -> None:
    """Our own addresses, and static files without a manifest (nothing is collected in a test)."""
    settings.ROOT_URLCONF = "indgang.surfaces.common.tests.addresses"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def in_danish() -> Iterator[None]:
    """An English page of the test before leaves its language behind."""
    with translation.override("da"):
        yield


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
def clerk(lyngsoe: None) -> Account:
    return identity.account_for_staff(subject="ea", name="Ea Holm", roles=[Role.EDITOR], unit="borgerservice")


@pytest.fixture
def caseworker(lyngsoe: None) -> Account:
    return identity.account_for_staff(
        subject="per", name="Per Dam", roles=[Role.CASEWORKER], unit="borgerservice"
    )


@pytest.fixture
def mandate(anna: Account) -> Mandate:
    """Anna may act for her mother, about moving house only."""
    assert anna.person is not None
    return identity.give_mandate(
        holder=anna.person,
        giver_person=identity.know_person(cpr="0303501234", name="Kirsten Lund"),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["self_service"],
        valid_from=date(2020, 1, 1),
        basis=Text("Fuldmagt fra Kirsten Lund", "Power of attorney from Kirsten Lund"),
    )


@pytest.fixture
def logged_in(client: Client) -> Callable[[Account], Client]:
    def log_in(account: Account, **session: Any) -> Client:
        client.force_login(account, backend=CITIZEN if account.person_id else STAFF)
        if session:
            store = client.session
            store.update(session)
            store.save()
        return client

    return log_in
