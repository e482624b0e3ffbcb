"""The letter of Maja's refusal, which did not arrive."""

from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.test_deciding import REASONS
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.models import Ladder
from indgang.modules.messages.vocabulary import Cause, LadderState


@pytest.fixture
def letter(case: CaseInfo, ole: EmployeeInfo) -> UUID:
    """Refused by Ole."""
    made = casework.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    return made.message_id


@pytest.fixture
def failed(letter: UUID) -> UUID:
    """No address was found for it."""
    missed(letter, Cause.NO_ADDRESS)
    return letter


def missed(message_id: UUID, cause: Cause) -> None:
    """What became of a letter, as the ladder writes it."""
    Ladder.objects.filter(pk=message_id).update(
        came_from=LadderState.CLIMBING,
        state=LadderState.FAILED,
        cause=cause,
        failed_at=clock.now(),
        due_at=None,
    )
