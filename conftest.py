"""What every test leaves behind: nothing that lives in the process and not in the database."""

import gc
import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings
from tests import kept_tables
from whitenoise.base import WhiteNoise

from indgang.kernel import clock, events, strict_yaml
from indgang.modules.catalogue.services import content as catalogue
from indgang.modules.identity.services import content
from indgang.project.wiring import HANDLERS

# Generated examples are never held against a clock: a busy machine is no fault of a rule. A run tries the same ones
# each time, so that what fails is what was changed; with INDGANG_EXAMPLES (how many times as many) it tries others.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="INDGANG_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")
# Nearly every test loads the same content; the same text is read once in a process.
strict_yaml.parse = lru_cache(maxsize=1000)(strict_yaml.parse)
# So are the two dictionaries, which have a million words.
_inflections = lru_cache(maxsize=50)(catalogue.inflections_of)
catalogue.inflections_of = lambda written: _inflections(tuple(written))
# Each new Client makes the chain of middleware: the folder of style sheets and scripts is read once for all of them.
_read_folder = WhiteNoise.update_files_dictionary
_folders: dict[tuple[str, str, int | None], dict[str, Any]] = {}


def _kept_folder(self: WhiteNoise, root: str, prefix: str) -> None:
    known = _folders.get((root, prefix, self.max_age))
    if known is None:
        before = set(self.files)
        _read_folder(self, root, prefix)
        _folders[root, prefix, self.max_age] = {
            url: file for url, file in self.files.items() if url not in before
        }
    else:
        self.files.update(known)


WhiteNoise.update_files_dictionary = _kept_folder


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: it is not looked through again and again for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Before the test database is made: its tables are copied where they can be."""
    with pytest.MonkeyPatch.context() as patch:
        kept_tables.begin(patch)
        yield


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """The next test begins in Danish, with a clock that runs, with those who hear of news and nothing kept.

    The first request of a test looks for newer content, and no other: else the number of questions to the
    database would depend on how fast the machine is.
    """
    content._checked_at, content.CHECK_EVERY_SECONDS = float("-inf"), 3600.0
    yield
    translation.deactivate()
    clock.freeze(None)
    cache.clear()
    events.connect(HANDLERS)
