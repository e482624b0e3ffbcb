"""How long contacts take, by entrance or by another column of the ledger."""

from dataclasses import dataclass

from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import scope_of
from indgang.modules.strategy.vocabulary import Question

BY = ("entrance", "service", "department", "channel")


@dataclass(frozen=True)
class Minutes:
    """Staff time of the contacts at one place: `median` and `p90` in minutes, over `rows` contacts with a time."""

    of: str
    median: float
    p90: float
    rows: int


def minutes_by(asked: Question, column: str = "entrance") -> list[Minutes]:
    """Staff time by a column of the contacts (one of BY), the most contacts first; "" are those without one.

    Contacts without a time are left out. Raises as `answers`, and ValueError for another column.
    """
    if column not in BY:
        raise ValueError(f"No time is counted by {column}. Choose one of {', '.join(BY)}.")
    from indgang.modules.strategy.rules import minutes

    found = scope_of(asked, contacts.batch(asked.batch))
    if found.undivided or found.archive:
        return []
    running = engine()
    with running.lock:
        running.refresh()
        sql = running.sql(minutes.minutes_by(running.ledger(found, ()), column))
        rows = running.rows(sql)
    lines = [Minutes(row[column], row["median"], row["p90"], row["rows"]) for row in rows]
    return sorted(lines, key=lambda line: (-line.rows, line.of))
