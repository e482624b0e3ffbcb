"""The questions of the ledger's bench as somebody would write them by hand: DuckDB, PostgreSQL, Polars.

| question | |
|---|---|
| a | contacts and cost by month and channel group |
| b | first-contact resolution within 7 days |
| c | calls and visits with a digital contact within 24 hours before |
| d | median and 90th percentile of minutes by entrance |
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

WEEK, DAY = 604_800, 86_400
GROUPS = {
    "self_service": "digital",
    "web": "digital",
    "telephone": "telephone",
    "in_person": "in_person",
    "email": "written",
    "letter": "written",
}
ORE = {"self_service": 500, "telephone": 5000, "in_person": 10_000, "email": 12_000, "letter": 12_000}
DIGITAL = "('self_service', 'web')"
NARROW = (
    '"at", day, month, year, batch, direction, channel, handling, entrance, service, outcome, quality, '
    "minutes_tenths, weight, party, gap_before, gap_after, gap_digital"
)


def _case(words: dict[str, Any]) -> str:
    whens = " ".join(f"WHEN '{word}' THEN {value!r}" for word, value in words.items())
    return f"CASE channel {whens} END"


def months(table: str) -> str:
    """(a)."""
    return f"""
        SELECT month, {_case(GROUPS)} AS channel_group, sum(weight) AS contacts, sum(weight * {_case(ORE)}) AS ore
        FROM {table} WHERE direction = 'in' GROUP BY 1, 2
    """  # noqa: S608


def resolved(table: str) -> str:
    """(b), with the gaps that were kept at the import."""
    return f"""
        SELECT 100.0 * sum(CASE WHEN gap_after IS NULL OR gap_after > {WEEK} THEN weight ELSE 0 END) / sum(weight)
        FROM {table} WHERE direction = 'in' AND party IS NOT NULL AND service <> ''
            AND (gap_before IS NULL OR gap_before > {WEEK}) AND day BETWEEN DATE '2025-01-08' AND DATE '2025-12-24'
    """  # noqa: S608


def resolved_anew(table: str) -> str:
    """(b), from nothing."""
    return f"""
        SELECT 100.0 * sum(CASE WHEN next IS NULL OR next > "at" + INTERVAL '7 days' THEN 1 ELSE 0 END) / count(*)
        FROM (
            SELECT "at", day, lag("at") OVER w AS last, lead("at") OVER w AS next
            FROM {table} WHERE direction = 'in' AND party IS NOT NULL AND service <> ''
            WINDOW w AS (PARTITION BY party, service ORDER BY "at")
        ) AS seen
        WHERE (last IS NULL OR last < "at" - INTERVAL '7 days') AND day BETWEEN DATE '2025-01-08' AND DATE '2025-12-24'
    """  # noqa: S608


def leaked(table: str) -> str:
    """(c), with the gaps that were kept."""
    return f"""
        SELECT 100.0 * sum(CASE WHEN gap_digital <= {DAY} THEN weight ELSE 0 END) / sum(weight)
        FROM {table} WHERE direction = 'in' AND channel IN ('telephone', 'in_person') AND party IS NOT NULL
    """  # noqa: S608


def leaked_anew(table: str) -> str:
    """(c), from nothing; DuckDB's best form is its ASOF join."""
    return f"""
        SELECT 100.0 * count(*) FILTER (d."at" >= c."at" - INTERVAL '24 hours') / count(*)
        FROM (SELECT * FROM {table} WHERE direction = 'in' AND channel IN ('telephone', 'in_person')) AS c
        ASOF LEFT JOIN (SELECT party, service, "at" FROM {table} WHERE channel IN {DIGITAL} AND direction = 'in') AS d
            ON c.party = d.party AND c.service = d.service AND c."at" > d."at"
    """  # noqa: S608


def leaked_anew_postgres(table: str) -> str:
    """(c), from nothing, as a window: PostgreSQL knows no ASOF."""
    return f"""
        SELECT 100.0 * sum(CASE WHEN digital >= "at" - INTERVAL '24 hours' THEN 1 ELSE 0 END) / count(*)
        FROM (
            SELECT "at", channel, max(CASE WHEN channel IN {DIGITAL} THEN "at" END) OVER (
                PARTITION BY party, service ORDER BY "at" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS digital
            FROM {table} WHERE direction = 'in'
        ) AS seen WHERE channel IN ('telephone', 'in_person')
    """  # noqa: S608


def minutes(table: str) -> str:
    """(d), as SQL."""
    return f"""
        SELECT entrance, percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes_tenths),
            percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes_tenths)
        FROM {table} GROUP BY entrance
    """  # noqa: S608


def duckdb_native(path: Path, parts: str) -> Any:
    """The same rows in a table of DuckDB's own, in a file."""
    import duckdb

    native = duckdb.connect(str(path), config={"threads": 2, "memory_limit": "2GB"})
    native.execute(f"CREATE OR REPLACE TABLE contact AS SELECT * FROM {parts}")  # noqa: S608
    native.execute("CHECKPOINT")
    return native


def polars_minutes(parts: list[str]) -> Callable[[], Any]:
    """(d) in Polars, over columns that it holds in memory."""
    import polars

    held = polars.read_parquet(parts, columns=["entrance", "minutes_tenths"])
    wanted = [
        polars.col("minutes_tenths").quantile(share, interpolation="linear").alias(str(share))
        for share in (0.5, 0.9)
    ]
    return lambda: held.group_by("entrance").agg(wanted)


def postgres_fill(connection: Any, duck: Any, parts: str, folder: Path) -> None:
    """The same rows in PostgreSQL, with the index that its best SQL needs."""
    file = folder / "rows.csv"
    duck.execute(f"COPY (SELECT {NARROW} FROM {parts}) TO '{file}' (FORMAT csv, HEADER false)")  # noqa: S608
    connection.execute("SET work_mem = '512MB'")
    connection.execute("SET maintenance_work_mem = '512MB'")
    connection.execute(
        'CREATE TABLE contact ("at" timestamp, day date, month date, year smallint, batch integer, direction text, '
        "channel text, handling text, entrance text, service text, outcome text, quality text, "
        "minutes_tenths integer, weight numeric(14, 4), party text, gap_before integer, gap_after integer, "
        "gap_digital integer)"
    )
    with (
        connection.cursor().copy(f"COPY contact ({NARROW}) FROM STDIN (FORMAT csv)") as copy,
        file.open("rb") as rows,
    ):
        while chunk := rows.read(1024 * 1024):
            copy.write(chunk)
    file.unlink()
    connection.execute('CREATE INDEX ON contact (party, service, "at")')
    connection.execute("VACUUM ANALYZE contact")
