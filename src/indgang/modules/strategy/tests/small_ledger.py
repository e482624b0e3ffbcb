"""A ledger of a few rows made by hand, and what an indicator finds in it: no database, no Django."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import ibis

from indgang.kernel.text import Text
from indgang.modules.contacts.selectors.columns import COLUMNS, sql_types
from indgang.modules.contacts.vocabulary import BatchInfo, BatchKind
from indgang.modules.strategy.rules.indicators import INDICATORS
from indgang.modules.strategy.rules.ledger import ledger
from indgang.modules.strategy.rules.scope import scope
from indgang.modules.strategy.vocabulary import EVERYTHING, Cut, DatedPrice, Split

LIVE = BatchInfo(
    1, "live", BatchKind.LIVE, Text("Vores", "Ours"), "lyngsoe", None, "", Text(), True, {}, {}, (1,)
)
PRICES = (
    DatedPrice("2010-01-01", "self_service", "automatic", "digital", 500),
    DatedPrice("2010-01-01", "telephone", "", "telephone", 5_000),
    DatedPrice("2010-01-01", "in_person", "", "in_person", 10_000),
    DatedPrice("2010-01-01", "letter", "", "written", 12_000),
)
TODAY = date(2026, 5, 4)

_CONTACT: dict[str, Any] = {
    **{name: "" for name, kind in COLUMNS["contact"].items() if kind == "string"},
    "batch": 1,
    "direction": "in",
    "channel": "telephone",
    "outcome": "unknown",
    "handling": "unknown",
    "quality": "counted",
    "audience": "citizen",
    "weight": Decimal(1),
    "party": None,
    "journey": None,
    "corrects": None,
    "channel_before": None,
}
_MEASUREMENT: dict[str, Any] = {"service": "pas", "subject_key": "", "audience": "citizen", "department": ""}


def contact(day: str = "2026-02-02", **facts: Any) -> dict[str, Any]:
    """A call of an unknown caller on a day, unless the facts say otherwise."""
    found = {**_CONTACT, **_when(day), **facts}
    known = bool(found["party"] and found["service"]) and found["quality"] != "time_unreliable"
    return {**found, "followed": known}


def measurement(kind: str, subject: str = "", day: str = "2026-02-02", **facts: Any) -> dict[str, Any]:
    return {**_MEASUREMENT, **_when(day), "kind": kind, "subject_key": subject, **facts}


def _when(day: str) -> dict[str, Any]:
    at = datetime.fromisoformat(day if "T" in day else f"{day}T10:00:00")
    return {"at": at, "day": at.date(), "month": at.date().replace(day=1), "year": at.year}


def found(
    indicator: str,
    contacts: Iterable[dict[str, Any]] = (),
    measurements: Iterable[dict[str, Any]] = (),
    *,
    cut: Cut = EVERYTHING,
    split: Split = Split.NONE,
    batch: BatchInfo = LIVE,
    prices: tuple[DatedPrice, ...] = PRICES,
) -> dict[Any, dict[str, Any]]:
    """The row of each group, or of each group and month or quarter when there is a split."""
    engine, tables = duckdb.connect(":memory:"), {}
    for table, rows in (("contact", contacts), ("measurement", measurements)):
        types = sql_types(table)
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        engine.execute(f"CREATE TABLE {table} ({columns})")
        for number, row in enumerate(rows):
            values = [
                f"{number:05}" if name == "id" and not row.get("id") else row.get(name) for name in types
            ]
            marks = ", ".join("?" for _ in types)
            engine.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608
        tables[table] = ibis.table(COLUMNS[table], name=table)
    corrected = tables["contact"].filter(tables["contact"].corrects.notnull())
    whole = scope([replace(batch)], [2026], cut=cut, split=split, as_of=TODAY)
    answer = INDICATORS[indicator].count(
        ledger(
            tables["contact"],
            tables["measurement"],
            scope=whole,
            prices=prices,
            corrected=corrected.select(id=corrected.corrects),
        )
    )
    result = engine.execute(str(ibis.to_sql(answer.values, dialect="duckdb")))
    names = [column[0] for column in result.description]
    lines = [dict(zip(names, line, strict=True)) for line in result.fetchall()]
    return {(line["group"], line["bucket"]) if split else line["group"]: line for line in lines}


def values(*asked: Any, **more: Any) -> dict[Any, Any]:
    """The value of each group; a share is rounded to two decimals."""
    return {
        group: round(line["value"], 2) if isinstance(line["value"], float) else line["value"]
        for group, line in found(*asked, **more).items()
    }
