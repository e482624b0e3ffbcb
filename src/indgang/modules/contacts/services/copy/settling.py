"""Keeping the analytical copy up: our own rows settle into parts, and parts whose gaps may still change are rewritten.

One process at a time, held apart by a lock on the folder. The others go on with what the manifest says.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel.ids import id_of
from indgang.modules.contacts.selectors.parts import Part, earlier, files, parts, settled
from indgang.modules.contacts.services.copy.rewriting import rewrite_open
from indgang.modules.contacts.services.copy.sweeping import remove_gone
from indgang.modules.contacts.services.copy.tools import (
    TABLES,
    Table,
    alone,
    make,
    make_filled,
    make_fresh,
    own_parts,
    workshop,
    write_filled,
)
from indgang.modules.contacts.services.copy.writing import NewPart, enter, place

AGE = timedelta(minutes=10)
"""A row settles when it is so old: a transaction that began before it has ended by then."""

ENOUGH = 5_000
HOUR = timedelta(hours=1)
AT_A_TIME = 500_000


@dataclass(frozen=True)
class Upkeep:
    """What one upkeep did: parts and rows written for the first time, parts rewritten, files removed, seconds."""

    parts_written: int = 0
    rows: int = 0
    rewritten: int = 0
    swept: int = 0
    seconds: float = 0.0


def upkeep(*, now: datetime, everything: bool = False) -> Upkeep:
    """Copy our own rows that are old enough, and rewrite the months whose gaps may have changed.

    Rows settle when there are 5,000 of them or the oldest is an hour old; a month is rewritten at most hourly.
    `everything`: without waiting for either. A row whose transaction took its time settles with the next ones, and
    the night's count (`check_copy`) finds the rest. Does nothing when another process is at it.
    """
    began = time.monotonic()
    with alone() as first:
        if not first:
            return Upkeep()
        written: list[NewPart] = []
        for table in TABLES:
            while some := _settle(table, now, everything):
                written += some
        rewritten = sum(rewrite_open(table.name, now, everything=everything) for table in TABLES)
        swept = remove_gone(now)
    seconds = time.monotonic() - began
    return Upkeep(len(written), sum(part.rows for part in written), rewritten, swept, seconds)


def _settle(table: Table, now: datetime, everything: bool) -> list[NewPart]:
    """Copy the oldest rows that are not copied yet, some at a time. Empty when there are none, or too few."""
    copied = parts()
    last = settled(copied, table.name)
    until = None if everything else id_of(AGE)
    if not _enough(table, last, until, everything):
        return []
    with workshop() as (connection, folder):
        _take(connection, table, until, copied)
        make_filled(connection, table.name, copied)
        found = write_filled(connection, table.name, folder)
        place(found)
        with transaction.atomic():
            # never the moment of an earlier part: by it the upkeep knows that something has come
            enter(found, at=max([now, *(part.made_at + timedelta(microseconds=1) for part in copied)]))
    return found


def _enough(table: Table, last: str, until: UUID | None, everything: bool) -> bool:
    """Whether it is time for another part."""
    new: Any = table.model.objects.order_by("pk")
    new = new.filter(pk__gt=UUID(last)) if last else new
    new = new.filter(pk__lt=until) if until else new
    oldest = new.values_list("pk", flat=True).first()
    if oldest is None:
        return False
    return everything or oldest < id_of(HOUR) or new.count() >= ENOUGH


def _take(connection: Any, table: Table, until: UUID | None, copied: tuple[Part, ...]) -> None:
    """Put the oldest rows that no part holds into the table `fresh`."""
    since = earlier(settled(copied, table.name))
    late = [part for part in own_parts(copied, table.name) if part.last_id >= str(since)]
    make(connection, "known", f"SELECT id FROM {files(late)} WHERE id >= '{since}'" if late else "")  # noqa: S608
    make_fresh(connection, table.name)
    held = 0
    for batch in table.batches(since=since, until=until):
        connection.from_arrow(batch).query(
            "come", "INSERT INTO fresh BY NAME SELECT * FROM come WHERE id NOT IN (SELECT id FROM known)"
        )
        held = connection.execute("SELECT count(*) FROM fresh").fetchall()[0][0]
        if held >= AT_A_TIME:
            break
