"""The demo municipality with its strategies, at a fixed time."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings

from indgang.kernel import clock, generation
from indgang.modules.identity import services as identity
from indgang.modules.strategy import services

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def content(db: None) -> Iterator[None]:
    """The municipality, price sheets and strategies as they are shipped."""
    clock.freeze(NOW)
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    services.load_strategies(settings.CONTENT_DIR)
    yield
    generation.set_current(generation.current() + 1)
    clock.freeze(None)
