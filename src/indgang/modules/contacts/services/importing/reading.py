"""The one SELECT of an import: what a mapping makes of the columns of a file, all of it text.

Beside each field stands a column `not_<field>`: null when the cell was understood, empty when it was empty, else what
stood there. A row is rejected for these, later, in rules that see the whole file.
"""

from collections.abc import Mapping as Words
from dataclasses import dataclass
from decimal import Decimal

from indgang.modules.contacts.schema.mapping import REJECT, UNSAID, Mapping, NumberShape, ValueShape
from indgang.modules.contacts.services.importing.sources import Source
from indgang.modules.contacts.services.importing.stage import Stage, name, text

MOST_IN_A_CASE = 24
"""More words than this are looked up in a table."""

LONGEST_SHOWN = 80
OF_TRUE_DATES = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Field:
    """SQL for one field: its value, and for `not_<field>`; `join` finds the words when there are many."""

    value: str
    unclear: str = "NULL::VARCHAR"
    join: str = ""


def select(stage: Stage, mapping: Mapping, source: Source, catalogue: Words[str, str], salt: str) -> str:
    """`SELECT … FROM` what a source gives: one text column a role (`r_time`, `r_channel`, …).

    `catalogue` maps what a service is called to its id, for `by: code` and `by: name`. `salt` blurs the party: the
    value itself is not even staged.
    """
    fields = {"time": _time(mapping), "moment": _moment(mapping)}
    fields |= {field: _words(stage, field, shape, catalogue) for field, shape in mapping.values().items()}
    if mapping.shape.key:
        fields["key"] = Field("trim(r_key)", "CASE WHEN trim(r_key) IS NULL OR trim(r_key) = '' THEN '' END")
    for role in ("minutes", "weight"):
        shape: NumberShape | None = getattr(mapping.shape, role)
        if shape is not None and shape.column is not None:
            fields[role] = _number(f"r_{role}", shape, mapping.shape.format.decimal, whole=role == "minutes")
    if mapping.shape.party:
        fields["party"] = Field(
            f"CASE WHEN trim(r_party) <> '' THEN hash({text(salt)} || trim(r_party)) END",
            "CASE WHEN trim(r_party) IS NULL OR trim(r_party) = '' THEN '' END",
        )
    columns = ", ".join(
        f"{found.value} AS {name(field)}, {found.unclear} AS {name('not_' + field)}"
        for field, found in fields.items()
    )
    joins = " ".join(found.join for found in fields.values() if found.join)
    line = "line, " if source.numbered else ""
    return f"SELECT {line}{columns} FROM {source.relation} AS source {joins}"  # noqa: S608 - names and words are quoted


def _formats(mapping: Mapping, *, with_offset: bool) -> list[str]:
    shape = mapping.shape.time
    usual = [one for one in shape.formats if one != "iso" and ("%z" in one) is with_offset]
    return usual if with_offset or OF_TRUE_DATES in usual else [*usual, OF_TRUE_DATES]


def _parsed(cell: str, formats: list[str]) -> str:
    return f"try_strptime({cell}, [{', '.join(text(one) for one in formats)}])"


def _time(mapping: Mapping) -> Field:
    """Clock time, without zone. Null when the cell says the moment itself, or nothing that we can read."""
    shape = mapping.shape.time
    cell = "trim(r_time)"
    if shape.offset == "ignore":
        cell = f"regexp_replace({cell}, '\\s*(Z|[+-]\\d\\d:?(\\d\\d)?)$', '')"
        formats = [one.replace("%z", "").strip() for one in shape.formats if one != "iso"]
        formats = list(dict.fromkeys([*formats, OF_TRUE_DATES]))
    else:
        formats = _formats(mapping, with_offset=False)
    value = _parsed(cell, formats)
    if "iso" in shape.formats:
        value = f"coalesce({value}, try_cast({cell} AS TIMESTAMP))"
    moment = _moment(mapping).value
    unread = value if moment.startswith("NULL") else f"coalesce({value}, {moment})"
    return Field(value, _left_over("r_time", unread))


