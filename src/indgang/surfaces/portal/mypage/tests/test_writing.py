"""A citizen writes to us of their own accord."""

import io
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors as cases
from indgang.modules.contacts.models import Contact
from indgang.modules.files import selectors as files
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages import services as messaging
from indgang.modules.messages.models import ContactPoint, Inbound, Message
from indgang.modules.messages.services import CaseRef
from indgang.modules.messages.services.inbound import content_of
from indgang.surfaces.portal.mypage.tests.conftest import acting
from indgang.surfaces.portal.mypage.tests.test_mypage import LogIn, Opened, page

AT = "/min-side/skriv/"
GOOD = {"emne": "flytning", "overskrift": "Min nøgle", "tekst": "Hvornår får jeg den?\n\nHilsen Anna"}


@pytest.fixture(autouse=True)
def points(lyngsoe: None) -> None:
    for position, (name, unit, is_open) in enumerate(
        (
            ("flytning", "folkeregister", True),
            ("gammel", "borgerservice", False),
            ("andet", "borgerservice", True),
        )
    ):
        ContactPoint.objects.create(
            id=name, label=Text(name.title(), name).as_json(), unit=unit, open=is_open, position=position
        )


def sent(browser: Client, status: int = 302, **changes: Any) -> str:
    answer = browser.post(AT, {**GOOD, **changes})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_a_letter_reaches_the_unit_of_its_subject_and_stays_with_its_writer(
    anna: Account, logged_in: LogIn
) -> None:
    browser = logged_in(anna)
    sent(browser)
    row = Inbound.objects.get()
    assert (row.unit, row.state, row.source, row.subject) == (
        "folkeregister",
        "queued",
        "own_page",
        "Min nøgle",
    )
    content = content_of(row)
    assert content is not None
    assert content.text == GOOD["tekst"]
    html = page(browser, "/min-side/beskeder/")
    assert "Min nøgle" in html
    assert "Fra dig" in html
    assert "Hilsen Anna" in page(browser, f"/min-side/besked/{row.message_id}/")
    assert Contact.objects.filter(source_row=f"inbound:{row.pk}", channel="self_service").count() == 1
    assert Event.objects.filter(action="message_written", party=acting(anna).party.key).count() == 1


def test_the_same_letter_pressed_twice_is_one(anna: Account, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    for _press in range(2):
        sent(browser)
    assert Inbound.objects.count() == Message.objects.count() == 1
    sent(browser, tekst="Noget andet.")
    assert Inbound.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"emne": ""}, "Vælg, hvad det handler om."),
        ({"emne": "gammel"}, "Vælg, hvad det handler om."),
        ({"emne": "findes-ikke"}, "Vælg, hvad det handler om."),
        ({"overskrift": "  "}, "Skriv en overskrift."),
        ({"overskrift": "x" * 121}, "Skriv højst 120 tegn."),
        ({"tekst": "\n "}, "Skriv, hvad du vil fortælle os."),
        ({"tekst": "x" * 10_001}, "Skriv højst 10.000 tegn."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    anna: Account, logged_in: LogIn, changes: dict[str, str], said: str
) -> None:
    html = sent(logged_in(anna), 422, **changes)
    assert said in html
    for name, value in GOOD.items():
        if name not in changes and name != "emne":
            assert value.split("\n", maxsplit=1)[0] in html
    assert not Inbound.objects.exists()


def test_all_that_is_missing_is_said_at_once(anna: Account, logged_in: LogIn) -> None:
    html = sent(logged_in(anna), 422, emne="", overskrift="", tekst="")
    for said in ("Vælg, hvad det handler om.", "Skriv en overskrift.", "Skriv, hvad du vil fortælle os."):
        assert html.count(said) == 2, said
    assert "<title>Fejl: Skriv til os" in html


def test_files_go_with_the_letter_and_are_collected_first(anna: Account, logged_in: LogIn) -> None:
    browser, by = logged_in(anna), acting(anna)
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    picture = SimpleUploadedFile("noegle.png", out.getvalue(), content_type="image/png")
    html = sent(browser, 200, add="1", fil=picture, titel="Min nøgle")
    assert "Send dit brev og et bilag" in html
    assert GOOD["overskrift"] in html
    assert not Inbound.objects.exists()
    sent(browser)
    content = content_of(Inbound.objects.get())
    assert content is not None
    assert [one.name for one in content.files] == ["Min-nøgle.png"]
    assert files.files_of(messaging.writing_basket(by)) == []
    assert "Filer, du sendte med:" in page(browser, f"/min-side/besked/{Message.objects.get().pk}/")


def test_a_bad_file_is_told_and_nothing_is_sent(anna: Account, logged_in: LogIn) -> None:
    bad = SimpleUploadedFile("kode.exe", b"MZ")
    sent(logged_in(anna), 422, fil=bad)
    assert not Inbound.objects.exists()


def test_a_subject_may_be_chosen_in_the_address(anna: Account, logged_in: LogIn) -> None:
    html = page(logged_in(anna), f"{AT}?emne=andet")
    assert '<option value="andet" selected' in html
    assert "Gammel" not in html


def test_a_limited_mandate_does_not_write_for_its_giver(
    anna: Account, bo: Account, mandate: Mandate, logged_in: LogIn
) -> None:
    me = next(one for one in identity.acting_options(acting(anna).actor.id) if one.acting.for_somebody_else)
    browser = logged_in(anna, acting=me.key)
    assert browser.get(AT).status_code == 404
    assert "Skriv til os" not in page(browser, "/min-side/beskeder/")


def test_without_subjects_the_page_says_to_call(anna: Account, logged_in: LogIn) -> None:
    ContactPoint.objects.all().delete()
    assert "Du kan ikke skrive til os her endnu. Ring til os." in page(logged_in(anna), AT)


def test_another_citizen_never_sees_it(anna: Account, bo: Account, logged_in: LogIn) -> None:
    sent(logged_in(anna))
    message_id: UUID = Message.objects.get().pk
    assert logged_in(bo).get(f"/min-side/besked/{message_id}/").status_code == 404


def test_a_letter_that_staff_file_on_a_case_stands_once_in_the_inbox(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    browser, case = logged_in(anna), opened(anna)
    sent(browser)
    before = Contact.objects.count()
    of = CaseRef(case.case_key, acting(anna).party, case.number, case.service_id, "folkeregister")
    filed = messaging.link_to_case(inbound_id=Inbound.objects.get().pk, to=of, by=per)
    html = page(browser, "/min-side/beskeder/")
    assert html.count("Min nøgle") == 1
    assert f"/min-side/besked/{filed}/" in html
    assert case.number in html
    assert Contact.objects.count() == before, "it was counted when it came"
    titles = [task.title.da for task in cases.case_for_staff(case.id, per).tasks]
    assert titles == ["Læs brevet fra borgeren"]


def test_staff_answer_and_the_citizen_reads_it(anna: Account, per: EmployeeInfo, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    sent(browser)
    messaging.answer_inbound(inbound_id=Inbound.objects.get().pk, text="Du får den på fredag.", by=per)
    html = page(browser, "/min-side/beskeder/")
    assert html.count("Min nøgle") == 2, "what she wrote, and our answer to it"
    for path in (
        "/min-side/beskeder/",
        "/min-side/",
        f"/min-side/besked/{Message.objects.get(direction='out').pk}/",
    ):
        said = page(browser, path)
        assert "Vi venter på dit svar" not in said, "our answer asks for none"
        assert "Vi vil gerne have dit svar" not in said
        assert "Svar nu" not in said
    assert "Svar os" in said, "she may write again"
    assert Inbound.objects.get().state == "filed"
