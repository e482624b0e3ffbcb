"""The broker as pytest fixtures. Import what you need into a conftest:

    from simulators.broker.fixtures import broker, broker_process  # noqa: F401

For a live server: `with broker_for(live_server.url, settings): …`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from pytest_django import Settings

from indgang.project.management.commands import demo_people
from simulators.broker.testing import Running, running

ORIGIN = "http://testserver"
CLIENTS = {"CITIZEN_CLIENT": ("citizen", "citizen-secret"), "STAFF_CLIENT": ("staff", "staff-secret")}


@contextmanager
def _process(origin: str) -> Iterator[Running]:
    """A broker with the demo's people, and clients that send back to `origin`."""
    pack = django_settings.CONTENT_DIR / "municipalities" / django_settings.MUNICIPALITY
    with override_settings(ORIGIN=origin, **CLIENTS):
        clients = demo_people.clients_for_broker()
    with running(demo_people.people_for_broker(pack), clients) as process:
        yield process


def _lead_to(process: Running, origin: str, settings: Settings) -> None:
    settings.BROKER, settings.ORIGIN = process.issuer, origin
    for name, pair in CLIENTS.items():
        setattr(settings, name, pair)
    directives = django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**directives, "form-action": ["'self'", process.issuer]}
    }


@contextmanager
def broker_for(origin: str, settings: Settings) -> Iterator[Running]:
    """A broker of its own for a server at `origin`, and the settings that lead there and back."""
    with _process(origin) as process:
        _lead_to(process, origin, settings)
        yield process


@pytest.fixture(scope="session")
def broker_process() -> Iterator[Running]:
    """One broker for the whole run, for Django's test client."""
    with _process(ORIGIN) as process:
        yield process


@pytest.fixture
def broker(broker_process: Running, settings: Settings) -> Iterator[Running]:
    """The broker without faults, and the settings that lead to it."""
    broker_process.faults()
    _lead_to(broker_process, ORIGIN, settings)
    yield broker_process
    broker_process.faults()
