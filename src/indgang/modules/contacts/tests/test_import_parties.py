"""Who comes again, without knowing who; and an import that dies on the way."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.modules.contacts.models import Batch, ImportRun, LedgerPart
from indgang.modules.contacts.services.importing import entering, judging, running, writing
from indgang.modules.contacts.tests.importing_help import (
    everything_below,
    mapping,
    row,
    stored,
    take,
    write_csv,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_gaps_are_to_the_same_party_on_the_same_service(tmp_path: Path) -> None:
    rows = [
        row(1, who="a", when="2025-03-01 10:00", how="Web"),
        row(2, who="a", when="2025-03-01 11:00"),
        row(3, who="a", when="2025-03-03 11:00", what="Pas"),
        row(4, who="b", when="2025-03-01 11:30"),
        row(5, who="a", when="2025-03-08 11:00", how="Besøg"),
        row(6, who="", when="2025-03-01 12:00"),
    ]
    take(write_csv(tmp_path / "a.csv", rows))
    found = stored("gap_before, gap_after, gap_digital, channel_before")
    week = 7 * 86400
    assert found == [
        (None, 3600, None, None),
        (3600, week, 3600, "web"),
        (None, None, None, None),
        (None, None, None, None),
        (week, None, week + 3600, "telephone"),
        (None, None, None, None),
    ]


def test_a_pseudonym_is_the_same_within_a_year_and_another_in_the_next(tmp_path: Path) -> None:
    rows = [
        row(1, who="a"),
        row(2, who="a"),
        row(3, who="b"),
        row(4, who="a", when="2024-12-30 10:00"),
        row(5, who=""),
    ]
    take(write_csv(tmp_path / "a.csv", rows))
    first, again, other, last_year, nobody = stored("party")
    assert first == again
    assert len({first, other, last_year}) == 3
    assert nobody is None


def test_two_imports_give_the_same_party_two_pseudonyms(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1, who="a")]))
    take(write_csv(tmp_path / "b.csv", [row(2, who="a")]))
    assert len(set(stored("party"))) == 2


def test_a_long_file_becomes_several_parts_with_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(number, who=f"p{number % 4}", when=f"2025-03-{1 + number:02d} 10:00") for number in range(20)]
    rows += [row(40, how="ingen"), row(41, when="2024-12-31 10:00", who="p1"), row(42, what="Bryllup")]
    columns = '"at", channel, service, minutes_tenths, gap_before, gap_after, gap_digital, channel_before'
    path = write_csv(tmp_path / "a.csv", rows)
    take(path, by=mapping(("id: test-town\ntitle", "id: whole\ntitle")), accept_rejects=True)
    monkeypatch.setattr(writing, "PART", 6)
    report = take(path, accept_rejects=True)
    assert (report.accepted, report.rejected) == (21, 2)
    assert stored(columns) == stored(columns, series="whole")
    held = LedgerPart.objects.filter(batch__series="test-town")
    assert sorted(held.values_list("year", "rows")) == [(2024, 1), (2025, 2), (2025, 6), (2025, 6), (2025, 6)]
    assert len(set(stored("id"))) == 21


def test_a_part_holds_words_that_nobody_listed_as_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_code = mapping(
        ("drop: [note]", "entrance: {column: note, by: code}"),
        (
            "service: {column: what, by: values, values: {Flytning: flytning, Pas: pas}, otherwise: reject}\n",
            "",
        ),
        ("party: {column: who}", "party: {column: who}\ndrop: [what]"),
    )
    rows = [row(number, note=f"luge-{number}") for number in range(8)]
    take(write_csv(tmp_path / "a.csv", rows), by=by_code)
    assert stored("entrance") == [f"luge-{number}" for number in range(8)]
    monkeypatch.setattr(writing, "MOST_WORDS", 3)
    more = [row(number, note=f"skranke-{number}") for number in range(10, 16)]
    take(write_csv(tmp_path / "b.csv", more), by=by_code)
    assert sorted(stored("entrance"))[-6:] == [f"skranke-{number}" for number in range(10, 16)]


STEPS = [
    (running, "judge"),
    (entering, "reserve"),
    (entering, "write_rows"),
    (entering, "place"),
    (entering, "enter"),
]


@pytest.mark.parametrize(("module", "name"), STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_an_import_that_breaks_off_leaves_nothing_that_anybody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, after: bool
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    real = getattr(module, name)

    def breaks(*args: Any, **more: Any) -> Any:
        if after:
            real(*args, **more)
        raise RuntimeError("the power went")

    monkeypatch.setattr(module, name, breaks)
    with pytest.raises(RuntimeError, match="the power went"):
        take(path)
    monkeypatch.undo()
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    assert not Batch.objects.filter(kind="import").exists()
    assert not LedgerPart.objects.exists()
    assert not ImportRun.objects.exists()
    assert take(path).accepted == 5
    assert len(stored("key")) == 5


def test_somebody_elses_import_meanwhile_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    other = write_csv(tmp_path / "b.csv", [row(n) for n in range(3, 8)])
    real, folder = judging.judge, settings.DATA_DIR

    def meanwhile(*args: Any, **more: Any) -> Any:
        monkeypatch.setattr(running, "judge", real)
        assert folder == settings.DATA_DIR
        take(other)
        return real(*args, **more)

    monkeypatch.setattr(running, "judge", meanwhile)
    with pytest.raises(entering.SomebodyElse):
        take(path)
    assert stored("key") == [f"n{n}" for n in range(3, 8)]
    assert take(path).accepted == 3


def test_a_killed_import_leaves_the_ledger_as_it_was(tmp_path: Path, own_folder: Path) -> None:
    """A process that is killed in the middle, with SIGKILL: nothing is cleaned up, and still nothing is read."""
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)])
    script = f"""
