"""The inbox page by page, and the letters that did not arrive."""

from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Role
from indgang.modules.messages import selectors, services
from indgang.modules.messages.models import Delivery, Ladder
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import REMEDIES, Cause, LadderState, Letter, MessageKind


def send(
    to: Acting, letter: Letter, key: str, *, case_key: str = "", unit: str = "", reference: str = ""
) -> UUID:
    return services.send(
        to=to.party, letter=letter, kind=MessageKind.DECISION, by=SYSTEM, key=key, case_key=case_key,
        unit=unit, reference=reference,
    )  # fmt: skip


def fail(message_id: UUID, cause: Cause = Cause.NO_ADDRESS, unit: str = "folkeregister") -> None:
    Ladder.objects.filter(pk=message_id).delete()
    Ladder.objects.create(
        message_id=message_id, state=LadderState.FAILED, cause=cause, failed_at=clock.now(), unit=unit
    )


def staff(role: Role, unit: str) -> EmployeeInfo:
    account = identity.account_for_staff(subject=f"{role}-{unit}", name="Per Dam", roles=[role], unit=unit)
    return identity_selectors.employee(str(account.employee_id))


def test_the_unread_come_first_then_the_newest(maja: Acting, letter: Letter) -> None:
    ids = []
    for i in range(4):
        clock.freeze(NOW + timedelta(hours=i))
        ids.append(send(maja, letter, str(i)))
    services.mark_read(message_id=ids[3], by=maja)
    services.mark_read(message_id=ids[1], by=maja)
    found = selectors.inbox_page(maja.party)
    assert [one.id for one in found.rows] == [ids[2], ids[0], ids[3], ids[1]]
    assert (found.total, found.unread) == (4, 2)
    only = selectors.inbox_page(maja.party, only_unread=True)
    assert [one.id for one in only.rows] == [ids[2], ids[0]]
    assert (only.total, only.unread) == (4, 2)


def test_a_page_has_twenty_and_four_queries(
    maja: Acting, letter: Letter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for i in range(23):
        send(maja, letter, str(i))
    with django_assert_num_queries(4):
        first = selectors.inbox_page(maja.party)
    assert (len(first.rows), first.pages) == (20, 2)
    last = selectors.inbox_page(maja.party, page=99)
    assert (len(last.rows), last.page) == (3, 2)
    assert {one.id for one in first.rows}.isdisjoint(one.id for one in last.rows)
    with django_assert_num_queries(1):
        assert selectors.unread(maja.party) == 23


def test_a_limited_ground_sees_only_its_cases(maja: Acting, letter: Letter) -> None:
    send(maja, letter, "a", case_key="case:1")
    send(maja, letter, "b", case_key="case:2")
    assert selectors.inbox_page(maja.party, case_keys={"case:1"}).total == 1
    assert selectors.unread(maja.party, case_keys=set()) == 0


def test_another_party_has_another_inbox(maja: Acting, bo: Acting, letter: Letter) -> None:
    send(maja, letter, "a")
    assert selectors.inbox_page(bo.party).total == 0


def test_a_message_goes_back_among_the_unread_and_its_opening_stays(
    maja: Acting, bo: Acting, letter: Letter
) -> None:
    message_id = send(maja, letter, "a")
    services.mark_unread(message_id=message_id, by=maja)
    assert not Delivery.objects.get(message=message_id).unread_again, "it was never opened"
    services.mark_read(message_id=message_id, by=maja)
    opened = Delivery.objects.get(message=message_id).opened_at
    for _again in range(2):
        services.mark_unread(message_id=message_id, by=maja)
    row = Delivery.objects.get(message=message_id)
    assert row.unread_again
    assert row.opened_at == opened
    assert selectors.unread(maja.party) == 1
    assert selectors.inbox(maja.party)[0].read, "staff still see that it was read"
    services.mark_read(message_id=message_id, by=maja)
    assert selectors.unread(maja.party) == 0
    with pytest.raises(NotYours):
        services.mark_unread(message_id=message_id, by=bo)


# --- what did not arrive


def test_the_longest_wait_comes_first_with_its_cause_and_remedy(
    maja: Acting, letter: Letter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for i in range(3):
        clock.freeze(NOW + timedelta(days=i))
        fail(send(maja, letter, str(i), reference=f"F-{i}"))
    send(maja, letter, "fine", unit="folkeregister")
    per = staff(Role.CASEWORKER, "folkeregister")
    identity_selectors.units()
    with django_assert_num_queries(4):  # how many, which, of which letter to many, and the trail
        found = selectors.failures(per)
    assert [one.reference for one in found.rows] == ["F-0", "F-1", "F-2"]
    assert [one.days for one in found.rows] == [2, 1, 0]
    assert found.rows[0].why.da == "Vi kender ingen adresse."
    assert found.rows[0].remedies == REMEDIES[Cause.NO_ADDRESS]
    assert Event.objects.filter(action="failed_letters_seen").count() == 1


def test_who_sees_which_letters(maja: Acting, letter: Letter) -> None:
    mine, other = send(maja, letter, "a"), send(maja, letter, "b")
    fail(mine, unit="folkeregister")
    fail(other, unit="")
    per = staff(Role.CASEWORKER, "folkeregister")
    assert selectors.failures(per).total == 1
    assert selectors.failures(staff(Role.CASEWORKER, "borgerservice")).total == 0
    assert selectors.failures(staff(Role.SUPERVISOR, "folkeregister")).total == 2, "one belongs to no unit"
    assert selectors.failures(staff(Role.ADMINISTRATOR, "")).total == 0
    assert selectors.failures(staff(Role.CLERK, "folkeregister")).total == 0
    assert selectors.letter_for_staff(mine, per).recipient.da == "Maja Holm"
    assert Event.objects.filter(action="letter_trace_seen", party=maja.party.key).count() == 1
    with pytest.raises(NotYours):
        selectors.letter_for_staff(other, per)


def test_a_protected_citizens_name_is_not_in_the_list(maja: Acting, letter: Letter) -> None:
    fail(send(maja, letter, "a"))
    Person.objects.filter(pk=maja.party.id).update(protected=True)
    per = staff(Role.CASEWORKER, "folkeregister")
    assert selectors.failures(per).rows[0].recipient.da == "Beskyttet"
