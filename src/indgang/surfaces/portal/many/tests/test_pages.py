"""The pages of a file of many: described, taken in, looked through, sent, and what came of it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from indgang.modules.identity import selectors as known
from indgang.modules.selfservice.models import ManyFile, Submission
from indgang.modules.selfservice.tests.many.conftest import CVR, HEAD, SLUG, a_file, acting, row, rows
from indgang.surfaces.portal.many import views
from indgang.surfaces.portal.many.tests.conftest import Login
from indgang.surfaces.portal.mypage.overview import to_do_now

pytestmark = pytest.mark.django_db
HERE = f"/selvbetjening/{SLUG}/mange/"
CPR = "010190-1234"


def upload(client: Client, content: bytes, name: str = "refusion.csv") -> HttpResponseBase:
    answer: HttpResponseBase = client.post(HERE, {"fil": SimpleUploadedFile(name, content)})
    return answer


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def mixed(login: Login, work: Callable[[str], UUID]) -> tuple[Client, str]:
    """A file with four good rows and three bad ones that was looked through: the browser, and its address."""
    client = login()
    wrong = [row(Beløb="meget"), row(Fra="31-02-2026"), row(**{"CPR-nummer": "3113901234"})]
    answer = upload(client, a_file([*rows(4), *wrong]))
    assert answer.status_code == 302
    assert "Vi ser rækkerne igennem" in words(client.get(answer["Location"]))
    part = client.get(answer["Location"], headers={"HX-Request": "true"})
    assert "0 af 7 rækker" in words(part)
    work(answer["Location"])
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    return client, answer["Location"]


def test_the_page_says_what_to_write_and_gives_files_to_begin_from(login: Login) -> None:
    client = login()
    page = words(client.get(HERE))
    assert all(name in page for name in HEAD)
    assert "Højst 40 rækker" in page
    csv = client.get(f"{HERE}skabelon.csv").content.decode("utf-8-sig").splitlines()
    assert csv[0] == ";".join(HEAD)
    sheet = load_workbook(BytesIO(client.get(f"{HERE}skabelon.xlsx").content)).active
    assert [cell.value for cell in sheet[1]] == list(HEAD)
    assert sheet["A50"].number_format == "@"
    assert "skabelon" not in words(client.get(f"/selvbetjening/{SLUG}/"))
    assert HERE in words(client.get(f"/selvbetjening/{SLUG}/"))


def test_three_bad_rows_are_told_and_the_others_sent(mixed: tuple[Client, str]) -> None:
    client, address = mixed
    page = words(client.get(address))
    assert "3 rækker med fejl" in page
    for line in ("Række 6", "Række 7", "Række 8", "“meget”", "“311390-••••”"):
        assert line in page
    assert "3113901234" not in page
    unsaid = client.post(f"{address}send/", {})
    assert unsaid.status_code == 422
    assert not Submission.objects.exists()
    client.post(f"{address}send/", {"declared": "yes"})
    client.post(f"{address}send/", {"declared": "yes"})  # pressed twice


def test_what_is_sent_leads_to_its_receipts(mixed: tuple[Client, str], work: Callable[[str], UUID]) -> None:
    client, address = mixed
    client.post(f"{address}send/", {"declared": "yes"})
    work(address)
    page = words(client.get(address))
    assert "4 rækker er sendt" in page
    for submission in Submission.objects.all():
        assert submission.number in page
        assert client.get(f"/kvittering/{submission.pk}/").status_code == 200
    back = client.get(f"{address}fejl.csv")
    assert back["Content-Disposition"].endswith('"fejl.csv"')
    assert "no-store" in back["Cache-Control"]
    assert len(back.content.decode("utf-8-sig").splitlines()) == 4


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ikke er tom"),
        (b"\x89PNG\r\n", "ikke en fil, vi kan læse"),
        (a_file([("1",)], head=("CPR-nummer",)), "Filen mangler"),
    ],
    ids=["empty", "a picture", "columns missing"],
)
def test_a_file_that_cannot_be_used_is_told_beside_the_field(login: Login, content: bytes, says: str) -> None:
    answer = upload(login(), content)
    assert answer.status_code == 422
    assert says in words(answer)
    assert not ManyFile.objects.exists()


def test_the_same_file_twice_leads_to_the_first(login: Login) -> None:
    client = login()
    first = upload(client, a_file(rows(2)))
    again = upload(client, a_file(rows(2)))
    assert again.status_code == 409
    assert first["Location"] in words(again)


def test_who_is_not_logged_in_for_a_company_is_told_how(login: Login) -> None:
    client = login(company="")
    assert "MitID Erhverv" in words(client.get(HERE))
    upload(client, a_file(rows(1)))
    assert not ManyFile.objects.exists()


def test_what_is_not_sent_yet_stands_first_on_my_page(mixed: tuple[Client, str]) -> None:
    client, address = mixed
    by = acting()
    (option,) = [one for one in known.acting_options(by.actor.id, company=CVR) if one.acting.mandate]
    assert [one.url for one in to_do_now(option)] == [address]
    client.post(f"{address}send/", {"declared": "yes"})
    assert to_do_now(option) == ()


def test_nothing_is_taken_in_while_the_solution_is_stopped(
    login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "stopped", lambda solution, logged_in: True)
    answer = upload(login(), a_file(rows(1)))
    assert answer.status_code == 503
    assert "prøv igen senere" in words(answer)
    assert not ManyFile.objects.exists()


def test_a_file_can_be_thrown_away(mixed: tuple[Client, str]) -> None:
    client, address = mixed
    assert "er slettet" in words(client.post(f"{address}slet/", follow=True))
    assert client.get(address).status_code == 404


def test_a_solution_that_takes_no_file_has_no_such_page(login: Login) -> None:
    client = login()
    assert client.get("/selvbetjening/flytning/mange/").status_code == 404
    assert client.get("/selvbetjening/flytning/mange/skabelon.csv").status_code == 404
    assert "mange/" not in words(client.get("/selvbetjening/flytning/"))
