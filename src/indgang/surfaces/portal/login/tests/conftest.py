"""The login broker as a real process, and the municipality that people log in to."""

import pytest
from django.conf import settings
from simulators.broker.fixtures import broker, broker_process

from indgang.kernel import generation
from indgang.modules.identity import services as identity

__all__ = [
    "broker",
    "broker_process",
]


@pytest.fixture
def lyngsoe(db: None) -> None:
    """The municipality, without its catalogue."""
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY)
