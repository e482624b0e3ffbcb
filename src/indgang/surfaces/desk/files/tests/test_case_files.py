"""A scan is laid on a case, fetched, and taken out when it was laid wrongly."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indgang.kernel.uploads.testing import pdf
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import FilingDirection
from indgang.modules.files.models import StoredFile
from indgang.modules.files.vocabulary import FileInfo
from indgang.modules.identity.selectors import EmployeeInfo


def a_file(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("skan.pdf", content or pdf(pages=2))


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def at(case: CaseInfo, *more: UUID, out: bool = False) -> str:
    name = "desk:case_files" if not more else "desk:case_file_out" if out else "desk:case_file"
    return reverse(name, args=[case.id, *more])


@pytest.fixture
def scan(case: CaseInfo, ole: EmployeeInfo) -> FileInfo:
    return services.attach(
        case_id=case.id, upload=a_file(), title="Lejekontrakt", direction=FilingDirection.IN, by=ole
    )


def test_a_scan_is_laid_on_the_case(web: Client, case: CaseInfo, ole: EmployeeInfo) -> None:
    assert "Der er ingen bilag på sagen." in text_of(web.get(reverse("desk:case", args=[case.id])))
    answer = web.post(at(case), {"fil": a_file(), "titel": "Lejekontrakt", "retning": "in"}, follow=True)
    page = text_of(answer)
    assert "Bilaget ligger på sagen." in page
    assert "Lejekontrakt" in page
    assert "2 sider" in page
    assert ole.name in page
    filed = text_of(web.get(reverse("desk:case_filing", args=[case.id])))
    assert "Bilag: Lejekontrakt" in filed
    assert cases.filing_of(case.id, ole)[-1].direction == "in"


def test_what_we_made_ourselves_is_filed_so(web: Client, case: CaseInfo, ole: EmployeeInfo) -> None:
    web.post(at(case), {"fil": a_file(), "titel": "", "retning": "internal"})
    assert cases.filing_of(case.id, ole)[-1].direction == "internal"
    assert StoredFile.objects.get().title == "skan"


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "tom"), (b"II*\x00", "TIFF"), (b"hej", "kun tage imod PDF")]
)
def test_what_is_wrong_stands_beside_the_file_and_the_words_are_kept(
    web: Client, case: CaseInfo, content: bytes, said: str
) -> None:
    bad = SimpleUploadedFile("a.pdf", content)
    answer = web.post(at(case), {"fil": bad, "titel": "Min titel", "retning": "internal"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page[page.index('id="f-fil-error"') :]
    assert 'value="Min titel"' in page
    assert re.search(r'value="internal" checked', page)
    assert not StoredFile.objects.exists()


def test_no_file_is_said(web: Client, case: CaseInfo) -> None:
    assert "Vælg en fil." in text_of(web.post(at(case), {"titel": "x"}))


def test_who_fetches_a_file_leaves_a_trace_and_gets_it_saved(
    web: Client, case: CaseInfo, scan: FileInfo, ole: EmployeeInfo
) -> None:
    answer = web.get(at(case, scan.id))
    assert answer.content == pdf(pages=2)
    assert answer["Content-Disposition"] == 'attachment; filename="Lejekontrakt.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert Event.objects.get(action="file_seen").actor == ole.actor.key


def test_a_file_laid_wrongly_is_taken_out_with_a_reason(
    web: Client, case: CaseInfo, scan: FileInfo, ole: EmployeeInfo
) -> None:
    page = text_of(web.get(reverse("desk:case", args=[case.id])))
    assert at(case, scan.id, out=True) in page
    empty = web.post(at(case, scan.id, out=True), {"why": " "})
    assert empty.status_code == 422
    assert "Skriv en tekst." in text_of(empty)
    done = text_of(web.post(at(case, scan.id, out=True), {"why": "Hører til Bo"}, follow=True))
    assert "Bilaget er taget ud af sagen." in done
    assert "<del>Lejekontrakt</del>" in done
    assert "Hører til Bo" in done
    assert at(case, scan.id) + '"' not in done
    assert web.get(at(case, scan.id)).status_code == 404
    assert "Taget ud, lagt forkert: Lejekontrakt" in text_of(
        web.get(reverse("desk:case_filing", args=[case.id]))
    )


def test_a_clerk_adds_and_fetches_and_takes_nothing_out(
    as_staff: Callable[[EmployeeInfo], Client], maria: EmployeeInfo, case: CaseInfo, scan: FileInfo
) -> None:
    web = as_staff(maria)
    assert web.post(at(case), {"fil": a_file(pdf(pages=3)), "titel": "Fra skranken"}).status_code == 302
    assert web.get(at(case, scan.id)).status_code == 200
    assert web.get(at(case, scan.id, out=True)).status_code == 403
    assert web.post(at(case, scan.id, out=True), {"why": "x"}).status_code == 403
    assert "Lagt forkert?" not in text_of(web.get(reverse("desk:case", args=[case.id])))


def test_another_department_finds_nothing(
    as_staff: Callable[[EmployeeInfo], Client], tina: EmployeeInfo, case: CaseInfo, scan: FileInfo
) -> None:
    web = as_staff(tina)
    for address in (at(case), at(case, scan.id), at(case, scan.id, out=True)):
        assert web.get(address).status_code == 404
    assert web.post(at(case), {"fil": a_file()}).status_code == 404
    assert StoredFile.objects.count() == 1


def test_a_protected_case_shows_no_files_before_it_is_taken(
    as_staff: Callable[[EmployeeInfo], Client],
    open_case: Callable[..., CaseInfo],
    ole: EmployeeInfo,
    lise: EmployeeInfo,
) -> None:
    case = open_case(finding=finding(sensitive=True))
    services.take(case_id=case.id, by=ole)
    found = services.attach(
        case_id=case.id, upload=a_file(), title="Adresse", direction=FilingDirection.IN, by=ole
    )
    web = as_staff(lise)
    assert "Adresse" not in text_of(web.get(reverse("desk:case", args=[case.id])))
    assert web.get(at(case)).status_code == web.get(at(case, found.id)).status_code == 409
    assert web.post(at(case), {"fil": a_file()}).status_code == 409


def test_a_scanner_that_is_away_takes_nothing_and_says_so(
    web: Client, case: CaseInfo, settings: object
) -> None:
    settings.CLAMAV = "127.0.0.1:1"  # type: ignore[attr-defined]
    answer = web.post(at(case), {"fil": a_file(), "titel": "x"})
    assert answer.status_code == 422
    assert "Vi kan ikke tjekke filer for virus lige nu." in text_of(answer)
    assert not StoredFile.objects.exists()
