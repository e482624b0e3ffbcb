"""Rewriting a month: its parts become one, and its gaps are told anew, now that later rows are known.

The month of a call and the one after it are open for forty days; then no later row can be its neighbour.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from indgang.modules.contacts.models import LedgerPart
from indgang.modules.contacts.selectors.columns import listed
from indgang.modules.contacts.selectors.gaps import DAYS, NARROW, gaps_sql
from indgang.modules.contacts.selectors.parts import Part, around, files, parts
from indgang.modules.contacts.services.copy.tools import (
    after,
    begins,
    is_final,
    make,
    make_corrected,
    own_parts,
    plain,
    workshop,
)
from indgang.modules.contacts.services.copy.writing import NewPart, enter, place, write_part
from indgang.modules.contacts.services.keys import bridges

HOUR = timedelta(hours=1)
Month = tuple[int | None, int, int]


def _month(part: Part) -> Month:
    return part.batch, part.year, part.month or 1


def rewrite_open(table: str, now: datetime, *, everything: bool = False) -> int:
    """Rewrite the open months of each batch when parts have been added, and close those whose time is up.

    A part in one month may hold the neighbour of a row in another. A row that settles in a month whose time was up
    already has all months near it told anew, at once.

    Returns how many were written. At most hourly, unless `everything`.
    """
    copied = parts()
    order = sorted(own_parts(copied, table), key=lambda part: (part.batch or 0, part.year, part.month or 1))
    count = 0
    for _, of_batch in groupby(order, key=lambda part: part.batch):
        every = {month: list(found) for month, found in groupby(of_batch, key=_month)}
        for month in _due(every, table, now, everything):
            rewrite(table, month, every[month], copied, now)
            count += 1
    return count


def _due(every: Mapping[Month, Sequence[Part]], table: str, now: datetime, everything: bool) -> list[Month]:
    """Those of the months of one batch that are to be rewritten now."""
    held = {month: found for month, found in every.items() if not all(part.gaps_final for part in found)}
    made = [part.made_at for found in held.values() for part in found]
    added = any(len(found) > 1 for found in held.values()) or len(set(made)) > 1
    if added and (everything or now - min(made) >= HOUR):
        wanted = set(held)
    else:
        wanted = {month for month in held if is_final(_first(month), now)}
    for month, found in held.items():
        late = any(not part.gaps_final and is_final(_first(month), part.made_at) for part in found)
        if late and table == "contact":
            wanted |= {other for other in every if _are_near(_first(month), _first(other))}
    return [month for month in every if month in wanted]


def _are_near(one: date, other: date) -> bool:
    """Whether a row of one month can be the neighbour of a row of the other."""
    return other < after(one) + timedelta(days=DAYS) and one < after(other) + timedelta(days=DAYS)


def _first(month: Month) -> date:
    return date(month[1], month[2], 1)


def rewrite(table: str, month: Month, old: Sequence[Part], copied: Sequence[Part], now: datetime) -> None:
    """Put one part in the place of the parts `old` of a month, in one transaction."""
    with workshop() as (connection, folder):
        rows = f"SELECT * FROM {files(old)}"  # noqa: S608
        if table == "contact":
            rows = _told_anew(connection, month, old, copied)
        part = write_part(
            connection,
            rows,
            folder=folder,
            table=table,
            batch=month[0],
            year=month[1],
            month=month[2],
            own=True,
            gaps_final=is_final(_first(month), now),
        )
        replace(table, month, [part] if part else [], now)


def replace(table: str, month: Month, new: Sequence[NewPart], now: datetime) -> None:
    """From the commit on these parts of our own rows count for a month, and no others."""
    place(new)
    with transaction.atomic():
        held = LedgerPart.objects.filter(table=table, year=month[1], month=month[2], gone_at__isnull=True)
        held = held.filter(batch__isnull=True) if month[0] is None else held.filter(batch=month[0])
        held.exclude(first_id="").update(gone_at=now)
        enter(new, at=now)


def _told_anew(connection: Any, month: Month, old: Sequence[Part], copied: Sequence[Part]) -> str:
    """The rows of a month with their gaps to all that is known now.

    A gap over New Year that cannot be found again, since the keys are gone, stays as it was told.
    """
    first, last = _first(month), after(_first(month))
    near = around(copied, month[0], first - timedelta(days=DAYS), last + timedelta(days=DAYS))
    make_corrected(connection, copied)
    make(connection, "linked", "", "last_years VARCHAR, this_years VARCHAR")
    for pairs in bridges(sorted({part.year for part in near})):
        connection.executemany("INSERT INTO linked VALUES (?, ?)", pairs)
    narrow = NARROW.replace("party", "coalesce(linked.this_years, party) AS party")
    among = f"""
        SELECT {narrow} FROM {files(near)} LEFT JOIN linked ON linked.last_years = party
        WHERE id NOT IN (SELECT id FROM corrected)
    """  # noqa: S608
    make(connection, "gaps", "", "id VARCHAR, b INTEGER, a INTEGER, d INTEGER, c VARCHAR")
    connection.execute(f"INSERT INTO gaps {gaps_sql(among)}")
    new_year = plain(begins(date(month[1], 1, 1)))
    next_year = plain(begins(date(month[1] + 1, 1, 1)))
    from_last = f'"at" - to_seconds(gap_before) < {new_year}'
    told = f"""
        SELECT rows.* EXCLUDE (gap_before, gap_after, gap_digital, channel_before),
            coalesce(b, CASE WHEN {from_last} THEN gap_before END) AS gap_before,
            coalesce(a, CASE WHEN "at" + to_seconds(gap_after) >= {next_year} THEN gap_after END) AS gap_after,
            coalesce(d, CASE WHEN "at" - to_seconds(gap_digital) < {new_year} THEN gap_digital END) AS gap_digital,
            CASE WHEN b IS NULL AND {from_last} THEN channel_before ELSE c END AS channel_before
        FROM {files(old)} AS rows LEFT JOIN gaps USING (id)
    """  # noqa: S608
    return f"SELECT {listed('contact')} FROM ({told})"  # noqa: S608
