"""A month's run: each grant of a solution is looked at once, some in each task; who dies in the middle is no loss."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django_tasks import task

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.selfservice.models import Recalculation, RecalculationRun, Submission
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.standing_grants import grants_after
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.services.settling import is_due, settle_last_year

A_TASK = 50
"""Grants that one task looks at."""
QUEUE = "bulk"
SILENT = timedelta(minutes=15)
AGAIN_AFTER = timedelta(hours=20)
FAILED, PASSED = "failed", "passed"
"""It went wrong, and is tried again; nothing stands, or somebody is looking at it."""
logger = logging.getLogger(__name__)


class NotYet(Expected):
    """A month is worked out when it has begun, and not long afterwards."""

    status = 400
    message = Text(
        "Skriv den her måned eller den forrige, for eksempel 2026-12.",
        "Write this month or the last, such as 2026-12.",
    )


@dataclass(frozen=True)
class Looked:
    """One grant of a run. `number` is the receipt's; `result` a word of Again, or `failed` or `passed`."""

    number: str
    result: str
    before: int | None = None
    now: int | None = None
    case_id: UUID | None = None


def that_recalculate() -> tuple[str, ...]:
    """The solutions whose grants are worked out again."""
    return tuple(slug for slug in versions.solutions() if versions.active(slug).solution.recalculates)


def recalculate_month(*, solution: str = "", month: date | None = None) -> Iterator[tuple[str, Looked]]:
    """Look at every grant for a month that has no row of it yet, at once; with the solution of each.

    `month`: its first day, this month or the last; left out: this one. The day of the rules is today all the same.
    Raises UnknownSolution, NotYet.
    """
    this = clock.today().replace(day=1)
    wanted = this if month is None else month.replace(day=1)
    if not (this - timedelta(days=1)).replace(day=1) <= wanted <= this:
        raise NotYet
    slugs = that_recalculate()
    if solution and solution not in slugs:
        raise UnknownSolution
    return _all([solution] if solution else slugs, wanted)


def _all(slugs: list[str] | tuple[str, ...], month: date) -> Iterator[tuple[str, Looked]]:
    for slug in slugs:
        run = _run(slug, month)
        failed, settle = 0, is_due(slug, month)
        for submission_id in list(grants_after(slug, None)):
            looked = _look(submission_id, month, settle=settle)
            failed += looked.result == FAILED
            yield slug, looked
        _over(run, failed)


def recalculate_due() -> int:
    """Begin this month's run for each solution, and go on with one that was left. Returns how many were planned.

    For the routine: safe to repeat, and to run twice at once.
    """
    month, now = clock.today().replace(day=1), clock.now()
    planned = 0
    for slug in that_recalculate():
        run, made = RecalculationRun.objects.get_or_create(
            solution=slug, month=month, defaults={"started_at": now, "seen_at": now}
        )
        rows = RecalculationRun.objects.filter(pk=run.pk)
        left = rows.filter(ended_at=None, seen_at__lte=now - SILENT)
        failed = rows.filter(ended_at__lte=now - AGAIN_AFTER, failed__gt=0)
        anew = failed.update(ended_at=None, failed=0, cursor=None, seen_at=now)
        if made or anew or left.update(seen_at=now):
            _plan(RecalculationRun.objects.get(pk=run.pk))
            planned += 1
    return planned


def _plan(run: RecalculationRun) -> None:
    go_on.enqueue(str(run.pk), str(run.cursor or ""))


@task(queue_name=QUEUE)
def go_on(run_id: str, cursor: str) -> str:
    """Look at the next grants and plan the next step. Returns what came of them, for its log."""
    run = RecalculationRun.objects.filter(pk=run_id, ended_at=None).first()
    if run is None or str(run.cursor or "") != cursor:
        return "another goes on"
    results: Counter[str] = Counter()
    part = list(islice(grants_after(run.solution, run.cursor), A_TASK))
    settle = is_due(run.solution, run.month)
    for submission_id in part:
        results[_look(submission_id, run.month, settle=settle).result] += 1
    rows = RecalculationRun.objects.filter(pk=run.pk, cursor=run.cursor, ended_at=None)
    done = len(part) < A_TASK
    failed = run.failed + results[FAILED]
    moved = rows.update(
        cursor=part[-1] if part else run.cursor,
        failed=failed,
        seen_at=clock.now(),
        ended_at=clock.now() if done else None,
    )
    if moved and not done:
        _plan(RecalculationRun.objects.get(pk=run.pk))
    return ", ".join(f"{count} {name}" for name, count in sorted(results.items())) or "none"


def _look(submission_id: UUID, month: date, *, settle: bool) -> Looked:
    """One that goes wrong must not keep the others waiting: it is logged, and tried again another day."""
    number = Submission.objects.values_list("number", flat=True).get(pk=submission_id)
    try:
        if settle:
            settle_last_year(Submission.objects.get(pk=submission_id), month)
        row = recalculate(submission_id, month)
    except Exception:
        logger.exception("recalculation: one grant went wrong")
        return Looked(number, FAILED)
    return _told(number, row) if row else Looked(number, PASSED)


def _told(number: str, row: Recalculation) -> Looked:
    return Looked(number, row.result, row.before, row.now, row.case_id)


def _run(slug: str, month: date) -> RecalculationRun:
    now = clock.now()
    return RecalculationRun.objects.get_or_create(
        solution=slug, month=month, defaults={"started_at": now, "seen_at": now}
    )[0]


def _over(run: RecalculationRun, failed: int) -> None:
    RecalculationRun.objects.filter(pk=run.pk).update(
        failed=failed, seen_at=clock.now(), ended_at=clock.now()
    )
