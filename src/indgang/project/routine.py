"""What the house does by itself: each minute what lies is picked up, each night what is too old goes."""

import logging
import time
from collections.abc import Callable
from datetime import date

from django.db import close_old_connections

from indgang.kernel import clock
from indgang.modules.cases import services as cases
from indgang.modules.contacts import services as contacts
from indgang.modules.files import services as files
from indgang.modules.identity import services as identity
from indgang.modules.messages import services as messages
from indgang.modules.messages.services import bulk
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.services.carrying_out import restart_rounds
from indgang.project import privacy

EVERY_SECONDS = 60.0
logger = logging.getLogger(__name__)


def minute() -> dict[str, int]:
    """Remind who owes us an answer; deliver what was planned and not yet taken; let a letter to many go on whose
    worker died, and a file of many; empty drafts that are too old, and remind of those that soon are; bring
    payments on; send what a decision said to tell on this day; end help that nobody came to give; remind those whom
    we asked; begin a month's recalculation; close contacts that were forgotten; copy new rows of the ledger.

    Returns how many of each; a part that fails is told in the log, counts 0, and holds up no other.
    """
    identity.refresh_content()
    parts: dict[str, Callable[[], int]] = {
        "reminders": messages.plan_reminders,
        "messages": messages.deliver_planned,
        "came in": messages.understand_stored,
        "to many": lambda: bulk.restart() + bulk.forget_drafts(),
        "files of many": many.restart_files,
        "drafts": selfservice.expire_drafts,
        "drafts reminded of": selfservice.remind_of_drafts,
        "payments": selfservice.look_after_payments,
        "reservations": selfservice.look_after_reservations,
        "hearings over": cases.end_hearings,
        "told on the day": cases.send_due_messages,
        "licences replaced": selfservice.end_replaced,
        "licences reminded of": selfservice.remind_of_ends,
        "help": selfservice.end_unused_help,
        "asked": selfservice.remind_and_expire,
        "shared out": restart_rounds,
        "worked out again": selfservice.recalculate_due,
        "contacts": contacts.close_forgotten,
        "copied": lambda: contacts.upkeep(now=clock.now()).rows,
    }
    return {name: _part(name, deed) for name, deed in parts.items()}


def _part(name: str, deed: Callable[[], int]) -> int:
    try:
        return deed()
    except Exception:
        logger.exception("The routine failed at %s; it goes on with the next part", name)
        close_old_connections()  # one that broke is opened anew; a sound one stays
        return 0


def night(*, dry_run: bool = False) -> dict[str, int]:
    """Delete what is older than its table's retention, and then the files that no row names any more; and see
    whether the copy of the ledger holds what the ledger holds."""
    removed = privacy.purge(dry_run=dry_run)
    if not dry_run:
        removed["letters on disk"] = messages.remove_orphan_files()
        removed["files on disk"] = files.remove_orphan_files()
        removed["parts on disk"] = contacts.remove_orphan_parts()
        removed["rejected rows on disk"] = contacts.remove_orphan_rejects()
        contacts.check_copy(now=clock.now())
    return removed


def keep(
    *, every: float = EVERY_SECONDS, rest: Callable[[float], None] = time.sleep, turns: int | None = None
) -> None:
    """Do the minute's work again and again, and the night's once for each new date. An error is logged, and the
    next turn comes all the same. `turns` ends it after so many.
    """
    cleaned: date | None = None
    done = 0
    while turns is None or done < turns:
        close_old_connections()
        try:
            minute()
            if cleaned != clock.today():
                cleaned = clock.today()
                night()
        except Exception:
            logger.exception("The routine failed; it goes on with the next turn")
        done += 1
        if turns is None or done < turns:
            rest(every)
