"""The inbox of a unit: what waits, what stands in it, and what becomes of it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.adapters.digital_post.types import Document, MemoFile
from indgang.kernel import events
from indgang.kernel.uploads.testing import pdf
from indgang.modules.audit.models import Event
from indgang.modules.cases import handlers
from indgang.modules.cases.models import Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.contacts.models import Contact
from indgang.modules.files import selectors as stored
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.events import MessageReceived
from indgang.modules.messages.models import Delivery, Inbound, Message
from indgang.modules.messages.tests.coming_in import comes, mail, memo, points
from indgang.modules.messages.vocabulary import InboundSource, InboundState, Letter

INBOX = "/medarbejder/indbakke/"
Browser = Callable[[EmployeeInfo], Client]


@pytest.fixture
def web(as_staff: Browser, lise: EmployeeInfo) -> Client:
    """Lise's browser; her unit takes what names nothing. Cases hear of letters."""
    points()
    events.connect({MessageReceived: [handlers.on_message_received]})
    return as_staff(lise)


def written(**fields: object) -> Inbound:
    """Maja writes in Digital Post, and names nothing."""
    return comes(memo("Må jeg få et kort over byen?\n\nHilsen Maja", **fields))  # type: ignore[arg-type]


def mailed(text: str = "Hvornår har I åbent?", head: str = "Subject: Åbent\r\n") -> Inbound:
    return comes(mail(text, head), InboundSource.EMAIL, uuid4().hex)


def page(web: Client, row: Inbound) -> str:
    return str(web.get(f"{INBOX}{row.pk}/").content.decode())


def test_an_empty_inbox_says_so(web: Client) -> None:
    assert "Indbakken er tom" in web.get(INBOX).content.decode()


def test_the_list_says_who_what_and_why(
    web: Client, maja: Acting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    written()
    mailed()
    shown = web.get(INBOX).content.decode()
    assert "Om min flytning" in shown
    assert maja.party.name in shown
    assert "Nævner hverken sag eller emne." in shown
    assert "Ikke bekræftet" in shown
    for _ in range(5):
        written()
    with django_assert_num_queries(4):
        web.get(INBOX)


def test_a_protected_name_is_not_in_the_list(web: Client, maja: Acting) -> None:
    Person.objects.update(protected=True)
    written()
    shown = web.get(INBOX).content.decode()
    assert maja.party.name not in shown
    assert "Beskyttet" in shown


def test_a_letter_is_read_and_the_trail_says_so(web: Client, maja: Acting) -> None:
    row = written()
    assert "Må jeg få et kort over byen?" in page(web, row)
    look = Event.objects.get(action="inbound_read")
    assert (look.object, look.party) == (f"inbound:{row.pk}", maja.party.key)


def test_another_unit_does_not_see_it(web: Client, as_staff: Browser, ole: EmployeeInfo) -> None:
    row = written()
    other = as_staff(ole)
    assert other.get(f"{INBOX}{row.pk}/").status_code == 404
    assert other.post(f"{INBOX}{row.pk}/til-side/", {"hvorfor": "nej"}).status_code == 404
    assert "Om min flytning" not in other.get(INBOX).content.decode()


def test_it_is_filed_on_a_case_with_its_files_and_somebody_reads_it(
    web: Client, maja: Acting, case: CaseInfo
) -> None:
    documents = (
        Document((MemoFile("t.txt", "text/plain", b"Se min kontrakt."),)),
        Document((MemoFile("kontrakt.pdf", "application/pdf", pdf()),), "additional"),
    )
    row = written(documents=documents)
    assert case.number in page(web, row)
    answer = web.post(f"{INBOX}{row.pk}/sag/", {"sag": f" {case.number} "}, follow=True)
    assert f"Lagt på sag {case.number}" in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.case_key) == (InboundState.FILED, case.case_key)
    assert row.message is not None
    assert (row.message.actor, row.message.reference) == (maja.party.key, case.number)
    assert Task.objects.filter(case=case.id).exists()
    assert [one.title for one in stored.files_of(case.case_key)] == ["kontrakt"]
    assert Event.objects.filter(action="inbound_linked", actor__startswith="employee:").exists()


def test_a_mail_that_is_filed_says_that_nobody_has_confirmed_who_wrote_it(
    web: Client, case: CaseInfo
) -> None:
    row = mailed("Mit cpr er 610485-0001.")
    web.post(f"{INBOX}{row.pk}/sag/", {"sag": case.number})
    said = Message.objects.get(inbound=row)
    assert not said.actor.startswith("person:")
    assert (said.ground, said.channel_in) == ("", "email")
    words = " ".join(block.text.da for block in Letter.of(said.letter).blocks)
    assert "ikke bekræftet" in words
    assert "[cpr]" in words
    assert "610485" not in words


def test_a_letter_of_another_than_the_cases_party_is_not_confirmed_either(
    web: Client, case: CaseInfo, bo: Acting
) -> None:
    row = written(cpr="6204850002")
    web.post(f"{INBOX}{row.pk}/sag/", {"sag": case.number})
    said = Message.objects.get(inbound=row)
    assert not said.actor.startswith("person:")


@pytest.mark.parametrize("number", ["", "2099-999999", "x" * 500, "'; --"])
def test_a_wrong_number_keeps_what_was_typed_and_says_what_to_do(web: Client, number: str) -> None:
    row = written()
    answer = web.post(f"{INBOX}{row.pk}/sag/", {"sag": number})
    assert answer.status_code == 422
    assert "ingen sag med det nummer" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == InboundState.QUEUED


