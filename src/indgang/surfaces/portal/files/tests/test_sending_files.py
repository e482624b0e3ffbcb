"""A citizen sends files to a case, with an answer and without, and fetches them again."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indgang.kernel.uploads.testing import pdf, picture
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import FilingDirection
from indgang.modules.files.models import StoredFile
from indgang.modules.files.selectors import place_of
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.surfaces.portal.mypage.tests.conftest import acting


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def case(anna: Account, opened: Callable[..., CaseInfo]) -> CaseInfo:
    return opened(anna)


@pytest.fixture
def question(case: CaseInfo, per: EmployeeInfo) -> UUID:
    return casework.ask(
        case_id=case.id, question="Send lejekontrakten", reply_by=date(2026, 12, 10), by=per, seen_version=1
    )


@pytest.fixture
def web(anna: Account, logged_in: Callable[..., Client]) -> Client:
    return logged_in(anna)


def a_file(content: bytes = b"", name: str = "kontrakt.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf(), content_type="application/octet-stream")


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def at(case: CaseInfo) -> str:
    return reverse("portal:case_files", args=[case.id])


def test_files_are_collected_removed_and_sent(web: Client, case: CaseInfo, anna: Account) -> None:
    assert web.post(at(case), {"add": "1", "fil": a_file(), "titel": "Kontrakt"}).status_code == 302
    assert web.post(at(case), {"add": "1", "fil": a_file(picture(), "foto.jpg")}).status_code == 302
    page = text_of(web.get(at(case)))
    assert "Klar til at blive sendt" in page
    assert page.index("Kontrakt") < page.index(">foto<")
    assert "Send 2 bilag" in page
    foto = StoredFile.objects.get(title="foto")
    assert web.post(at(case), {"remove": str(foto.pk)}).status_code == 302
    assert [row.title for row in StoredFile.objects.all()] == ["Kontrakt"]
    assert cases.own_attachments(case.id, acting(anna).party) == ()
    sent = web.post(at(case), follow=True)
    assert "Vi har fået dit bilag." in text_of(sent)
    assert "Kontrakt" in text_of(sent)
    assert "Du sendte os et bilag" in text_of(sent)
    assert [one.title for one in cases.own_attachments(case.id, acting(anna).party)] == ["Kontrakt"]


def test_a_chosen_file_is_sent_at_once_too(web: Client, case: CaseInfo, anna: Account) -> None:
    assert web.post(at(case), {"fil": a_file()}).status_code == 302
    assert len(cases.own_attachments(case.id, acting(anna).party)) == 1


def test_nothing_to_send_is_said_beside_the_field(web: Client, case: CaseInfo) -> None:
    for data in ({}, {"add": "1"}):
        answer = web.post(at(case), data)
        assert answer.status_code == 422
        assert 'id="f-fil-error"' in text_of(answer)
        assert 'href="#f-fil"' in text_of(answer)


def test_what_is_wrong_with_a_file_stands_beside_it_and_the_words_are_kept(
    web: Client, case: CaseInfo
) -> None:
    answer = web.post(
        at(case), {"add": "1", "fil": a_file(b"\x00\x00\x00\x18ftypheic", "foto.pdf"), "titel": "Mit foto"}
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "HEIC-billede" in page
    assert 'value="Mit foto"' in page
    assert not StoredFile.objects.exists()


def test_the_page_says_what_can_be_sent_and_lets_a_phone_choose(web: Client, case: CaseInfo) -> None:
    page = text_of(web.get(at(case)))
    assert "PDF, JPEG eller PNG. Højst 10 MB." in page
    assert 'accept="application/pdf,image/jpeg,image/png"' in page
    assert 'enctype="multipart/form-data"' in page


def test_pressing_enter_in_the_title_never_removes_a_file(web: Client, case: CaseInfo) -> None:
    """A browser presses the first button of the form then."""
    web.post(at(case), {"add": "1", "fil": a_file()})
    page = text_of(web.get(at(case)))
    form = page[page.index('enctype="multipart/form-data"') :]
    assert re.findall(r"<button[^>]*name=\"(\w+)\"", form)[0] == "add"


def test_the_wrong_button_value_removes_nothing(web: Client, case: CaseInfo) -> None:
    web.post(at(case), {"add": "1", "fil": a_file()})
    for value in ("", "x", str(UUID(int=1))):
        assert web.post(at(case), {"remove": value}).status_code == 302
    assert StoredFile.objects.count() == 1


def test_a_sent_file_is_saved_and_cannot_act(web: Client, case: CaseInfo, anna: Account) -> None:
    web.post(at(case), {"fil": a_file(), "titel": "Kontrakt æøå"})
    [found] = cases.own_attachments(case.id, acting(anna).party)
    answer = web.get(reverse("portal:case_file", args=[case.id, found.id]))
    assert answer.content == place_of(found.sha256).read_bytes()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Kontrakt-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    place_of(found.sha256).unlink()
    assert web.get(reverse("portal:case_file", args=[case.id, found.id])).status_code == 503


def test_a_foreign_case_or_file_is_as_one_that_is_not_there(
    web: Client,
    case: CaseInfo,
    bo: Account,
    opened: Callable[..., CaseInfo],
    anna: Account,
    per: EmployeeInfo,
) -> None:
    web.post(at(case), {"fil": a_file()})
    [mine] = cases.own_attachments(case.id, acting(anna).party)
    theirs = opened(bo, key="k2")
    assert web.get(at(theirs)).status_code == web.post(at(theirs), {"fil": a_file()}).status_code == 404
    assert web.get(reverse("portal:case_file", args=[theirs.id, mine.id])).status_code == 404
    assert web.get(reverse("portal:case_file", args=[case.id, UUID(int=1)])).status_code == 404
    scan = casework.attach(
        case_id=case.id, upload=a_file(picture()), title="Skan", direction=FilingDirection.IN, by=per
    )
    assert web.get(reverse("portal:case_file", args=[case.id, scan.id])).status_code == 404
    assert "Skan" not in text_of(web.get(reverse("portal:case", args=[case.id])))


def test_a_mandate_for_moving_sends_files_for_it_and_sees_its_own_basket(
    logged_in: Callable[..., Client],
    anna: Account,
    bo: Account,
    mandate: Mandate,
    opened: Callable[..., CaseInfo],
) -> None:
    theirs = opened(bo, key="k2")
    other = opened(bo, key="k3", service="hjaelp-i-hjemmet")
    key = next(
        one.key for one in identity.acting_options(str(anna.person_id)) if one.acting.for_somebody_else
    )
    web = logged_in(anna, acting=key)
    assert web.post(at(theirs), {"add": "1", "fil": a_file()}).status_code == 302
    assert web.get(at(other)).status_code == 404
    web.post(at(theirs))
    [sent] = cases.own_attachments(theirs.id, acting(bo).party)
    assert sent.added_by_name == "Anna Lund"


def test_an_answer_is_sent_with_its_files_and_the_words_are_kept_at_each_press(
    web: Client, case: CaseInfo, question: UUID, anna: Account
) -> None:
    page = reverse("portal:message", args=[question])
    assert "multipart" in text_of(web.get(page))
    added = text_of(web.post(page, {"svar": "Her er den", "add": "1", "fil": a_file()}))
    assert "Her er den</textarea>" in added
    assert "Bilaget er lagt til. Det er ikke sendt endnu." in added
    assert "Send dit svar og et bilag" in added
    wrong = web.post(page, {"svar": "Her er den", "fil": a_file(b"PK\x03\x04")})
    assert wrong.status_code == 422
    assert "Her er den</textarea>" in text_of(wrong)
    assert "ZIP-fil" in text_of(wrong)
    kept = StoredFile.objects.get()
    gone = text_of(web.post(page, {"svar": "Her er den", "remove": str(kept.pk)}))
    assert "Her er den</textarea>" in gone
    assert not StoredFile.objects.exists()
    assert web.post(page, {"svar": "Her er den", "fil": a_file()}).status_code == 302
    assert len(cases.own_attachments(case.id, acting(anna).party)) == 1
    assert cases.case_of(case.id, acting(anna).party).info.state == "open"


def test_the_case_leads_to_the_answer_while_we_wait_for_one(
    web: Client, case: CaseInfo, question: UUID
) -> None:
    page = text_of(web.get(reverse("portal:case", args=[case.id])))
    assert at(case) not in page
    web.post(reverse("portal:message", args=[question]), {"svar": "Nej"})
    assert at(case) in text_of(web.get(reverse("portal:case", args=[case.id])))


def test_a_withdrawn_case_takes_no_files(web: Client, case: CaseInfo, anna: Account) -> None:
    casework.withdraw(case_id=case.id, why="", by=acting(anna))
    assert web.get(at(case)).status_code == 404
    assert "Send et bilag" not in text_of(web.get(reverse("portal:case", args=[case.id])))


def test_nobody_logged_in_is_asked_to_log_in(client: Client, case: CaseInfo) -> None:
    assert client.get(at(case)).status_code == client.post(at(case), {"fil": a_file()}).status_code == 302
    assert not StoredFile.objects.exists()


def test_whose_login_ran_out_while_choosing_a_file_keeps_the_words(
    web: Client, anna: Account, question: UUID, logged_in: Callable[..., Client]
) -> None:
    page = reverse("portal:message", args=[question])
    web.get(page)
    del web.cookies[settings.SESSION_COOKIE_NAME]
    answer = web.post(
        page,
        {"svar": "Her er den", "add": "1", "fil": a_file()},
        headers={"referer": f"http://testserver{page}"},
    )
    assert answer.status_code == 302
    assert not StoredFile.objects.exists()
    logged_in(anna)
    assert "Her er den" in text_of(web.get(page))
