"""Calls that we owe: promised once, on a day when somebody is here, and never left lying with one who went home."""

from datetime import UTC, datetime, timedelta

import pytest

from indgang.kernel import clock
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import CallBack, RunningContact
from indgang.modules.contacts.services import CallBackWish
from indgang.modules.contacts.services.refused import TakenAlready
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.contacts.vocabulary import CallBackState
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo, employee
from indgang.modules.identity.vocabulary import Acting, Role

pytestmark = pytest.mark.django_db


def staff(name: str) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[Role.CLERK], unit="borgerservice")
    assert account.employee is not None
    return employee(account.employee.pk)


@pytest.fixture
def maria(lyngsoe: None) -> EmployeeInfo:
    return staff("Maria Kongshøj")


@pytest.fixture
def tina(lyngsoe: None) -> EmployeeInfo:
    return staff("Tina Vangede")


def wish(about: str = "", at: datetime = NOW + timedelta(hours=1)) -> CallBackWish:
    return CallBackWish("borgerservice", "12 34 56 78", about, at, at + timedelta(hours=1))


def promised(by: EmployeeInfo, about: str = "") -> CallBack:
    contact = services.begin(channel="telephone", entrance_id="", by=by)
    services.plan_call_back(wish=wish(about), contact_id=contact, by=by)
    return CallBack.objects.get()


def test_the_same_promise_twice_is_one_call(maria: EmployeeInfo) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    first = services.plan_call_back(wish=wish("Flytning"), contact_id=contact, by=maria)
    assert services.plan_call_back(wish=wish("Flytning"), contact_id=contact, by=maria) == first
    later = wish("Flytning", NOW + timedelta(hours=5))
    assert services.plan_call_back(wish=later, contact_id=contact, by=maria) != first


def test_what_it_is_about_holds_no_cpr_number(maria: EmployeeInfo) -> None:
    assert "1234" not in promised(maria, "Ring om 010190-1234").about


@pytest.mark.parametrize(
    ("at", "field"),
    [
        (datetime(2026, 5, 14, 9, tzinfo=UTC), "from"),  # Ascension Day
        (datetime(2026, 5, 9, 9, tzinfo=UTC), "from"),  # a Saturday
        (datetime(2026, 6, 5, 9, tzinfo=UTC), "from"),  # Constitution Day: closed in this municipality
        (datetime(9999, 6, 1, 9, tzinfo=UTC), "from"),
        (NOW - timedelta(days=3), "from"),
    ],
)
def test_no_call_is_promised_for_a_day_when_nobody_is_here(
    maria: EmployeeInfo, at: datetime, field: str
) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    with pytest.raises(services.BadWish) as refused:
        services.plan_call_back(wish=wish(at=at), contact_id=contact, by=maria)
    assert refused.value.field == field
    assert not CallBack.objects.exists()


def test_pressing_call_now_twice_is_one_contact(maria: EmployeeInfo, mover: Acting) -> None:
    call = promised(maria)
    first = services.call_now(call_back_id=call.pk, by=maria)
    assert services.call_now(call_back_id=call.pk, by=maria) == first
    assert RunningContact.objects.filter(direction="out").count() == 1


def test_a_colleague_takes_what_was_left_behind_but_not_what_is_in_hand(
    maria: EmployeeInfo, tina: EmployeeInfo
) -> None:
    call = promised(maria)
    services.take_call_back(call_back_id=call.pk, by=maria)
    with pytest.raises(TakenAlready):
        services.take_call_back(call_back_id=call.pk, by=tina)
    assert not selectors.call_backs(tina).rows[0].free
    clock.freeze(NOW + timedelta(hours=3))  # the window is over, and nobody called
    [seen] = selectors.call_backs(tina).rows
    assert (seen.late, seen.free, seen.taken_by) == (True, True, "Maria Kongshøj")
    services.take_call_back(call_back_id=call.pk, by=tina)
    call.refresh_from_db()
    assert str(call.taken_by_id) == tina.id
    with pytest.raises(TakenAlready):  # Maria comes back, and finds that Tina did it
        services.finish_call_back(call_back_id=call.pk, reached=True, by=maria)


def test_nobody_answered_twice_in_a_row_counts_once(maria: EmployeeInfo) -> None:
    call = promised(maria)
    services.take_call_back(call_back_id=call.pk, by=maria)
    for _ in range(2):
        services.finish_call_back(call_back_id=call.pk, reached=False, by=maria)
    call.refresh_from_db()
    assert (call.state, call.attempts) == (CallBackState.OPEN, 1)
