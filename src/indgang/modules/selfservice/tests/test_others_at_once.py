"""Those who were asked, the applicant and the routine at the same moment: one decision, one reminder, no deadlock."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from indgang.kernel import clock
from indgang.modules.cases.models import Case, Decision
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.modules.selfservice.tests.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
People = Callable[..., Acting]
Begin = Callable[[Acting], Filling]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


@pytest.fixture
def couple(mads: Acting, person: People, begin: Begin) -> tuple[Acting, Acting]:
    """Mads wants to live with Hanne and Erik, and both are asked."""
    begin(mads).all(new_address="birkevaenget-7", relation="lodger", others_stay="yes").send()
    return person("hanne"), person("erik")


def says(by: Acting, value: str) -> Callable[[], None]:
    row = Invitation.objects.get(person_id=by.party.id)
    return partial(services.answer_invitation, invitation_id=row.pk, value=value, text="", by=by)


def test_two_who_say_yes_at_once_decide_it_once(couple: tuple[Acting, Acting]) -> None:
    hanne, erik = couple
    answers = at_once([says(hanne, "lives-here"), says(erik, "lives-here")] * 2)
    assert all(one is None or isinstance(one, services.NoLongerAsked) for one in answers)
    assert Decision.objects.count() == 1
    assert Message.objects.filter(kind="decision").count() == 1
    assert 1 <= InvitationAnswer.objects.count() <= 2


def test_a_yes_and_a_withdrawal_at_once_end_in_one_of_the_two(
    mads: Acting, couple: tuple[Acting, Acting]
) -> None:
    case = Case.objects.get()
    back = partial(services.withdraw, case_id=case.pk, why="", by=mads)
    at_once([says(couple[0], "lives-here"), back, says(couple[1], "lives-here"), back])
    case.refresh_from_db()
    assert (case.state, Decision.objects.count()) in (("decided", 1), ("withdrawn", 0))
    assert selectors.replay(case.key.removeprefix("submission:")).same


def test_the_routine_run_twice_at_once_reminds_once(couple: tuple[Acting, Acting]) -> None:
    clock.freeze(NOW + timedelta(days=8))
    at_once([services.remind_and_expire] * 3)
    assert Message.objects.filter(kind="reminder").count() == 2
    assert set(Invitation.objects.values_list("reminders", flat=True)) == {1}
