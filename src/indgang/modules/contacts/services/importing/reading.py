"""The one SELECT of an import: what a mapping makes of the columns of a file, all of it text.

The table `staged` holds, for each field, its value, and a small number `c_<field>`: 0 when the cell was understood, 1
when it was empty, 2 when it was not. A field that takes words holds the number of the word. The view `rows` over it
says the same in words: `<field>`, and `not_<field>`, which is null when the cell was understood, empty when it was
empty, else what stood there. A row is rejected for these, later, in rules that see the whole file.
"""

from collections.abc import Mapping as Words
from dataclasses import dataclass

from indgang.modules.contacts.schema.mapping import CODES, REJECT, UNSAID, Mapping, NumberShape, ValueShape
from indgang.modules.contacts.services.importing.sources import Source
from indgang.modules.contacts.services.importing.stage import Stage, name, text

LONGEST_SHOWN = 80
OF_TRUE_DATES = "%Y-%m-%d %H:%M:%S"
CPR = r"(\b|_)[0-9]{6}[- ]?[0-9]{4}(\b|_)"
"""What has the form of a CPR number; hidden wherever a cell is shown."""
CPR_OF_A_DAY = r"(\b|_)([012][1-9]|[123]0|31|[678][1-9]|[789]0|91)(0[1-9]|1[0-2])[0-9]{2}[- ]?[0-9]{4}(\b|_)"
"""One that begins with a birthday, also of those that a hospital hands out (day and 60); few other numbers do."""
WITH_COMMA = "[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]*)(,[0-9]+)?([eE][+-]?[0-9]+)?"
UNDERSTOOD, EMPTY, NOT_UNDERSTOOD = 0, 1, 2


@dataclass(frozen=True)
class Field:
    """SQL for one field. `staged`: what the table holds, empty when it need not. `cell`: the column of the source that
    it comes from, empty when none. `known`: what holds when the cell was understood, empty when that is `staged` being
    there. `shown`: what the view makes of the column `{}` of the table.
    """

    staged: str
    cell: str = ""
    known: str = ""
    shown: str = "{}"


def stage_rows(stage: Stage, mapping: Mapping, source: Source, catalogue: Words[str, str], salt: str) -> int:
    """Read a source into the table `staged` and make the view `rows` (with `n`, from 0, and `line` when numbered).

    A source has one text column a role (`r_time`, `r_channel`, …). `catalogue` maps what a service is called to its
    id, for `by: code` and `by: name`. `salt` blurs the party: the value itself is not even staged. Returns how many
    rows there were.
    """
    stage.db.execute("DROP VIEW IF EXISTS rows; DROP TABLE IF EXISTS staged")
    fields = _fields(stage, mapping, source, catalogue, salt)
    seen = {field: found for field, found in fields.items() if found.cell}
    line = ["line"] if source.numbered else []
    cells = [*line, *dict.fromkeys(found.cell for found in seen.values())]
    values = [f"{found.staged} AS {name(field)}" for field, found in fields.items() if found.staged]
    codes = [f"{_how(field, found)} AS {name('c_' + field)}" for field, found in seen.items()]
    kept = [*line, *(name(field) for field, found in fields.items() if found.staged)]
    kept += [name("c_" + field) for field in seen]
    odd = " OR ".join(f"{name('c_' + field)} = {NOT_UNDERSTOOD}" for field in seen)
    told = ", ".join(_told(field, found) for field, found in seen.items())
    stage.db.execute(f"""
        CREATE TABLE staged AS SELECT {", ".join(kept)}, CASE WHEN {odd} THEN [{told}] END AS odd FROM (
            SELECT *, {", ".join(codes)} FROM (
                SELECT {", ".join([*cells, *values])} FROM {source.relation} AS source))
    """)  # noqa: S608 - names and words are quoted
    shown = [f"{found.shown.format(name(field))} AS {name(field)}" for field, found in fields.items()]
    for place, field in enumerate(seen, 1):
        told = f"WHEN {EMPTY} THEN '' WHEN {NOT_UNDERSTOOD} THEN odd[{place}]"
        shown.append(f"CASE {name('c_' + field)} {told} END AS {name('not_' + field)}")
    columns = ", ".join(["rowid AS n", *line, *shown])
    stage.db.execute(f"CREATE VIEW rows AS SELECT {columns} FROM staged")  # noqa: S608
    return int(stage.one("SELECT count(*) FROM staged"))


