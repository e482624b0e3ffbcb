"""The rows of a file are dealt with some at a time, by a worker, each in a transaction of its own.

A step is planned for one turn of the file: of two for the same turn the second does nothing. Who dies in the middle has
dealt with some rows and planned nothing; the minute's routine plans the turn anew, and the rows that are done are not
done again: each says what came of it, and a row that is on its way has its draft, which is sent once.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F
from django_tasks import task

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party
from indgang.modules.selfservice.models import ManyFile, ManyRow
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services.many.rows import Checker
from indgang.modules.selfservice.services.many.sending import (
    cannot_check,
    check_row,
    empty_unsent,
    send_row,
    stumbled,
)
from indgang.modules.selfservice.services.results import HandedOver, NotForYou
from indgang.modules.selfservice.vocabulary import ManyState, RowState

A_TASK = 25
"""Rows that one task deals with, so that another file or a letter to many comes in between."""
QUEUE = "bulk"
QUIET = timedelta(minutes=3)
"""So long without a word, and the worker is taken to be dead."""
logger = logging.getLogger(__name__)

WENT_WRONG = Text(
    "Noget gik galt hos os. De rækker, der er sendt, er modtaget. Prøv igen om lidt, så sender vi resten.",
    "Something went wrong with us. The rows that were sent are received. Try again soon, and we send the rest.",
)
AT_WORK = {ManyState.CHECKING: RowState.WAITING, ManyState.SENDING: RowState.GOOD}
"""Which rows are due in a state of the file."""


@task(queue_name=QUEUE)
def go_on(file_id: str, turn: int) -> str:
    """Deal with the next rows, and plan the next step. Returns what was done, for its log."""
    return _step(UUID(file_id), turn)


def plan(file_id: UUID, turn: int) -> None:
    """Put the next step in the queue, in the caller's transaction."""
    go_on.enqueue(str(file_id), turn)


def work_on(file_id: UUID) -> None:
    """Deal with every row that is due, at once: for trials and tests."""
    while (file := ManyFile.objects.get(pk=file_id)).state in AT_WORK:
        _step(file_id, file.turn)


def restart_files() -> int:
    """Plan the next step of each file whose worker fell silent, and empty what was never sent of files that stopped.
    Returns how many files. A turn is taken once.
    """
    empty_unsent()
    silent = ManyFile.objects.filter(state__in=list(AT_WORK), seen_at__lte=clock.now() - QUIET)
    found = list(silent.values_list("pk", "turn")[:20])
    for file_id, turn in found:
        with transaction.atomic():
            ManyFile.objects.filter(pk=file_id, turn=turn).update(seen_at=clock.now())
            plan(file_id, turn)
    return len(found)


def _step(file_id: UUID, turn: int) -> str:
    mine = ManyFile.objects.filter(pk=file_id, turn=turn, state__in=list(AT_WORK))
    if not mine.update(turn=F("turn") + 1, seen_at=clock.now()):
        return "nothing to do: somebody else has this turn"
    file = ManyFile.objects.select_related("company", "actor").defer("actor__cpr_encrypted").get(pk=file_id)
    state = ManyState(file.state)
    due = file.rows.filter(state=AT_WORK[state]).order_by("line")
    rows = list(due[:A_TASK])
    try:
        _deal_with(file, state, rows)
    except (NotForYou, HandedOver) as refused:
        return _stop(file, refused.message)
    except Exception:
        logger.exception("A row of the file %s could not be dealt with", file_id)
        return _stop(file, WENT_WRONG)
    with transaction.atomic():
        left = due.exists()
        if left:
            plan(file.pk, file.turn)
        else:
            _end(file, state)
    return f"{len(rows)} rows of {file_id}, {'more to come' if left else 'the last'}"


def _deal_with(file: ManyFile, state: ManyState, rows: list[ManyRow]) -> None:
    solution = versions.version(file.version_id).solution
    if solution.many is None:
        raise LookupError(
            "the version takes no file"
        )  # it did when the file was taken in: versions never change
    by = acting_of(file)
    checker = Checker(solution, solution.many, by)
    for row in rows:
        if state is ManyState.SENDING:
            _send(file, row, checker, by)
            continue
        try:
            check_row(file, row, checker)
        except DatabaseError:
            raise
        except Exception:  # a row that nobody foresaw: it is told, and holds up no other
            logger.exception("A row of the file %s could not be checked", file.pk)
            cannot_check(row)


def _send(file: ManyFile, row: ManyRow, checker: Checker, by: Acting) -> None:
    """One row that can never be sent must not keep those below it waiting: the second time it is told, and passed."""
    try:
        send_row(file, row, checker, by)
    except (NotForYou, HandedOver):
        raise
    except Exception:
        if stumbled(row):
            raise
        logger.exception("A row of the file %s could not be sent", file.pk)


def acting_of(file: ManyFile) -> Acting:
    """Who sends the file, as they did."""
    return Acting(
        Actor("person", str(file.actor_id), file.actor.name),
        Party("company", str(file.company_id), file.company.name),
        Ground(file.ground),
        file.mandate,
    )


def _end(file: ManyFile, state: ManyState) -> None:
    now = clock.now()
    mine = ManyFile.objects.filter(pk=file.pk, state=state.value)
    if state is ManyState.CHECKING:
        mine.update(state=ManyState.CHECKED, seen_at=now)
    else:
        mine.update(state=ManyState.DONE, seen_at=now, done_at=now)


def _stop(file: ManyFile, why: Text) -> str:
    """What was sent stays sent; whoever sent the file reads why, and may go on."""
    ManyFile.objects.filter(pk=file.pk, state=ManyState.SENDING).update(
        state=ManyState.STOPPED, why=why.as_json(), seen_at=clock.now()
    )
    return "stopped"
