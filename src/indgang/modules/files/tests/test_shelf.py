"""Files on disk: whole or not at all, once, and gone when nobody names them."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from unittest import mock

import pytest
from django.db import connection, connections

from indgang.kernel.uploads.testing import pdf
from indgang.modules.files import selectors, services
from indgang.modules.files.models import StoredFile
from indgang.modules.files.services import shelf
from indgang.modules.files.tests.conftest import CASE, DRAFT, MAJA, upload


def aged(path: Path, seconds: float = shelf.YOUNG + 60) -> Path:
    """The file as if it was written earlier."""
    at = time.time() - seconds
    os.utime(path, (at, at))
    return path


def on_disk() -> list[str]:
    return sorted(path.name for path in selectors.shelf().rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_crash_before_the_row_leaves_a_file_that_the_sweep_takes_and_a_retry_needs_no_second() -> None:
    with (
        mock.patch.object(StoredFile, "save", side_effect=RuntimeError("the power went")),
        pytest.raises(RuntimeError),
    ):
        services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA)
    assert len(on_disk()) == 1
    assert not StoredFile.objects.exists()
    assert services.remove_orphan_files() == 0  # young: its row may be on its way
    found = services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA)
    assert on_disk() == [found.sha256]
    aged(selectors.place_of(found.sha256))
    assert services.remove_orphan_files() == 0
    services.remove(file_id=found.id, owner=DRAFT, by=MAJA)
    assert services.remove_orphan_files() == 1
    assert on_disk() == []


@pytest.mark.django_db
def test_a_crash_while_writing_leaves_no_file_under_a_fingerprint() -> None:
    with (
        mock.patch.object(os, "fsync", side_effect=OSError("no space")),
        pytest.raises(OSError, match="no space"),
    ):
        shelf.put(b"content")
    assert on_disk() == []
    with mock.patch.object(Path, "replace", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        shelf.put(b"content")
    assert on_disk() == []


@pytest.mark.django_db
def test_what_a_dead_writer_left_is_swept() -> None:
    place = selectors.place_of("ab" + "0" * 62)
    place.parent.mkdir(parents=True)
    half = place.parent / ".tmpdead"
    half.write_bytes(b"half")
    assert services.remove_orphan_files() == 0
    aged(half)
    assert services.remove_orphan_files() == 1


@pytest.mark.django_db
def test_one_content_stays_while_one_row_names_it() -> None:
    one = services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA)
    services.keep(upload=upload(pdf()), owner=CASE, title="", by=MAJA)
    services.remove(file_id=one.id, owner=DRAFT, by=MAJA)
    aged(selectors.place_of(one.sha256))
    assert services.remove_orphan_files() == 0


@pytest.mark.django_db
def test_the_sweep_leaves_an_old_file_that_somebody_is_giving_a_row_just_now() -> None:
    """The sweep has seen the old file without a row; before it takes the lock, somebody keeps the same content."""
    fingerprint = shelf.put(b"content")
    aged(selectors.place_of(fingerprint))
    locked = shelf._locked

    def meanwhile(how: int) -> object:
        with mock.patch.object(shelf, "_locked", locked):
            shelf.put(b"content")
        return locked(how)

    with mock.patch.object(shelf, "_locked", meanwhile):
        assert services.remove_orphan_files() == 0
    assert on_disk() == [fingerprint]


@pytest.mark.django_db
def test_no_folder_is_nothing_to_sweep() -> None:
    assert services.remove_orphan_files() == 0


def test_the_same_content_from_eight_sides_at_once_is_one_whole_file() -> None:
    content, together = os.urandom(300_000), Barrier(8)

    def write(_: int) -> str:
        together.wait(timeout=10)
        return shelf.put(content)

    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(write, range(8)))
    assert on_disk() == sorted(names)
    assert selectors.place_of(names.pop()).read_bytes() == content


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_is_one_row() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    found, together = services.read(upload(pdf())), Barrier(4)

    def put(_: int) -> object:
        try:
            together.wait(timeout=10)
            return services.put(found=found, owner=CASE, title="Bilag", by=MAJA).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(put, range(4)))) == StoredFile.objects.count() == 1
