"""The doors that Digital Post calls: who may, what is answered, and what is kept before it is answered."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import generation
from indgang.modules.identity import services as identity
from indgang.modules.messages.models import Inbound, InboundRaw, Receipt
from indgang.modules.messages.services.inbound.raw import raw_of
from indgang.modules.messages.tests.coming_in import memo
from indgang.project.outside import Post
from indgang.surfaces.api.post import views

SECRET = "post:en-lang-hemmelighed"
LETTER, RECEIPT = "/maskine/post/memo", "/maskine/post/kvittering"


@pytest.fixture(autouse=True)
def _connected(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    nowhere = tmp_path / "none.pem"
    post = Post("https://post.invalid", "https://sts.invalid", "12345678", nowhere, nowhere, None, SECRET)
    monkeypatch.setattr(settings, "POST", post)
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    yield
    generation.set_current(generation.current() + 1)


def push(path: str, body: bytes, secret: str = SECRET, **more: Any) -> Any:
    given = "Basic " + b64encode(secret.encode()).decode()
    return Client().post(path, body, content_type="application/xml", headers={"Authorization": given}, **more)


def receipt(besked: str, status: str = "f7161a89-5068-4023-bc80-d7f4daad2a2e") -> bytes:
    inner = (
        '<PKO_PostStatus xmlns="http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types">'
        f"<TransmissionId>t1</TransmissionId><MessageUUID>{uuid4()}</MessageUUID><KanalKode>Digital Post</KanalKode>"
        "<TransaktionsDatoTid>2026-05-04T10:00:00Z</TransaktionsDatoTid>"
        f"<TransaktionsStatusKode>{status}</TransaktionsStatusKode></PKO_PostStatus>"
    )
    return (
        '<ns2:ModtagBeskedInput xmlns:ns2="urn:oio:sts:1.0.0"><Haendelsesbesked><BeskedId><UUIDIdentifikator>'
        f"{besked}</UUIDIdentifikator></BeskedId><Beskeddata><Base64>{b64encode(inner.encode()).decode()}</Base64>"
        "</Beskeddata></Haendelsesbesked></ns2:ModtagBeskedInput>"
    ).encode()


@pytest.mark.parametrize("path", [LETTER, RECEIPT])
@pytest.mark.parametrize("secret", ["post:forkert-hemmelighed", "", "post:", SECRET + "x"])
def test_without_the_secret_nothing_is_read_and_nothing_is_told(path: str, secret: str) -> None:
    answer = push(path, memo(), secret)
    assert (answer.status_code, answer.content) == (401, b"")
    assert not Inbound.objects.exists()


@pytest.mark.parametrize("path", [LETTER, RECEIPT])
def test_where_the_post_is_not_connected_nobody_comes_in(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "POST", None)
    assert push(path, memo(), ":").status_code == 401


@pytest.mark.parametrize("path", [LETTER, RECEIPT])
def test_only_post_is_answered(path: str) -> None:
    given = "Basic " + b64encode(SECRET.encode()).decode()
    assert Client().get(path, headers={"Authorization": given}).status_code == 405


@pytest.mark.parametrize("path", [LETTER, RECEIPT])
@pytest.mark.parametrize("body", [b"", b"{}", b"\x00\x01", b"hej"])
def test_what_is_no_xml_is_refused_and_not_kept(path: str, body: bytes) -> None:
    assert push(path, body).status_code == 400
    assert not Inbound.objects.exists()


@pytest.mark.parametrize("path", [LETTER, RECEIPT])
def test_what_is_too_large_is_refused_before_it_is_read(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LARGEST_LETTER", 1000)
    monkeypatch.setattr(views, "LARGEST_RECEIPT", 1000)
    assert push(path, b"<" + b"x" * 1000).status_code == 413
    assert push(path, b"<" + b"x" * 2000, CONTENT_LENGTH="0000009000").status_code == 413
    assert push(path, b"<" + b"x" * 2000, HTTP_CONTENT_LENGTH="").status_code == 413


def test_a_letter_is_kept_as_it_came_and_a_repeat_is_the_same() -> None:
    raw = memo("Hej kommune")
    assert [push(LETTER, raw).status_code for _ in range(2)] == [200, 200]
    row = Inbound.objects.get()
    assert raw_of(row.pk) == raw
    assert InboundRaw.objects.count() == 1


def test_a_letter_that_breaks_its_format_is_kept_all_the_same() -> None:
    assert push(LETTER, b"<brev>Hej</brev>").status_code == 200
    assert raw_of(Inbound.objects.get().pk) == b"<brev>Hej</brev>"


def test_a_letter_above_djangos_own_limit_is_taken() -> None:
    raw = memo("a" * 2_000_000)
    assert push(LETTER, raw).status_code == 200
    assert raw_of(Inbound.objects.get().pk) == raw


def test_a_receipt_is_kept_and_answered_with_20() -> None:
    besked = str(uuid4())
    for _ in range(2):
        answer = push(RECEIPT, receipt(besked))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
        assert b"<StatusKode>20</StatusKode>" in answer.content
    assert [str(pk) for pk in Receipt.objects.values_list("pk", flat=True)] == [besked]


def test_a_receipt_that_cannot_be_read_is_kept_for_somebody_and_refused() -> None:
    answer = push(RECEIPT, b"<ModtagBeskedInput/>")
    assert b"<StatusKode>40</StatusKode>" in answer.content
    assert Inbound.objects.get().source == "receipt"


def test_a_letter_costs_few_questions(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    raw = memo()
    push(LETTER, memo())
    with django_assert_num_queries(8):
        push(LETTER, raw)
