"""Messages that were sent before there was a ladder get one, on a database that is full. On SQLite tables are built
anew by such a step, so what keeps them from being changed must still stand afterwards.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from indgang.modules.messages.models import Delivery, Ladder, Message
from indgang.modules.messages.tests.conftest import NOW

BEFORE, AFTER = ("messages", "0003_on_paper"), ("messages", "0006_names_are_unique")


def migrate(*targets: tuple[str, str]) -> Any:
    """Take the database there; returns its tables as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    people = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "identity"]
    return executor.loader.project_state([*targets, *people]).apps


def _newest() -> list[tuple[str, str]]:
    return [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "messages"]


@pytest.fixture
def old(transactional_db: None) -> Iterator[Any]:
    """The tables as they were, and after the test as they are."""
    newest = _newest()
    yield migrate(BEFORE)
    migrate(*newest)


def _message(apps: Any, key: str, *ways: tuple[str, str, str], direction: str = "out") -> Any:
    """A message as it lay there, with its deliveries: way, the state before, the state."""
    people, messages = apps.get_model("identity", "Person"), apps.get_model("messages", "Message")
    person, _ = people.objects.get_or_create(
        cpr_hash="h", defaults={"cpr_encrypted": b"x", "name": "Maja Holm", "born": NOW.date()}
    )
    row = messages.objects.create(
        key=key, kind="decision", direction=direction, person=person, actor="system", recipient="Maja Holm",
        title={"da": "Brev"}, letter={"title": {"da": "Brev"}, "blocks": []}, unit="folkeregister", created_at=NOW,
    )  # fmt: skip
    for way, came_from, state in ways:
        done = NOW + timedelta(minutes=1)
        apps.get_model("messages", "Delivery").objects.create(
            message=row, way=way, came_from=came_from, state=state, planned_at=NOW,
            handed_over_at=done if state in ("handed_over", "delivered", "returned") else None,
            delivered_at=done if state == "delivered" else None, handed_over_by="employee:1",
        )  # fmt: skip
    return row.pk


@pytest.mark.postgres
def test_messages_from_before_get_a_ladder_and_a_name(old: Any) -> None:
    read = ("inbox", "handed_over", "delivered")
    sent = {
        "inbox": _message(old, "a", read),
        "waits": _message(old, "b", read, ("print", "", "planned")),
        "printed": _message(old, "c", read, ("print", "sending", "handed_over")),
        "back": _message(old, "d", read, ("print", "handed_over", "returned")),
        "lying": _message(old, "e", ("inbox", "", "planned")),
        **{f"many {number}": _message(old, f"m{number}", read) for number in range(2100)},
    }
    migrate(AFTER)
    ladders = {
        row.pk: row for row in Ladder.objects.only("state", "arrival", "cause", "unit", "arrived_at", "plan")
    }
    assert len(ladders) == len(sent)
    found = {name: ladders[pk] for name, pk in sent.items()}
    assert {name: (found[name].state, found[name].arrival, found[name].cause) for name in list(sent)[:5]} == {
        "inbox": ("arrived", "stored", ""),
        "waits": ("climbing", "", ""),
        "printed": ("posted", "", ""),
        "back": ("failed", "", "returned"),
        "lying": ("arrived", "stored", ""),
    }
    assert found["inbox"].arrived_at == NOW + timedelta(minutes=1)
    assert {row.unit for row in found.values()} == {"folkeregister"}
    names = Delivery.objects.values_list("uuid", flat=True)
    assert None not in names
    assert len(set(names)) == len(names) == 2104 + 4
    migrate(*_newest())
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE messages_message SET recipient = 'X'")
    assert Message.objects.only("pk").count() == len(sent)
