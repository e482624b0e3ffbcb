"""Those who were asked, the applicant and the routine at the same moment: one decision, one reminder, no deadlock."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from indgang.kernel import clock
from indgang.modules.cases.models import Case, Decision
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import HelpCode
from indgang.modules.contacts.selectors.running import ContactOver
from indgang.modules.contacts.services.help_codes import LIVES
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft, Invitation, InvitationAnswer
from indgang.modules.selfservice.services.writing_down import answer_in_contact
from indgang.modules.selfservice.tests.conftest import NOW, Filling, call, staff
from indgang.modules.selfservice.tests.test_at_once import at_once
from indgang.modules.selfservice.vocabulary import Shared

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
    clock.freeze(NOW + timedelta(days=10))
    at_once([services.remind_and_expire] * 3)
    assert Message.objects.filter(kind="reminder").count() == 2
    assert set(Invitation.objects.values_list("reminders", flat=True)) == {1}


def test_a_clerk_who_writes_it_down_the_host_and_the_end_of_the_call_at_once(
    mads: Acting, couple: tuple[Acting, Acting]
) -> None:
    """The contact comes first, then the question: nobody waits for the other, and it is decided once."""
    hanne, maria = couple[0], staff("Maria Kongshøj")
    here = call(maria)
    contacts.identify(contact_id=here.id, party=hanne.party, caller=None, by=maria)
    contacts.check_id(contact_id=here.id, how=IdCheck.QUESTIONS, by=maria)
    row = Invitation.objects.get(person_id=hanne.party.id)
    writes = partial(
        answer_in_contact,
        contact_id=here.id,
        invitation_id=row.pk,
        value="lives-here",
        text="",
        by=maria,
    )
    ends = partial(contacts.cancel, contact_id=here.id, by=maria)
    found = at_once([writes, says(hanne, "lives-here"), ends, writes])
    expected = (services.NoLongerAsked, ContactOver)
    assert all(one is None or isinstance(one, expected) for one in found), found
    assert Decision.objects.count() == 1
    assert InvitationAnswer.objects.count() == 1


def test_a_code_that_runs_out_while_somebody_asks_anew_leaves_the_new_one(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    ask = partial(services.ask_for_help, draft_id=draft.draft_id, step="dato", by=mads)
    ask()
    clock.freeze(NOW + LIVES)
    found = at_once([services.end_unused_help, ask, services.end_unused_help])
    assert not [one for one in found if isinstance(one, Exception)]
    assert Draft.objects.get().shared == Shared.ASKED
    assert HelpCode.objects.filter(live=True).count() == 1
