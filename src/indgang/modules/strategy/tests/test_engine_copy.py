"""The engine reads the copy and the newest rows as one table: each row once, whatever has been copied."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from indgang.kernel import clock
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Contact, LedgerPart, Measurement
from indgang.modules.contacts.selectors import ledger_folder as folder
from indgang.modules.contacts.selectors import live_batch, parts
from indgang.modules.contacts.services.copy import retire
from indgang.modules.identity.vocabulary import Party
from indgang.modules.strategy import selectors
from indgang.modules.strategy.selectors.engine import Engine
from indgang.modules.strategy.selectors.engine.backends import FileGone
from indgang.modules.strategy.selectors.engine.duck import Duck
from indgang.modules.strategy.vocabulary import Cut, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

SOFIE = Party("person", "1", "Sofie")
DAY = 86_400


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def duck() -> Iterator[Duck]:
    made = Duck()
    yield made
    made.close()


def call(days: int = 0, channel: str = "telephone", corrects: UUID | None = None) -> UUID:
    at = clock.now() - timedelta(days=days)
    return contacts.record(channel=channel, service_id="flytning", party=SOFIE, at=at, corrects=corrects)


def copy(now: datetime | None = None) -> None:
    contacts.upkeep(now=now or clock.now(), everything=True)


def seen(duck: Duck, table: str = "contact", what: str = "id") -> list[dict[str, object]]:
    duck.refresh()
    name = duck.relation(table, (live_batch().id,), clock.now().year)
    return duck.rows(f"SELECT {what} FROM {name} ORDER BY id")  # noqa: S608


def ids(duck: Duck, table: str = "contact") -> list[object]:
    return [row["id"] for row in seen(duck, table)]


def test_a_row_is_seen_once_before_and_after_it_is_copied(duck: Duck) -> None:
    first = call(1)
    assert ids(duck) == [str(first)]
    copy()
    assert ids(duck) == [str(first)]
    second = call()
    assert ids(duck) == [str(first), str(second)]
    copy()
    assert ids(duck) == [str(first), str(second)]
    assert duck.refresh() is False


def test_a_row_that_was_written_later_than_its_id_is_seen(
    duck: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    call()
    copy()
    earlier = int((datetime.now(UTC) - timedelta(minutes=5)).timestamp() * 10**9)
    with monkeypatch.context() as context:
        context.setattr("indgang.kernel.ids.time.time_ns", lambda: earlier)
        late = call()
    assert str(late) in ids(duck)
    call()
    copy()
    assert ids(duck).count(str(late)) == 1


def test_what_is_fresh_knows_what_was_copied(duck: Duck) -> None:
    call(3, "self_service")
    copy()
    call()
    found = seen(duck, what="gap_before, gap_digital, channel_before")[1]
    assert found == {"gap_before": 3 * DAY, "gap_digital": 3 * DAY, "channel_before": "self_service"}


def test_a_copied_row_that_is_corrected_now_counts_no_more(duck: Duck) -> None:
    wrong = call(2)
    copy()
    assert duck.refresh()
    assert not duck.corrected((live_batch().id,))
    call(channel="in_person", corrects=wrong)
    duck.refresh()
    assert duck.corrected((live_batch().id,))
    assert not duck.corrected((live_batch().id + 1,))
    found = selectors.figures(batch="live-lyngsoe", year=2026, price_sheet="kl-2010", only=["contacts"])
    assert {figure.group: figure.value for figure in found if figure.value} == {"all": 1, "in_person": 1}
    copy()
    found = selectors.figures(batch="live-lyngsoe", year=2026, price_sheet="kl-2010", only=["contacts"])
    assert {figure.group: figure.value for figure in found if figure.value} == {"all": 1, "in_person": 1}


def test_a_reader_with_the_old_list_goes_on(duck: Duck) -> None:
    call(1)
    copy()
    before = ids(duck)
    name = duck.relation("contact", (live_batch().id,), 2026)
    call()
    copy()
    assert [row["id"] for row in duck.rows(f"SELECT id FROM {name}")] == before  # noqa: S608
    assert len(ids(duck)) == 2


def test_a_retired_batch_is_seen_no_more(duck: Duck) -> None:
    call(1)
    copy()
    assert ids(duck)
    retire(batch=live_batch().id)
    Contact.objects.all().delete()
    assert ids(duck) == []


def test_a_lost_file_is_said_in_plain_words_and_the_night_mends_it(duck: Duck) -> None:
    first = call(1)
    copy()
    (lost,) = (part for part in parts() if part.batch == live_batch().id)
    Path(lost.file).unlink()
    with pytest.raises(FileGone, match="driften"):
        ids(duck)
    with pytest.raises(FileGone):
        ids(duck)
    assert contacts.check_copy(now=clock.now()) == 1
    assert ids(duck) == [str(first)]


def test_the_engine_goes_on_when_its_folder_for_what_does_not_fit_was_swept() -> None:
    duck = Duck({"memory_limit": "64MB"})
    sql = "SELECT range AS n, md5(range::VARCHAR) AS word FROM range(1500000) ORDER BY word"
    spill = folder() / "staging" / f"engine-{os.getpid()}"
    duck.refresh()
    duck.keep("large", sql)
    assert any(spill.iterdir())
    shutil.rmtree(spill)
    duck.refresh()
    duck.keep("large", sql)
    assert duck.rows("SELECT count(*) AS n FROM large") == [{"n": 1_500_000}]
    duck.close()
    assert not any(spill.glob("*"))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "record", "correct", "measure", "copy", "crash", "look", "later"]),
        st.integers(0, 70),
    ),
    max_size=14,
)


@given(STEPS)
@hypothesis_settings(max_examples=15)
def test_whatever_happens_the_engine_sees_what_the_database_holds(
    tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    LedgerPart.objects.all().delete()
    Contact.objects.all().delete()
    Measurement.objects.all().delete()
    now = datetime(2026, 6, 4, 10, 0, tzinfo=UTC)
    clock.freeze(now)
    duck = Duck()
    for step, days in steps:
        if step == "record":
            call(days)
        elif step == "correct" and (wrong := Contact.objects.filter(corrects=None).first()):
            if not Contact.objects.filter(corrects=wrong.pk).exists():
                call(days, corrects=wrong.pk)
        elif step == "measure":
            contacts.measure(kind="begun", at=now - timedelta(days=days))
        elif step == "copy":
            copy(now)
        elif step == "crash":
            with pytest.MonkeyPatch.context() as context:
                context.setattr("indgang.modules.contacts.services.copy.writing.os.fsync", _full)
                with suppress(OSError):
                    copy(now)
        elif step == "look":
            duck.refresh()
        else:
            now += timedelta(days=days)
            clock.freeze(now)
    assert ids(duck) == sorted(str(id) for id in Contact.objects.values_list("pk", flat=True))
    assert ids(duck, "measurement") == sorted(
        str(id) for id in Measurement.objects.values_list("pk", flat=True)
    )
    expected = seen(Duck(), what="id, gap_before, corrects")
    assert seen(duck, what="id, gap_before, corrects") == expected
    duck.close()


def _full(_: int) -> None:
    raise OSError("no room")


def test_indicators_that_share_sums_count_them_once_and_anew_when_rows_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = Engine(Duck())
    monkeypatch.setattr("indgang.modules.strategy.selectors.engine.asking._engine", running)
    kept: list[str] = []
    keep = running.backend.keep

    def noted(name: str, sql: str) -> None:
        kept.append(name)
        keep(name, sql)

    monkeypatch.setattr(running.backend, "keep", noted)

    def counted() -> object:
        words = ["contacts", "channel_share", "cost", "cost_share"]
        found = selectors.figures(batch="live-lyngsoe", year=2026, price_sheet="kl-2010", only=words)
        return found[0].value

    call()
    assert counted() == 1
    assert len(kept) == 1
    assert counted() == 1
    assert len(kept) == 1
    call()
    assert counted() == 2
    assert kept == [kept[0]] * 2
    monkeypatch.setattr("indgang.modules.strategy.selectors.engine.asking.QUESTIONS", 1)
    assert counted() == 2
    running.backend.close()


def test_what_is_kept_for_cuts_of_ones_own_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    running, module = Engine(Duck()), "indgang.modules.strategy.selectors.engine.asking"
    monkeypatch.setattr(f"{module}._engine", running)
    monkeypatch.setattr(f"{module}.QUESTIONS", 8)
    monkeypatch.setattr(f"{module}.MOST_SUMS", 3)
    call()

    def counted(service: str) -> list[int]:
        asked = Question("live-lyngsoe", 2026, "kl-2010", cut=Cut(service=service))
        behind = selectors.rows_behind(asked, indicator="contacts", group="all")
        return [int(behind.figure.value or 0), behind.count]

    def tables() -> set[object]:
        found = running.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'sums%'")
        return {row["table_name"] for row in found}

    for number in range(6):
        assert counted(f"x{number}") == [0, 0]
        assert counted("flytning") == [1, 1]
        assert len(tables()) <= 3
        assert len(running._questions) + len(running._behind) <= 8
        assert len(running._found) <= 8
    call()
    assert counted("flytning") == [2, 2]
    assert len(tables()) == 1
    running.backend.close()
