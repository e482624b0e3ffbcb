"""Nothing counts twice and nothing is lost, whatever was undone, changed or broken off before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indgang.modules.contacts.models import Batch, ImportRun, LedgerPart, Series
from indgang.modules.contacts.services import OtherRule, RowsCameBack, redo_batch, remove_batch, undo_batch
from indgang.modules.contacts.services.importing import entering
from indgang.modules.contacts.services.importing.entering import OtherMunicipality
from indgang.modules.contacts.services.importing.there import PartMissing
from indgang.modules.contacts.tests.importing_help import mapping, row, stored, take, write_csv

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]

NO_KEY = (("key: no\n", ""), ("drop: [note]", "drop: [no, note]"))


@pytest.fixture
def overlapping(tmp_path: Path) -> Path:
    """Rows 0 to 9 were imported from one file, 10 to 14 from another that has 5 to 14; the first is undone."""
    take(write_csv(tmp_path / "1.csv", [row(n) for n in range(10)]))
    two = write_csv(tmp_path / "2.csv", [row(n) for n in range(5, 15)])
    assert take(two).accepted == 5
    undo_batch(name="test-town-1", by="system")
    return two


def test_rows_that_only_an_undone_batch_had_come_back_with_their_file(overlapping: Path) -> None:
    again = take(overlapping)
    assert (again.already, again.accepted, again.duplicates, again.batch) == ("", 5, 5, "test-town-3")
    assert sorted(stored("key")) == sorted(f"n{n}" for n in range(5, 15))
    once_more = take(overlapping)
    assert (once_more.already, once_more.accepted, once_more.duplicates) == ("test-town-2", 0, 10)


def test_two_batches_of_one_file_that_share_no_row_can_both_count(overlapping: Path) -> None:
    take(overlapping)
    undo_batch(name="test-town-3", by="system")
    redo_batch(name="test-town-3", by="system")
    assert len(stored("key")) == 10
    with pytest.raises(RowsCameBack):
        redo_batch(name="test-town-1", by="system")


@pytest.mark.parametrize("change", [("key: no\n", "# a note\n"), ("key: no\n", "document: another\n")])
def test_without_a_key_the_same_file_does_not_count_again_when_the_mapping_was_touched(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    take(path, mapping(*NO_KEY))
    again = take(path, mapping(change, NO_KEY[1]))
    assert (again.already, again.accepted, again.duplicates) == ("test-town-1", 0, 5)
    assert len(stored("id")) == 5
    undo_batch(name="test-town-1", by="system")
    assert take(path, mapping(change, NO_KEY[1])).batch == "test-town-2"
    with pytest.raises(RowsCameBack):
        redo_batch(name="test-town-1", by="system")
    assert len(stored("id")) == 5


def test_two_forms_of_one_file_without_keys_are_two_imports(tmp_path: Path) -> None:
    """A sheet of days with a column for calls and one for visits is read by two mappings into one series."""
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    take(path, mapping(*NO_KEY))
    visits = ("channel: {column: how, values: {Telefon: telephone, Besøg: in_person, Web: web}, otherwise: reject}",
              "channel: {always: in_person}")  # fmt: skip
    other = mapping(NO_KEY[0], ("drop: [note]", "drop: [no, note, how]"), visits,
                    ("id: test-town\ntitle", "id: visits\nseries: test-town\ntitle"))  # fmt: skip
    assert take(path, other).batch == "test-town-2"
    assert len(stored("id")) == 10


SHARED = ("id: test-town\ntitle", "id: test-town\nseries: shared\ntitle")
OTHER = (
    ("id: test-town\ntitle", "id: other-town\nseries: shared\ntitle"),
    ("{id: test-town, name: Test Town}", "{id: other-town, name: Other Town}"),
)


def test_two_municipalities_are_never_added_up(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1)]), mapping(SHARED))
    with pytest.raises(OtherMunicipality, match="anden kommune"):
        take(write_csv(tmp_path / "b.csv", [row(2)]), mapping(*OTHER))
    assert issubclass(OtherMunicipality, OtherRule)
    assert stored("key", series="shared") == ["n1"]


def test_a_series_whose_rows_were_all_removed_may_be_another_municipalitys(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1)]), mapping(SHARED))
    undo_batch(name="shared-1", by="system")
    remove_batch(name="shared-1", by="system")
    assert take(write_csv(tmp_path / "b.csv", [row(2)]), mapping(*OTHER)).batch == "shared-2"
    assert Series.objects.get(pk="shared").municipality == "other-town"


@pytest.mark.parametrize("broken", ["write_rejects", "enter"])
def test_a_batch_never_counts_without_the_file_of_its_rejected_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1, how="Due"), *[row(n) for n in range(2, 9)]])

    def full(*args: Any, **more: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as once:
        once.setattr(entering, broken, full)
        with pytest.raises(OSError, match="No space"):
            take(path)
    assert not Batch.objects.filter(kind="import").exists()
    assert not ImportRun.objects.exists()
    report = take(path)
    assert (report.accepted, report.rejected) == (7, 1)
    assert "Due" in Path(report.rejects_file).read_text(encoding="utf-8")
    assert ImportRun.objects.get().batch == Batch.objects.get(name="test-town-1")


def test_a_batch_does_not_count_when_its_run_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2), row(3, how="Due")])

    def breaks(**values: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as once:
        once.setattr(ImportRun.objects, "create", breaks)
        with pytest.raises(RuntimeError, match="the power went"):
            take(path)
    assert stored("key") == []
    assert take(path).accepted == 2


def _again(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "b.csv", [row(n) for n in range(50, 55)]))


def _redo(tmp_path: Path) -> None:
    redo_batch(name="test-town-1", by="system")


@pytest.mark.parametrize("deed", [_again, _redo])
def test_a_file_of_the_ledger_that_is_gone_is_named(
    tmp_path: Path, own_folder: Path, deed: Callable[[Path], None]
) -> None:
    take(write_csv(tmp_path / "a.csv", [row(n) for n in range(5)]))
    undo_batch(name="test-town-1", by="system")
    take(write_csv(tmp_path / "c.csv", [row(n) for n in range(20, 25)]))
    for part in LedgerPart.objects.filter(batch__name="test-town-2"):
        (own_folder / "ledger" / part.path).unlink()
    with pytest.raises(PartMissing, match="sikkerhedskopien"):
        deed(tmp_path)
    assert list(Batch.objects.filter(current=True, kind="import").values_list("name", flat=True)) == [
        "test-town-2"
    ]
