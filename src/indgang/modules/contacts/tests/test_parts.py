"""A part is whole or not there; what the manifest does not name is not read."""

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import Batch, LedgerPart
from indgang.modules.contacts.selectors.columns import CONTACT_COLUMNS
from indgang.modules.contacts.selectors.parts import folder, parts, parts_mark
from indgang.modules.contacts.services.copy import NewPart, enter, place, retire, staging, write_part
from indgang.modules.contacts.tests.importing_help import row, take, write_csv

pytestmark = pytest.mark.django_db

GIVEN = {
    "id": "'7:1'",
    "at": "TIMESTAMP '2025-03-01 10:00:00.123456'",
    "day": "DATE '2025-03-01'",
    "month": "DATE '2025-03-01'",
    "year": "2025",
    "batch": "7",
    "exempt": "NULL",
    "minutes_tenths": "35",
    "weight": "1.5",
}
ROW = "SELECT " + ", ".join(f"""{GIVEN.get(name, "NULL")} AS "{name}" """ for name in CONTACT_COLUMNS)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def batch() -> int:
    title = {"da": "Prøve", "en": "Sample"}
    return Batch.objects.create(
        name="sample-1",
        kind="import",
        title=title,
        municipality="x",
        counting_rule=title,
        loaded_at="2026-01-01T00:00Z",
    ).pk


def written(rows: str, into: Path, **words: Any) -> NewPart:
    part = write_part(duckdb.connect(), rows, folder=into, year=2025, **words)
    assert part is not None
    return part


def test_a_part_is_read_once_it_is_entered_and_not_before(batch: int) -> None:
    with staging() as own:
        part = written(ROW, own, batch=batch)
        place([part])
        assert parts() == ()
        with transaction.atomic():
            enter([part])
    (found,) = parts()
    assert (found.table, found.batch, found.year, found.month, found.rows) == (
        "contact",
        batch,
        2025,
        None,
        1,
    )
    assert found.file == str(folder() / "contact" / f"batch={batch}" / "year=2025" / Path(found.file).name)
    assert not own.exists()
    wanted = "id, minutes_tenths, weight::VARCHAR, typeof(year)"
    (row,) = duckdb.read_parquet(found.file).project(wanted).fetchall()
    assert row == ("7:1", 35, "1.5000", "SMALLINT")


def test_every_column_has_its_type_in_the_file(batch: int) -> None:
    with staging() as own:
        part = written(ROW, own, batch=batch)
        found = duckdb.read_parquet(str(part.staged))
        types = [str(kind) for kind in found.types]
    assert dict(zip(found.columns, types, strict=True)) == {
        name: {
            "string": "VARCHAR",
            "timestamp": "TIMESTAMP",
            "date": "DATE",
            "int16": "SMALLINT",
            "int32": "INTEGER",
            "boolean": "BOOLEAN",
            "decimal(14, 4)": "DECIMAL(14,4)",
        }[kind]
        for name, kind in CONTACT_COLUMNS.items()
    }


def test_a_query_that_finds_nothing_makes_no_part(batch: int) -> None:
    with staging() as own:
        nothing = write_part(duckdb.connect(), f"{ROW} WHERE false", folder=own, year=2025, batch=batch)
        assert nothing is None
        assert list(own.iterdir()) == []


def test_a_column_that_is_missing_is_refused(batch: int) -> None:
    with staging() as own, pytest.raises(duckdb.BinderException):
        write_part(duckdb.connect(), "SELECT 1 AS id", folder=own, year=2025, batch=batch)


def test_a_batch_that_is_retired_has_no_parts(batch: int) -> None:
    with staging() as own:
        part = written(ROW, own, batch=batch)
        place([part])
        enter([part])
    before = parts_mark()
    assert retire(batch=batch) == 1
    assert parts() == ()
    assert parts_mark() != before
    assert (folder() / part.path).exists()  # a reader may hold the old list for a while


def test_the_mark_of_the_ledger_changes_with_a_part(batch: int) -> None:
    before = selectors.ledger_mark()
    assert selectors.ledger_mark() == before
    with staging() as own:
        part = written(ROW, own, batch=batch)
        place([part])
        enter([part])
    assert selectors.ledger_mark() != before


def test_the_mark_of_the_ledger_changes_when_one_batch_is_undone_and_an_older_one_counts_again(
    tmp_path: Path,
) -> None:
    for each in range(3):
        numbers = range(each * 5, each * 5 + 5)
        take(write_csv(tmp_path / f"{each}.csv", [row(number) for number in numbers]))
    services.undo_batch(name="test-town-1", by="system")
    before = selectors.ledger_mark()
    services.redo_batch(name="test-town-1", by="system")
    services.undo_batch(name="test-town-2", by="system")
    assert selectors.ledger_mark() != before
    services.undo_batch(name="test-town-1", by="system")
    services.redo_batch(name="test-town-2", by="system")
    assert selectors.ledger_mark() == before
    assert len(before) <= 200  # as a report keeps it


def test_a_part_from_before_is_told_who_can_be_seen_again(batch: int) -> None:
    """Migration 0010: the old file goes, the new one says the same and one thing more."""
    facts = "'pas' AS service, 'counted' AS quality, 'p' AS party"
    with staging() as own:
        part = written(f"SELECT * REPLACE ({facts}) FROM ({ROW})", own, batch=batch)  # noqa: S608
        place([part])
        enter([part])
    file = folder() / part.path
    duckdb.sql(f"COPY (SELECT * EXCLUDE (followed) FROM '{file}') TO '{file}.old' (FORMAT parquet)")  # noqa: S608
    Path(f"{file}.old").replace(file)
    import_module("indgang.modules.contacts.migrations.0010_followed").tell(apps, None)
    [new] = parts()
    told = duckdb.connect().execute(f"SELECT id, followed FROM '{new.file}'").fetchall()  # noqa: S608
    assert told == [("7:1", True)]
    held = LedgerPart.objects.get(gone_at__isnull=True)
    assert held.sha256 == hashlib.sha256(Path(new.file).read_bytes()).hexdigest()
    assert LedgerPart.objects.exclude(gone_at__isnull=True).get().path == part.path
