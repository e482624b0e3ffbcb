"""Files are kept for an owner, go over to another, go with it, and are set aside."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pytest_django import Settings

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.uploads import BadFile, FileKind, Refusal
from indgang.kernel.uploads.testing import pdf, picture
from indgang.modules.audit.models import Event
from indgang.modules.files import selectors, services
from indgang.modules.files.models import StoredFile
from indgang.modules.files.services import keeping
from indgang.modules.files.tests.conftest import CASE, DRAFT, MAJA, OLE, upload
from indgang.modules.files.vocabulary import DAYS, WithoutHome

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_under_its_fingerprint_and_found_by_its_owner() -> None:
    content = pdf(pages=2)
    found = services.keep(upload=upload(content), owner=DRAFT, title="", by=MAJA)
    assert (found.title, found.kind, found.pages, found.size) == (
        "lejekontrakt",
        FileKind.PDF,
        2,
        len(content),
    )
    assert found.sha256 == sha256(content).hexdigest()
    place = selectors.place_of(found.sha256)
    assert place.read_bytes() == content
    assert place.stat().st_mode & 0o077 == 0
    assert selectors.files_of(DRAFT) == [found] == [selectors.file(found.id, DRAFT)]
    assert selectors.files_of(CASE) == []
    assert Event.objects.get(action="file_added").actor == MAJA.key


def test_a_foreign_file_is_as_one_that_is_not_there() -> None:
    found = services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA)
    for file_id, owner in (
        (found.id, CASE),
        (UUID(int=9), DRAFT),
        (found.id, f"draft:{UUID(int=5)}"),
        (found.id, ""),
    ):
        with pytest.raises(NotYours):
            selectors.file(file_id, owner)
        with pytest.raises(NotYours):
            services.set_aside(file_id=file_id, owner=owner, why="Forkert", by=OLE)
        services.remove(file_id=file_id, owner=owner, by=MAJA)
    assert selectors.files_of(DRAFT) == [found]


@pytest.mark.parametrize(
    ("name", "title", "shown", "file_name"),
    [
        ("min_lejekontrakt.PDF", "", "min lejekontrakt", "min-lejekontrakt.pdf"),
        ("x.exe", "  Kvittering\nfra\tbanken ", "Kvittering fra banken", "Kvittering-fra-banken.pdf"),
        ("løn 010203-1234.pdf", "", "løn [cpr]", "løn-cpr.pdf"),
        ("../../etc/passwd", "", "passwd", "passwd.pdf"),
        (None, "", "Bilag", "Bilag.pdf"),
        ("a.pdf", "\x00\u202e/../" + "æ" * 500, "/../" + "æ" * 116, "æ" * 80 + ".pdf"),
        ("a.pdf", "//::", "//::", "bilag.pdf"),
    ],
)
def test_a_title_is_one_line_without_a_cpr_number(
    name: str | None, title: str, shown: str, file_name: str
) -> None:
    one = upload(pdf())
    one.name = name
    found = services.keep(upload=one, owner=DRAFT, title=title, by=MAJA)
    assert (found.title, found.file_name) == (shown, file_name)


def test_the_same_content_twice_is_one_row_of_an_owner_and_one_file_on_disk() -> None:
    first = services.keep(upload=upload(pdf()), owner=DRAFT, title="En", by=MAJA)
    again = services.keep(upload=upload(pdf()), owner=DRAFT, title="To", by=MAJA)
    other = services.keep(upload=upload(pdf()), owner=CASE, title="Tre", by=OLE)
    assert first == again
    assert other.id != first.id
    assert len([path for path in selectors.shelf().rglob("*") if path.is_file()]) == 1
    assert Event.objects.filter(action="file_added").count() == 2


def test_what_is_refused_leaves_nothing() -> None:
    for content in (b"", b"hello", pdf()[:-40]):
        with pytest.raises(BadFile):
            services.keep(upload=upload(content), owner=DRAFT, title="", by=MAJA)
    with pytest.raises(BadFile) as caught:
        services.keep(upload=None, owner=DRAFT, title="", by=MAJA)
    assert caught.value.why is Refusal.NONE
    assert not StoredFile.objects.exists()
    assert not list(selectors.shelf().rglob("*"))


def test_the_size_limit_is_the_installations(settings: Settings) -> None:
    settings.FILE_LIMIT = 2 * 1024 * 1024
    too_big = SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(settings.FILE_LIMIT))
    with pytest.raises(BadFile, match="mere end 2 MB"):
        services.keep(upload=too_big, owner=DRAFT, title="", by=MAJA)
    too_big.size = 5  # whoever counts it otherwise
    with pytest.raises(BadFile, match="mere end 2 MB"):
        services.keep(upload=too_big, owner=DRAFT, title="", by=MAJA)


def test_an_owner_has_so_many_files_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 2)
    for pages in (1, 2, 1):
        services.keep(upload=upload(pdf(pages=pages)), owner=DRAFT, title="", by=MAJA)
    with pytest.raises(services.TooMany):
        services.keep(upload=upload(pdf(pages=3)), owner=DRAFT, title="", by=MAJA)
    assert services.keep(upload=upload(pdf(pages=3)), owner=CASE, title="", by=OLE)


def test_a_key_that_no_owner_has_is_a_mistake_of_ours() -> None:
    with pytest.raises(WithoutHome):
        services.keep(upload=upload(pdf()), owner="somebody", title="", by=MAJA)
    with pytest.raises(WithoutHome):
        services.hand_on(owner=DRAFT, to="")


def test_files_go_over_to_the_case_once() -> None:
    one = services.keep(upload=upload(pdf()), owner=DRAFT, title="En", by=MAJA)
    two = services.keep(upload=upload(picture()), owner=DRAFT, title="To", by=MAJA)
    there = services.keep(upload=upload(pdf()), owner=CASE, title="Før", by=OLE)
    moved = services.hand_on(owner=DRAFT, to=CASE)
    assert [file.id for file in moved] == [two.id]  # the case had the other one
    assert services.hand_on(owner=DRAFT, to=CASE) == []
    assert {file.id for file in selectors.files_of(CASE)} == {there.id, two.id}
    with pytest.raises(NotYours):
        selectors.file(one.id, DRAFT)


def test_a_draft_that_ends_unsent_takes_its_files_with_it() -> None:
    services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA)
    assert services.remove_all(owner=DRAFT) == 1
    assert services.remove_all(owner=DRAFT) == 0
    assert selectors.files_of(DRAFT) == []


def test_what_was_filed_wrongly_is_shown_no_more_and_its_row_says_why() -> None:
    found = services.keep(upload=upload(pdf()), owner=CASE, title="", by=OLE)
    gone = services.set_aside(file_id=found.id, owner=CASE, why="Hører til 010203-1234", by=OLE)
    assert services.set_aside(file_id=found.id, owner=CASE, why="Igen", by=MAJA) == gone
    assert (gone.set_aside_by_name, gone.set_aside_why) == ("Ole Damgård", "Hører til [cpr]")
    with pytest.raises(NotYours):
        selectors.file(found.id, CASE)
    assert selectors.files_of(CASE) == []
    assert selectors.files_of(CASE, set_aside_too=True) == [gone]
    assert services.keep(upload=upload(pdf()), owner=CASE, title="", by=OLE).id != found.id


def test_nobody_sets_a_file_aside_without_a_reason() -> None:
    found = services.keep(upload=upload(pdf()), owner=CASE, title="", by=OLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.set_aside(file_id=found.id, owner=CASE, why="  ", by=OLE)


def test_how_long_a_file_is_kept_depends_on_its_owner() -> None:
    clock.freeze(datetime(2026, 5, 4, 10, 0, tzinfo=UTC))
    found = services.keep(upload=upload(pdf()), owner=f"message:{UUID(int=1)}:person:1", title="", by=MAJA)
    row = StoredFile.objects.get(pk=found.id)
    assert row.keep_until - row.added_at == timedelta(days=DAYS["message:"])
    services.hand_on(owner=row.owner, to=CASE)
    row.refresh_from_db()
    assert row.keep_until - clock.now() == timedelta(days=DAYS["case:"])
    clock.freeze(None)
