"""The demo municipality with its strategies, and staff with and without the right to steer."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from indgang.kernel import clock, generation
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.strategy import services as strategy

STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"
CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)

LogIn = Callable[[Role], Client]


@pytest.fixture(autouse=True)
def plain_static(settings: Settings) -> None:
    """Static files without a manifest (nothing is collected in a test)."""
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def every_request_looks_for_newer_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the first request of each second does: the number of queries must not depend on the second."""
    monkeypatch.setattr("indgang.modules.identity.services.content.CHECK_EVERY_SECONDS", -1.0)


@pytest.fixture
def content(db: None) -> Iterator[None]:
    clock.freeze(NOW)
    generation.set_current(generation.current() + 1)
    identity.load_pack(django_settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    strategy.load_strategies(django_settings.CONTENT_DIR)
    yield
    generation.set_current(generation.current() + 1)
    clock.freeze(None)


@pytest.fixture
def log_in(client: Client, content: None) -> LogIn:
    """A client with a member of staff of this role logged in."""

    def staff(role: Role) -> Client:
        account = identity.account_for_staff(
            subject=role.value, name="Sara Strateg", roles=[role], unit="oekonomi-opkraevning"
        )
        client.force_login(account, backend=STAFF)
        return client

    return staff


@pytest.fixture
def strategist(log_in: LogIn) -> Client:
    return log_in(Role.STRATEGIST)


@pytest.fixture
def citizen(client: Client, content: None) -> Client:
    account = identity.account_for_citizen(subject="maja", name="Maja Holm", cpr="6104850001")
    client.force_login(account, backend=CITIZEN)
    return client
