"""The copy holds what the database holds, each row once, whatever happens in between."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest
from django.conf import settings
from django.db import transaction

from indgang.kernel import clock
from indgang.modules.contacts import services
from indgang.modules.contacts.models import Contact, KeyBridge, LedgerPart, Measurement, YearKey
from indgang.modules.contacts.selectors.parts import files, folder, parts
from indgang.modules.contacts.services.copy import settling as module
from indgang.modules.contacts.services.copy.tools import alone
from indgang.modules.identity.vocabulary import Party

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
SOFIE = Party("person", "1", "Sofie")
DAY = 86_400


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    clock.freeze(NOW)


def copy(now: datetime = NOW, *, everything: bool = True) -> Any:
    return services.upkeep(now=now, everything=everything)


def copied(table: str = "contact", what: str = "id") -> list[Any]:
    """What the parts of a table hold: ids in their order, all else in the order in which it happened."""
    held = [part for part in parts() if part.table == table]
    if not held:
        return []
    order = "id" if what == "id" else '"at", id'
    rows = duckdb.connect().execute(f"SELECT {what} FROM {files(held)} ORDER BY {order}").fetchall()  # noqa: S608
    return [row[0] if len(row) == 1 else row for row in rows]


def in_database(model: Any = Contact) -> list[str]:
    return sorted(str(id) for id in model.objects.values_list("pk", flat=True))


def call(at: datetime = NOW, party: Party | None = SOFIE, **facts: Any) -> UUID:
    return services.record(channel="telephone", service_id="flytning", party=party, at=at, **facts)


def test_every_row_is_copied_once_and_a_second_upkeep_does_nothing() -> None:
    for days in (0, 20, 40):
        call(NOW - timedelta(days=days))
    services.measure(kind="begun", service_id="flytning", subject="flytning")
    first = copy()
    assert (first.rows, first.parts_written) == (4, 4)
    assert copied() == in_database()
    assert copied("measurement") == in_database(Measurement)
    again = copy()
    assert (again.rows, again.parts_written, again.rewritten) == (0, 0, 0)


def test_a_row_keeps_all_that_it_says() -> None:
    written = call(
        kind="status", level="guidance", outcome="resolved", handling="staff", minutes=3.46, department="bmf",
        entrance_id="borgerservice", exempt=True, caused_by="letter_unclear", source_row="r-1", audience="company",
    )  # fmt: skip
    copy()
    what = (
        'id, "key", "at", day, month, year, direction, channel, entrance, service, department, kind, level, outcome, '
        "audience, handling, quality, cause, exempt, minutes_tenths, weight::VARCHAR, journey, corrects"
    )
    assert copied(what=what) == [
        (
            str(written), "r-1", NOW.replace(tzinfo=None), NOW.date(), NOW.date().replace(day=1), 2026, "in",
            "telephone", "borgerservice", "flytning", "bmf", "status", "guidance", "resolved", "company", "staff",
            "counted", "letter_unclear", True, 35, "1.0000", None, None,
        )
    ]  # fmt: skip
    assert copied(what="party") == [Contact.objects.get().party_key]


def test_young_rows_wait_until_there_are_enough_or_they_are_an_hour_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call()
    assert copy(everything=False).rows == 0
    monkeypatch.setattr(module, "AGE", timedelta(seconds=-1))
    assert copy(everything=False).rows == 0
    monkeypatch.setattr(module, "HOUR", timedelta(seconds=-1))
    assert copy(everything=False).rows == 1


def test_enough_rows_settle_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGE", timedelta(seconds=-1))
    monkeypatch.setattr(module, "ENOUGH", 2)
    call()
    assert copy(everything=False).rows == 0
    call()
    assert copy(everything=False).rows == 2


def test_more_rows_than_fit_at_a_time_are_all_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_A_TIME", 3)
    monkeypatch.setattr("indgang.modules.contacts.selectors.ledger.ROWS_A_BATCH", 2)
    for _ in range(11):
        call()
    assert copy().rows == 11
    assert copied() == in_database()


def test_a_row_whose_transaction_took_its_time_is_copied_with_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call()
    copy()
    earlier = int((datetime.now(UTC) - timedelta(minutes=5)).timestamp() * 10**9)
    with monkeypatch.context() as context:
        context.setattr("indgang.kernel.ids.time.time_ns", lambda: earlier)
        late = call()
    call()
    copy()
    assert str(late) in copied()
    assert copied() == in_database()


def test_a_month_becomes_one_part_and_knows_its_later_rows() -> None:
    first = call(NOW - timedelta(days=3))
    copy()
    assert copied(what="gap_before, gap_after") == [(None, None)]
    call(NOW)
    report = copy(NOW + timedelta(hours=2))
    assert (report.parts_written, report.rewritten) == (1, 1)
    (one,) = parts()
    assert (one.rows, one.first_id, one.gaps_final) == (2, str(first), False)
    assert copied(what="gap_before, gap_after") == [(None, 3 * DAY), (3 * DAY, None)]


def test_a_new_row_knows_those_that_were_copied_before_it_at_once() -> None:
    call(NOW - timedelta(days=35))
    copy()
    call(NOW)
    copy(everything=True)
    assert copied(what="gap_before")[1] == 35 * DAY


def test_a_month_is_rewritten_once_an_hour_and_closed_after_forty_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "AGE", timedelta(seconds=-1))
    monkeypatch.setattr(module, "ENOUGH", 1)
    for minutes in (0, 10, 20):
        call(NOW)
        assert copy(NOW + timedelta(minutes=minutes), everything=False).rewritten == 0
    assert len(parts()) == 3
    assert copy(NOW + timedelta(minutes=61), everything=False).rewritten == 1
    assert [part.gaps_final for part in parts()] == [False]
    assert copy(datetime(2026, 7, 11, 10, 0, tzinfo=UTC), everything=False).rewritten == 0
    assert copy(datetime(2026, 7, 12, 10, 0, tzinfo=UTC), everything=False).rewritten == 1
    assert [part.gaps_final for part in parts()] == [True]


def test_the_first_part_of_the_next_month_tells_the_month_before_what_came_after() -> None:
    before = NOW - timedelta(days=6)
    clock.freeze(before)
    call(before)
    copy(before)
    clock.freeze(NOW)
    call(NOW)
    report = copy(NOW)
    assert (report.parts_written, report.rewritten) == (1, 2)
    assert copied(what="gap_before, gap_after") == [(None, 6 * DAY), (6 * DAY, None)]
    assert copy(NOW + timedelta(hours=2)).rewritten == 0


def test_it_does_so_when_both_parts_settle_in_one_moment() -> None:
    call(NOW - timedelta(days=6))
    copy()
    call(NOW)
    assert copy().rewritten == 2
    assert copied(what="gap_before, gap_after") == [(None, 6 * DAY), (6 * DAY, None)]
    assert copy().rewritten == 0


def test_a_late_row_in_a_month_that_is_closed_is_told_to_its_neighbours_near_and_far() -> None:
    """Calls on 1 January, 20 January and 3 February; then one of 30 January is written in May."""
    days = [datetime(2026, *day, 10, 0, tzinfo=UTC) for day in ((1, 1), (1, 20), (2, 3), (4, 28))]
    for day in days:
        call(day)
    copy()
    assert [part.gaps_final for part in parts() if part.month in (1, 2)] == [True, True]
    assert copied(what="gap_before, gap_after") == [
        (None, 19 * DAY), (19 * DAY, 14 * DAY), (14 * DAY, None), (None, None),
    ]  # fmt: skip
    call(datetime(2026, 1, 30, 10, 0, tzinfo=UTC))
    report = copy(NOW, everything=False)
    assert report.rows == 0
    report = copy(NOW + timedelta(minutes=1))
    assert report.rows == 1
    assert report.rewritten == 2 + 1  # January, February; and the open April, since a part has come
    assert copied(what="gap_before, gap_after") == [
        (None, 19 * DAY), (19 * DAY, 10 * DAY), (10 * DAY, 4 * DAY), (4 * DAY, None), (None, None),
    ]  # fmt: skip
    assert [(part.month, part.gaps_final) for part in parts()].count((1, True)) == 1
    assert copy(NOW + timedelta(hours=2)).rewritten == 0


def test_a_corrected_row_is_nobodys_neighbour() -> None:
    call(NOW - timedelta(days=3))
    wrong = call(NOW - timedelta(days=2))
    copy()
    call(NOW - timedelta(days=1), corrects=wrong)
    copy()
    found = copied(what="gap_before, gap_after, corrects")
    assert found == [(None, 2 * DAY, None), (None, None, None), (2 * DAY, None, str(wrong))]


def test_a_file_that_was_replaced_stays_an_hour_for_those_who_read_it() -> None:
    call()
    copy()
    (old,) = parts()
    call()
    copy(NOW)
    assert Path(old.file).exists()
    assert copy(NOW + timedelta(minutes=59)).swept == 0
    assert copy(NOW + timedelta(minutes=61)).swept == 2  # the old one, and the one that was added
    assert not Path(old.file).exists()
    assert LedgerPart.objects.count() == 1


def test_who_is_second_leaves_it_to_the_first() -> None:
    call()
    with alone() as mine:
        assert mine
        assert copy().rows == 0
    assert copy().rows == 1


@pytest.mark.parametrize("step", ["write_filled", "place", "enter"])
def test_a_crash_at_any_step_leaves_nothing_that_is_read(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call()
    with monkeypatch.context() as context:

        def broken(*_: Any, **__: Any) -> None:
            raise OSError("no room")

        context.setattr(module, step, broken)
        with pytest.raises(OSError, match="no room"), transaction.atomic():
            copy()
    assert parts() == ()
    copy()
    assert copied() == in_database()


def test_orphans_go_when_they_are_old_and_what_counts_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    call()
    copy()
    (kept,) = parts()
    orphan = Path(kept.file).with_name("part-0.parquet")
    orphan.write_bytes(b"")
    left = folder() / "staging" / "left"
    left.mkdir(parents=True)
    assert services.remove_orphan_parts() == 0
    monkeypatch.setattr("indgang.modules.contacts.services.copy.sweeping.YOUNG", -60.0)
    assert services.remove_orphan_parts() == 2
    assert (Path(kept.file).exists(), orphan.exists(), left.exists()) == (True, False, False)


def test_where_a_living_engine_spills_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine, left, odd = (
        folder() / "staging" / f"engine-{word}" for word in (str(os.getpid()), str(ended.pid), "x")
    )
    for each in (mine, left, odd):
        each.mkdir(parents=True)
    monkeypatch.setattr("indgang.modules.contacts.services.copy.sweeping.YOUNG", -60.0)
    assert services.remove_orphan_parts() == 2
    assert (mine.exists(), left.exists(), odd.exists()) == (True, False, False)


def test_the_night_finds_a_row_that_the_copy_lacks_and_one_that_is_gone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    removed = call(NOW - timedelta(days=90))
    kept = [call(NOW - timedelta(days=days)) for days in (1, 2, 60)]
    copy()
    assert services.check_copy(now=NOW) == 0
    Contact.objects.filter(pk=removed).delete()
    late = Contact.objects.get(pk=kept[0])
    late.pk, late.source_row, late._state.adding = UUID(int=1), "", True
    late.save(force_insert=True)
    assert services.check_copy(now=NOW) == 2
    assert "copied anew" in caplog.text
    assert copied() == in_database()
    assert services.check_copy(now=NOW) == 0


def test_the_night_makes_a_file_anew_that_was_lost() -> None:
    call(NOW - timedelta(days=2))
    call(NOW)
    copy()
    (lost,) = parts()
    Path(lost.file).unlink()
    assert services.check_copy(now=NOW) == 1
    assert copied(what="gap_before, gap_after") == [(None, 2 * DAY), (2 * DAY, None)]


class TestOverNewYear:
    """A call on 30 December and one on 3 January, by one person."""

    DECEMBER = datetime(2025, 12, 30, 10, 0, tzinfo=UTC)
    JANUARY = datetime(2026, 1, 3, 16, 30, 12, tzinfo=UTC)

    def call_twice(self) -> None:
        clock.freeze(self.DECEMBER)
        call(self.DECEMBER)
        copy(self.DECEMBER)
        clock.freeze(self.JANUARY)
        call(self.JANUARY)
        copy(self.JANUARY)
        call(self.JANUARY + timedelta(days=1))
        copy(self.JANUARY)

    def test_the_gap_is_told_in_whole_days(self) -> None:
        self.call_twice()
        assert len(set(copied(what="party"))) == 2
        assert copied(what="gap_before, gap_after") == [(None, 5 * DAY), (5 * DAY, DAY), (DAY, None)]

    def test_it_stays_when_the_key_and_the_bridge_are_gone_and_no_column_leads_from_one_to_the_other(
        self,
    ) -> None:
        self.call_twice()
        assert KeyBridge.objects.count() == 2
        KeyBridge.objects.all().delete()
        YearKey.objects.filter(year=2025).delete()
        call(self.JANUARY + timedelta(days=3))
        copy(self.JANUARY + timedelta(days=80))
        assert all(part.gaps_final for part in parts())
        assert copied(what="gap_before, gap_after")[:2] == [(None, 5 * DAY), (5 * DAY, DAY)]
        december, january = copied(what="*")[:2]
        shared = {value for value in december if isinstance(value, str) and len(value) > 20} & set(january)
        assert not shared

    def test_nothing_is_remembered_in_february_or_without_last_years_key(self) -> None:
        clock.freeze(datetime(2026, 2, 1, 10, 0, tzinfo=UTC))
        call(clock.now())
        assert not KeyBridge.objects.exists()
        call(self.JANUARY)  # there was no contact last year: there is no key
        assert not KeyBridge.objects.exists()