def _how(field: str, found: Field) -> str:
    """0, 1 or 2: whether the cell was understood, was empty, or was not understood."""
    understood = found.known or f"{name(field)} IS NOT NULL"
    empty = f"{found.cell} IS NULL OR trim({found.cell}) = ''"
    return f"(CASE WHEN {understood} THEN {UNDERSTOOD} WHEN {empty} THEN {EMPTY} ELSE {NOT_UNDERSTOOD} END)::UTINYINT"


def _told(field: str, found: Field) -> str:
    """What stood in a cell that was not understood, without CPR numbers. Never the party."""
    if field == "party":
        return "NULL::VARCHAR"
    code = name("c_" + field)
    shown = f"regexp_replace(trim({found.cell}), {text(CPR)}, '[cpr]', 'g')"
    return f"CASE WHEN {code} = {NOT_UNDERSTOOD} THEN left({shown}, {LONGEST_SHOWN}) END"


def _key(cell: str) -> str:
    """The key of a row at its source; null when it is empty or has a CPR number in it."""
    person = f"CASE WHEN length({cell}) < 10 THEN false ELSE regexp_matches({cell}, {text(CPR_OF_A_DAY)}) END"
    return f"CASE WHEN {cell} <> '' AND NOT ({person}) THEN {cell} END"


def _fields(
    stage: Stage, mapping: Mapping, source: Source, catalogue: Words[str, str], salt: str
) -> dict[str, Field]:
    fields = {"time": _time(mapping), "moment": Field(_moment(mapping, source))}
    fields |= {field: _words(stage, field, shape, catalogue) for field, shape in mapping.values().items()}
    if mapping.shape.key:
        fields["key"] = Field(_key("trim(r_key)"), "r_key")
    for role in ("minutes", "weight"):
        shape: NumberShape | None = getattr(mapping.shape, role)
        if shape is not None and shape.column is not None:
            value = _number(f"r_{role}", shape, mapping.shape.format.decimal, whole=role == "minutes")
            fields[role] = Field(value, f"r_{role}")
    if mapping.shape.party:
        blurred = f"CASE WHEN trim(r_party) <> '' THEN hash({text(salt)} || trim(r_party)) END"
        fields["party"] = Field(blurred, "r_party")
    return fields


def _formats(mapping: Mapping, *, with_offset: bool) -> list[str]:
    shape = mapping.shape.time
    usual = [one for one in shape.formats if one != "iso" and ("%z" in one) is with_offset]
    return usual if with_offset or OF_TRUE_DATES in usual else [*usual, OF_TRUE_DATES]


def _parsed(cell: str, formats: list[str]) -> str:
    return f"try_strptime({cell}, [{', '.join(text(one) for one in formats)}])"


def _time(mapping: Mapping) -> Field:
    """Clock time, without zone. Null when the cell says the moment itself, or nothing that we can read."""
    shape = mapping.shape.time
    if shape.offset == "ignore":
        cell = "regexp_replace(trim(r_time), '\\s*(Z|[+-]\\d\\d:?(\\d\\d)?)$', '')"
        formats = [one.replace("%z", "").strip() for one in shape.formats if one != "iso"]
        value = _parsed(cell, list(dict.fromkeys([*formats, OF_TRUE_DATES])))
    else:
        cell, formats = "trim(r_time)", _formats(mapping, with_offset=False)
        value = f"coalesce({_parsed('r_time', formats)}, {_parsed(cell, formats)})"
    if "iso" in shape.formats:
        iso = f"try_cast({cell} AS TIMESTAMP)"  # it would drop an offset without a word
        iso = iso if shape.offset == "ignore" else f"CASE WHEN NOT ({_says_offset(cell)}) THEN {iso} END"
        value = f"coalesce({value}, {iso})"
    return Field(value, "r_time", "time IS NOT NULL OR moment IS NOT NULL")


