"""A wish is written down in a contact, once."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from indgang.modules.audit.models import Event
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import RunningContact
from indgang.modules.contacts.selectors import Running
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Need

pytestmark = pytest.mark.django_db


def page(contact: Running) -> str:
    return f"/medarbejder/henvendelse/{contact.id}/oensker/"


@pytest.fixture
def with_maja(begun: Running, maja: Acting) -> Running:
    RunningContact.objects.filter(pk=begun.id).update(person_id=maja.party.id)
    return begun


def needs(maja: Acting) -> list[Need]:
    return [one.need for one in identity.needs_of(maja.party.id)]


def test_a_wish_told_on_the_telephone_is_kept_once(desk: Client, with_maja: Running, maja: Acting) -> None:
    assert "Sådan vil Maja" in desk.get(page(with_maja)).content.decode()
    for _press in range(2):
        answer = desk.post(page(with_maja), {"oenske": "paper"}, follow=True)
        assert answer.redirect_chain == [(page(with_maja), 302)]
    assert "Ønsket er skrevet ned" in answer.content.decode()
    assert needs(maja) == [Need.PAPER]
    row = Event.objects.get(action="need_declared")
    assert row.detail == {"told_in": f"contact:{with_maja.id}"}


def test_a_language_that_is_none_is_kept_in_the_field_with_what_to_do(
    desk: Client, with_maja: Running, maja: Acting
) -> None:
    answer = desk.post(page(with_maja), {"oenske": "interpreter", "sprog": "hun hører 12 %"})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'value="hun hører 12 %"' in html
    assert 'href="#f-sprog"' in html
    assert "Skriv hvilket sprog" in html
    assert needs(maja) == []


def test_a_wish_is_ended_only_when_we_know_who_asks(
    desk: Client, with_maja: Running, maja: Acting, maria: EmployeeInfo
) -> None:
    desk.post(page(with_maja), {"oenske": "paper"})
    assert "Det gælder ikke mere" not in desk.get(page(with_maja)).content.decode()
    assert desk.post(page(with_maja), {"oenske": "paper", "slut": "1"}).status_code == 409
    assert needs(maja) == [Need.PAPER]
    contacts.check_id(contact_id=with_maja.id, how=IdCheck.QUESTIONS, by=maria)
    for _press in range(2):
        assert desk.post(page(with_maja), {"oenske": "paper", "slut": "1"}).status_code == 302
    assert needs(maja) == []


@pytest.mark.parametrize("typed", [{}, {"oenske": "x"}, {"oenske": "", "slut": "1"}, {"sprog": "\x00"}])
def test_nonsense_is_no_error_of_ours(desk: Client, with_maja: Running, typed: dict[str, str]) -> None:
    assert desk.post(page(with_maja), typed).status_code in (409, 422)


def test_a_contact_without_a_citizen_has_no_wishes(desk: Client, begun: Running) -> None:
    answer = desk.get(page(begun))
    assert answer.status_code == 409
    assert "Find først borgeren" in answer.content.decode()


def test_a_colleague_does_not_write_in_my_contact(
    as_staff: Callable[[EmployeeInfo], Client], freddy: EmployeeInfo, with_maja: Running, maja: Acting
) -> None:
    assert as_staff(freddy).post(page(with_maja), {"oenske": "paper"}).status_code == 404
    assert needs(maja) == []
