"""Many who lead a unit at once, and a colleague who takes it meanwhile, on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from indgang.modules.audit.models import Event
from indgang.modules.audit.vocabulary import Why
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import RunningContact
from indgang.modules.contacts.tests.test_team import handed, promised, someone
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_eight_who_give_the_same_contact_to_different_colleagues_one_does() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    maria = someone("Maria")
    leaders = [someone(f"Leader {number}", role=Role.SUPERVISOR) for number in range(8)]
    contact, call = handed(maria), promised(maria)

    def give(by: EmployeeInfo) -> tuple[bool, bool]:
        done = []
        try:
            for deed, named in (
                (services.give_contact, {"contact_id": contact}),
                (services.give_call_back, {"call_back_id": call}),
            ):
                try:
                    deed(to=by.id, why=Why.SHARE, seen="", by=by, **named)
                except services.MovedAlready:
                    done.append(False)
                else:
                    done.append(True)
        finally:
            connections.close_all()
        return done[0], done[1]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(give, leaders))
    assert [sum(given) for given in zip(*answers, strict=True)] == [1, 1]
    assert Event.objects.filter(action__in=["contact_given", "call_back_given"]).count() == 2
    assert sum(len(selectors.running_of(by)) for by in leaders) == 1


def test_a_colleague_who_takes_it_and_a_leader_who_gives_it_are_never_both_right() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    maria, nora, hanne = someone("Maria"), someone("Nora"), someone("Hanne", role=Role.SUPERVISOR)
    for _ in range(6):
        contact = handed(maria)

        def take(contact: object = contact) -> bool:
            try:
                services.take_over(contact_id=str(contact), by=nora)
            except Exception:  # whichever refusal: what counts is who has it afterwards
                return False
            finally:
                connections.close_all()
            return True

        def give(contact: object = contact) -> bool:
            try:
                services.give_contact(contact_id=str(contact), to=hanne.id, why=Why.AWAY, seen="", by=hanne)
            except services.MovedAlready:
                return False
            finally:
                connections.close_all()
            return True

        with ThreadPoolExecutor(2) as pool:
            took, gave = pool.submit(take), pool.submit(give)
        assert took.result() != gave.result()
        row = RunningContact.objects.get(pk=contact)
        assert str(row.employee_id) == (nora.id if took.result() else hanne.id)
