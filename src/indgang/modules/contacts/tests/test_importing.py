"""A file of contacts becomes a batch: every row is accounted for, once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from indgang.modules.audit.models import Event
from indgang.modules.contacts import selectors
from indgang.modules.contacts.models import Batch, Contact, ImportRun, LedgerPart, Series
from indgang.modules.contacts.services import (
    BadFile,
    GoneForGood,
    OtherRule,
    RowsCameBack,
    StillCurrent,
    TooManyRejected,
    redo_batch,
    remove_batch,
    undo_batch,
)
from indgang.modules.contacts.tests.importing_help import (
    HEAD,
    everything_below,
    mapping,
    row,
    stored,
    take,
    write_csv,
)
from indgang.modules.contacts.vocabulary import BatchState, ImportState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_a_good_file_becomes_a_batch_and_no_row_of_the_table_of_contacts(tmp_path: Path) -> None:
    report = take(write_csv(tmp_path / "a.csv", [row(n) for n in range(20)]))
    assert (report.read, report.accepted, report.rejected, report.duplicates) == (20, 20, 0, 0)
    assert (report.batch, report.channels) == ("test-town-1", {"telephone": 20})
    assert (report.first_day, report.last_day) == (date(2025, 3, 1), date(2025, 3, 20))
    assert Contact.objects.count() == 0
    batch = Batch.objects.get(name="test-town-1")
    assert (batch.rows, batch.series_id, batch.current) == (20, "test-town", True)
    assert Event.objects.filter(action="contacts_imported", object="batch:test-town-1").count() == 1
    one = stored(
        'id, key, "at"::VARCHAR, day, month, year, channel, service, minutes_tenths, weight, kind, quality'
    )[0]
    assert one == (
        f"{batch.pk}:1", "n0", "2025-03-01 09:00:00", date(2025, 3, 1), date(2025, 3, 1), 2025,
        "telephone", "flytning", 45, Decimal("1.0000"), "unknown", "counted",
    )  # fmt: skip


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_and_separator_gives_the_same_rows(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = [row(n, how="Besøg" if n % 2 else "Web", note="blåbærgrød") for n in range(8)]
    report = take(write_csv(tmp_path / "a.csv", rows, encoding=encoding, separator=separator))
    assert (report.accepted, report.channels) == (8, {"in_person": 4, "web": 4})
    assert stored("key") == [f"n{n}" for n in range(8)]
    assert bool(report.warnings[:-1]) is (encoding in ("latin-1", "cp1252"))  # one is always about parties


def test_an_encoding_can_be_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n, how="Besøg") for n in range(3)], encoding="cp865")
    said = mapping(("key: no\n", "key: no\nformat: {encoding: cp865}\n"))
    assert take(path, said).channels == {"in_person": 3}


def test_excel_gives_the_same_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Tal"
    book.active.append(list(HEAD))
    from datetime import datetime

    for n in range(5):
        cells = row(n)
        book.active.append([cells[0], datetime(2025, 3, 1 + n, 10, n), "Besøg", *cells[3:4], 4.5, *cells[5:]])  # noqa: DTZ001
    book.save(tmp_path / "a.xlsx")
    report = take(tmp_path / "a.xlsx")
    assert (report.read, report.accepted, report.channels) == (5, 5, {"in_person": 5})
    assert stored('"at"::VARCHAR')[0] == "2025-03-01 09:00:00"


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Skjult"
    book.active.sheet_state = "hidden"
    book.active.append(["noget", "andet"])
    shown = book.create_sheet("Tal")
    shown.append(list(HEAD))
    shown.append(row(1))
    book.save(tmp_path / "a.xlsx")
    assert take(tmp_path / "a.xlsx").accepted == 1
    with pytest.raises(BadFile, match="intet synligt ark"):
        take(tmp_path / "a.xlsx", mapping(("key: no\n", "key: no\nformat: {sheet: Skjult}\n")))


def test_parquet_gives_the_same_rows(tmp_path: Path) -> None:
    columns = list(zip(*[row(n) for n in range(6)], strict=True))
    pq.write_table(pa.table(dict(zip(HEAD, map(list, columns), strict=True))), tmp_path / "a.parquet")
    report = take(tmp_path / "a.parquet")
    assert (report.read, report.accepted) == (6, 6)
    assert stored("key") == [f"n{n}" for n in range(6)]


def test_a_text_with_line_breaks_in_quotes_is_one_row(tmp_path: Path) -> None:
    rows = [row(n, note="første linje\nanden linje, med komma") for n in range(4)]
    report = take(write_csv(tmp_path / "a.csv", rows))
    assert (report.read, report.accepted) == (4, 4)


def test_the_same_file_again_changes_nothing(tmp_path: Path, own_folder: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    take(path)
    before = everything_below(own_folder)
    again = take(path)
    assert (again.already, again.batch, again.accepted, again.duplicates) == ("test-town-1", "", 0, 5)
    assert everything_below(own_folder) == before
    assert Batch.objects.filter(series="test-town").count() == 1


def test_what_two_files_share_is_imported_once(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(n) for n in range(5)]))
    second = take(write_csv(tmp_path / "b.csv", [row(n) for n in range(3, 9)]))
    assert (second.accepted, second.duplicates, second.batch) == (4, 2, "test-town-2")
    assert stored("key") == [f"n{n}" for n in range(9)]
    third = take(write_csv(tmp_path / "c.csv", [row(n) for n in range(2, 7)]))
    assert (third.accepted, third.duplicates, third.batch) == (0, 5, "")


def test_an_undone_batch_counts_no_more_and_can_come_back(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    take(path)
    assert undo_batch(name="test-town-1", by="system").state is BatchState.UNDONE
    assert stored("key") == []
    assert redo_batch(name="test-town-1", by="system").state is BatchState.CURRENT
    assert len(stored("key")) == 5
    undo_batch(name="test-town-1", by="system")
    assert take(path).batch == "test-town-2"
    with pytest.raises(RowsCameBack):
        redo_batch(name="test-town-1", by="system")
    assert len(stored("key")) == 5


def test_a_batch_with_some_of_the_rows_does_not_come_back_either(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(n) for n in range(5)]))
    undo_batch(name="test-town-1", by="system")
    take(write_csv(tmp_path / "b.csv", [row(n) for n in range(4, 6)]))
    with pytest.raises(RowsCameBack):
        redo_batch(name="test-town-1", by="system")


def test_only_an_undone_batch_is_removed_and_then_for_good(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1)]))
    with pytest.raises(StillCurrent):
        remove_batch(name="test-town-1", by="system")
    undo_batch(name="test-town-1", by="system")
    assert remove_batch(name="test-town-1", by="system").state is BatchState.REMOVED
    assert not LedgerPart.objects.filter(gone_at__isnull=True).exists()
    with pytest.raises(GoneForGood):
        redo_batch(name="test-town-1", by="system")
    done = Event.objects.filter(object="batch:test-town-1").order_by("pk").values_list("action", flat=True)
    assert list(done) == ["contacts_imported", "import_undone", "import_removed"]


def test_the_documents_and_our_own_batch_are_not_undone(tmp_path: Path) -> None:
    from indgang.modules.contacts.services import live_batch

    live_batch()
    with pytest.raises(selectors.UnknownBatch):
        undo_batch(name="live-lyngsoe", by="system")


def test_another_counting_rule_needs_another_series(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1)]))
    other = mapping(("We count each contact.", "We count each case."))
    with pytest.raises(OtherRule):
        take(write_csv(tmp_path / "b.csv", [row(2)]), other)
    assert Series.objects.get(pk="test-town").rule_hash == mapping().rule_hash


def test_a_trial_leaves_nothing_behind(tmp_path: Path, own_folder: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, how="Brevdue")])
    report = take(path, dry_run=True)
    assert (report.state, report.accepted, report.rejected) == (ImportState.DRY_RUN, 1, 1)
    assert list(own_folder.iterdir()) == []
    assert not Batch.objects.filter(kind="import").exists()
    assert not Series.objects.exists()
    assert not ImportRun.objects.exists()


def test_when_more_than_half_is_rejected_nothing_is_imported(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, how="Brevdue"), row(3, how="Røgsignal")])
    with pytest.raises(TooManyRejected) as refused:
        take(path)
    assert refused.value.report.reasons == {"channel_unknown": 2}
    assert "Brevdue" in Path(refused.value.report.rejects_file).read_text(encoding="utf-8")
    assert not Batch.objects.filter(kind="import").exists()
    assert stored() == []
    assert take(path, accept_rejects=True).accepted == 1


WORD = st.text(alphabet=st.sampled_from('ab1,;"\n\r\t æ=-'), max_size=8)
CELLS = st.one_of(
    st.tuples(
        st.sampled_from(["k1", "k2", "k3", "k4", "k5", ""]),
        st.sampled_from(
            ["2025-03-01 10:00", "2025-03-30 02:30", "2025-10-26 02:30", "i går", "", "1700-01-01 10:00"]
        ),
        st.sampled_from(["Telefon", "web", " Besøg ", "due", ""]),
        st.sampled_from(["Flytning", "Pas", "?"]),
        st.sampled_from(["1.5", "", "-3", "mange"]),
        st.sampled_from(["x", ""]),
        WORD,
    ).map(list),
    st.lists(WORD, min_size=1, max_size=9),
)


@given(st.lists(CELLS, max_size=12))
@hypothesis_settings(max_examples=40)
def test_no_row_is_ever_lost(tmp_path: Path, rows: list[list[str]]) -> None:
    import csv

    path = write_csv(tmp_path / "any.csv", rows)
    with path.open(encoding="utf-8", newline="") as file:
        there = sum(1 for cells in csv.reader(file) if cells) - 1
    report = take(path, dry_run=True)
    assert report.read == there
    assert report.read == report.accepted + report.rejected + report.duplicates
    assert sum(report.reasons.values()) == report.rejected
    assert sum(report.channels.values()) == report.accepted
