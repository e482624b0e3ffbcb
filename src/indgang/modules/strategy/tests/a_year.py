"""A year of 20,000 contacts and as many measurements, always the same, as parts of the analytical copy."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.models import LedgerPart
from indgang.modules.contacts.selectors.columns import COLUMNS, arrow_schema
from indgang.modules.contacts.vocabulary import Audience, Cause, Ease, Handling, Outcome, Quality

SEED = 2012
ROWS = 20_000
YEAR = 2026
DAY = 86_400
_SERVICES = ("", "pas", "flytning", "byggetilladelse", "boligstoette")
_DEPARTMENTS = ("", "KFF", "ØKF")
_KINDS = {
    "begun": ("",),
    "completed": ("",),
    "not_entitled": ("",),
    "already_done": ("",),
    "completed_how": ("alone", "co_served", "by_staff"),
    "decided": ("automatic", "staff"),
    "decision_time": ("automatic", "staff"),
    "satisfaction": tuple(answer.value for answer in Ease),
    "no_show": ("no_show", "came"),
    "website_first": ("yes", "no"),
}


def write(folder: Path, batch: int) -> None:
    """Two Parquet files below `<folder>/ledger`, named in the list of parts. The batch must be there."""
    draw = random.Random(SEED)  # noqa: S311  (no secret: the same rows every time)
    root = folder / "ledger"
    root.mkdir(parents=True, exist_ok=True)
    ids = [str(UUID(int=(1 << 100) + number)) for number in range(ROWS)]
    for table, row in (("contact", _contact), ("measurement", _measurement)):
        rows = [row(draw, id, batch, number) for number, id in enumerate(ids)]
        if table == "contact":
            for number in range(0, 200, 2):  # a hundred rows that another one corrects
                rows[number + 1]["corrects"] = ids[number]
        schema = arrow_schema(pa, table)
        columns = {name: [line[name] for line in rows] for name in COLUMNS[table]}
        pq.write_table(pa.table(columns, schema=schema), root / f"{table}.parquet")
        LedgerPart.objects.create(
            table=table,
            path=f"{table}.parquet",
            batch_id=batch if table == "contact" else None,
            year=YEAR,
            rows=ROWS,
            bytes=(root / f"{table}.parquet").stat().st_size,
            sha256="",
            first_id=ids[0],
            last_id=ids[-1],
            gaps_final=True,
            made_at=clock.now(),
        )


def _when(draw: random.Random) -> dict[str, Any]:
    at = datetime(YEAR, 1, 1, tzinfo=COPENHAGEN) + timedelta(seconds=draw.randrange(365 * DAY))
    day = at.astimezone(COPENHAGEN).date()
    at = at.astimezone(UTC).replace(tzinfo=None)
    return {"at": at, "day": day, "month": day.replace(day=1), "year": day.year}


def _gap(draw: random.Random) -> int | None:
    """Often exactly on an edge: 7, 14 or 30 days, or a second beside."""
    if draw.random() < 0.4:
        return None
    if draw.random() < 0.2:
        return draw.choice((1, 7, 14, 30)) * DAY + draw.choice((-1, 0, 1))
    return draw.randrange(40 * DAY)


def _contact(draw: random.Random, id: str, batch: int, number: int) -> dict[str, Any]:
    before = _gap(draw)
    service, party = draw.choice(_SERVICES), draw.choice((None, f"p{draw.randrange(900)}"))
    quality = draw.choices(list(Quality), (90, 4, 3, 3))[0]
    return {
        "id": id,
        "key": "",
        **_when(draw),
        "batch": batch,
        "direction": draw.choice(("in", "in", "in", "out")),
        "channel": draw.choice(list(Channel)).value,
        "entrance": draw.choice(("", "raadhuset", "kvarterhuset")),
        "service": service,
        "department": draw.choice(_DEPARTMENTS),
        "kind": "unknown",
        "level": "",
        "outcome": draw.choice(list(Outcome)).value,
        "audience": draw.choice(list(Audience)).value,
        "handling": draw.choice(list(Handling)).value,
        "quality": quality.value,
        "cause": draw.choice(list(Cause)).value,
        "exempt": draw.choice((None, True, False)),
        "minutes_tenths": draw.choice((None, draw.randrange(600))),
        "weight": draw.choice(
            (Decimal(1), Decimal(1), Decimal("3.3333"), Decimal("0.0001"), Decimal("123456.7"))
        ),
        "journey": draw.choice((None, f"j{draw.randrange(4000)}")),
        "party": party,
        "followed": bool(party and service and quality != Quality.TIME_UNRELIABLE),
        "corrects": None,
        "gap_before": before,
        "gap_after": _gap(draw),
        "gap_digital": _gap(draw),
        "channel_before": None if before is None else draw.choice(list(Channel)).value,
    }


def _measurement(draw: random.Random, id: str, batch: int, number: int) -> dict[str, Any]:
    kind = draw.choice(list(_KINDS))
    return {
        "id": id,
        **_when(draw),
        "service": draw.choice(_SERVICES),
        "kind": kind,
        "subject_key": draw.choice(_KINDS[kind]),
        "value": draw.choice((float(draw.randrange(90)), draw.random() * 90)),
        "journey": draw.choice((None, f"j{draw.randrange(4000)}")),
        "audience": draw.choice(("", *(one.value for one in Audience))),
        "exempt": draw.choice((None, True, False)),
        "department": draw.choice(_DEPARTMENTS),
    }
