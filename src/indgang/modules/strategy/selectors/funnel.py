"""The funnel of one self-service in one year, and the rows behind each of its numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import LedgerRow
from indgang.modules.strategy.rules.suppression import shown
from indgang.modules.strategy.selectors.behind import ROWS_A_PAGE, measured_row
from indgang.modules.strategy.selectors.engine import Behind, engine
from indgang.modules.strategy.selectors.figures import scope_of
from indgang.modules.strategy.vocabulary import Question

THEN = ("phoned", "came", "wrote", "sent", "other", "gave_up", "too_early", "unknown")
"""What those who left did within seven days, in the order of the page (`rules.funnel.What`)."""
_NAME = "funnel"
Count = Callable[[Any], Any]
"""What makes a table of a ledger."""


@dataclass(frozen=True)
class Funnel:
    """Numbers of rows; None: one to four, which the reader may not see. A group that is not there has none.

    `not_entitled` and `already_done` are those who came to an exit after which nothing more was to be done. `steps`,
    `left` and `help` by step, `errors` by field, `then` by `THEN`. `median` and `p90` are minutes from begun
    to sent (None: nobody sent it), over `timed`.
    """

    begun: int | None = 0
    completed: int | None = 0
    steps: Mapping[str, int | None] = field(default_factory=dict)
    left: Mapping[str, int | None] = field(default_factory=dict)
    then: Mapping[str, int | None] = field(default_factory=dict)
    errors: Mapping[str, int | None] = field(default_factory=dict)
    help: Mapping[str, int | None] = field(default_factory=dict)
    median: float | None = None
    p90: float | None = None
    timed: int | None = 0
    not_entitled: int | None = 0
    already_done: int | None = 0

    @property
    def empty(self) -> bool:
        """Nobody has begun, and nothing else was counted."""
        ends = (self.begun, self.completed, self.not_entitled, self.already_done)
        counts = (*ends, *self.steps.values(), *self.left.values(), *self.help.values())
        return all(one == 0 for one in counts)

    def for_readers(self) -> "Funnel":
        """For those who may not see rows: to the nearest five, and one to four are not told."""
        few = self.timed is None or 0 < self.timed < 5
        return replace(
            self,
            begun=_shown(self.begun),
            completed=_shown(self.completed),
            not_entitled=_shown(self.not_entitled),
            already_done=_shown(self.already_done),
            timed=_shown(self.timed),
            median=None if few else self.median,
            p90=None if few else self.p90,
            **{
                name: {key: _shown(count) for key, count in getattr(self, name).items()}
                for name in ("steps", "left", "then", "errors", "help")
            },
        )


@dataclass(frozen=True)
class FunnelRows:
    """One page of the rows behind a number, the newest first. `page` counts from 1."""

    rows: tuple[LedgerRow, ...]
    count: int
    page: int
    pages: int


def funnel(asked: Question, solution: str = "") -> Funnel:
    """The funnel of the service that a question's cut names, and of one self-service of it. Raises as `answers`."""
    from indgang.modules.strategy.rules import funnel as rules  # loads the analytical library
    from indgang.modules.strategy.rules.breakdown import quantile

    found = scope_of(asked, contacts.batch(asked.batch))
    running = engine()
    with running.lock:
        running.refresh()
        rows = running.table(f"{_NAME} {solution} counted", found, (), _about(solution, rules.counted))
        lengths = running.table(f"{_NAME} {solution} minutes", found, (), _about(solution, rules.minutes))
    counts = {str(row["group"]): int(row["rows"]) for row in rows}
    histogram = [(int(row["tenths"]), int(row["rows"])) for row in lengths]
    median, p90 = (quantile(histogram, share) for share in (0.5, 0.9))
    return Funnel(
        begun=counts.get("begun", 0),
        completed=counts.get("completed", 0),
        not_entitled=counts.get("not_entitled", 0),
        already_done=counts.get("already_done", 0),
        steps=_of(counts, "step:"),
        left=_of(counts, "left:"),
        then=_of(counts, "then:"),
        errors=_of(counts, "error:"),
        help=_of(counts, "help:"),
        median=None if median is None else median / 10,
        p90=None if p90 is None else p90 / 10,
        timed=sum(rows for _, rows in histogram),
    )


def funnel_rows(asked: Question, group: str, *, solution: str = "", page: int = 1) -> FunnelRows:
    """The measurements behind one number, by the name of its group (`rules.funnel`); none for a name that is none.

    A page beyond the last shows the last. Raises as `answers`.
    """
    from indgang.modules.strategy.rules import funnel as rules

    found = scope_of(asked, contacts.batch(asked.batch))
    running = engine()
    with running.lock:
        running.refresh()
        source = running.table_sql(f"{_NAME} {solution}", found, (), _about(solution, rules.funnel))
        behind = Behind(running, f'FROM ({source}) AS funnel WHERE "group" = ?', (group,))
        count = behind.count()
        pages = max(1, -(-count // ROWS_A_PAGE))
        page = min(max(1, page), pages)
        rows = behind.rows(limit=ROWS_A_PAGE, offset=(page - 1) * ROWS_A_PAGE)
    return FunnelRows(tuple(measured_row(row) for row in rows), count, page, pages)


def _about(solution: str, count: Count) -> Count:
    """The same counting for one self-service alone; without one, for the service."""
    from indgang.modules.strategy.rules.funnel import of_solution

    return (lambda ledger: count(of_solution(ledger, solution))) if solution else count


def _of(counts: Mapping[str, int], prefix: str) -> dict[str, int | None]:
    return {name.removeprefix(prefix): count for name, count in counts.items() if name.startswith(prefix)}


def _shown(count: int | None) -> int | None:
    return None if count is None else shown(count)
