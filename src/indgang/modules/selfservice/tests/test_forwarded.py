"""A case that a caseworker sent on while others were asked: they are reminded as ever, and a person decides."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from indgang.kernel import clock
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity import selectors as known
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Invitation
from indgang.modules.selfservice.tests.conftest import NOW, Filling

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def forwarded(person: People, begin: Begin) -> Case:
    """Amir moves in with Birgit, who is asked; Ole takes the case, and sends it on to another unit."""
    begin(person("amir")).all(**ROOM).send()
    account = identity.account_for_staff(
        subject="ole", name="Ole", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    ole = known.employee(str(account.employee_id))
    casework.take(case_id=Case.objects.get().pk, by=ole)
    case = Case.objects.get()
    unit = next(one.id for one in known.units().values() if one.decides and one.id != case.unit_id)
    casework.forward(case_id=case.pk, unit=unit, reason="De kender den.", by=ole, seen_version=case.version)
    return Case.objects.get()


def later(days: int) -> Invitation:
    clock.freeze(NOW + timedelta(days=days))
    services.remind_and_expire()
    return Invitation.objects.get()


def test_a_yes_is_read_by_a_person(forwarded: Case, person: People) -> None:
    row, birgit = Invitation.objects.get(), person("birgit")
    services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=birgit)
    case = Case.objects.get()
    assert (case.state, case.finding["outcome"]) == (CaseState.FORWARDED, "granted")
    assert not Decision.objects.exists()


def test_who_was_asked_is_reminded_before_the_wait_ends(forwarded: Case, person: People) -> None:
    row = later(10)
    assert (row.state, row.reminders) == ("open", 1)
    assert Message.objects.filter(person=row.person_id).count() == 2
    assert Case.objects.get().state == CaseState.FORWARDED
    assert later(18).state == "silent"
    finding = Case.objects.get().finding
    assert "ikke svaret" in str(finding)


def test_also_when_the_next_one_has_taken_it(forwarded: Case, person: People) -> None:
    account = identity.account_for_staff(
        subject="eva", name="Eva", roles=[Role.CASEWORKER], unit=forwarded.unit_id
    )
    casework.take(case_id=forwarded.pk, by=known.employee(str(account.employee_id)))
    assert Case.objects.get().state == CaseState.OPEN
    assert (later(10).state, later(18).state) == ("open", "silent")
