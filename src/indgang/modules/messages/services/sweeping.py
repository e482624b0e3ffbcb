"""What lies: each minute the rows whose time has come are found by their `due_at`, whoever died on the way."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.db.models import Q, QuerySet

from indgang.kernel import clock
from indgang.modules.messages.models import Delivery, Ladder, LetterFile
from indgang.modules.messages.services.applying import apply_orphans
from indgang.modules.messages.services.attempts import lapse
from indgang.modules.messages.services.delivering import deliver
from indgang.modules.messages.services.outcomes import carried
from indgang.modules.messages.services.providers import reweigh
from indgang.modules.messages.vocabulary import DeliveryState, FileState, LadderState, Way

S, L = DeliveryState, LadderState
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: `claimed_back` deliveries whose worker died, `brought` messages that were due for anything,
    `assumed` letters whose days of carriage have passed, `orphans` receipts that found their delivery."""

    claimed_back: int = 0
    brought: int = 0
    assumed: int = 0
    orphans: int = 0


def sweep(*, limit: int = 500) -> Swept:
    """Pick up what lies, at most `limit` of each sort. Each question is answered by an index, and nothing is counted.

    Safe to run beside workers and beside itself.
    """
    now = clock.now()
    stuck = Delivery.objects.filter(state=S.SENDING, due_at__lte=now).exclude(way=Way.PRINT)
    posted = Ladder.objects.filter(state=L.POSTED, due_at__lte=now)
    back = _each(_first(stuck, limit), lambda pk: bool(lapse(pk, now)))
    assumed = _each(_first(posted, limit), lambda pk: carried(pk, now))
    orphans = apply_orphans()
    brought = _bring_due(limit)
    reweigh()
    return Swept(back, brought, assumed, orphans)


def deliver_planned(*, limit: int = 500) -> int:
    """One sweep. Returns how many messages were looked at. `manage routine` calls it each minute."""
    return sweep(limit=limit).brought


def _bring_due(limit: int) -> int:
    """Ladders that look for their next way, deliveries, and files. A failed attempt plans its own next one."""
    return _each(_due(clock.now(), limit), lambda pk: bool(deliver.call(str(pk)) or True))


def _first(rows: QuerySet[Any], limit: int) -> list[UUID]:
    """The keys of the first rows, the longest waiting first."""
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:limit])


def _each(keys: list[UUID], deed: Callable[[UUID], bool]) -> int:
    """Do it for each, and count. A row that fails is told in the log and holds up nobody else; without a database
    there is no sense in going on."""
    done = 0
    for key in keys:
        try:
            done += deed(key)
        except OperationalError:
            raise
        except Exception:
            logger.exception("The sweep could not settle %s", key)
    return done


def _due(now: datetime, limit: int) -> list[UUID]:
    """Messages with something due, the longest waiting first. Three questions, each by its index."""
    planned = Q(state=S.PLANNED, due_at__lte=now)
    waiting: list[tuple[datetime | None, UUID]] = [
        *Delivery.objects.filter(planned).order_by("due_at").values_list("due_at", "message_id")[:limit],
        *Ladder.objects.filter(state=L.CLIMBING, due_at__lte=now)
        .order_by("due_at")
        .values_list("due_at", "pk")[:limit],
        *LetterFile.objects.filter(state=FileState.WANTED, due_at__lte=now)
        .order_by("due_at")
        .values_list("due_at", "pk")[:limit],
    ]
    in_order = sorted(waiting, key=lambda one: (one[0] or now, one[1]))
    return list(dict.fromkeys(message_id for _due_at, message_id in in_order))[:limit]
