"""Many at once, on PostgreSQL (SQLite lets one write at a time)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, connections

from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import Contact, Journey, YearKey
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_double_click_from_eight_sides_is_one_contact_and_one_journey(mover: Acting) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")

    def click(_: int) -> tuple[UUID, UUID]:
        try:
            journey = services.journey_for(by=mover, service_id="flytning-indland")
            row = services.record(
                channel="self_service", party=mover.party, journey_id=journey.id, source_row="draft:1"
            )
            return journey.id, row
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, range(24)))
    assert len(answers) == 1
    assert Contact.objects.count() == Journey.objects.count() == YearKey.objects.count() == 1


def _clerk(name: str, unit: str) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[Role.CLERK], unit=unit)
    return people.employee(account.employee_id or "")


def test_eight_clerks_press_at_once_and_one_has_it() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    maria = _clerk("maria", "borgerservice")
    colleagues = [_clerk(f"colleague-{number}", "kontaktcenter") for number in range(8)]
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    services.hand_over(contact_id=contact, unit="kontaktcenter", employee_id="", why="Pas", by=maria)

    def take(by: EmployeeInfo) -> bool:
        try:
            services.take_over(contact_id=contact, by=by)
        except services.TakenAlready:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, colleagues)) == 1
    assert sum(len(selectors.running_of(by)) for by in colleagues) == 1


def test_closed_from_eight_sides_is_one_row() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    maria = _clerk("maria", "borgerservice")
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    closing = services.Closing("telephone", "", (), "information", "information", "resolved", 2.0)

    def close(_: int) -> UUID:
        try:
            return services.finish(contact_id=contact, closing=closing, by=maria)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(close, range(16)))) == 1
    assert Contact.objects.count() == 1
