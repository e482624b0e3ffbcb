"""The host answers on a page of their own; the applicant sees whom they wait for, and may take it back."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.modules.cases.models import Case, Step
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import employee
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer, Note
from indgang.modules.selfservice.services.writing_down import answer_in_contact
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.vocabulary import InvitationState
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def amir(visit: Visit) -> Visitor:
    return visit("amir")


@pytest.fixture
def birgit(visit: Visit) -> Visitor:
    return visit("birgit")


@pytest.fixture
def receipt(amir: Visitor) -> str:
    """The address of Amir's receipt; Birgit is asked."""
    return amir.sent(**ROOM)[1]


@pytest.fixture
def address(birgit: Visitor, receipt: str) -> str:
    """Where Birgit answers."""
    row = Invitation.objects.get(person=UUID(birgit.by.party.id))
    return f"/svar/{row.pk}/"


def the_case(visitor: Visitor) -> str:
    return f"/min-side/sag/{Case.objects.get(person=UUID(visitor.by.party.id)).pk}/"


def test_the_receipt_and_the_case_say_whom_we_wait_for_and_until_when(
    amir: Visitor, birgit: Visitor, receipt: str
) -> None:
    for address in (receipt, the_case(amir)):
        text = amir.get(address).text
        assert "Den, du flytter ind hos" in text
        assert "De skal svare senest 30. november 2026" in text
        assert "Du skal ikke gøre noget." in text
        assert "Birgit" not in amir.get(address).html
    assert "En medarbejder ser på det." not in amir.get(receipt).text


def test_my_page_says_what_to_do_and_leads_to_it(birgit: Visitor, address: str) -> None:
    page = birgit.get("/min-side/")
    assert address in page.links
    assert "Flytter nogen ind hos dig?" in page.text
    assert "Senest 30. november 2026" in page.text


def test_the_page_tells_what_may_be_told_and_the_duty(birgit: Visitor, address: str) -> None:
    text = birgit.get(address).text
    for told in (
        "Amir Karimi",
        "1. december 2026",
        "Birkevej 3",
        "Du har pligt til at svare",
        "CPR-loven §§ 10 og 57",
    ):
        assert told in text
    assert "Digevangen" not in text
    assert "Den dag du flytter ind" not in text  # those are words for the one who moves


def test_a_yes_decides_it(amir: Visitor, birgit: Visitor, receipt: str, address: str) -> None:
    form = birgit.get(address).form()
    form.set("svar", "lives-here")
    page = birgit.send(form)
    assert "Tak. Vi har fået dit svar." in page.html
    assert "Ja, de flytter ind" in page.text
    assert address not in birgit.get("/min-side/").links
    assert "Vi har godkendt flytningen." in amir.get(receipt).text
    assert "Den, du flytter ind hos, har sagt ja" in amir.get(receipt).text


def test_without_a_choice_nothing_is_kept_but_what_was_typed(birgit: Visitor, address: str) -> None:
    form = birgit.get(address).form()
    form.set("tekst", "Jeg ved det ikke rigtigt.")
    page = birgit.send(form)
    assert page.status == 422
    assert "Vælg et svar." in page.text
    assert page.form().get("tekst") == ["Jeg ved det ikke rigtigt."]
    assert not InvitationAnswer.objects.exists()


def test_too_many_words_are_kept_on_the_page(birgit: Visitor, address: str) -> None:
    form = birgit.get(address).form()
    form.set("svar", "not-here")
    form.set("tekst", "x" * 2001)
    page = birgit.send(form)
    assert page.status == 422
    assert "Skriv højst 2.000 tegn." in page.text
    assert page.form().get("svar") == ["not-here"]


def test_the_words_of_one_who_says_no_are_not_the_applicants(
    amir: Visitor, birgit: Visitor, receipt: str, address: str
) -> None:
    form = birgit.get(address).form()
    form.set("svar", "not-here")
    form.set("tekst", "Han lyver.")
    birgit.send(form)
    for page in (amir.get(receipt), amir.get(the_case(amir))):
        assert "Han lyver." not in page.html
        assert "Nej eller i tvivl" in page.text
    assert "har ikke sagt ja. En medarbejder ser på det." in amir.get(receipt).text


def test_another_ones_question_is_not_there(amir: Visitor, visit: Visit, address: str) -> None:
    for stranger in (amir, visit("mads")):
        assert stranger.client.get(address).status_code == 404
        assert stranger.client.post(address, {"svar": "lives-here"}).status_code == 404
    assert not InvitationAnswer.objects.exists()


