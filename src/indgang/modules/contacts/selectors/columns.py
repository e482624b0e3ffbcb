"""The columns of the ledger as the analytical engine sees them: the same in a Parquet part, in the tail and on
every engine.

| column | meaning |
|---|---|
| id | text: a UUID for our own rows, `<batch>:<number>` for imported ones |
| key | the row's own name at its source; empty when there is none |
| at | when, UTC, microseconds, without zone |
| day, month, year | the date in Copenhagen, the first of its month, its year |
| minutes_tenths | staff time in tenths of a minute |
| party | pseudonym of a party, another for each year; null without a party |
| followed | whether the row can be seen again: it has a party and a service, and its time can be relied on |
| gap_before, gap_after | seconds to the nearest contact by the same party on the same service |
| gap_digital | seconds since the nearest earlier digital contact: of the party on the service, or of the journey |
| channel_before | the channel of the contact that `gap_before` leads to |

A gap is null when there is no such contact within 40 days. Over New Year it is in whole days, rounded up.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# By name, in the words of Ibis.
CONTACT_COLUMNS = {
    "id": "string",
    "key": "string",
    "at": "timestamp",
    "day": "date",
    "month": "date",
    "year": "int16",
    "batch": "int32",
    "direction": "string",
    "channel": "string",
    "entrance": "string",
    "service": "string",
    "department": "string",
    "kind": "string",
    "level": "string",
    "outcome": "string",
    "audience": "string",
    "handling": "string",
    "quality": "string",
    "cause": "string",
    "exempt": "boolean",
    "minutes_tenths": "int32",
    "weight": "decimal(14, 4)",
    "journey": "string",
    "party": "string",
    "followed": "boolean",
    "corrects": "string",
    "gap_before": "int32",
    "gap_after": "int32",
    "gap_digital": "int32",
    "channel_before": "string",
}
MEASUREMENT_COLUMNS = {
    "id": "string",
    "at": "timestamp",
    "day": "date",
    "month": "date",
    "year": "int16",
    "service": "string",
    "kind": "string",
    "subject_key": "string",
    "value": "float64",
    "journey": "string",
    "audience": "string",
    "exempt": "boolean",
    "department": "string",
}
COLUMNS = {"contact": CONTACT_COLUMNS, "measurement": MEASUREMENT_COLUMNS}
GAPS = ("gap_before", "gap_after", "gap_digital", "channel_before")

_SQL = {
    "string": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "boolean": "BOOLEAN",
    "float64": "DOUBLE PRECISION",
    "decimal(14, 4)": "DECIMAL(14, 4)",
}


def sql_types(table: str) -> dict[str, str]:
    """The columns of `contact` or `measurement` with their types in SQL: DuckDB's and PostgreSQL's are the same."""
    return {name: _SQL[kind] for name, kind in COLUMNS[table].items()}


def listed(table: str, *, prefix: str = "") -> str:
    """The columns, quoted and in order, for a SELECT or a CREATE VIEW."""
    return ", ".join(f'{prefix}"{name}"' for name in COLUMNS[table])


def arrow_schema(pa: "pa", table: str) -> "pa.Schema":
    """The same columns for Arrow."""
    kinds = {
        "string": pa.string(),
        "timestamp": pa.timestamp("us"),
        "date": pa.date32(),
        "int16": pa.int16(),
        "int32": pa.int32(),
        "boolean": pa.bool_(),
        "float64": pa.float64(),
        "decimal(14, 4)": pa.decimal128(14, 4),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])
