"""Once a night: does the copy hold what the database holds, and is every file there?"""

import logging
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncMonth

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.contacts.selectors.parts import Part, parts, settled
from indgang.modules.contacts.services.copy.rewriting import Month, replace
from indgang.modules.contacts.services.copy.tools import (
    TABLES,
    Table,
    after,
    alone,
    begins,
    make_filled,
    make_fresh,
    own_parts,
    workshop,
    write_filled,
)

logger = logging.getLogger(__name__)


def check_copy(*, now: datetime) -> int:
    """Compare the copy with the database, month by month, and copy anew each month that differs. Returns how many.

    Only our own rows can be copied anew: a file of an import that is missing is logged, and must come from a backup.
    """
    with alone() as first:
        if not first:
            return 0
        found = parts()
        lost = {part.file for part in found if not Path(part.file).is_file()}
        for part in found:
            if part.file in lost and not part.first_id:
                logger.error("A part of an import is gone: %s. Put it back from the backup.", part.file)
        return sum(_check(table, found, lost, now) for table in TABLES)


def _check(table: Table, copied: tuple[Part, ...], lost: set[str], now: datetime) -> int:
    own = own_parts(copied, table.name)
    if not own:
        return 0
    rows = table.model.objects.filter(pk__lte=UUID(settled(copied, table.name)))
    here: Counter[Month] = Counter()
    for part in own:
        here[part.batch, part.year, part.month or 1] += 0 if part.file in lost else part.rows
    names = ["batch", "month"] if table.name == "contact" else ["month"]
    there: dict[Month, int] = {}
    by_month = rows.order_by().annotate(month=TruncMonth("at", tzinfo=COPENHAGEN)).values(*names)
    for line in by_month.annotate(count=Count("pk")):
        there[line.get("batch"), line["month"].year, line["month"].month] = line["count"]
    differ = sorted((month for month in {*here, *there} if here[month] != there.get(month, 0)), key=str)
    until = UUID(int=UUID(settled(copied, table.name)).int + 1)
    for month in differ:
        logger.warning(
            "The copy of %s held %d rows of %s, the database %d; it is copied anew.",
            table.name, here[month], month, there.get(month, 0),
        )  # fmt: skip
        _copy_anew(table, month, [part for part in copied if part.file not in lost], until, now)
    return len(differ)


def _copy_anew(table: Table, month: Month, copied: list[Part], until: UUID, now: datetime) -> None:
    """The rows of a month from the database, in the place of the parts that held them."""
    first = date(month[1], month[2], 1)
    others = [
        part
        for part in copied
        if part.table != table.name or not part.first_id or (part.batch, part.year, part.month) != month
    ]
    limits = {"first": begins(first), "before": begins(after(first))}
    if table.name == "contact":
        limits["batch"] = month[0]  # type: ignore[assignment]
    with workshop() as (connection, folder):
        make_fresh(connection, table.name)
        for batch in table.batches(until=until, **limits):
            connection.from_arrow(batch).query("come", "INSERT INTO fresh BY NAME SELECT * FROM come")
        make_filled(connection, table.name, others)
        replace(table.name, month, write_filled(connection, table.name, folder), now)
