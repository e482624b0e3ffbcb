"""A host who was asked is on the telephone: Maria reads the question out and writes the answer."""

from collections.abc import Callable

import pytest

from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.surfaces.desk.shared.tests.conftest import Clerk

pytestmark = pytest.mark.django_db
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def birgit_calls(
    maria_helps: Clerk, person: Callable[..., Acting], begin: Callable[[Acting], Filling]
) -> Clerk:
    begin(person("amir")).all(**ROOM).send()
    contacts.identify(
        contact_id=maria_helps.contact, party=person("birgit").party, caller=None, by=maria_helps.by
    )
    return maria_helps


def address(clerk: Clerk, rest: str = "") -> str:
    return f"/medarbejder/henvendelse/{clerk.contact}/spurgt/{rest}"


def checked(clerk: Clerk) -> Clerk:
    contacts.check_id(contact_id=clerk.contact, how=IdCheck.QUESTIONS, by=clerk.by)
    return clerk


def test_the_contact_leads_there_and_first_one_checks_who_it_is(birgit_calls: Clerk) -> None:
    assert (
        address(birgit_calls) in birgit_calls.get(f"/medarbejder/henvendelse/{birgit_calls.contact}/").links
    )
    page = birgit_calls.get(address(birgit_calls))
    assert "kontrollér, hvem det er" in page.text
    assert "Flytter nogen ind hos dig?" not in page.text
    row = Invitation.objects.get()
    birgit_calls.get(address(birgit_calls, f"{row.pk}/"), status=409)


def test_the_question_is_read_out_and_the_answer_written(birgit_calls: Clerk) -> None:
    clerk, row = checked(birgit_calls), Invitation.objects.get()
    page = clerk.get(address(clerk))
    assert "Flytter nogen ind hos dig?" in page.text
    assert "Frist: 30. november 2026" in page.text
    one = address(clerk, f"{row.pk}/")
    assert one in page.links
    text = clerk.get(one).text
    for told in ("Amir Karimi", "Birkevej 3", "Du har pligt til at svare", "Ja, de flytter ind"):
        assert told in text
    page = clerk.post(one, status=422, value="", text="Hun ved det ikke rigtigt.")
    assert "Vælg et svar." in page.text
    assert page.form().get("text") == ["Hun ved det ikke rigtigt."]
    clerk.post(one, value="not-here", text="Kun post.")
    assert InvitationAnswer.objects.get().actor_name == "Maria Kongshøj"
    page = clerk.get(address(clerk))
    assert "Har svaret, og kan nå at ændre det." in page.text
    assert "Skrevet ind af Maria Kongshøj" in clerk.get(one).text


def test_a_decided_matter_has_nothing_to_answer(birgit_calls: Clerk) -> None:
    clerk, row = checked(birgit_calls), Invitation.objects.get()
    clerk.post(address(clerk, f"{row.pk}/"), value="lives-here", text="")
    assert "Der er ikke noget at svare på" in clerk.get(address(clerk)).text
    page = clerk.get(address(clerk, f"{row.pk}/"))
    assert "De skal ikke svare længere." in page.text
    assert "Gem svaret" not in page.text


def test_another_clerks_contact_and_a_closed_one_are_shut(
    birgit_calls: Clerk, freddy: EmployeeInfo, as_staff: Callable[[EmployeeInfo], object]
) -> None:
    clerk, row = checked(birgit_calls), Invitation.objects.get()
    other = Clerk(freddy, as_staff(freddy), clerk.contact)  # type: ignore[arg-type]
    for rest in ("", f"{row.pk}/"):
        other.get(address(clerk, rest), status=404)
    contacts.cancel(contact_id=clerk.contact, by=clerk.by)
    for rest in ("", f"{row.pk}/"):
        clerk.get(address(clerk, rest), status=409)
    assert not InvitationAnswer.objects.exists()
