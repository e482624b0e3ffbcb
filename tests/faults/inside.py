"""What a test asks of a house from within: a process with Django and the house's own settings.

It reads one question a line, `{"do": name, "with": {…}}`, and answers each with one line of JSON. It sends letters and
looks, and never brings one: that is the worker's, which may die.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

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
def telephone(of: str, number: str) -> None:
    """Somebody tells their number and proves it by the code."""
    from indgang.modules.identity import services as identity
    from indgang.modules.identity.vocabulary import SYSTEM, NoticeKind
    from indgang.project.demo import registers

    known = registers.people()[of]
    person = identity.know_person(cpr=known.cpr, name=known.name)
    _number, code = identity.offer_address(person_id=person.pk, kind=NoticeKind.SMS, value=number, by=SYSTEM)
    identity.confirm_address(person_id=person.pk, kind=NoticeKind.SMS, code=code, by=SYSTEM)


@deed
def until_phones_may_ring() -> None:
    """Move the house's clock to an hour in which a notice may be sent."""
    from indgang.kernel import clock
    from indgang.modules.messages.services.climbing import notice_time

    while notice_time(clock.now()) > clock.now():
        clock.forward(timedelta(hours=1))


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


@deed
def stored() -> int:
    """How much came in that nobody has understood yet."""
    from indgang.modules.messages.models import Inbound

    return int(Inbound.objects.filter(state="stored").count())


@deed
def came_in(title: str) -> list[dict[str, str]]:
    """What came in under a title: its state, and the message that it became."""
    from indgang.modules.messages.models import Inbound

    rows = Inbound.objects.filter(subject=title).select_related("message")
    return [
        {
            "state": row.state,
            "why": row.why,
            "message": str(row.message_id or ""),
            "text": _text(row.message) if row.message else "",
        }
        for row in rows
    ]


def _text(message: Any) -> str:
    return str(message.letter["blocks"][0]["text"]["da"])


@deed
def messages_saying(text: str) -> int:
    """How many messages to us hold these words."""
    from indgang.modules.messages.models import Message

    return sum(text in str(one.letter) for one in Message.objects.filter(direction="in"))


def _leader() -> Any:
    from indgang.modules.identity import selectors, services
    from indgang.modules.identity.vocabulary import Role

    account = services.account_for_staff(
        subject="house", name="Hanne Lund", roles=[Role.SUPERVISOR], unit="borgerservice"
    )
    assert account.employee is not None
    return selectors.employee(account.employee.pk)


@deed
def many(title: str, count: int) -> dict[str, Any]:
    """A letter to many made ready: the run's id, and the people as Digital Post's register wants them."""
    from indgang.kernel.text import Text
    from indgang.modules.messages import services as messages
    from indgang.modules.messages.models import Template
    from indgang.modules.messages.services import bulk
    from indgang.modules.messages.vocabulary import Block, Letter, LetterTemplate

    letter = Letter(Text(title, title), (Block("text", Text("Der er nyt til alle.", "News for everybody.")),))
    owner, first = f"house-{title.lower()}", 50000 + 1000 * int(title[-1])
    messages.register_letters(owner=owner, letters={"nyt": LetterTemplate(letter, frozenset())})
    numbers = [f"61048{number:05d}" for number in range(first, first + count)]
    run_id = bulk.make_bulk(
        run_id=uuid4(),
        title=title,
        template=Template.objects.get(owner=owner).pk,
        unit="borgerservice",
        list_file=BytesIO("\n".join(["cpr;navn", *(f"{one};Borger {one[-4:]}" for one in numbers)]).encode()),
        by=_leader(),
    )
    people = {one: {"name": f"Borger {one[-4:]}", "digital_post": True} for one in numbers}
    return {"run_id": str(run_id), "people": people}


@deed
def many_start(run_id: str) -> None:
    """Somebody presses Start."""
    from indgang.modules.messages.services import bulk

    bulk.start(run_id=UUID(run_id), by=_leader())


@deed
def many_progress(run_id: str) -> dict[str, Any]:
    """How far it is: state, total, cursor, made, refused."""
    from indgang.modules.messages.models import BulkRun

    row = BulkRun.objects.get(pk=run_id)
    return {name: getattr(row, name) for name in ("state", "total", "cursor", "made", "refused")}


@deed
def many_written(run_id: str) -> int:
    """How many of its letters are there."""
    from indgang.modules.messages.models import Message

    return int(Message.objects.filter(key__startswith=f"bulk:{run_id}:").count())


@deed
def many_states(run_id: str) -> dict[str, int]:
    """How many of its letters are in which state."""
    from indgang.modules.messages.models import Ladder

    letters = Ladder.objects.filter(message__key__startswith=f"bulk:{run_id}:")
    return dict(Counter(letters.values_list("state", flat=True)))


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
