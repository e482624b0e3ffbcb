"""Accepted rows become parts of the analytical copy."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from indgang.modules.contacts.schema.mapping import REJECT, UNSAID, Mapping
from indgang.modules.contacts.selectors.gaps import gaps_sql
from indgang.modules.contacts.services.copy import NewPart, write_part
from indgang.modules.contacts.services.importing.judging import unreliable
from indgang.modules.contacts.services.importing.stage import Stage, name, text
from indgang.modules.contacts.vocabulary import Quality

_FIELDS = (
    "direction",
    "channel",
    "kind",
    "level",
    "outcome",
    "audience",
    "handling",
    "entrance",
    "service",
    "department",
)
PART = 2_000_000
"""Rows of the file that one part is made from: joining and sorting more at once goes over the disk."""
PIECE = 50_000
DAYS = 31
"""A file whose rows lie this many days out of order is not sorted: figures ask for whole months, and sorting takes
longer than all the rest of the writing."""
MOST_WORDS = 5_000
_GOOD = "reason IS NULL AND NOT there"


def write_rows(
    stage: Stage, mapping: Mapping, *, batch: int, years: Sequence[int], folder: Path
) -> tuple[NewPart, ...]:
    """Parts of `PART` rows of the file at most, each of one year, more or less in the order of time, in `folder`.

    Ids are `<batch>:<number of the row, from 1>`. A part at a time keeps what must be held in memory small.
    """
    with_party = mapping.shape.party is not None
    if with_party:
        _measure_gaps(stage, mapping)
        _name_parties(stage)
    rows = _columns(mapping, batch, with_party)
    order = "" if _in_order(stage) else 'ORDER BY r."at", n'
    words = _words(stage, mapping)
    last = stage.one("SELECT coalesce(max(n), -1) FROM rows")
    parts = []
    for first in range(0, last + 1, PART):
        piece = f"BETWEEN {first:d} AND {first + PART - 1:d}"
        for year in years:
            found = f"""
                SELECT {rows} FROM (SELECT * FROM judged WHERE n {piece}) r {_joins(piece) if with_party else ""}
                WHERE {_GOOD} AND year(local) = {year:d} {order}
            """  # noqa: S608
            part = write_part(stage.db, found, folder=folder, year=year, batch=batch, words=words)
            if part is not None:
                parts.append(part)
    return tuple(parts)


def _joins(piece: str) -> str:
    return f"""
        LEFT JOIN (SELECT * FROM gaps WHERE id {piece}) g ON g.id = r.n
        LEFT JOIN pseudonyms p ON p.party = r.party AND p.year = year(r.local)
    """  # noqa: S608


def _in_order(stage: Stage) -> bool:
    """Whether the file is in the order of time already, give or take a month: most are."""
    pieces = stage.sql(f"""
        SELECT min("at"), max("at") FROM judged WHERE reason IS NULL GROUP BY n // {PIECE} ORDER BY n // {PIECE}
    """)  # noqa: S608
    return len(pieces) > 1 and all(
        later[0] >= earlier[1] - timedelta(days=DAYS) for earlier, later in pairwise(pieces)
    )


def _words(stage: Stage, mapping: Mapping) -> dict[str, list[str]]:
    """What can stand in each column of words; a column with very many codes is left out."""
    found = {field: _words_of(stage, mapping, field) for field in _FIELDS}
    found["quality"] = [*_words_of(stage, mapping, "quality"), Quality.TIME_UNRELIABLE.value]
    found["cause"] = [""]
    found["channel_before"] = found["channel"]
    return {column: words for column, words in found.items() if len(words) <= MOST_WORDS}


def _words_of(stage: Stage, mapping: Mapping, field: str) -> list[str]:
    shape = mapping.values().get(field)
    if shape is None:
        return [UNSAID[field]]
    if shape.always is not None:
        return [shape.always]
    otherwise = UNSAID[field] if shape.otherwise is None else shape.otherwise
    if shape.by == "values":
        return [*shape.values.values(), *([] if otherwise == REJECT else [otherwise])]
    codes = f"SELECT DISTINCT {name(field)} FROM rows WHERE {name(field)} IS NOT NULL LIMIT {MOST_WORDS + 1}"  # noqa: S608
    return ["", *(str(code) for (code,) in stage.sql(codes))]


def _field(mapping: Mapping, field: str) -> str:
    """A field as it stands in the stage; what the mapping does not name says nothing."""
    if field in mapping.values():
        return f"r.{name(field)}"
    return text(UNSAID[field])


def _columns(mapping: Mapping, batch: int, with_party: bool) -> str:
    said = mapping.shape
    minutes = "r.minutes" if said.minutes is not None and said.minutes.column else "NULL"
    if said.minutes is not None and said.minutes.always is not None:
        tenths = said.minutes.always * (10 if said.minutes.unit == "minutes" else 1 / 6)
        minutes = str(round(tenths))
    weight = "r.weight" if said.weight is not None and said.weight.column else "1"
    if said.weight is not None and said.weight.always is not None:
        weight = repr(said.weight.always)
    exempt = f"CASE {_field(mapping, 'exempt')} WHEN 'yes' THEN true WHEN 'no' THEN false END"
    columns = {
        "id": f"'{batch:d}:' || (n + 1)",
        "key": "r.key" if said.key else "''",
        "at": 'r."at"',
        "day": "local::DATE",
        "month": "date_trunc('month', local)::DATE",
        "year": "year(local)",
        "batch": f"{batch:d}",
        **{field: _field(mapping, field) for field in _FIELDS},
        "quality": unreliable(mapping),
        "cause": "''",
        "exempt": exempt,
        "minutes_tenths": minutes,
        "weight": weight,
        "journey": "NULL",
        "party": "p.pseudonym" if with_party else "NULL",
        "followed": _followed(mapping) if with_party else "false",
        "corrects": "NULL",
        **{
            gap: f"g.{gap}" if with_party else "NULL"
            for gap in ("gap_before", "gap_after", "gap_digital", "channel_before")
        },
    }
    return ", ".join(f'{sql} AS "{column}"' for column, sql in columns.items())


def _followed(mapping: Mapping) -> str:
    known = f"p.pseudonym IS NOT NULL AND {_field(mapping, 'service')} <> ''"
    return f"({known} AND {unreliable(mapping)} <> {text(Quality.TIME_UNRELIABLE.value)})"


def _measure_gaps(stage: Stage, mapping: Mapping) -> None:
    """The gaps within this file: the only time that the same party is told from another over a year's end."""
    rows = f"""
        SELECT n AS id, "at", year(local) AS year, party, NULL AS journey, {_field(mapping, "service")} AS service,
            {_field(mapping, "channel")} AS channel, {_field(mapping, "direction")} AS direction,
            {unreliable(mapping)} AS quality
        FROM judged r WHERE {_GOOD}
    """  # noqa: S608
    # most people come once: only rows with a neighbour are kept, and joined
    stage.db.execute(f"""
        CREATE TABLE gaps AS SELECT * FROM ({gaps_sql(rows, journeys=False)})
        WHERE gap_before IS NOT NULL OR gap_after IS NOT NULL OR gap_digital IS NOT NULL
    """)  # noqa: S608


def _name_parties(stage: Stage) -> None:
    """A pseudonym for each party and year, from a secret that nobody keeps: as good as a key that was destroyed."""
    secret = secrets.token_hex(16)
    stage.db.execute(f"""
        CREATE TABLE pseudonyms AS SELECT party, year, left(sha256('{secret}' || party || '/' || year), 24) AS pseudonym
        FROM (SELECT DISTINCT party, year(local) AS year FROM judged WHERE {_GOOD} AND party IS NOT NULL)
    """)  # noqa: S608