def test_an_answer_goes_out_as_a_letter_and_the_question_is_kept(web: Client, maja: Acting) -> None:
    row = written()
    web.post(f"{INBOX}{row.pk}/svar/", {"svar": "Ja.\n\nHent det hos os."})
    row.refresh_from_db()
    assert row.state == InboundState.FILED
    assert row.message is not None
    assert Letter.of(row.message.letter).blocks[0].text.da == "Må jeg få et kort over byen?"
    ours = Message.objects.get(direction="out")
    assert (ours.kind, str(ours.person_id)) == ("reply", maja.party.id)
    assert [block.text.da for block in Letter.of(ours.letter).blocks] == ["Ja.", "Hent det hos os."]
    assert Delivery.objects.filter(message=ours).exists()
    web.post(f"{INBOX}{row.pk}/svar/", {"svar": "Ja."})
    assert Message.objects.count() == 2


def test_what_is_written_on_my_page_is_read_filed_and_answered_like_a_letter(
    web: Client, maja: Acting, case: CaseInfo
) -> None:
    sent = messages.write_to_us(point="andet", title="Et kort", text="Må jeg få et kort?", by=maja)
    row = Inbound.objects.get(message_id=sent)
    assert "Må jeg få et kort?" in page(web, row)
    web.post(f"{INBOX}{row.pk}/sag/", {"sag": case.number})
    filed = Message.objects.get(case_key=case.case_key, direction="in")
    assert (filed.actor, filed.ground) == (maja.actor.key, maja.ground)
    assert Contact.objects.filter(source_row=f"inbound:{row.pk}").count() == 1


def test_an_answer_to_our_answer_comes_back_to_the_unit(web: Client, maja: Acting) -> None:
    row = written()
    web.post(f"{INBOX}{row.pk}/svar/", {"svar": "Ja. Vil du have et stort?"})
    ours = Message.objects.get(direction="out")
    for _ in range(2):
        messages.reply(message_id=ours.pk, text="Ja tak, et stort.", by=maja)
    again = Inbound.objects.get(state=InboundState.QUEUED)
    assert again.unit == "borgerservice"
    assert "Ja tak, et stort." in page(web, again)
    web.post(f"{INBOX}{again.pk}/svar/", {"svar": "Det ligger klar."})
    again.refresh_from_db()
    assert again.state == InboundState.FILED


def test_an_empty_answer_and_one_that_is_too_long_are_told(web: Client) -> None:
    row = written()
    for text, said in ((" ", "Skriv dit svar"), ("x" * 10_001, "for langt")):
        answer = web.post(f"{INBOX}{row.pk}/svar/", {"svar": text})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Message.objects.exists()


def test_a_mail_cannot_be_answered_from_here(web: Client) -> None:
    row = mailed()
    assert "Send svaret" not in page(web, row)
    answer = web.post(f"{INBOX}{row.pk}/svar/", {"svar": "Hej"})
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_it_is_set_aside_with_a_reason(web: Client) -> None:
    row = mailed()
    assert web.post(f"{INBOX}{row.pk}/til-side/", {"hvorfor": ""}).status_code == 422
    web.post(f"{INBOX}{row.pk}/til-side/", {"hvorfor": "Reklame 610485-0001"})
    row.refresh_from_db()
    assert (row.state, row.problem) == (InboundState.SET_ASIDE, "Reklame [cpr]")
    assert row.ended_at is not None


def test_the_second_of_two_colleagues_is_told(web: Client) -> None:
    row = mailed()
    web.post(f"{INBOX}{row.pk}/til-side/", {"hvorfor": "Reklame"})
    answer = web.post(f"{INBOX}{row.pk}/til-side/", {"hvorfor": "Reklame"}, follow=True)
    assert "En kollega har taget sig af den" in answer.content.decode()
    assert "Læg til side" not in page(web, row)


def test_a_file_is_checked_before_it_is_handed_out(web: Client) -> None:
    documents = (
        Document((MemoFile("t.txt", "text/plain", b"Se."),)),
        Document((MemoFile("plan.pdf", "application/pdf", pdf()),), "additional"),
        Document((MemoFile("spil.exe", "application/pdf", b"MZ"),), "additional"),
    )
    row = written(documents=documents)
    good = web.get(f"{INBOX}{row.pk}/fil/1/")
    assert (good.status_code, good["Content-Type"]) == (200, "application/pdf")
    assert "attachment" in good["Content-Disposition"]
    assert "sandbox" in good["Content-Security-Policy"]
    assert web.get(f"{INBOX}{row.pk}/fil/2/").status_code == 422
    assert web.get(f"{INBOX}{row.pk}/fil/3/").status_code == 404


def test_a_guess_is_offered_and_no_more(web: Client, case: CaseInfo) -> None:
    row = mailed()
    Inbound.objects.filter(pk=row.pk).update(case_key=case.case_key)
    assert f"Det kan høre til sag {case.number}" in page(web, row)
    Inbound.objects.filter(pk=row.pk).update(case_key=f"case:{UUID(int=7)}")
    assert "Det kan høre til sag" not in page(web, row)


def test_what_cannot_be_read_can_only_be_set_aside(web: Client, case: CaseInfo) -> None:
    row = comes(b"<brev/>")
    assert "Vi kan ikke vise originalen" in page(web, row)
    assert web.post(f"{INBOX}{row.pk}/sag/", {"sag": case.number}).status_code == 422
