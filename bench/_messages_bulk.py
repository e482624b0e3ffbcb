"""A letter to many in a process of its own: how much memory it takes at most, and how fast its rows are written.

`python -m bench._messages_bulk N` prints one line of JSON. A list of N citizens is read, the letter is started, and its
steps are taken one after the other until all are written. Then the first of them are brought to Digital Post, by a
client that takes everything at once: a real one is slower by as much as the post takes to answer.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

BROUGHT = 300


def citizens(path: Path, count: int) -> None:
    """A list of so many citizens who do not exist: each number has its day plus 60."""
    with path.open("w", encoding="utf-8") as file:
        file.write("cpr;navn\n")
        for number in range(count):
            day, rest = number % 28, number // 28
            month, rest = rest % 12, rest // 12
            year, serial = rest % 100, rest // 100
            file.write(f"{61 + day}{month + 1:02}{year:02}{serial:04};Borger {number}\n")


class TakesAll:
    """Everybody has Digital Post, and everything is taken."""

    def registered(self, number: str, service: str) -> bool:
        return True

    def send(self, what: Any, choice: str, transaction: UUID, letter: Any = None) -> Any:
        from indgang.adapters.digital_post.types import Sent

        assert sum(map(len, what.chunks())) == what.size  # the bytes are made, as for a real one
        return Sent(str(transaction))


def bring() -> dict[str, float]:
    """Bring the first letters as a worker does, look-up, file, envelope, attempt and all."""
    from indgang.modules.identity import services as identity
    from indgang.modules.messages.models import Delivery, Message
    from indgang.modules.messages.services.delivering import deliver

    identity.use_post_client(TakesAll())
    first = list(Message.objects.order_by("created_at", "pk").values_list("pk", flat=True)[:BROUGHT])
    began = time.perf_counter()
    for message_id in first:
        deliver.call(str(message_id))
    seconds = time.perf_counter() - began
    brought = Delivery.objects.filter(way="digital_post", state="handed_over").count()
    return {"brought": brought, "brought_per_second": round(brought / seconds, 1)}


def main(count: int) -> None:
    from indgang.project.frontdoor.preparation import set_up_django

    set_up_django()
    from django.core.management import call_command

    from indgang.kernel import clock
    from indgang.kernel.text import Text
    from indgang.modules.identity import selectors as identity
    from indgang.modules.identity.services import account_for_staff
    from indgang.modules.identity.vocabulary import Role
    from indgang.modules.messages.models import BulkRun, Ladder, Template
    from indgang.modules.messages.services import bulk
    from indgang.modules.messages.vocabulary import Block, Letter
    from indgang.project import content

    call_command("migrate", verbosity=0)
    content.load(say=lambda _: None)
    account = account_for_staff(
        subject="bench-many", name="Bench", roles=[Role.SUPERVISOR], unit="borgerservice"
    )
    by = identity.employee(account.employee_id or "")
    letter = Letter(
        Text("Ny hjemmeside", "New website"), (Block("text", Text("Vi har fået en ny hjemmeside.")),)
    )
    template = Template.objects.create(
        owner="bench", name="brev", hash="0" * 64, letter=letter.as_json(), registered_at=clock.now()
    )
    run_id = uuid4()
    with tempfile.TemporaryDirectory(prefix="indgang-bench-messages-") as folder:
        path = Path(folder) / "list.csv"
        citizens(path, count)
        began = time.perf_counter()
        with path.open("rb") as file:
            bulk.make_bulk(
                run_id=run_id,
                title="Bench",
                template=template.pk,
                unit="borgerservice",
                list_file=file,
                by=by,
            )
        read_seconds = time.perf_counter() - began
    bulk.start(run_id=run_id, by=by)
    bulk.step(run_id, at_most=1)  # makes the PDF that all share
    began, steps = time.perf_counter(), 0
    while BulkRun.objects.values_list("state", flat=True).get(pk=run_id) == "running":
        bulk.step(run_id)
        steps += 1
    seconds = time.perf_counter() - began
    run = BulkRun.objects.get(pk=run_id)
    told = {
        "recipients": count,
        "written": run.made,
        "refused": run.refused,
        "ladders": Ladder.objects.count(),
        "read_seconds": round(read_seconds, 2),
        "seconds": round(seconds, 2),
        "steps": steps,
        "messages_per_second": round((run.made - 1) / seconds, 1),
        **bring(),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
