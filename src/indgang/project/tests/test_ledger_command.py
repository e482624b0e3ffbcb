"""`ledger import | batches | undo | redo | remove | export`: the answer, the exit code, and the worked example."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.core.management import call_command

from indgang.kernel import generation
from indgang.modules.catalogue import services as catalogue
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import Batch
from indgang.modules.identity import services as identity

FILES = Path(__file__).parents[2] / "modules" / "contacts" / "tests" / "import_files"
GUIDE = settings.CONTENT_DIR.parent / "docs" / "designers" / "mappings.md"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    (tmp_path / "data").mkdir()


def ledger(*words: str) -> str:
    out = io.StringIO()
    call_command("ledger", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def stopped(*words: str) -> tuple[int, str]:
    err = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("ledger", *words, stdout=io.StringIO(), stderr=err)
    return int(stop.value.code or 0), err.getvalue()


def nyc(*words: str) -> str:
    return ledger("import", str(FILES / "nyc_311.csv"), "--mapping", "nyc-311", *words)


def test_a_trial_tells_what_was_read_and_changes_nothing() -> None:
    told = json.loads(nyc("--dry-run", "--json"))
    assert {name: told[name] for name in ("read", "accepted", "rejected", "duplicates", "state")} == {
        "read": 16, "accepted": 15, "rejected": 1, "duplicates": 0, "state": "dry_run",
    }  # fmt: skip
    assert told["reasons"] == {"channel_unknown": 1}
    assert told["channels"] == {"web": 6, "other": 3, "telephone": 3, "unknown": 3}
    assert "A trial: nothing was changed." in nyc("--dry-run")
    assert json.loads(ledger("batches", "--json")) == {"batches": []}


def test_a_batch_from_import_to_removal() -> None:
    assert "Imported as nyc-311-1." in nyc()
    assert "there already, as nyc-311-1" in nyc()
    ledger("undo", "nyc-311-1")
    assert "undone" in ledger("batches")
    ledger("redo", "nyc-311-1")
    (batch,) = json.loads(ledger("batches", "--json"))["batches"]
    assert batch == {
        "batch": "nyc-311-1", "series": "nyc-311", "state": "current", "rows": 15,
        "first_day": "2018-03-11", "last_day": "2018-06-14",
    }  # fmt: skip
    assert stopped("remove", "nyc-311-1") == (2, "The batch still counts. Undo it first.\n")
    ledger("undo", "nyc-311-1")
    assert "removed" in ledger("remove", "nyc-311-1")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("import", "none.csv", "--mapping", "nyc-311"), 2, "cannot be read"),
        (("import", str(FILES / "nyc_311.csv"), "--mapping", "sf-311"), 2, "lacks the column"),
        (("import", str(FILES / "nyc_311.csv"), "--mapping", "none.yaml"), 2, "none.yaml:0"),
        (("undo", "nothing-1"), 2, "do not know those figures"),
        (("export", "nothing", "--to", "x.csv"), 2, "do not know those figures"),
        (("export", "nyc-311", "--to", "x.doc"), 2, "csv, xlsx or parquet"),
        (("export", "nyc-311", "--to", "x.csv", "--cut", "colour=red"), 2, "colour is no cut"),
    ],
)
def test_bad_input_ends_with_2_and_a_sentence(words: tuple[str, ...], code: int, says: str) -> None:
    found, sentence = stopped(*words)
    assert (found, says in sentence) == (code, True), sentence


def test_mostly_rejected_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        (FILES / "nyc_311.csv")
        .read_text()
        .replace("PHONE", "FAX")
        .replace("ONLINE", "FAX")
        .replace("MOBILE", "FAX")
    )
    code, sentence = stopped("import", str(path), "--mapping", "nyc-311")
    assert (code, "More than half" in sentence) == (1, True)
    assert not Batch.objects.filter(kind="import").exists()
    assert "Imported" in ledger("import", str(path), "--mapping", "nyc-311", "--accept-rejects")


def test_an_export_has_the_rows_that_count_in_each_format(tmp_path: Path) -> None:
    nyc()
    for ending in ("csv", "xlsx", "parquet"):
        told = json.loads(ledger("export", "nyc-311", "--to", str(tmp_path / f"a.{ending}"), "--json"))
        assert told["rows"] == 15
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    assert not {"party", "journey", "key"} & set(rows[0])
    sheet: Any = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet.max_row == 16
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 15
    cut = ("--cut", "channel=telephone", "--cut", "since=2018-06-01", "--year", "2018")
    assert ledger("export", "nyc-311", "--to", str(tmp_path / "b.csv"), *cut).startswith("3 rows")
    ledger("undo", "nyc-311-1")
    assert stopped("export", "nyc-311", "--to", str(tmp_path / "c.csv"))[0] == 2


def test_our_own_rows_are_exported_without_those_that_were_corrected(tmp_path: Path) -> None:
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    first = services.record(channel="telephone", service_id="flytning")
    services.record(channel="in_person", service_id="flytning", corrects=first)
    services.record(channel="web", service_id="=HYPERLINK()")
    told = ledger("export", selectors.live_batch_name(), "--to", str(tmp_path / "a.csv"))
    assert told.startswith("2 rows")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["channel"], row["service"]) for row in rows] == [
        ("in_person", "flytning"), ("web", "'=HYPERLINK()"),
    ]  # fmt: skip
    generation.set_current(generation.current() + 1)


def test_the_example_of_the_guide_works(tmp_path: Path) -> None:
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    catalogue.load_catalogue(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    text = GUIDE.read_text(encoding="utf-8")
    rows, mapping = (block.strip("\n") for block in re.findall(r"```(?:yaml)?\n((?:id;|id: )[^`]+)```", text))
    (tmp_path / "calls.csv").write_text(rows.replace("…", "Maja Holm") + "\n", encoding="utf-8")
    (tmp_path / "calls.yaml").write_text(mapping + "\n", encoding="utf-8")
    told = json.loads(
        ledger(
            "import",
            str(tmp_path / "calls.csv"),
            "--mapping",
            str(tmp_path / "calls.yaml"),
            "--dry-run",
            "--json",
        )
    )
    assert (told["read"], told["accepted"], told["channels"]) == (1, 1, {"telephone": 1})
    understood = {one["role"]: one["understood"] for one in told["columns"] if one["role"] != "dropped"}
    assert understood == {"key": 1, "time": 1, "entrance": 1, "service": 1, "minutes": 1}
    generation.set_current(generation.current() + 1)
