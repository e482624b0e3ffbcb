"""Giant uploads fill neither memory nor disk, and whoever sends one is told what to do."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.utils.datastructures import MultiValueDict
from pytest_django import Settings

from indgang.project.uploads import BoundedRequest

SMALL = 50_000


@pytest.fixture(autouse=True)
def _small_limits(settings: Settings) -> None:
    settings.FILE_LIMIT = SMALL
    settings.REQUEST_LIMIT = 5 * SMALL


def posted(**fields: object) -> tuple[QueryDict, MultiValueDict[str, object]]:
    request = RequestFactory().post("/", fields)
    return request.POST, request.FILES  # type: ignore[return-value]


def test_a_file_within_the_limit_comes_whole() -> None:
    fields, files = posted(text="Ord", fil=SimpleUploadedFile("a.pdf", b"x" * SMALL))
    assert fields["text"] == "Ord"
    assert files["fil"].read() == b"x" * SMALL  # type: ignore[attr-defined]


def test_of_a_file_above_the_limit_only_its_size_is_left_and_the_words_are() -> None:
    fields, files = posted(fil=SimpleUploadedFile("a.pdf", b"x" * (4 * SMALL)), text="Ord")
    assert fields["text"] == "Ord"
    found = files["fil"]
    assert found.size == 4 * SMALL  # type: ignore[attr-defined]
    assert found.read() == b""  # type: ignore[attr-defined]


def test_several_files_share_the_limit() -> None:
    _fields, files = posted(
        a=SimpleUploadedFile("a", b"x" * 30_000),
        b=SimpleUploadedFile("b", b"x" * 30_000),
        c=SimpleUploadedFile("c", b"x"),
    )
    kept = {name: len(files[name].read()) for name in files}  # type: ignore[attr-defined]
    assert kept == {"a": 30_000, "b": 0, "c": 1}
    assert files["b"].size > SMALL  # type: ignore[attr-defined]


def test_no_file_is_written_to_a_temporary_folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_LIMIT, settings.REQUEST_LIMIT = 4_000_000, 20_000_000
    _fields, files = posted(fil=SimpleUploadedFile("a.pdf", b"x" * 3_500_000))
    assert files["fil"].size == 3_500_000  # type: ignore[attr-defined]
    assert not list(tmp_path.iterdir())


class Endless(BytesIO):
    """A body that counts how much of it was read, and holds none of it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left, self.largest = size, 0

    def read(self, size: int | None = -1) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        self.largest = max(self.largest, wanted)
        self.left -= wanted
        return bytes(wanted)


def giant(body: Endless, length: str) -> WSGIRequest:
    environ = RequestFactory().get("/").environ
    kind = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    return WSGIRequest({**environ, **kind, "CONTENT_LENGTH": length, "wsgi.input": body})


@pytest.fixture
def plain(settings: Settings) -> None:
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def answered(request: WSGIRequest) -> HttpResponse:
    def view(_request: object) -> HttpResponse:
        raise AssertionError("a giant request came through")

    answer = BoundedRequest(view)(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.django_db
def test_a_request_of_two_hundred_megabytes_gets_a_page(plain: None, settings: Settings) -> None:
    settings.FILE_LIMIT, settings.REQUEST_LIMIT = 10 * 1024**2, 50 * 1024**2
    body = Endless(200 * 1024**2)
    answer = answered(giant(body, str(200 * 1024**2)))
    assert answer.status_code == 413
    assert "En fil må højst fylde 10 MB" in answer.content.decode()
    assert answer["Connection"] == "close"
    assert body.left == 0  # the browser has sent it all, and listens
    assert body.largest <= 64 * 1024


@pytest.mark.django_db
def test_what_never_ends_is_not_read_to_its_end(plain: None) -> None:
    body = Endless(10**12)
    assert answered(giant(body, str(10**12))).status_code == 413
    assert 10**12 - body.left <= 50 * SMALL + 64 * 1024


@pytest.mark.parametrize("length", ["", "0", "x", "-1", str(SMALL)])
def test_other_requests_go_on(length: str) -> None:
    body = Endless(10)
    request = giant(body, length if length.isdigit() else "0")
    request.META["CONTENT_LENGTH"] = length
    assert BoundedRequest(lambda _request: HttpResponse("on"))(request).status_code == 200


@pytest.mark.django_db
def test_the_whole_house_answers_so(plain: None) -> None:
    answer = Client().post("/", {"fil": SimpleUploadedFile("a.pdf", bytes(6 * SMALL))})
    assert answer.status_code == 413
    assert "højst fylde" in answer.content.decode()
    too_many = {f"f{number}": SimpleUploadedFile("a.pdf", b"x") for number in range(9)}
    assert Client().post("/", too_many).status_code in (400, 405)
