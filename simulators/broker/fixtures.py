"""The broker as pytest fixtures. Import what you need into a conftest:

from simulators.broker.fixtures import broker, broker_process  # noqa: F401
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import Settings

from indgang.project.management.commands import demo_people
from simulators.broker.testing import Running, running

ORIGIN = "http://testserver"
CLIENTS = {"CITIZEN_CLIENT": ("citizen", "citizen-secret"), "STAFF_CLIENT": ("staff", "staff-secret")}


@pytest.fixture(scope="session")
def broker_process() -> Iterator[Running]:
    """One broker for the whole run, with the demo's people and clients that send back to Django's test client."""
    from django.test import override_settings

    with override_settings(ORIGIN=ORIGIN, **CLIENTS):
        clients = demo_people.clients_for_broker()
    pack = settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY
    with running(demo_people.people_for_broker(pack), clients) as process:
        yield process


@pytest.fixture
def broker(broker_process: Running, settings: Settings) -> Iterator[Running]:
    """The broker without faults, and the settings that lead to it."""
    broker_process.faults()
    settings.BROKER, settings.ORIGIN = broker_process.issuer, ORIGIN
    for name, pair in CLIENTS.items():
        setattr(settings, name, pair)
    yield broker_process
    broker_process.faults()
