"""Operators see how letters fare, without names or texts."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from indgang.kernel import clock, events
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Delivery, Ladder, LetterFile, ProviderState
from indgang.modules.messages.services.delivering import deliver
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind
from indgang.project.wiring import HANDLERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe", "tuesday")]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    events.connect({})
    yield
    events.connect(HANDLERS)


def post(*words: str) -> str:
    out = StringIO()
    call_command("post", *words, stdout=out)
    return out.getvalue()


def sent() -> UUID:
    """A decision that lies in the reader's own inbox: this house is not connected to the post."""
    person = identity.know_person(cpr="6104850001", name="Maja Holm")
    letter = Letter(Text("Din flytning", "Your move"), (Block("text", Text("Goddag.", "Hello.")),))
    message_id = messages.send(
        to=Party("person", str(person.pk), "Maja Holm"),
        letter=letter,
        kind=MessageKind.DECISION,
        by=SYSTEM,
        key="k",
    )
    deliver.call(str(message_id))
    return message_id


def test_one_letter_step_by_step() -> None:
    told = post("--message", str(sent()))
    assert told.startswith("arrived: ")
    assert "  2026-12-01 " in told
    assert "Maja" not in told
    assert "Goddag" not in told


def test_what_did_not_arrive_has_a_cause_and_a_remedy() -> None:
    assert post("--failed") == "Everything has arrived, or is on its way.\n"
    message_id = sent()
    Ladder.objects.filter(pk=message_id).update(
        state="failed", came_from="arrived", cause="no_address", failed_at=clock.now()
    )
    told = post("--failed")
    assert told.startswith(
        f"{message_id}  We know no address. Tries: 0. You can: Look up the address, and send again"
    )
    assert "Maja" not in told


def test_who_rests_and_until_when() -> None:
    assert post("--providers") == "Nothing has left the house yet.\n"
    until = clock.now() + timedelta(minutes=5)
    ProviderState.objects.create(
        name="sms/one", way="sms", weight=60, failures=5, opened_until=until, changed_at=clock.now()
    )
    assert "Text message, sms/one: rests until 2026-12-01" in post("--providers")
    clock.freeze(until + timedelta(seconds=1))
    assert "sms/one: works, weight 60, 5 failures in a row" in post("--providers")


def test_a_letter_that_was_changed_on_the_disk_is_found_out() -> None:
    message_id = sent()
    file = LetterFile.objects.get(pk=message_id)
    if file.state != "made":
        pytest.skip("no Pango here")
    assert f"letter {file.sha256}: is there and unchanged" in post("--verify", str(message_id))
    [path] = [path for path in Path(str(file_folder())).rglob("*") if file.sha256 in path.name]
    path.chmod(0o600)
    path.write_bytes(b"%PDF another")
    with pytest.raises(CommandError, match="does not hold"):
        post("--verify", str(message_id))
    assert Delivery.objects.filter(message_id=message_id).exists()


def file_folder() -> Path:
    from indgang.modules.messages.selectors import letters_folder

    return letters_folder()


@pytest.mark.parametrize("asked", ["--message", "--verify"])
def test_nobody_knows_this_one(asked: str) -> None:
    with pytest.raises(CommandError, match="No message has this id"):
        post(asked, str(uuid4()))