def _moment(mapping: Mapping, source: Source) -> str:
    """The moment in UTC, when the cell says its offset and the mapping obeys it."""
    if mapping.shape.time.offset == "ignore":
        return "NULL::TIMESTAMP"
    cell, formats = "trim(r_time)", _formats(mapping, with_offset=True)
    formats += [f"{OF_TRUE_DATES}%z"] if source.moments else []
    tried = [f"timezone('UTC', {_parsed(cell, formats)}::TIMESTAMPTZ)"] if formats else []
    if "iso" in mapping.shape.time.formats:
        tight = f"regexp_replace(upper({cell}), '\\s+([+-][0-9:]+)$', '\\1')"
        iso = f"timezone('UTC', try_cast({tight} AS TIMESTAMPTZ))"
        tried.append(f"CASE WHEN {_says_offset(cell)} THEN {iso} END")
    return f"coalesce({', '.join(tried)})" if tried else "NULL::TIMESTAMP"


def _says_offset(cell: str) -> str:
    """SQL: whether a time in the ISO form ends in an offset, as `10:00Z`, `10:00:00+02:00` or `10:00 UTC`."""
    return (
        f"regexp_matches({cell}, ':[0-9]{{2}}([.,][0-9]+)?\\s*(z|utc|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$', 'i')"
    )


def _words(stage: Stage, field: str, shape: ValueShape, catalogue: Words[str, str]) -> Field:
    """A field that takes words, or a code of the source."""
    if shape.always is not None:
        return Field("", shown=text(shape.always))
    cell, otherwise = f"r_{field}", _otherwise(field, shape)
    if shape.by == "code" and field != "service":
        return Field(_code(cell, CODES[field]), cell, shown=f"coalesce({{}}, {otherwise})")
    known = shape.values if shape.by == "values" else catalogue
    words = {word.strip().lower(): value for word, value in known.items()} | {**known}
    if not words:
        return Field("NULL::USMALLINT", cell, shown=otherwise)
    kind = name(f"words_{field}")
    listed = ", ".join(text(word) for word in words)
    stage.db.execute(f"DROP TYPE IF EXISTS {kind}; CREATE TYPE {kind} AS ENUM ({listed})")
    # a look-up by hash for the word as it stands, and only then without regard to capitals and blanks around it
    tried = f"try_cast(coalesce({cell}, '') AS {kind}), try_cast(lower(trim(coalesce({cell}, ''))) AS {kind})"
    values = ", ".join(text(value) for value in words.values())
    return Field(
        f"enum_code(coalesce({tried}))", cell,
        shown=f"coalesce(list_extract([{_braced(values)}], {{}}::BIGINT + 1), {_braced(otherwise)})",
    )  # fmt: skip


def _braced(sql: str) -> str:
    """For `str.format`."""
    return sql.replace("{", "{{").replace("}", "}}")


def _code(cell: str, longest: int) -> str:
    """A short code of the source as it stands.

    Six digits in a row, or words with a blank between them, could be a person: such a one is not taken over.
    """
    plain = f"regexp_full_match(trim({cell}), '[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå_./-]*')"
    digits = f"CASE WHEN length({cell}) < 6 THEN false ELSE regexp_matches({cell}, '[0-9]{{6}}') END"
    return f"CASE WHEN length(trim({cell})) <= {longest} AND {plain} AND NOT ({digits}) THEN trim({cell}) END"


def _otherwise(field: str, shape: ValueShape) -> str:
    """SQL for a cell that no word fits: null rejects the row."""
    said = UNSAID[field] if shape.otherwise is None else shape.otherwise
    return "NULL::VARCHAR" if said == REJECT else text(said)


def _number(cell: str, shape: NumberShape, decimal: str, *, whole: bool) -> str:
    """Minutes as whole tenths, or a weight with four decimals."""
    plain = f"trim({cell})"
    if decimal == ",":
        # a point parts thousands, or the number is not written as the mapping says: 4.5 is not 45
        plain = (
            f"CASE WHEN regexp_full_match({plain}, {text(WITH_COMMA)}) "
            f"THEN replace(replace({plain}, '.', ''), ',', '.') END"
        )
    if whole:
        factor = 10.0 if shape.unit == "minutes" else 1 / 6
        return f"try_cast(round(try_cast({plain} AS DOUBLE) * {factor!r}) AS INTEGER)"
    read = f"try_cast({plain} AS DECIMAL(18,4))"
    return f"CASE WHEN abs({read}) < 10000000000 THEN {read}::DECIMAL(14,4) END"
