"""What a test asks of a house from within: a process with Django and the house's own settings.

It reads one question a line, `{"do": name, "with": {…}}`, and answers each with one line of JSON. It sends letters and
looks, and never brings one: that is the worker's, which may die.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from indgang.project.frontdoor import preparation

DEEDS: dict[str, Callable[..., Any]] = {}


def deed(function: Callable[..., Any]) -> Callable[..., Any]:
    DEEDS[function.__name__] = function
    return function


@deed
def prepare() -> int:
    """Tables, content and the demo's people. Returns how many people."""
    from indgang.project.demo import registers

    preparation.tables_and_content()
    return len(registers.load())


@deed
def register() -> dict[str, dict[str, Any]]:
    """What the register of Digital Post says of everybody we know, by number."""
    from indgang.project.demo import registers

    return {one.cpr: {"digital_post": not one.exempt, "nemsms": False} for one in registers.people().values()}


@deed
def send(keys: list[str], to: str = "mads", kind: str = "decision") -> dict[str, str]:
    """Send a letter for each key to one of the demo's people. Returns message ids by key. A key is sent once."""
    from indgang.kernel.text import Text
    from indgang.modules.identity import services as identity
    from indgang.modules.identity.vocabulary import SYSTEM, Party
    from indgang.modules.messages import services as messages
    from indgang.modules.messages.vocabulary import Block, Letter, MessageKind
    from indgang.project.demo import registers

    known = registers.people()[to]
    person = identity.know_person(cpr=known.cpr, name=known.name)
    party = Party("person", str(person.pk), known.name)
    sent = {}
    for key in keys:
        letter = Letter(Text(f"Brev {key}", f"Letter {key}"), (Block("text", Text("Goddag.", "Hello.")),))
        sent[key] = str(
            messages.send(to=party, letter=letter, kind=MessageKind(kind), by=SYSTEM, key=key, as_pdf=True)
        )
    return sent


@deed
def hurry(message_id: str) -> None:
    """Put one more task for a letter into the queue: a task may always run twice."""
    from indgang.modules.messages.services.delivering import deliver

    deliver.enqueue(message_id)


@deed
def queued() -> int:
    """How many tasks wait and are due. One whose worker was killed is never finished: nothing depends on it."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(status="READY").exclude(run_after__gt=datetime.now(UTC))
    return int(waiting.count())


@deed
def until(moment: str) -> None:
    """Move the house's clock forward to a moment."""
    from indgang.kernel import clock

    ahead = datetime.fromisoformat(moment) - clock.now()
    assert ahead > timedelta(), f"It is {clock.now()} already"
    clock.forward(ahead)


@deed
def forward(minutes: int) -> str:
    """Move the house's clock."""
    from indgang.kernel import clock

    clock.forward(timedelta(minutes=minutes))
    return clock.now().isoformat()


@deed
def picture(keys: list[str] | None = None) -> dict[str, dict[str, Any]]:
    """Each letter that we send, by its key, as the tables have it: its one state, its rungs and each try."""
    from indgang.modules.messages.models import Message

    wanted = Message.objects.filter(ladder__isnull=False).select_related("ladder")
    if keys is not None:
        wanted = wanted.filter(key__in=keys)
    wanted = wanted.prefetch_related("deliveries__tries", "deliveries__receipts")
    return {message.key: _message(message) for message in wanted}


def _message(message: Any) -> dict[str, Any]:
    ladder = message.ladder
    return {
        "id": str(message.pk),
        "state": ladder.state,
        "cause": ladder.cause,
        "arrival": ladder.arrival,
        "ways": [
            _delivery(one)
            for one in sorted(message.deliveries.all(), key=lambda one: (one.planned_at, one.pk))
        ],
    }


def _delivery(row: Any) -> dict[str, Any]:
    tries = sorted(row.tries.all(), key=lambda one: one.number)
    return {
        "way": row.way,
        "state": row.state,
        "uuid": str(row.uuid),
        "cause": row.cause,
        "attempts": row.attempts,
        "due_at": row.due_at.isoformat() if row.due_at else "",
        "ends": [one.end for one in tries],
        "receipts": sorted((one.kind, one.effect) for one in row.receipts.all()),
    }


@deed
def costs(message_id: str) -> int:
    """How often the hand-over of a message was priced: once for each way that was handed over."""
    from indgang.modules.messages.models import Delivery

    return Delivery.objects.filter(message_id=UUID(message_id), cost_oere__isnull=False).count()


def main() -> int:
    preparation.set_up_django()
    from django.db import connections

    for line in sys.stdin:
        asked = json.loads(line)
        connections.close_all()  # the server may have been restarted since
        try:
            answer = {"said": DEEDS[asked["do"]](**asked["with"])}
        except Exception as wrong:
            answer = {"wrong": f"{type(wrong).__name__}: {wrong}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
