"""How long it is to the contact before and after by the same party on the same service, as SQL for DuckDB.

Only what comes in counts, on a known service, at a time that can be trusted; a row that another one corrects does not.
"""

from indgang.modules.channels.vocabulary import GROUP_OF, ChannelGroup
from indgang.modules.contacts.vocabulary import Quality

DAYS = 40
"""A contact further away than this is none: the longest window of an indicator is 30 days."""

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

    `rows` is a SELECT of id (any type that orders), "at", year, party, journey, service, channel, direction and
    quality: all rows among which the neighbours are sought, with corrected rows left out, and with one pseudonym for
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
        FROM ({rows}) WHERE direction = 'in' AND quality <> '{Quality.TIME_UNRELIABLE.value}'
    """  # noqa: S608


_EARLIER_DIGITAL = """
    max(CASE WHEN digital THEN "at" END) OVER earlier AS digital_at,
    max(CASE WHEN digital THEN year END) OVER earlier AS digital_year
"""