def _moment(mapping: Mapping) -> Field:
    """The moment in UTC, when the cell says its offset and the mapping obeys it."""
    formats = _formats(mapping, with_offset=True)
    if mapping.shape.time.offset == "ignore" or not formats:
        return Field("NULL::TIMESTAMP")
    return Field(f"timezone('UTC', {_parsed('trim(r_time)', formats)}::TIMESTAMPTZ)")


def _left_over(cell: str, value: str) -> str:
    """What stands in a cell that has no value: empty when nothing does."""
    return (
        f"CASE WHEN {value} IS NOT NULL THEN NULL WHEN {cell} IS NULL OR trim({cell}) = '' THEN '' "
        f"ELSE left(trim({cell}), {LONGEST_SHOWN}) END"
    )


def _words(stage: Stage, field: str, shape: ValueShape, catalogue: Words[str, str]) -> Field:
    """A field that takes words."""
    if shape.always is not None:
        return Field(text(shape.always))
    cell, otherwise = f"r_{field}", _otherwise(field, shape)
    if shape.by == "code" and field != "service":
        plain = f"regexp_full_match(trim({cell}), '[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå _./-]*')"
        longest = 20 if field == "department" else 60
        # digits alone could be a person: such a code is not taken over
        safe = f"{plain} AND length(trim({cell})) <= {longest} AND NOT regexp_matches({cell}, '\\d{{6}}')"
        value = f"CASE WHEN {safe} THEN trim({cell}) END"
        return Field(f"coalesce({value}, {otherwise})", _left_over(cell, value))
    known = shape.values if shape.by == "values" else catalogue
    if len(known) <= MOST_IN_A_CASE:
        value = _case(cell, known)
        return Field(f"coalesce({value}, {otherwise})", _left_over(cell, value))
    table = f"words_{field}"
    stage.db.execute(f"CREATE OR REPLACE TABLE {table} (word VARCHAR, value VARCHAR)")
    stage.db.executemany(f"INSERT INTO {table} VALUES (lower(trim(?)), ?)", list(known.items()))  # noqa: S608
    stage.db.execute(
        f"CREATE OR REPLACE TABLE {table}_once AS SELECT word, first(value) AS value FROM {table} GROUP BY word"  # noqa: S608
    )
    join = f"LEFT JOIN {table}_once AS {table}_w ON {table}_w.word = lower(trim(coalesce({cell}, '')))"
    value = f"{table}_w.value"
    return Field(f"coalesce({value}, {otherwise})", _left_over(cell, value), join)


def _otherwise(field: str, shape: ValueShape) -> str:
    """SQL for a cell that no word fits: null rejects the row."""
    said = UNSAID[field] if shape.otherwise is None else shape.otherwise
    return "NULL" if said == REJECT else text(said)


def _case(cell: str, known: Words[str, str]) -> str:
    """The words as they stand; else without regard to capitals and blanks around them."""
    if not known:
        return "NULL::VARCHAR"
    loose = {word.strip().lower(): value for word, value in known.items()}
    tried = " ".join(f"WHEN {text(word)} THEN {text(value)}" for word, value in loose.items())
    plain = f"CASE lower(trim(coalesce({cell}, ''))) {tried} END"
    exact = " ".join(f"WHEN {text(word)} THEN {text(value)}" for word, value in known.items() if word)
    return f"CASE {cell} {exact} ELSE {plain} END" if exact else plain


def _number(cell: str, shape: NumberShape, decimal: str, *, whole: bool) -> Field:
    """Minutes as whole tenths, or a weight with four decimals."""
    plain = f"trim({cell})"
    if decimal == ",":
        plain = f"replace(replace({plain}, '.', ''), ',', '.')"
    read = f"try_cast({plain} AS DECIMAL(18,4))"
    if whole:
        factor = Decimal(10) if shape.unit == "minutes" else Decimal(1) / 6
        value = f"try_cast(round(try_cast({plain} AS DOUBLE) * {float(factor)!r}) AS INTEGER)"
    else:
        value = f"CASE WHEN abs({read}) < 10000000000 THEN {read}::DECIMAL(14,4) END"
    return Field(value, _left_over(cell, value))
