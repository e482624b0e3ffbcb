"""Why a row is rejected, and what the file of rejected rows says."""

import csv
import os
from datetime import datetime
from pathlib import Path

import pytest

from indgang.modules.contacts.models import ImportRun
from indgang.modules.contacts.services import ImportReport
from indgang.modules.contacts.services.importing.batches import remove_orphan_rejects
from indgang.modules.contacts.tests.importing_help import (
    HEAD,
    everything_below,
    mapping,
    row,
    stored,
    take,
    write_csv,
)
from indgang.modules.contacts.vocabulary import RejectReason

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def rejected(report: ImportReport) -> list[dict[str, str]]:
    with Path(report.rejects_file).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WEIGHED = (("party: {column: who}\n", "weight: {column: who}\nformat: {decimal: ','}\n"),)
CASES: list[tuple[RejectReason, dict[str, str], tuple[tuple[str, str], ...]]] = [
    (RejectReason.TIME_MISSING, {"when": " "}, ()),
    (RejectReason.TIME_UNREADABLE, {"when": "3. marts"}, ()),
    (RejectReason.TIME_AMBIGUOUS, {"when": "2025-10-26 02:30"}, ()),
    (RejectReason.TIME_NOT_THERE, {"when": "2025-03-30 02:30"}, ()),
    (RejectReason.TIME_IMPOSSIBLE, {"when": "1889-03-30 12:30"}, ()),
    (RejectReason.TIME_IMPOSSIBLE, {"when": "2062-03-30 12:30"}, ()),
    (RejectReason.KEY_MISSING, {"no": ""}, ()),
    (RejectReason.KEY_TWICE, {"no": "n1"}, ()),
    (RejectReason.CHANNEL_UNKNOWN, {"how": "Brevdue"}, ()),
    (RejectReason.SERVICE_UNKNOWN, {"what": "Måneflyvning"}, ()),
    (RejectReason.MINUTES_NEGATIVE, {"tenths": "-2"}, ()),
    (RejectReason.NUMBER_UNREADABLE, {"tenths": "ti"}, ()),
    (RejectReason.VALUE_UNKNOWN, {"note": "måske"},
     (("drop: [note]", "outcome: {column: note, values: {intet: resolved}, otherwise: reject}"),)),
    (RejectReason.WEIGHT_NOT_POSITIVE, {"who": "-1,5"}, WEIGHED),
    (RejectReason.WEIGHT_NOT_POSITIVE, {"who": ""}, WEIGHED),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "cells", "changes"), CASES)
def test_each_reason_has_a_row_that_earns_it(
    tmp_path: Path, reason: RejectReason, cells: dict[str, str], changes: tuple[tuple[str, str], ...]
) -> None:
    weighed = {"who": "1,5", "tenths": "4,5"} if changes == WEIGHED else {}
    rows = [row(1, **weighed), row(2, **weighed), row(3, **{**weighed, **cells}), row(4, **weighed)]
    report = take(write_csv(tmp_path / "a.csv", rows), mapping(*changes))
    assert (report.reasons, report.accepted) == ({reason.value: 1}, 3)
    (line,) = rejected(report)
    assert (line["linje"], line["grund"]) == ("4", reason.value)
    assert line["forklaring"]


MESSY = "no,when,how,what,tenths,who,note\n"
GOOD = "n{0},2025-03-01 10:00,Telefon,Pas,1,x,y\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("n2,2025-03-01 10:00,Telefon,Pas,1,x\n", "too_few_columns"),
        ("n2,2025-03-01 10:00,Telefon,Pas,1,x,y,z\n", "too_many_columns"),
        ('n2,2025-03-01 10:00,"Telefon,Pas,1,x,y\n', "bad_quote"),
        ('n2,2025-03-01 10:00,"Tele"fon,Pas,1,x,y\n', "bad_quote"),
    ],
)
def test_a_line_that_is_no_row_does_not_swallow_the_others(tmp_path: Path, line: str, reason: str) -> None:
    lines = [
        GOOD.format(1),
        line,
        GOOD.format(3),
        GOOD.format(4).replace("y\n", '"ja, her"\n'),
        GOOD.format(5),
    ]
    (tmp_path / "a.csv").write_text(MESSY + "".join(lines), encoding="utf-8")
    report = take(tmp_path / "a.csv")
    assert (report.read, report.accepted, report.reasons) == (5, 4, {reason: 1})
    assert stored("key") == ["n1", "n3", "n4", "n5"]
    assert [one["linje"] for one in rejected(report)] == ["3"]


def test_a_letter_of_another_encoding_is_not_guessed(tmp_path: Path) -> None:
    lines = [GOOD.format(1), GOOD.format(2).replace("y", "blåbær"), GOOD.format(3)]
    content = (MESSY + "".join(lines)).encode("latin-1")
    (tmp_path / "a.csv").write_bytes(content)
    said = mapping(("key: no\n", "key: no\nformat: {encoding: utf-8}\n"))
    report = take(tmp_path / "a.csv", said)
    assert (report.accepted, report.reasons) == (2, {"not_this_encoding": 1})


def test_lines_are_counted_in_the_file_also_between_other_faults(tmp_path: Path) -> None:
    good = [GOOD.format(n) for n in range(12)]
    due = [line.replace("Telefon", "due") for line in good]
    lines = [good[0], "kort\n", due[1], "kort\n", "kort\n", good[2], due[3], *good[4:]]
    (tmp_path / "a.csv").write_text(MESSY + "".join(lines), encoding="utf-8")
    found = [(one["linje"], one["grund"]) for one in rejected(take(tmp_path / "a.csv"))]
    assert found == [
        ("3", "too_few_columns"), ("4", "channel_unknown"), ("5", "too_few_columns"), ("6", "too_few_columns"),
        ("8", "channel_unknown"),
    ]  # fmt: skip


