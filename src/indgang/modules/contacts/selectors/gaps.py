"""How long it is to the contact before and after by the same party on the same service, as SQL for DuckDB.

Only what comes in counts, on a known service; a row that another one corrects does not.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from indgang.modules.channels.vocabulary import GROUP_OF, ChannelGroup
from indgang.modules.contacts.selectors.columns import GAPS, listed
from indgang.modules.contacts.selectors.parts import Part, around, files

DAYS = 40
"""A contact further away than this is none: the longest window of an indicator is 30 days."""

NARROW = 'id, "at", year, party, journey, service, channel, direction'
"""What must be known of a row to find its neighbours."""

_SECONDS = DAYS * 86_400
_DIGITAL = ", ".join(
    f"'{channel.value}'" for channel, group in GROUP_OF.items() if group is ChannelGroup.DIGITAL
)


def _seconds(earlier: str, later: str, crosses: str) -> str:
    """Seconds between two moments, rounded up; whole days over New Year, so that two rows of two years cannot be
    laid side by side by the second. None when it is too long."""
    exact = f"((epoch_us({later}) - epoch_us({earlier}) + 999999) // 1000000)"
    wide = f"(CASE WHEN {crosses} THEN ({exact} + 86399) // 86400 * 86400 ELSE {exact} END)"
    return f"CASE WHEN {wide} <= {_SECONDS} THEN {wide} END"


def gaps_sql(rows: str, *, journeys: bool = True) -> str:
    """A SELECT of id, gap_before, gap_after, gap_digital and channel_before: one line for each row that has a party on
    a known service, or a journey. What is not there has no gap.

    `rows` is a SELECT of id (any type that orders), "at", year, party, journey, service, channel and
    direction: all rows among which the neighbours are sought, with corrected rows left out, and with one pseudonym for
    one party. `journeys` False: no row has a journey, and party stands for itself in any type.
    """
    measured = f"""
        SELECT id, {_seconds("before", '"at"', "year_before <> year")} AS gap_before,
            {_seconds('"at"', "after", "year_after <> year")} AS gap_after,
            {_seconds("digital_at", '"at"', "digital_year <> year")} AS gap_digital,
            {_seconds("before", '"at"', "year_before <> year")} IS NOT NULL AS near, channel_before
        FROM (
            SELECT id, "at", year, {_EARLIER_DIGITAL}, lag("at") OVER w AS before, lag(year) OVER w AS year_before,
                lag(channel) OVER w AS channel_before, lead("at") OVER w AS after, lead(year) OVER w AS year_after
            FROM ({_seen(rows)}) WHERE party IS NOT NULL AND service <> ''
            WINDOW w AS (PARTITION BY party, service ORDER BY "at", id),
                earlier AS (PARTITION BY party, service ORDER BY "at", id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
    """  # noqa: S608
    if not journeys:
        return f"""
            SELECT id, gap_before::INTEGER AS gap_before, gap_after::INTEGER AS gap_after,
                gap_digital::INTEGER AS gap_digital, CASE WHEN near THEN channel_before END AS channel_before
            FROM ({measured})
        """  # noqa: S608
    return f"""
        SELECT id, max(gap_before)::INTEGER AS gap_before, max(gap_after)::INTEGER AS gap_after,
            min(gap_digital)::INTEGER AS gap_digital, max(CASE WHEN near THEN channel_before END) AS channel_before
        FROM (
            {measured}
            UNION ALL
            SELECT id, NULL, NULL, {_seconds("digital_at", '"at"', "digital_year <> year")}, false, NULL
            FROM (
                SELECT id, "at", year, {_EARLIER_DIGITAL}
                FROM ({_seen(rows)}) WHERE journey IS NOT NULL
                WINDOW earlier AS (PARTITION BY journey ORDER BY "at", id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            )
        ) GROUP BY id
    """  # noqa: S608


def _seen(rows: str) -> str:
    return f"""
        SELECT id, "at", year, party, journey, service, channel, channel IN ({_DIGITAL}) AS digital
        FROM ({rows}) WHERE direction = 'in'
    """  # noqa: S608


_EARLIER_DIGITAL = """
    max(CASE WHEN digital THEN "at" END) OVER earlier AS digital_at,
    max(CASE WHEN digital THEN year END) OVER earlier AS digital_year
"""


def with_gaps(connection: Any, rows: str, corrected: str, copied: Sequence[Part]) -> str:
    """A SELECT of every column of the table `rows`, its gap columns filled: neighbours are sought among its own rows
    and among those that were copied already of the same parties and journeys.

    `connection` is DuckDB's; it holds `rows` and the table `corrected` with the ids (column id) that were corrected.
    """
    if not connection.execute(
        f"SELECT count(*) FROM {rows} WHERE party IS NOT NULL OR journey IS NOT NULL"  # noqa: S608
    ).fetchall()[0][0]:
        return f"SELECT * FROM {rows}"  # noqa: S608
    kept = f"id NOT IN (SELECT id FROM {corrected})"  # noqa: S608
    among = [f"SELECT {NARROW} FROM {rows} WHERE {kept}"]  # noqa: S608
    near: list[Part] = []
    for batch, first, last in connection.execute(
        f"SELECT batch, min(day), max(day) FROM {rows} GROUP BY batch"  # noqa: S608
    ).fetchall():
        near += around(copied, batch, first - timedelta(days=DAYS), last + timedelta(days=DAYS))
    if near:
        same = f"party IN (SELECT party FROM {rows}) OR journey IN (SELECT journey FROM {rows})"  # noqa: S608
        among.append(f"SELECT {NARROW} FROM {files(near)} WHERE {kept} AND ({same})")  # noqa: S608
    return f"""
        SELECT {listed("contact")} FROM (SELECT * EXCLUDE ({", ".join(GAPS)}) FROM {rows})
        LEFT JOIN ({gaps_sql(" UNION ALL ".join(among))}) USING (id)
    """  # noqa: S608
