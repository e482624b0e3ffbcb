"""The demo's content, a clock that stands still, and a visitor whom nobody knows."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.modules.channels.tests.lyngsoe import put_lyngsoe
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Person

CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """A request for an English page leaves English behind; the next test begins in Danish."""
    with translation.override("da"):
        yield


@pytest.fixture(autouse=True)
def plain_pages(settings: Settings) -> None:
    """The portal alone, and static files without a manifest (nothing is collected in a test)."""
    settings.ROOT_URLCONF = "indgang.surfaces.portal.tests.addresses"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def lyngsoe(db: None, request: pytest.FixtureRequest) -> None:
    """The demo's content. A test that changes it is marked `usefixtures("changing")`."""
    put_lyngsoe(for_reading="changing" not in request.fixturenames)


@pytest.fixture
def changing() -> None:
    """Nothing that other tests counted up holds for this one."""


@pytest.fixture
def visitor(lyngsoe: None) -> Client:
    return Client()


@pytest.fixture
def tuesday() -> Iterator[datetime]:
    """Tuesday 1 December 2026 at eleven, when everything is open."""
    at = datetime(2026, 12, 1, 11, 0, tzinfo=COPENHAGEN)
    clock.freeze(at)
    yield at
    clock.freeze(None)


@pytest.fixture
def exempt(lyngsoe: None) -> Client:
    """Somebody who is exempt from Digital Post, logged in."""
    account: Account = identity.account_for_citizen(subject="karl", name="Karl Holm", cpr="7010401234")
    assert account.person_id is not None
    Person.objects.filter(pk=account.person_id).update(exempt=True)
    client = Client()
    client.force_login(account, backend=CITIZEN)
    return client
