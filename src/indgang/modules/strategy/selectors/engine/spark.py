"""Spark as the engine: for a nation's contacts, when one machine is too small.

The workers read the same Parquet parts that DuckDB reads, so they must see the data folder under the same path. DuckDB
in the process knows the parts and holds the newest rows, which are written to a file beside them.
"""

import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.selectors.engine.duck import Duck

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a wrong number is an error and not an empty cell
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


def tell_ibis() -> None:
    """Ibis asks for one setting of its own connection to Spark, which we do not use: it is given here."""
    import ibis
    from ibis.config import Config

    class Setting(Config):  # type: ignore[misc]  # ibis has no types
        treat_nan_as_null: bool = False

    ibis.options.pyspark = Setting()


class Spark:
    """The backend with a cluster. `address` is that of its master, `spark://host:port`; `settings` are Spark's own."""

    dialect = "pyspark"

    def __init__(self, address: str, settings: dict[str, str] | None = None) -> None:
        from pyspark.sql import SparkSession

        making = SparkSession.builder.master(address).appName("indgang")
        for name, value in {**SETTINGS, **(settings or {})}.items():
            making = making.config(name, value)
        tell_ibis()
        self._held = Duck()
        self._spark = making.getOrCreate()
        self._spark.sparkContext.setLogLevel("ERROR")
        self._tail: Path | None = None

    def refresh(self) -> bool:
        """Name the parts and the newest rows anew when either has changed."""
        changed = self._held.refresh()
        if changed or self._tail is None:
            self._name_all()
        return changed

    def _name_all(self) -> None:
        old, self._tail = self._tail, contacts.ledger_folder() / "staging" / f"spark-{uuid.uuid4().hex}"
        self._tail.mkdir(mode=0o700, parents=True)
        for table in contacts.COLUMNS:
            newest = self._write(f"SELECT {contacts.listed(table)} FROM {table}_tail", table)  # noqa: S608
            files = [newest, *(part.file for part in self._held.parts if part.table == table)]
            self._spark.read.parquet(*files).createOrReplaceTempView(table)
        corrected = self._write("SELECT id, batch FROM corrected", "corrected")
        self._spark.read.parquet(corrected).createOrReplaceTempView("corrected")
        if old is not None:
            shutil.rmtree(old, ignore_errors=True)

    def _write(self, sql: str, name: str) -> str:
        assert self._tail is not None  # noqa: S101  (made before anything is written)
        file = self._tail / f"{name}.parquet"
        self._held.rows(f"COPY ({sql}) TO '{file}' (FORMAT parquet)")
        return str(file)

    def relation(self, table: str, batches: tuple[int, ...], year: int) -> str:
        """The one view: what is asked for is filtered in the question."""
        return table

    def corrected(self, batches: tuple[int, ...]) -> bool:
        return self._held.corrected(batches)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        found = self._spark.sql(sql, args=list(values)) if values else self._spark.sql(sql)
        return [row.asDict() for row in found.collect()]

    def keep(self, name: str, sql: str) -> None:
        found = self._spark.sql(sql).cache()
        found.createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        self._spark.catalog.dropTempView(name)  # and what was cached for it

    def close(self) -> None:
        self._spark.stop()
        self._held.close()
        if self._tail is not None:
            shutil.rmtree(self._tail, ignore_errors=True)