def test_an_unclear_hour_can_be_kept_as_unreliable(tmp_path: Path) -> None:
    kept = mapping(("zone: Europe/Copenhagen}", "zone: Europe/Copenhagen, unclear: time_unreliable}"))
    rows = [row(1), row(2, when="2025-10-26 02:30"), row(3, when="2025-03-30 02:30")]
    report = take(write_csv(tmp_path / "a.csv", rows), kept)
    assert (report.accepted, report.rejected) == (3, 0)
    assert stored("quality") == ["counted", "time_unreliable", "time_unreliable"]


@pytest.mark.parametrize(
    ("zone", "clock", "utc"),
    [
        ("Europe/Copenhagen", "2025-03-30 01:59", "2025-03-30 00:59:00"),
        ("Europe/Copenhagen", "2025-03-30 03:00", "2025-03-30 01:00:00"),
        ("Europe/Copenhagen", "2025-10-26 01:59", "2025-10-25 23:59:00"),
        ("Europe/Copenhagen", "2025-10-26 03:00", "2025-10-26 02:00:00"),
        ("America/Los_Angeles", "2025-03-09 01:59", "2025-03-09 09:59:00"),
        ("America/Los_Angeles", "2025-03-09 03:00", "2025-03-09 10:00:00"),
        ("America/Los_Angeles", "2025-11-02 02:00", "2025-11-02 10:00:00"),
    ],
)
def test_clock_time_becomes_utc_at_the_edges_of_summer_time(
    tmp_path: Path, zone: str, clock: str, utc: str
) -> None:
    by = mapping(("Europe/Copenhagen", zone))
    take(write_csv(tmp_path / "a.csv", [row(1, when=clock)]), by)
    at, day = stored('"at"::VARCHAR, day')[0]
    assert (at, str(day)) == (utc, clock[:10])


def test_a_time_that_says_its_offset_is_that_moment(tmp_path: Path) -> None:
    by = mapping(('"%Y-%m-%d %H:%M:%S"]', '"%Y-%m-%dT%H:%M:%S%z"]'))
    rows = [row(1, when="2025-10-26T02:30:00+02:00"), row(2, when="2025-10-26T02:30:00+01:00"), row(3)]
    report = take(write_csv(tmp_path / "a.csv", rows), by)
    assert report.rejected == 0
    assert stored('"at"::VARCHAR')[:2] == ["2025-10-26 00:30:00", "2025-10-26 01:30:00"]
    assert [str(day) for day in stored("day")[:2]] == ["2025-10-26"] * 2


def test_words_that_are_not_known_are_told_with_the_nearest(tmp_path: Path) -> None:
    rows = [row(n) for n in range(4)] + [row(5, how="Telefonen"), row(6, how="telefon")]
    report = take(write_csv(tmp_path / "a.csv", rows), dry_run=True)
    (column,) = [one for one in report.columns if one.role == "channel"]
    assert (column.understood, column.not_understood) == (5, 1)
    assert column.words == ("Telefonen (1): Telefon",)


def test_what_is_dropped_and_who_it_was_stand_nowhere(tmp_path: Path, own_folder: Path) -> None:
    secret, who = "Ringede om sin skilsmisse", "0101701234"
    rows = [row(n, note=secret, who=who) for n in range(6)] + [row(7, how="due", note=secret, who=who)]
    messy = write_csv(tmp_path / "a.csv", rows)
    messy.write_text(messy.read_text() + "for,kort\n", encoding="utf-8")
    report = take(messy)
    assert (report.accepted, report.rejected) == (6, 2)
    kept = everything_below(own_folder)
    assert any(name.endswith(".parquet") for name in kept)
    for name, content in kept.items():
        assert secret.encode() not in content, name
        assert who.encode() not in content, name
    assert secret not in str(report.as_json())
    assert secret not in str(list(ImportRun.objects.values()))
    assert set(stored("party")) != {who}


def test_a_cell_that_looks_like_a_formula_is_made_harmless(tmp_path: Path) -> None:
    report = take(write_csv(tmp_path / "a.csv", [row(1), row(2), row(3, how="=1+1", no="=cmd()")]))
    (line,) = rejected(report)
    assert (line["noegle"], line["indhold"]) == ("'=cmd()", "'=1+1")


def test_files_of_rejected_rows_go_with_their_run(tmp_path: Path) -> None:
    report = take(write_csv(tmp_path / "a.csv", [row(1), row(2), row(3, how="due")]))
    path = Path(report.rejects_file)
    assert remove_orphan_rejects() == 0
    ImportRun.objects.all().delete()
    assert remove_orphan_rejects() == 0  # young: its run may be about to come
    old = datetime(2026, 1, 1).timestamp()  # noqa: DTZ001
    os.utime(path, (old, old))
    assert (remove_orphan_rejects(), path.exists()) == (1, False)


def test_mixed_dates_are_read_by_the_formats_in_their_order(tmp_path: Path) -> None:
    mixed = mapping(('"%Y-%m-%d %H:%M:%S"]', '"%d/%m/%Y %H.%M"]'))
    rows = [row(1, when="2025-03-01 10:00"), row(2, when="02/03/2025 10.15"), row(3, when="03-04-2025")]
    report = take(write_csv(tmp_path / "a.csv", rows), mixed)
    assert (report.accepted, report.reasons) == (2, {"time_unreadable": 1})
    assert [str(day) for day in stored("day")] == ["2025-03-01", "2025-03-02"]
    assert HEAD[1] == "when"
