"""A file of any sort becomes one table of text: a column a role, in the order of the file.

CSV is read by DuckDB at full speed first. What it read is believed only when it accounts for every line of the file;
else the file is read again, row by row (careful.py). Excel goes row by row, Parquet as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from indgang.kernel.text import Text
from indgang.modules.contacts.schema.mapping import Mapping
from indgang.modules.contacts.services.importing import sniffing
from indgang.modules.contacts.services.importing.careful import Records, rewrite
from indgang.modules.contacts.services.importing.report import BadFile
from indgang.modules.contacts.services.importing.sheets import Sheet
from indgang.modules.contacts.services.importing.sniffing import Scanning
from indgang.modules.contacts.services.importing.stage import Stage, name, text
from indgang.modules.contacts.vocabulary import RejectReason

NUMBERS = ("minutes", "weight")
MAX_LINE = 2_000_000
MOST_NAMED = 12
_ENCODINGS = {"utf-8", "utf-8-sig", "ascii"}
_REASONS = {
    "TOO MANY COLUMNS": RejectReason.TOO_MANY_COLUMNS,
    "MISSING COLUMNS": RejectReason.TOO_FEW_COLUMNS,
    "INVALID ENCODING": RejectReason.NOT_THIS_ENCODING,
    "INVALID UNICODE": RejectReason.NOT_THIS_ENCODING,
}
Columns = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """`relation` is SQL with one text column a role (`r_time` …), and `line` when `numbered`.

    Rows that were no records stand in the table `refused(line, reason)`. `names` are all columns of the file;
    `first_line` is the line of the first row after the header. `moments`: its times may say their offset, as
    `2025-03-01 10:00:00+00:00`, whatever the mapping's formats are.
    """

    names: Columns
    relation: str
    numbered: bool
    first_line: int
    warnings: tuple[Text, ...] = ()
    moments: bool = False


Load = Callable[[Source], int]
"""Puts a source into the stage, and says how many rows it had."""


def load(stage: Stage, path: Path, mapping: Mapping, scanning: Scanning, into: Load) -> Source:
    """Read the file into the stage. Raises BadFile for a file that cannot be read, or lacks a column."""
    stage.db.execute("CREATE TABLE refused (line BIGINT, reason VARCHAR)")
    kind = sniffing.kind_of(path, mapping.shape.format.kind)
    path = _under_our_name(stage, path)
    match kind:
        case "excel":
            return _excel(stage, path, mapping, into)
        case "parquet":
            return _parquet(stage, path, mapping, into)
        case _:
            return _csv(stage, path, mapping, scanning, into)


def _under_our_name(stage: Stage, path: Path) -> Path:
    """The same file by a name without `*` and `?`: DuckDB would take those for a pattern, and read others as well."""
    ours = stage.folder / "given"
    ours.symlink_to(path.resolve())
    return ours


_ROLES = {
    "key": "nøgle", "time": "tidspunkt", "channel": "kanal", "kind": "art", "outcome": "udfald",
    "direction": "retning", "handling": "behandling", "audience": "målgruppe", "level": "niveau",
    "quality": "talt hvordan", "exempt": "fritaget for Digital Post", "entrance": "indgang",
    "department": "forvaltning", "service": "ydelse", "minutes": "tid", "weight": "vægt", "party": "hvem det var",
}  # fmt: skip
"""What a column fills in the ledger, in Danish."""


def _checked(mapping: Mapping, names: Columns) -> None:
    """Every column is used or dropped, and every used one is there."""
    missing = {role: column for role, column in mapping.columns().items() if column not in names}
    if missing:
        listed = ", ".join(f"{column} ({_ROLES.get(role, role)})" for role, column in missing.items())
        in_english, there = ", ".join(f"{column} ({role})" for role, column in missing.items()), _some(names)
        raise BadFile(
            Text(
                f"Filen mangler kolonnen {listed}. Den har: {there}.",
                f"The file lacks the column {in_english}. It has: {there}.",
            )
        )
    used = set(mapping.columns().values())
    forgotten = [column for column in names if column not in used and not mapping.drops(column)]
    if forgotten:
        listed = _some(forgotten)
        raise BadFile(
            Text(
                f"Mappingen siger intet om {listed}. Brug kolonnen, eller skriv den under `drop`.",
                f"The mapping says nothing of {listed}. Use the column, or write it under `drop`.",
            )
        )


def _some(names: Sequence[str]) -> str:
    """The first dozen; a file can have a hundred columns."""
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")


def _roles(mapping: Mapping, quoted: Callable[[str, str], str]) -> str:
    """`"a column" AS r_time, …`; `quoted` makes the SQL from the column and its role."""
    return ", ".join(f"{quoted(column, role)} AS r_{role}" for role, column in mapping.columns().items())


# --- CSV -----------------------------------------------------------------------------------------------------------


def _csv(stage: Stage, path: Path, mapping: Mapping, scanning: Scanning, into: Load) -> Source:
    wanted = mapping.shape.format.encoding
    guess = "utf-8" if wanted == "auto" else wanted
    if _quick(path, guess):
        separator, names = sniffing.header_of(path, "utf-8-sig", mapping.shape.format)
        _checked(mapping, names)
        source = _by_duckdb(path, mapping, separator, names)
        if _loaded_whole(stage, source, mapping, scanning, into):
            return source
        stage.db.execute("DELETE FROM refused")
    return _carefully(stage, path, mapping, scanning, into)


def _quick(path: Path, encoding: str) -> bool:
    """Whether DuckDB may try: UTF-8 by what is said, and no mark at the beginning that says otherwise."""
    with path.open("rb") as file:
        begin = file.read(4)
    other = any(begin.startswith(mark) for mark, name in sniffing.BOMS if name != "utf-8-sig")
    return encoding in _ENCODINGS and not other


def _by_duckdb(path: Path, mapping: Mapping, separator: str, names: Columns) -> Source:
    shape = mapping.shape.format
    columns = ", ".join(f"{text(column)}: 'VARCHAR'" for column in names)
    relation = f"""(SELECT {_roles(mapping, lambda column, role: name(column))} FROM read_csv(
        {text(str(path))}, auto_detect=false, header=false, skip={shape.header}, delim={text(separator)},
        quote={text(shape.quote)}, escape={text(shape.quote)}, columns={{{columns}}}, store_rejects=true,
        rejects_limit=0, strict_mode=true, null_padding=false, max_line_size={MAX_LINE}))"""  # noqa: S608
    return Source(names, relation, numbered=False, first_line=shape.header + 1)


def _loaded_whole(stage: Stage, source: Source, mapping: Mapping, scanning: Scanning, into: Load) -> bool:
    """Whether DuckDB read the file, and every line of it is a row or a refusal."""
    import duckdb

    try:
        rows = into(source)
    except duckdb.Error:
        return False
    stage.db.execute(
        "INSERT INTO refused SELECT line, first(error_type) FROM reject_errors GROUP BY line"
        if _has_rejects(stage)
        else "SELECT 1"
    )
    kinds = {str(kind) for (kind,) in stage.sql("SELECT DISTINCT reason FROM refused")}
    if not kinds <= set(_REASONS):
        return False
    for kind, reason in _REASONS.items():
        stage.db.execute("UPDATE refused SET reason = ? WHERE reason = ?", [reason.value, kind])
    scan = scanning.done()
    refused = int(stage.one("SELECT count(*) FROM refused"))
    return scan.utf8 and rows + refused == scan.lines - mapping.shape.format.header


def _has_rejects(stage: Stage) -> bool:
    return bool(stage.one("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"))


def _carefully(stage: Stage, path: Path, mapping: Mapping, scanning: Scanning, into: Load) -> Source:
    shape = mapping.shape.format
    encoding, warnings = sniffing.encoding_of(path, shape.encoding, scanning.done())
    separator, names = sniffing.header_of(path, encoding, shape)
    _checked(mapping, names)
    refusals = _Refusals(stage)
    records = Records(path, encoding=encoding, separator=separator, shape=shape, refuse=refusals.add)
    plain = stage.folder / "plain.csv"
    columns = mapping.columns()
    rewrite(
        source=records,
        wanted=[names.index(column) for column in columns.values()],
        width=len(names),
        to=plain,
        refuse=refusals.add,
    )
    return _from_plain(stage, plain, mapping, names, refusals, into, shape.header + 1, warnings)


class _Refusals:
    """Refused lines, written to the stage many at a time."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._held: list[tuple[int, str]] = []

    def add(self, line: int, reason: RejectReason) -> None:
        self._held.append((line, reason.value))
        if len(self._held) >= 2000:
            self.flush()

    def flush(self) -> None:
        if self._held:
            lines, reasons = zip(*self._held, strict=True)
            self._stage.db.execute(
                "INSERT INTO refused SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])",
                [list(lines), list(reasons)],
            )
            self._held.clear()


