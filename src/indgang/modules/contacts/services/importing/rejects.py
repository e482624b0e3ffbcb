"""The file of rejected rows: line, key, reason, and what stood in the field. Never a dropped column, never a party."""

import os
from pathlib import Path
from uuid import UUID

from indgang.modules.contacts.schema.mapping import Mapping
from indgang.modules.contacts.services.importing.sources import Source
from indgang.modules.contacts.services.importing.stage import Stage, name, text
from indgang.modules.contacts.vocabulary import REASON_NAMES, RejectReason

FOLDER = "rejects"


def rejects_path(run: UUID) -> str:
    """Where the file of a run stands, below the ledger's folder."""
    return f"{FOLDER}/{run}.csv"


def write_rejects(stage: Stage, mapping: Mapping, source: Source, to: Path) -> None:
    """Write the rejected rows in the order of the file. Cells that a spreadsheet would run get an apostrophe."""
    _number_lines(stage, source)
    columns = mapping.columns()
    field = {
        RejectReason.TIME_MISSING: "time",
        RejectReason.TIME_UNREADABLE: "time",
        RejectReason.TIME_AMBIGUOUS: "time",
        RejectReason.TIME_NOT_THERE: "time",
        RejectReason.TIME_IMPOSSIBLE: "time",
        RejectReason.KEY_MISSING: "key",
        RejectReason.KEY_TWICE: "key",
        RejectReason.CHANNEL_UNKNOWN: "channel",
        RejectReason.SERVICE_UNKNOWN: "service",
        RejectReason.WEIGHT_NOT_POSITIVE: "weight",
        RejectReason.MINUTES_NEGATIVE: "minutes",
    }
    whens = [(reason.value, columns[role]) for reason, role in field.items() if role in columns]
    column = f"CASE reason {' '.join(f'WHEN {text(reason)} THEN {text(role)}' for reason, role in whens)} "
    column += f"ELSE {_first_unclear(mapping, shown=False)} END" if whens else "END"
    key = "key" if mapping.shape.key else "NULL"
    meaning = " ".join(
        f"WHEN {text(reason.value)} THEN {text(REASON_NAMES[reason].da)}" for reason in RejectReason
    )
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stage.db.execute(f"""
        COPY (
            SELECT line AS linje, {_safe("key")} AS noegle, reason AS grund, CASE reason {meaning} END AS forklaring,
                field AS kolonne, {_safe("value")} AS indhold
            FROM (
                SELECT l.line, {key}::VARCHAR AS key, j.reason, {column} AS field, {_value(mapping)} AS value
                FROM judged j JOIN lines l ON l.n = j.n WHERE j.reason IS NOT NULL
                UNION ALL SELECT line, NULL, reason, NULL, NULL FROM refused
            ) ORDER BY line
        ) TO {text(str(to))} (FORMAT csv, HEADER)
    """)  # noqa: S608
    os.chmod(to, 0o600)


def _first_unclear(mapping: Mapping, *, shown: bool) -> str:
    """The column, or what stood there, of the first field that was not understood."""
    roles = [role for role in mapping.columns() if role not in ("key", "party", "time")]
    whens = " ".join(
        f"WHEN {name('not_' + role)} <> '' THEN "
        + (name("not_" + role) if shown else text(mapping.columns()[role]))
        for role in roles
    )
    return f"CASE {whens} END" if whens else "NULL"


def _value(mapping: Mapping) -> str:
    """What stood in the field that the reason is about."""
    times = "'time_ambiguous', 'time_not_there', 'time_impossible'"
    clock = "strftime(coalesce(time, moment), '%Y-%m-%d %H:%M:%S')"
    numbers = []
    for role, reason, cell in (
        ("weight", "weight_not_positive", "weight::VARCHAR"),
        ("minutes", "minutes_negative", "(minutes / 10.0)::VARCHAR"),
    ):
        number = getattr(mapping.shape, role)
        if number is not None and number.column is not None:
            numbers.append(f"WHEN reason = '{reason}' THEN {cell}")
    return f"""CASE WHEN reason = 'time_unreadable' THEN not_time WHEN reason IN ({times}) THEN {clock}
        {" ".join(numbers)} WHEN reason IN ('key_twice', 'key_missing', 'time_missing') THEN ''
        ELSE {_first_unclear(mapping, shown=True)} END"""


def _safe(cell: str) -> str:
    """A cell that begins like a formula gets an apostrophe, so that a spreadsheet shows it and runs nothing."""
    return f"CASE WHEN regexp_matches({cell}, '^[=+@\\t\\r-]') THEN '''' || {cell} ELSE {cell} END"


def _number_lines(stage: Stage, source: Source) -> None:
    """The table `lines`: the line in the file of each rejected row."""
    if source.numbered:
        stage.db.execute(
            "CREATE OR REPLACE TABLE lines AS SELECT n, line FROM judged WHERE reason IS NOT NULL"
        )
        return
    # The i-th refused line has line - first - i good rows before it: so many lines are in between.
    stage.db.execute(f"""
        CREATE OR REPLACE TABLE lines AS
        SELECT j.n, j.n + {source.first_line:d} + coalesce(r.before, 0) AS line
        FROM (SELECT n FROM judged WHERE reason IS NOT NULL) j ASOF LEFT JOIN (
            SELECT place, max(i) AS before FROM (
                SELECT line - {source.first_line:d} - (row_number() OVER (ORDER BY line) - 1) AS place,
                    row_number() OVER (ORDER BY line) AS i FROM refused
            ) GROUP BY place
        ) r ON j.n >= r.place
    """)  # noqa: S608
