"""What was stored is read, and finds its place: by a worker, as often as it takes, to the same end."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django_tasks import task

from indgang.kernel import clock
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.services.inbound import mail_in, memo_in
from indgang.modules.messages.services.inbound.contents import CannotRead
from indgang.modules.messages.services.inbound.filing import NoScanner
from indgang.modules.messages.services.inbound.queueing import queue
from indgang.modules.messages.vocabulary import InboundSource, InboundState

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
SCANNER_WAIT = timedelta(hours=4)
"""So long a letter waits for the virus scanner, before it is filed without the files that nobody could look at."""
_SOON = timedelta(minutes=1)
NOT_UNDERSTOOD = "Noget gik galt, da vi læste den. Driften kan se hvad i loggen."


@task()
def understand(inbound_id: str) -> str:
    """Read one thing that came in, and file it or show it to a unit. Returns what was done, for the task's log.

    Safe to repeat, and to run twice at once: the row's state decides. What cannot be read lies with a unit, visible.
    """
    waiting = Inbound.objects.filter(pk=UUID(inbound_id), state=InboundState.STORED.value)
    if not waiting.update(attempts=F("attempts") + 1):
        return "understood already"
    row = waiting.first()
    if row is None:
        return "understood meanwhile"
    if row.attempts > MOST_ATTEMPTS:  # each time its worker died over it: it must not take the next one along
        return queue(row, why=Why.CANNOT_READ, problem=NOT_UNDERSTOOD)
    try:
        return _sort(row)
    except CannotRead as error:
        return queue(row, why=Why.CANNOT_READ, problem=str(error))
    except NoScanner:
        waiting.update(attempts=0)  # waiting is no failure of this letter
        return "waits for the virus scanner"
    except Exception:
        logger.exception("Inbound %s could not be understood", row.pk)
        if row.attempts < MOST_ATTEMPTS:
            return "later"
        return queue(row, why=Why.CANNOT_READ, problem=NOT_UNDERSTOOD)


def _sort(row: Inbound) -> str:
    last = clock.now() - row.got_at > SCANNER_WAIT
    match InboundSource(row.source):
        case InboundSource.MEMO:
            return memo_in.sort(row, last_try=last)
        case InboundSource.EMAIL:
            return mail_in.sort(row)
        case _:
            raise CannotRead("Det er ikke noget, vi kan læse.")


def understand_stored(*, limit: int = 200) -> int:
    """Read what was stored and not yet read: its worker died, or it failed. `manage routine` calls it each minute.

    Returns how many were looked at.
    """
    before = clock.now() - _SOON
    rows = Inbound.objects.filter(state=InboundState.STORED.value, got_at__lte=before).order_by("got_at")
    found = list(rows.values_list("pk", flat=True)[:limit])
    for inbound_id in found:
        understand.call(str(inbound_id))
    return len(found)
