"""The file of rejected rows: line, key, reason, and what stood in the field. Never a dropped column, never a party."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from indgang.modules.contacts.schema.mapping import REJECT, UNSAID, Mapping
from indgang.modules.contacts.services.importing.judging import NUMBERS, REASON_OF
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
                SELECT l.line, {key}::VARCHAR AS key, j.reason, {_told(mapping, shown=False)} AS field,
                    {_told(mapping, shown=True)} AS value
                FROM judged j JOIN lines l ON l.n = j.n WHERE j.reason IS NOT NULL
                UNION ALL SELECT line, NULL, reason, NULL, NULL FROM refused
            ) ORDER BY line
        ) TO {text(str(to))} (FORMAT csv, HEADER)
    """)  # noqa: S608
    os.chmod(to, 0o600)


def _told(mapping: Mapping, *, shown: bool) -> str:
    """SQL: the column that the reason is about, or what stood there when `shown`."""
    columns = mapping.columns()
    whens = [
        f"WHEN {holds} THEN {cell if shown else text(columns[role])}"
        for holds, role, cell in _blamed(mapping)
        if role in columns
    ]
    return f"CASE {' '.join(whens)} END"


def _blamed(mapping: Mapping) -> Iterator[tuple[str, str, str]]:
    """When which role is to blame for a rejected row, and SQL for what stood there: in the order of the rules."""
    clock = "strftime(coalesce(time, moment), '%Y-%m-%d %H:%M:%S')"
    times = (RejectReason.TIME_AMBIGUOUS, RejectReason.TIME_NOT_THERE, RejectReason.TIME_IMPOSSIBLE)
    yield _is(RejectReason.TIME_UNREADABLE), "time", "not_time"
    yield _is(RejectReason.TIME_MISSING), "time", "''"
    yield _is(*times), "time", clock
    yield _is(RejectReason.KEY_MISSING, RejectReason.KEY_TWICE, RejectReason.KEY_OF_A_PERSON), "key", "''"
    for field, shape in mapping.values().items():
        said = UNSAID[field] if shape.otherwise is None else shape.otherwise
        if said == REJECT and shape.column is not None:
            cell = name("not_" + field)
            reason = REASON_OF.get(field, RejectReason.VALUE_UNKNOWN)
            yield f"{_is(reason)} AND {cell} IS NOT NULL", field, cell
    for role in NUMBERS:
        if role in mapping.columns():
            cell = name("not_" + role)
            yield f"{_is(RejectReason.NUMBER_UNREADABLE)} AND {cell} <> ''", role, cell
    if "weight" in mapping.columns():
        yield _is(RejectReason.WEIGHT_NOT_POSITIVE), "weight", "coalesce(weight::VARCHAR, '')"
    if "minutes" in mapping.columns():
        yield _is(RejectReason.MINUTES_NEGATIVE), "minutes", "(minutes / 10.0)::VARCHAR"


def _is(*reasons: RejectReason) -> str:
    return f"reason IN ({', '.join(text(reason.value) for reason in reasons)})"


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
