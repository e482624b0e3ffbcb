"""A synthetic year of contacts as a municipality would export it: hours, entrances, services, parties who come again.

Nothing in it is anybody's: every value comes from a hash of the row's number and the seed.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 2012
YEAR = 2025
ENTRANCES = 54
SERVICES = 400
PARTIES = 600_000
CHANNELS = (
    ("Telefon", "telephone", 34),
    ("Selvbetjening", "self_service", 22),
    ("Fremmøde", "in_person", 17),
    ("E-mail", "email", 13),
    ("Hjemmeside", "web", 9),
    ("Brev", "letter", 5),
)
ENDS = [*["Løst"] * 7, *["Stillet om"] * 2, "Ukendt"]
# How many of a hundred contacts come in each hour.
HOURS = {7: 3, 8: 9, 9: 14, 10: 16, 11: 12, 12: 9, 13: 11, 14: 9, 15: 7, 16: 4, 17: 2, 19: 2, 21: 2}


def _days() -> list[int]:
    """The days of the year by number; a working day stands there six times, a Saturday or Sunday once."""
    first = date(YEAR, 1, 1)
    every = ((number, first + timedelta(days=number)) for number in range(365))
    return [number for number, day in every for _ in range(6 if day.weekday() < 5 else 1)]


def _words(words: list[Any]) -> str:
    return "[" + ", ".join(f"'{word}'" if isinstance(word, str) else str(word) for word in words) + "]"


def make(connection: Any, path: Path, rows: int, *, seed: int = SEED, first: int = 0, of: int = 0) -> None:
    """Write `rows` rows as CSV, in the order of time; row `first` is the first of `of` in the year.

    Each row of a tenth follows upon the one before it, by the same party on the same service.
    """
    days = _days()
    hours = [hour for hour, count in HOURS.items() for _ in range(count)]
    channels = [word for word, _, count in CHANNELS for _ in range(count)]

    def dice(what: str, number: int) -> str:
        return f"hash({what}, {seed}, {number})"

    connection.execute(f"""
        COPY (
            WITH numbered AS (
                SELECT i, CASE WHEN i % 5 = 1 AND {dice("i", 1)} % 2 = 0 THEN i - 1 ELSE i END AS b
                FROM range({first}, {first + rows}) AS numbers(i)
            ), thrown AS (
                SELECT i, {dice("b", 2)} % {PARTIES} AS party, {dice("b", 3)} % 4 AS interest, {dice("i", 4)} AS h,
                    least(364, {_words(days)}[1 + (b * {len(days)} // {of or rows})]
                        + CASE WHEN i = b THEN 0 ELSE {dice("i", 5)} % 15 END) AS day
                FROM numbered
            )
            SELECT 'K' || i AS noegle,
                strftime(DATE '{YEAR}-01-01' + CAST(day AS INTEGER), '%Y-%m-%d') || ' '
                    || lpad({_words(hours)}[1 + CAST(h % 100 AS INTEGER)]::VARCHAR, 2, '0') || ':'
                    || lpad((h // 100 % 60)::VARCHAR, 2, '0') || ':' || lpad((h // 6000 % 60)::VARCHAR, 2, '0') AS tid,
                {_words(channels)}[1 + CAST(h // 360000 % 100 AS INTEGER)] AS kanal,
                'indgang-' || (h // 36000000 % {ENTRANCES}) AS indgang,
                'ydelse-' || ((party * 7 + interest * 53) % {SERVICES}) AS ydelse,
                {_words(ENDS)}[1 + CAST(h // 7 % 10 AS INTEGER)] AS udfald,
                (10 + h // 11 % 120 + h // 13 % 80) / 10.0 AS minutter,
                'P' || party AS borger
            FROM thrown ORDER BY i
        ) TO '{path}' (FORMAT csv, HEADER true)
    """)  # noqa: S608


def mapping(name: str, *, parties: bool = True) -> str:
    """The mapping that reads the file; each name is a series of its own. Without `parties` nobody comes again."""
    channels = "\n".join(f"    {word}: {channel}" for word, channel, _ in CHANNELS)
    services = "\n".join(f"    ydelse-{number}: ydelse-{number}" for number in range(SERVICES))
    return f"""\
id: {name}
title: {{da: Målt, en: Measured}}
municipality: {{id: maalt, name: Målt}}
counting_rule: {{da: "Hver række er en henvendelse.", en: "Each row is a contact."}}
key: noegle
time:
  column: tid
  formats: ["%Y-%m-%d %H:%M:%S"]
  zone: Europe/Copenhagen
channel:
  column: kanal
  otherwise: reject
  values:
{channels}
entrance:
  column: indgang
  by: code
service:
  column: ydelse
  by: values
  otherwise: ""
  values:
{services}
outcome:
  column: udfald
  otherwise: unknown
  values: {{"Løst": resolved, "Stillet om": transferred, "Ukendt": unknown}}
minutes: {{column: minutter}}
{"party: {column: borger}" if parties else "drop: [borger]"}
"""


COLUMNS = (
    "{'noegle': 'VARCHAR', 'tid': 'TIMESTAMP', 'kanal': 'VARCHAR', 'indgang': 'VARCHAR', 'ydelse': 'VARCHAR', "
    "'udfald': 'VARCHAR', 'minutter': 'DOUBLE', 'borger': 'VARCHAR'}"
)


def raw_load(connection: Any, path: Path) -> None:
    """What an import is held against: the same file into a DuckDB table, types told, nothing checked."""
    connection.execute(
        f"CREATE OR REPLACE TABLE raw AS SELECT * FROM read_csv('{path}', columns = {COLUMNS}, header = true)"  # noqa: S608
    )


def raw_gaps(connection: Any) -> None:
    """The seconds to the contact before and after, and since a digital one, by DuckDB's own windows: what an import
    works out beside loading."""
    connection.execute("""
        CREATE OR REPLACE TABLE gaps AS SELECT noegle, epoch(tid - lag(tid) OVER w) AS gap_before,
            epoch(lead(tid) OVER w - tid) AS gap_after, lag(kanal) OVER w AS channel_before,
            epoch(tid - max(CASE WHEN kanal IN ('Selvbetjening', 'Hjemmeside') THEN tid END) OVER earlier) AS digital
        FROM raw WINDOW w AS (PARTITION BY borger, ydelse ORDER BY tid, noegle),
            earlier AS (PARTITION BY borger, ydelse ORDER BY tid, noegle
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    """)
