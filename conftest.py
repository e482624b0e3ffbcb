"""What every test leaves behind: nothing that lives in the process and not in the database."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from indgang.kernel import clock


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The next test begins in Danish, with a clock that runs and nothing kept."""
    yield
    translation.deactivate()
    clock.freeze(None)
    cache.clear()
