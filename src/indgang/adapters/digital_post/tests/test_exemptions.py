"""What every client to the register of Digital Post must do; the fake is the first."""

from pathlib import Path

import pytest

from indgang.adapters.digital_post.fake import FakeDigitalPost
from indgang.adapters.digital_post.types import DigitalPostClient, DigitalPostUnavailable

DEMO = Path(__file__).resolve().parents[5] / "content" / "municipalities" / "lyngsoe" / "demo"
MADS, INGER, NOBODY = "7704982229", "6905443788", "6101010000"


@pytest.fixture
def register() -> DigitalPostClient:
    return FakeDigitalPost(DEMO)


def test_it_knows_who_is_exempt(register: DigitalPostClient) -> None:
    assert register.is_exempt(INGER) is True
    assert register.is_exempt(MADS) is False


def test_somebody_it_does_not_know_is_unknown_and_not_simply_no(register: DigitalPostClient) -> None:
    assert register.is_exempt(NOBODY) is None


def test_a_register_that_is_away_says_so() -> None:
    fake = FakeDigitalPost(DEMO)
    fake.down = True
    with pytest.raises(DigitalPostUnavailable):
        fake.is_exempt(MADS)
