"""What tests outside the modules share: where the browser is."""

from pathlib import Path

import pytest

from indgang.project.frontdoor import system


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium for Playwright's `executable_path`; `./indgang test --without browser` leaves journeys out."""
    found = system.chromium()
    if found is None:
        pytest.fail(
            "Chromium is missing: ./indgang test installs it, or --without browser leaves journeys out."
        )
    return found
