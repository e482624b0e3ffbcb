"""Whoever leads a unit sees what runs in it, and gives it to a colleague or takes what was left behind."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.audit.vocabulary import Why
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import RunningContact
from indgang.modules.contacts.services import CallBackWish
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role

pytestmark = pytest.mark.django_db
Someone = Callable[..., EmployeeInfo]


def someone(name: str, unit: str = "borgerservice", role: Role = Role.CLERK) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[role], unit=unit)
    return people.employee(account.employee_id or "")


@pytest.fixture
def maria() -> EmployeeInfo:
    return someone("Maria")


@pytest.fixture
def nora() -> EmployeeInfo:
    return someone("Nora")


@pytest.fixture
def hanne() -> EmployeeInfo:
    """She leads Maria's and Nora's unit."""
    return someone("Hanne", role=Role.SUPERVISOR)


@pytest.fixture
def vibeke() -> EmployeeInfo:
    """She leads another unit."""
    return someone("Vibeke", "folkeregister", Role.SUPERVISOR)


def begun(by: EmployeeInfo) -> UUID:
    return services.begin(channel="telephone", entrance_id="", by=by)


def handed(by: EmployeeInfo, to: str = "") -> UUID:
    contact = begun(by)
    services.hand_over(contact_id=contact, unit="borgerservice", employee_id=to, why="Pas", by=by)
    return contact


def promised(by: EmployeeInfo, hours: float = 4.0) -> UUID:
    now = clock.now()
    wish = CallBackWish("borgerservice", "99 99 12 34", "Pas", now, now + timedelta(hours=hours))
    return services.plan_call_back(wish=wish, contact_id=begun(by), by=by)


def later(**time: float) -> None:
    clock.freeze(NOW + timedelta(**time))


def test_a_leader_sees_who_has_what_and_since_when_but_no_citizen(
    maria: EmployeeInfo, nora: EmployeeInfo, hanne: EmployeeInfo
) -> None:
    begun(maria)
    waiting = handed(nora)
    late, soon = promised(maria, 0.2), promised(maria, 1.2)
    later(minutes=30)
    found = selectors.team_contacts(hanne)
    assert [one.employee for one in found.in_hand] == ["Maria", "Maria", "Maria"]
    assert not any(one.left for one in found.in_hand)
    assert [(one.id, one.handed_by, one.why) for one in found.waiting] == [(waiting, "Nora", "Pas")]
    assert found.waiting_since == NOW
    assert [(one.id, one.late, one.soon) for one in found.calls] == [(late, True, False), (soon, False, True)]


def test_who_leads_no_unit_sees_nothing(maria: EmployeeInfo, vibeke: EmployeeInfo) -> None:
    begun(maria)
    handed(maria)
    with pytest.raises(NotYours):
        selectors.team_contacts(maria)
    assert selectors.team_contacts(vibeke) == selectors.TeamContacts((), (), ())


def test_a_waiting_contact_is_given_by_name_and_has_waited_just_as_long(
    maria: EmployeeInfo, nora: EmployeeInfo, hanne: EmployeeInfo
) -> None:
    contact = handed(maria)
    later(minutes=20)
    for _ in range(2):
        services.give_contact(contact_id=contact, to=nora.id, why=Why.KNOWS, seen="", by=hanne)
    (waiting,) = selectors.team_contacts(hanne).waiting
    assert (waiting.to, waiting.since) == ("Nora", NOW)
    assert [one.id for one in selectors.handed_to(nora)] == [contact]
    assert not selectors.handed_to(maria)
    (event,) = Event.objects.filter(action="contact_given")
    assert event.purpose == "fordele arbejdet"
    assert event.detail == {"to": f"employee:{nora.id}", "why": "knows"}
    services.take_over(contact_id=contact, by=nora)


def test_of_two_leaders_at_once_the_second_is_told(
    maria: EmployeeInfo, nora: EmployeeInfo, hanne: EmployeeInfo
) -> None:
    contact = handed(maria)
    other = someone("Ida", role=Role.SUPERVISOR)
    services.give_contact(contact_id=contact, to=nora.id, why=Why.SHARE, seen="", by=hanne)
    with pytest.raises(services.MovedAlready):
        services.give_contact(contact_id=contact, to=maria.id, why=Why.SHARE, seen="", by=other)
    services.take_over(contact_id=contact, by=nora)
    with pytest.raises(services.MovedAlready):
        services.give_contact(contact_id=contact, to=maria.id, why=Why.SHARE, seen=maria.id, by=other)


def test_a_living_contact_stays_with_whoever_speaks(maria: EmployeeInfo, hanne: EmployeeInfo) -> None:
    contact = begun(maria)
    later(minutes=59)
    with pytest.raises(services.StillInUse):
        services.give_contact(contact_id=contact, to=hanne.id, why=Why.AWAY, seen=maria.id, by=hanne)
    assert [one.id for one in selectors.running_of(maria)] == [contact]


def test_what_was_left_behind_is_taken_or_given_and_goes_on(
    maria: EmployeeInfo, nora: EmployeeInfo, hanne: EmployeeInfo
) -> None:
    mine, hers = begun(maria), begun(maria)
    later(hours=1)
    assert all(one.left for one in selectors.team_contacts(hanne).in_hand)
    for _ in range(2):
        services.give_contact(contact_id=mine, to=hanne.id, why=Why.AWAY, seen=maria.id, by=hanne)
        services.give_contact(contact_id=hers, to=nora.id, why=Why.AWAY, seen=maria.id, by=hanne)
    assert [one.id for one in selectors.running_of(hanne)] == [mine]
    assert not selectors.running_of(maria)
    services.take_over(contact_id=hers, by=nora)
    assert RunningContact.objects.get(pk=hers).begun_at == NOW
    assert [step.detail.get("why") for step in selectors.steps_of(hers)][1:] == [
        "Den, der havde det, er her ikke nu",
        None,
    ]


def test_only_to_somebody_of_the_own_unit_who_does_such_work(
    maria: EmployeeInfo, hanne: EmployeeInfo, vibeke: EmployeeInfo
) -> None:
    contact, call = handed(maria), promised(maria)
    editor = someone("Eva", role=Role.EDITOR)
    for to in (vibeke.id, editor.id, "", "nobody"):
        with pytest.raises(services.NoSuchColleague):
            services.give_contact(contact_id=contact, to=to or "-", why=Why.SHARE, seen="", by=hanne)
        with pytest.raises(services.NoSuchColleague):
            services.give_call_back(call_back_id=call, to=to or "-", why=Why.SHARE, seen="", by=hanne)


def test_another_units_matters_are_not_there(
    maria: EmployeeInfo, nora: EmployeeInfo, vibeke: EmployeeInfo
) -> None:
    contact, call = handed(maria), promised(maria)
    for by in (vibeke, nora):
        with pytest.raises(NotYours):
            services.give_contact(contact_id=contact, to=nora.id, why=Why.SHARE, seen="", by=by)
        with pytest.raises(NotYours):
            services.give_call_back(call_back_id=call, to=nora.id, why=Why.SHARE, seen="", by=by)


def test_a_call_is_given_and_given_back(maria: EmployeeInfo, nora: EmployeeInfo, hanne: EmployeeInfo) -> None:
    call = promised(maria)
    for _ in range(2):
        services.give_call_back(call_back_id=call, to=nora.id, why=Why.SHARE, seen="", by=hanne)
    assert [one.mine for one in selectors.call_backs(nora).rows] == [True]
    with pytest.raises(services.MovedAlready):
        services.give_call_back(call_back_id=call, to=maria.id, why=Why.SHARE, seen="", by=hanne)
    services.give_call_back(call_back_id=call, to="", why=Why.AWAY, seen=nora.id, by=hanne)
    services.take_call_back(call_back_id=call, by=maria)
    services.finish_call_back(call_back_id=call, reached=True, by=maria)
    with pytest.raises(services.MovedAlready):
        services.give_call_back(call_back_id=call, to=nora.id, why=Why.SHARE, seen=maria.id, by=hanne)
    assert Event.objects.filter(action="call_back_given").count() == 2


def test_somebody_who_left_the_house_is_no_colleague(maria: EmployeeInfo, hanne: EmployeeInfo) -> None:
    later(days=91)
    someone("Hanne", role=Role.SUPERVISOR)
    assert [one.name for one in people.colleagues("borgerservice")] == ["Hanne"]
    assert people.colleagues("") == []
