"""PostgreSQL holds the same rows as DuckDB, and brings itself up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from indgang.kernel import clock
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Contact
from indgang.modules.contacts.selectors import live_batch
from indgang.modules.contacts.services.copy import retire
from indgang.modules.identity.vocabulary import Party
from indgang.modules.strategy.selectors.engine.duck import Duck
from indgang.modules.strategy.selectors.engine.postgres import Postgres

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgres,
    pytest.mark.usefixtures("content"),
    pytest.mark.skipif(not os.environ.get("INDGANG_DATABASE_URL"), reason="runs on PostgreSQL only"),
]


def address() -> str:
    """The tests' own database, by its address."""
    held = connection.settings_dict
    return f"postgresql://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Postgres, Duck]]:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    postgres, duck = Postgres(address()), Duck()
    yield postgres, duck
    postgres._run("DROP SCHEMA analytics CASCADE")
    postgres.close()
    duck.close()


def call(days: int = 0, **facts: Any) -> Any:
    party = Party("person", "1", "Sofie")
    at = clock.now() - timedelta(days=days)
    return contacts.record(channel="telephone", service_id="flytning", party=party, at=at, **facts)


def held(backend: Postgres | Duck, table: str) -> list[dict[str, Any]]:
    backend.refresh()
    name = backend.relation(table, (live_batch().id,), 2026)
    which = f"batch = {live_batch().id} AND " if table == "contact" else ""
    found = backend.rows(f"SELECT * FROM {name} WHERE {which}year = 2026 ORDER BY id")  # noqa: S608
    return [{key: value for key, value in row.items() if key != "part"} for row in found]


def same(both: tuple[Postgres, Duck]) -> int:
    """How many contacts both hold, when they hold the same."""
    postgres, duck = both
    for table in ("contact", "measurement"):
        assert held(postgres, table) == held(duck, table)
    return len(held(duck, "contact"))


def test_both_hold_the_same_rows_before_and_after_they_are_copied(both: tuple[Postgres, Duck]) -> None:
    call(3, minutes=2.5, exempt=True, source_row="a,\"b\"\n'c'")
    contacts.measure(kind="message_cost", subject="digital_post", value=0.1)
    assert same(both) == 1
    contacts.upkeep(now=clock.now(), everything=True)
    assert same(both) == 1
    call()
    assert same(both) == 2
    contacts.upkeep(now=clock.now(), everything=True)
    assert same(both) == 2
    assert not both[0].refresh()


def test_a_second_process_finds_it_done_and_a_corrected_row_is_known(both: tuple[Postgres, Duck]) -> None:
    wrong = call(2)
    contacts.upkeep(now=clock.now(), everything=True)
    assert same(both) == 1
    call(1, corrects=wrong)
    second = Postgres(address())
    try:
        assert second.refresh()
        assert second.corrected((live_batch().id,))
        assert second.rows("SELECT id FROM corrected") == [{"id": str(wrong)}]
        assert same(both) == 2
        assert len(second.rows("SELECT id FROM contact WHERE kind = ?", ["unknown"])) >= 2
    finally:
        second.close()


def test_what_is_gone_from_the_copy_goes_here(both: tuple[Postgres, Duck]) -> None:
    call(2)
    contacts.upkeep(now=clock.now(), everything=True)
    assert same(both) == 1
    retire(batch=live_batch().id)
    Contact.objects.filter(batch=live_batch().id).delete()
    assert same(both) == 0


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Postgres, Postgres]]:
    """Two processes with the same tables."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    first, second = Postgres(address()), Postgres(address())
    yield first, second
    first._run("DROP SCHEMA analytics CASCADE")
    first.close()
    second.close()


def count(backend: Postgres) -> int:
    return int(backend.rows(f"SELECT count(*) AS n FROM contact WHERE batch = {live_batch().id}")[0]["n"])  # noqa: S608


def test_a_slower_process_takes_no_rows_from_a_faster(
    two: tuple[Postgres, Postgres], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, slow = two
    for each in two:
        each.refresh()
    call(2)
    alone = slow._alone

    @contextmanager
    def late() -> Iterator[None]:
        """While it waits for the lock, rows are written and copied, and the other fills the tables with them."""
        call(1)
        contacts.upkeep(now=clock.now(), everything=True)
        fast.refresh()
        assert count(fast) == 2
        with alone():
            yield

    with monkeypatch.context() as context:
        context.setattr(slow, "_alone", late)
        assert slow.refresh()
    assert count(slow) == count(fast) == 2
    assert not fast.refresh()
    assert not slow.refresh()


def test_tables_that_another_process_filled_otherwise_are_filled_anew(two: tuple[Postgres, Postgres]) -> None:
    first, second = two
    call(2)
    first.refresh()
    with transaction.atomic():
        call(1)
        second.refresh()  # sees what is never committed
        transaction.set_rollback(True)
    assert count(first) == 2
    assert first.refresh()
    assert count(first) == 1
    assert second.refresh()
    assert not first.refresh()


def test_a_question_mark_in_what_was_asked_for_is_a_letter(both: tuple[Postgres, Duck]) -> None:
    call()
    for backend in both:
        backend.refresh()
        name = backend.relation("contact", (live_batch().id,), 2026)
        ours = f"batch = {live_batch().id} AND service <> 'it''s 100 %?'"
        sql = f'SELECT count(*) AS "n?" FROM {name} WHERE {ours} AND channel = ?'  # noqa: S608
        assert backend.rows(sql, ["telephone"]) == [{"n?": 1}]


def test_tables_that_a_former_version_made_are_made_anew(both: tuple[Postgres, Duck]) -> None:
    call(3)
    contacts.upkeep(now=clock.now(), everything=True)
    assert same(both) == 1
    with psycopg.connect(address(), autocommit=True) as own:
        own.execute("ALTER TABLE analytics.contact DROP COLUMN followed")
    again = Postgres(address())
    try:
        assert again.refresh()
        assert held(again, "contact") == held(both[1], "contact")
    finally:
        again.close()
