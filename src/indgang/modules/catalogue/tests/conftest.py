"""The demo's content, and a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.modules.channels.tests.lyngsoe import put_lyngsoe


@pytest.fixture
def lyngsoe(db: None) -> None:
    put_lyngsoe()


@pytest.fixture
def tuesday() -> Iterator[datetime]:
    """Tuesday 1 December 2026 at eleven, when everything is open."""
    at = datetime(2026, 12, 1, 11, 0, tzinfo=COPENHAGEN)
    clock.freeze(at)
    yield at
    clock.freeze(None)
