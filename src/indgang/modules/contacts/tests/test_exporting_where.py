"""Where an export may be written."""

from pathlib import Path

import pytest
from django.conf import settings

from indgang.modules.contacts.services import export
from indgang.modules.contacts.services.exporting import CannotWrite
from indgang.modules.contacts.services.importing.there import PartMissing
from indgang.modules.contacts.tests.importing_help import row, take, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    (tmp_path / "data").mkdir()
    take(write_csv(tmp_path / "a.csv", [row(n) for n in range(3)]))


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path, format: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in ("nowhere", "file"):
        with pytest.raises(CannotWrite, match="om mappen findes"):
            export(series="test-town", to=tmp_path / folder / f"a.{format}", format=format)


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_a_file_that_is_there_is_replaced_as_a_whole(tmp_path: Path, format: str) -> None:
    to = tmp_path / "out" / f"a.{format}"
    to.parent.mkdir()
    to.write_text("old", encoding="utf-8")
    assert export(series="test-town", to=to, format=format) == 3
    assert to.stat().st_size > 100
    assert list(to.parent.iterdir()) == [to]


def test_rows_that_are_gone_from_the_disk_are_told(tmp_path: Path) -> None:
    for part in (tmp_path / "data" / "ledger").rglob("*.parquet"):
        part.unlink()
    with pytest.raises(PartMissing, match="sikkerhedskopien"):
        export(series="test-town", to=tmp_path / "out.csv", format="csv")
    assert not (tmp_path / "out.csv").exists()
