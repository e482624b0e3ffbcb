"""The holder fetches and withdraws a certificate; a third party looks up its code."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from indgang.adapters.letters.client import missing_library
from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.tests.conftest import NOW, People
from indgang.modules.selfservice.tests.proving.conftest import Order, proof_of
from indgang.surfaces.portal.proofs import checking, pdf
from indgang.surfaces.portal.proofs.tests.conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("certificate")]


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def test_it_stands_on_my_page_and_on_the_receipt(mads: Acting, order: Order, enter: Enter) -> None:
    sent, client = order(mads), enter(mads)
    page = reverse("portal:proof", args=[proof_of(sent).pk])
    assert page in text_of(client, reverse("portal:my_page"))
    assert page in text_of(client, reverse("portal:receipt", args=[sent.id]))
    shown = text_of(client, page)
    assert "17. april 1998" in shown.split("Det kan andre se")[0]
    assert "17. april 1998" not in shown.split("Det kan andre se")[1]


def test_a_third_party_types_the_code_and_sees_that_it_holds(mads: Acting, order: Order) -> None:
    code, other = proof_of(order(mads)).code, Client()
    asked = other.get(reverse("portal:check_proof"), {"kode": f"{code[:4]} {code[4:8].lower()}-{code[8:]}"})
    assert asked["Location"] == reverse("portal:check_code", args=[code])
    answer = other.get(asked["Location"])
    page = answer.content.decode()
    assert "Det er ægte og gælder" in page
    assert "Skonnertgade 4, st. tv" in page
    assert "17. april 1998" not in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_withdrawn_one_is_told_as_such(mads: Acting, order: Order, enter: Enter) -> None:
    proof, client = proof_of(order(mads)), enter(mads)
    for _press in range(2):
        answer = client.post(reverse("portal:proof_withdraw", args=[proof.pk]))
        assert answer["Location"] == reverse("portal:proof", args=[proof.pk])
    page = text_of(Client(), reverse("portal:check_code", args=[proof.code]))
    assert "Det er trukket tilbage" in page
    assert "Skonnertgade" not in page
    file = client.get(reverse("portal:proof_file", args=[proof.pk]))
    assert file["Location"] == reverse("portal:proof", args=[proof.pk])
    assert "Trukket tilbage" in text_of(client, reverse("portal:my_page"))
    clock.freeze(NOW + timedelta(days=31))
    assert "Trukket tilbage" not in text_of(client, reverse("portal:my_page"))


def test_an_expired_one_is_told_as_such(mads: Acting, order: Order) -> None:
    code = proof_of(order(mads)).code
    clock.freeze(NOW + timedelta(days=181))
    page = text_of(Client(), reverse("portal:check_code", args=[code]))
    assert "Det er udløbet" in page
    assert "Skonnertgade" not in page


def test_a_hidden_address_is_on_no_page_of_others(person: People, order: Order, enter: Enter) -> None:
    nanna = person("nanna")
    proof = proof_of(order(nanna))
    assert "Kanalstræde" in text_of(enter(nanna), reverse("portal:proof", args=[proof.pk]))
    page = text_of(Client(), reverse("portal:check_code", args=[proof.code]))
    assert "Det er ægte og gælder" in page
    assert "Kanalstræde" not in page


def test_nobody_meets_anothers(mads: Acting, sofie: Acting, order: Order, enter: Enter) -> None:
    proof, client = proof_of(order(mads)), enter(sofie)
    for name in ("proof", "proof_file"):
        assert client.get(reverse(f"portal:{name}", args=[proof.pk])).status_code == 404
        assert client.get(reverse(f"portal:{name}", args=[uuid4()])).status_code == 404
    assert client.post(reverse("portal:proof_withdraw", args=[proof.pk])).status_code == 404
    assert services.check_code(proof.code).info.holds  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["", " ", "abc", "x" * 500, "7K3M-9QXT-2HP!", "<script>alert(1)</script>"])
def test_what_is_no_code_is_kept_and_told(typed: str) -> None:
    answer = Client().get(reverse("portal:check_proof"), {"kode": typed})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'role="alert"' in page or "error" in page
    assert "<script>alert" not in page


def test_a_code_that_nobody_has_is_not_found() -> None:
    page = text_of(Client(), reverse("portal:check_code", args=["7K3M9QXT2HPA"]), 404)
    assert "Vi kender ikke koden" in page
    assert "7K3M9QXT2HPA" in page


def test_who_guesses_is_stopped_for_a_while_and_nobody_else(mads: Acting, order: Order) -> None:
    code = proof_of(order(mads)).code
    guesser, other = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="203.0.113.10")
    wrong = reverse("portal:check_code", args=["000000000000"])
    assert [guesser.get(wrong).status_code for _try in range(checking.MISSES)] == [404] * checking.MISSES
    stopped = guesser.get(reverse("portal:check_code", args=[code]))
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "600")
    assert "Skonnertgade" not in stopped.content.decode()
    assert "Det er ægte og gælder" in text_of(other, reverse("portal:check_code", args=[code]))
    behind = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.9"})
    assert behind.get(reverse("portal:check_code", args=[code])).status_code == 429


@pytest.mark.skipif(bool(missing_library()), reason="no Pango here")
def test_the_pdf_is_for_everybody_and_says_what_the_page_says(
    mads: Acting, order: Order, enter: Enter, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_ORIGIN = "https://indgang.example"
    proof = proof_of(order(mads, language="en", content="history", from_day="2020-01-01"))
    client, address = enter(mads), reverse("portal:proof_file", args=[proof.pk])
    assert client.get(address).status_code == 202
    assert pdf.press_proof.func(str(proof.pk)) == "pdf"
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer)
    (tmp_path / "a.pdf").write_bytes(content)
    read = PdfReader(tmp_path / "a.pdf")
    root: Any = read.trailer["/Root"]
    text = " ".join("\n".join(page.extract_text() for page in read.pages).split())
    info = selectors.proof(proof.pk, mads).info
    for said in ("Certificate of residence", info.code, "Mads Brinklund", "Tranehøjen 12", "17 April 1998"):
        assert said in text
    assert root["/Lang"].startswith("en")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "Is the paper genuine?" in text
    assert pdf.check_address(info) == f"https://indgang.example/en/bekraeft/{proof.code}/"
    again = pdf.proof_pdf(selectors.proof_for_paper(proof.pk))
    assert again.content == content, "the same row gives the same file"


def test_a_file_is_kept_for_a_day(mads: Acting, order: Order, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    proof = proof_of(order(mads))
    found = selectors.proof_for_paper(proof.pk)
    pdf.press_proof.func(str(proof.pk))
    assert pdf.proof_file(found) is not None
    clock.freeze(NOW + timedelta(days=2))
    pdf._remove_old(tmp_path / "media" / "proofs")
    assert not [
        file for file in (tmp_path / "media" / "proofs").iterdir() if file.suffix in (".pdf", ".html")
    ]