def _from_plain(
    stage: Stage,
    plain: Path,
    mapping: Mapping,
    names: Columns,
    refusals: _Refusals,
    into: Load,
    first_line: int,
    warnings: tuple[Text, ...] = (),
) -> Source:
    refusals.flush()
    roles = list(mapping.columns())
    columns = ", ".join(["'line': 'BIGINT'", *(f"'r_{role}': 'VARCHAR'" for role in roles)])
    never_null = ", ".join(f"'r_{role}'" for role in roles)
    relation = f"""read_csv({text(str(plain))}, auto_detect=false, header=false, delim=',', quote='"', escape='"',
        columns={{{columns}}}, max_line_size={2 * MAX_LINE}, force_not_null=[{never_null}])"""
    source = Source(names, relation, numbered=True, first_line=first_line, warnings=warnings)
    into(source)
    plain.unlink()
    return source


# --- Excel, Parquet ------------------------------------------------------------------------------------------------


def _excel(stage: Stage, path: Path, mapping: Mapping, into: Load) -> Source:
    numbers = [column for role, column in mapping.columns().items() if role in NUMBERS]
    sheet = Sheet(path, mapping.shape.format, numbers)
    try:
        _checked(mapping, sheet.names)
        refusals = _Refusals(stage)
        plain = stage.folder / "plain.csv"
        rewrite(
            source=sheet,
            wanted=[sheet.names.index(column) for column in mapping.columns().values()],
            width=len(sheet.names),
            to=plain,
            refuse=refusals.add,
            full=False,
        )
    finally:
        sheet.close()
    return _from_plain(stage, plain, mapping, sheet.names, refusals, into, mapping.shape.format.header + 1)