def test_a_question_that_is_over_says_so(amir: Visitor, birgit: Visitor, address: str) -> None:
    amir.send(amir.get(the_case(amir) + "traek/").form())
    assert "Du skal ikke svare længere." in birgit.get(address).text
    assert birgit.client.post(address, {"svar": "lives-here"}).status_code == 409


def test_the_applicant_takes_it_back(amir: Visitor, birgit: Visitor, receipt: str, address: str) -> None:
    assert the_case(amir) + "traek/" in amir.get(the_case(amir)).links
    form = amir.get(the_case(amir) + "traek/").form()
    form.set("hvorfor", "Jeg flytter et andet sted hen.")
    page = amir.send(form)
    assert "Du har trukket sagen tilbage" in page.text
    assert "traek" not in page.html
    case = Case.objects.get()
    assert (case.state, case.reply_by) == ("withdrawn", None)
    assert Step.objects.get(kind="withdrawn").internal == "Jeg flytter et andet sted hen."
    assert Invitation.objects.get().state == InvitationState.CANCELLED
    assert Message.objects.filter(person=UUID(birgit.by.party.id)).count() == 2
    assert not Note.objects.exists()
    assert "Du har trukket det tilbage." in amir.get(receipt).text
    assert amir.send(form).status == 200  # pressed twice
    assert Step.objects.filter(kind="withdrawn").count() == 1


def test_what_was_taken_back_does_not_clash_with_a_new_one(amir: Visitor, receipt: str) -> None:
    amir.send(amir.get(the_case(amir) + "traek/").form())
    assert "Vi har godkendt flytningen." in amir.get(amir.sent(who=["amir"])[1]).text


def test_a_decided_case_and_anothers_cannot_be_taken_back(amir: Visitor, visit: Visit, receipt: str) -> None:
    thomas = visit("thomas")
    thomas.sent(who=["thomas"])
    assert "traek" not in thomas.get(the_case(thomas)).html
    for method in (thomas.client.get, thomas.client.post):
        assert method(the_case(thomas) + "traek/").status_code == 409
        assert method(the_case(amir) + "traek/").status_code == 404
    assert not Case.objects.filter(state="withdrawn").exists()


def test_a_home_with_a_hidden_address_looks_like_any_other(visit: Visit) -> None:
    """Byte for byte, but for what the two asked for themselves and when."""

    def shown(ref: str, address: str) -> str:
        mover = visit(ref)
        receipt = mover.sent(who=[ref], new_address=address, relation="lodger", others_stay="yes")[1]
        for day in (10, 18):
            clock.freeze(NOW + timedelta(days=day))
            services.remind_and_expire()
        found = mover.get(receipt).text
        clock.freeze(NOW)
        rows = Invitation.objects.filter(state=InvitationState.SILENT)
        assert rows.count() == Case.objects.exclude(state="decided").count()
        own = (
            r"K26-\d+|26-\d+",
            "Skonnertgade 9, 1. th|Kanalstræde 3, 1. tv",
            "Mads Brinklund|Peter Nordkær",
        )
        for pattern in own:
            found = re.sub(pattern, "–", found)
        return found.partition("Det sendte du")[0]

    protected, ordinary = shown("mads", "kanalstraede-3-1-tv"), shown("peter", "skonnertgade-9-1-th")
    assert Invitation.objects.filter(is_veiled=True).count() == 1
    assert protected == ordinary


def test_an_answer_that_a_clerk_wrote_down_says_who_wrote_it(birgit: Visitor, address: str) -> None:
    account = identity.account_for_staff(
        subject="maria", name="Maria Kongshøj", roles=[Role.CLERK], unit="borgerservice"
    )
    maria = employee(str(account.employee_id))
    call = contacts.begin(channel="telephone", entrance_id="", by=maria)
    contacts.identify(contact_id=call, party=birgit.by.party, caller=None, by=maria)
    contacts.check_id(contact_id=call, how=IdCheck.QUESTIONS, by=maria)
    row = Invitation.objects.get()
    answer_in_contact(contact_id=call, invitation_id=row.pk, value="not-here", text="Kun post.", by=maria)
    text = birgit.get(address).text
    assert "Nej, de skal ikke bo her" in text
    assert "Skrevet ind af Maria Kongshøj, som du talte med" in text
    assert "Vil du ændre dit svar?" in text
