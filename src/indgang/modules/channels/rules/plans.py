"""Which of a service's plans holds on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indgang.kernel.text import Text
from indgang.modules.channels.vocabulary import Channel, Condition, PlanOrigin, PlanState

NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Line:
    """One channel of a plan."""

    channel: Channel
    state: PlanState
    condition: Condition = Condition.EVERYBODY
    reason: Text = NOTHING
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan as written; `number` grows in the order of writing. Without lines it says: no own order."""

    number: int
    valid_from: date
    origin: PlanOrigin
    reason: Text
    lines: tuple[Line, ...]
    reverses: int | None = None


def plan_on(rows: Sequence[PlanRow], day: date) -> PlanRow | None:
    """The plan of one service and level that holds on a day; None when there is none.

    Content: what was written last among that which has begun, since a newer file speaks for all days from its
    date. Initiatives likewise, unless reversed by that day. Of the two, the later date weighs more; at the
    same date the initiative wins.
    """
    begun = sorted((row for row in rows if row.valid_from <= day), key=lambda row: row.number)
    content = [row for row in begun if row.origin is PlanOrigin.CONTENT]
    reversed_ = {row.reverses for row in begun if row.reverses is not None}
    initiatives = [
        row
        for row in begun
        if row.origin is PlanOrigin.INITIATIVE and row.reverses is None and row.number not in reversed_
    ]
    candidates = [*content[-1:], *initiatives[-1:]]
    found = max(
        candidates, key=lambda row: (row.valid_from, row.origin is PlanOrigin.INITIATIVE), default=None
    )
    return found if found and found.lines else None
