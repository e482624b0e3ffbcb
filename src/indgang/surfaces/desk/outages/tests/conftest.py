"""The demo's content as the portal has it: every service and every place."""

import pytest

from indgang.modules.channels.tests.lyngsoe import put_lyngsoe


@pytest.fixture
def lyngsoe(db: None) -> None:
    put_lyngsoe()
