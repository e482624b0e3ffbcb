"""Where somebody lives is shown to a clerk only when the register says today that it is open, or they say why."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indgang.modules.audit.models import Event
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.selectors import running
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.tests.conftest import Filling, Outside, call, staff

pytestmark = pytest.mark.django_db
HOME_OF_NANNA = "Kanalstræde 3"


@pytest.fixture
def maria(lyngsoe: object) -> EmployeeInfo:
    return staff("Maria Kongshøj")


@pytest.fixture
def desk(as_staff: Callable[[EmployeeInfo], Client], maria: EmployeeInfo) -> Client:
    return as_staff(maria)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_somebody_protected_who_never_wrote_to_us_is_not_shown_without_a_reason(
    desk: Client, maria: EmployeeInfo, person: Callable[[str], Acting]
) -> None:
    here = call(maria)
    contacts.identify(contact_id=here.id, party=person("nanna").party, caller=None, by=maria)
    show = f"/medarbejder/henvendelse/{here.id}/vis/"
    refused = desk.post(show, {})
    assert refused.status_code == 422
    assert "Hvorfor skal du se adressen?" in text(refused)
    assert running(here.id, maria).protected
    assert HOME_OF_NANNA not in text(refused)
    page = text(desk.post(show, {"reason": "Nanna spørger selv, hvad der står"}, follow=True))
    assert HOME_OF_NANNA in page
    assert Event.objects.get(action="address_unmasked").purpose == "Nanna spørger selv, hvad der står"


def test_an_open_address_is_one_press_and_uncovers_no_draft(
    desk: Client, maria: EmployeeInfo, mads: Acting, begin: Callable[[Acting], Filling]
) -> None:
    """Mads asks for a hidden address: his draft stays covered, though where he lives now is no secret."""
    draft, here = begin(mads), call(maria)
    draft.all(protection="yes")
    here.joins(draft)
    page = text(desk.post(f"/medarbejder/henvendelse/{here.id}/vis/", {}, follow=True))
    assert "Registeret svarer ikke" not in page
    assert Event.objects.filter(action="address_seen", party=mads.party.key).count() == 1
    covered = selectors.shared_step(draft.draft_id, "adresse", maria).fields[0]
    assert "Beskyttet" in str(covered.shown_value)


def test_a_silent_register_is_as_a_protected_address(
    desk: Client, maria: EmployeeInfo, mads: Acting, outside: Outside
) -> None:
    here = call(maria)
    contacts.identify(contact_id=here.id, party=mads.party, caller=None, by=maria)
    outside.cpr.down = True
    refused = desk.post(f"/medarbejder/henvendelse/{here.id}/vis/", {})
    assert refused.status_code == 422
    assert "Hvorfor skal du se adressen?" in text(refused)


def test_a_reason_is_not_handed_over_with_the_contact(maria: EmployeeInfo, mads: Acting) -> None:
    here, tina = call(maria), staff("Tina Vangede")
    contacts.identify(contact_id=here.id, party=mads.party, caller=None, by=maria)
    contacts.unmask(contact_id=here.id, reason="Han spørger", by=maria)
    contacts.hand_over(contact_id=here.id, unit=tina.unit, employee_id=tina.id, why="Ved mere", by=maria)
    contacts.take_over(contact_id=here.id, by=tina)
    assert not running(here.id, tina).unmasked