import os, signal, django
django.setup()
from pathlib import Path
from indgang.modules.contacts.services.importing import sources, stage
from indgang.modules.contacts.services.importing.sniffing import Scanning
from indgang.modules.contacts.tests.importing_help import mapping
with stage.stage() as work:
    def into(source):
        work.db.sql("FROM " + source.relation).create("rows")
        os.kill(os.getpid(), signal.SIGKILL)
    sources.load(work, Path({str(path)!r}), mapping(), Scanning(Path({str(path)!r})), into)
"""
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        env={**os.environ, "INDGANG_DATA": str(own_folder)},
        check=False,
        timeout=120,
    )
    assert found.returncode == -signal.SIGKILL
    assert list((own_folder / "ledger" / "staging").iterdir())
    left = [name for name in everything_below(own_folder) if name.startswith("ledger/")]
    assert all(name.startswith("ledger/staging/") for name in left)
    assert take(path).accepted == 5


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Peak memory of a process that reads 4 MB and one that reads 80 MB: row by row, where Python could hold it all."""
    peaks = []
    for rows in (30_000, 600_000):
        path = tmp_path / f"{rows}.csv"
        with path.open("w", encoding="latin-1") as file:
            file.write("no,when,how,what,tenths,who,note\n")
            for n in range(rows):
                file.write(
                    f"n{n},2025-03-{1 + n % 28:02d} 10:00,Telefon,Pas,1,x,blåbærgrød med fløde og sukker {n:060d}\n"
                )
        script = f"""
import resource, sys
from pathlib import Path
import django
django.setup()
from indgang.modules.contacts.schema.mapping import FormatShape
from indgang.modules.contacts.services.importing.careful import Records, rewrite
records = Records(Path({str(path)!r}), encoding="latin-1", separator=",", shape=FormatShape(), refuse=print)
done = rewrite(source=records, wanted=[0, 1, 2, 3], width=7, to=Path({str(tmp_path / "plain.csv")!r}), refuse=print)
print(done.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
        found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
        taken, peak = found.stdout.split()
        assert int(taken) == rows
        peaks.append(int(peak))
    assert peaks[1] - peaks[0] < 20_000  # kilobytes