def _parquet(stage: Stage, path: Path, mapping: Mapping, into: Load) -> Source:
    import duckdb

    file = f"read_parquet({text(str(path))}, hive_partitioning=false)"
    try:
        described = stage.sql(f"DESCRIBE SELECT * FROM {file}")  # noqa: S608
    except duckdb.Error:
        raise BadFile(
            Text(
                "Parquet-filen er skadet eller af en anden slags.",
                "The Parquet file is damaged or of another kind.",
            )
        ) from None
    types = {str(row[0]): str(row[1]) for row in described}
    names = sniffing.checked_names(list(types))
    _checked(mapping, names)

    def as_text(column: str, role: str) -> str:
        kind, quoted = types[column], name(column)
        if kind == "TIMESTAMP WITH TIME ZONE":
            return f"strftime(timezone('UTC', {quoted}), '%Y-%m-%d %H:%M:%S+00:00')"
        if kind.startswith("TIMESTAMP") or kind == "DATE":
            return f"strftime({quoted}::TIMESTAMP, '%Y-%m-%d %H:%M:%S')"
        if role in NUMBERS and mapping.shape.format.decimal == "," and kind != "VARCHAR":
            return f"replace({quoted}::VARCHAR, '.', ',')"  # a true number: as the mapping says that numbers look
        return f"{quoted}::VARCHAR"

    relation = f"(SELECT {_roles(mapping, as_text)} FROM {file})"  # noqa: S608
    source = Source(names, relation, numbered=False, first_line=1, moments=True)
    try:
        into(source)
    except duckdb.Error as error:
        raise BadFile(
            Text("Parquet-filen kan ikke læses til ende.", "The Parquet file cannot be read to its end.")
        ) from error
    return source
