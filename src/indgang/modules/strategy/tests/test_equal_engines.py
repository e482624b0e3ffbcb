"""The same functions give the same figures on DuckDB, on PostgreSQL and on Spark."""

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from indgang.modules.contacts import selectors as ledger
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import BatchInfo
from indgang.modules.strategy.rules.indicators import INDICATORS
from indgang.modules.strategy.selectors.engine import Engine
from indgang.modules.strategy.selectors.engine.duck import Duck
from indgang.modules.strategy.tests import a_year
from indgang.modules.strategy.tests.equal_figures import FEWER, Found, behind, differences, figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
on_postgres = pytest.mark.skipif(not os.environ.get("INDGANG_DATABASE_URL"), reason="runs on PostgreSQL only")


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BatchInfo:
    """Our own batch with the year's rows, as parts of the copy."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    contacts.record(channel="telephone")
    a_year.write(tmp_path, ledger.live_batch().id)
    return ledger.live_batch()


@pytest.fixture
def duck(batch: BatchInfo) -> Iterator[Engine]:
    engine = Engine(Duck())
    yield engine
    engine.backend.close()


_KEPT: dict[str, Found] = {}


@pytest.fixture
def ours(duck: Engine, batch: BatchInfo) -> Found:
    """What DuckDB finds; the rows are always the same, so one test asks for all of them."""
    if not _KEPT:
        _KEPT["duckdb"] = figures(duck, batch)
    return _KEPT["duckdb"]


def test_the_year_has_something_to_say_for_every_indicator(ours: Found) -> None:
    for id, one in INDICATORS.items():
        values = [row["value"] for key, row in ours.items() if key[0] == id]
        assert one.by_facts is not None or any(value not in (None, 0, 100) for value in values), id
    assert ours["contacts", "", "", ("all", None)]["value"] > Decimal(1_000_000)


@pytest.mark.parametrize("indicator", ["contacts", "cost"])
def test_the_parts_of_a_year_add_up_to_it(ours: Found, indicator: str) -> None:
    whole = ours[indicator, "", "", ("all", None)]["value"]
    for split in ("month", "quarter"):
        parts = [
            row["value"]
            for key, row in ours.items()
            if key[:3] == (indicator, "", split) and key[3][0] == "all"
        ]
        assert sum(part or 0 for part in parts) == whole > 0
    groups = [
        row["value"] for key, row in ours.items() if key[:3] == (indicator, "", "") and key[3][0] != "all"
    ]
    assert sum(part or 0 for part in groups) == whole


@pytest.mark.postgres
@on_postgres
def test_postgresql_gives_the_same(ours: Found, duck: Engine, batch: BatchInfo) -> None:
    from indgang.modules.strategy.selectors.engine.postgres import Postgres

    held = connection.settings_dict
    backend = Postgres(
        f"postgresql://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    )
    postgres = Engine(backend)
    try:
        assert differences(ours, figures(postgres, batch)) == []
        assert behind(duck, batch) == behind(postgres, batch)
    finally:
        backend._run("DROP SCHEMA analytics CASCADE")
        backend.close()


@pytest.mark.spark
@pytest.mark.skipif(
    not os.environ.get("INDGANG_TEST_SPARK"), reason="runs on Spark only: ./indgang test --spark"
)
@pytest.mark.filterwarnings("ignore")  # PySpark's own
def test_spark_gives_the_same(duck: Engine, batch: BatchInfo) -> None:
    from indgang.modules.strategy.selectors.engine.spark import Spark

    spark = Engine(Spark(os.environ["INDGANG_TEST_SPARK"], {"spark.executor.memory": "700m"}))
    try:
        assert differences(figures(duck, batch, FEWER), figures(spark, batch, FEWER)) == []
        assert behind(duck, batch) == behind(spark, batch)
    finally:
        spark.backend.close()


def test_a_difference_is_seen(ours: Found) -> None:
    key = ("contacts", "", "", ("all", None))
    other = {**ours, key: {**ours[key], "value": ours[key]["value"] + Decimal("0.0001")}}
    assert len(differences(ours, other)) == 1
    share = ("channel_share", "", "", ("digital", None))
    near = {**ours, share: {**ours[share], "value": ours[share]["value"] * (1 + 1e-8)}}
    assert len(differences(ours, near)) == 1
    del other[share]
    assert len(differences(ours, other)) == 2
