"""The listener dies while it fetches e-mail: each mail is stored once, and none stays behind in the mailbox."""

import time
from collections.abc import Iterator
from functools import partial

import pytest

from indgang.adapters.email.testing import MailServer, mail_server
from indgang.project.frontdoor.places import manage
from tests.faults.house import House
from tests.faults.processes import Process, eventually

pytestmark = [pytest.mark.postgres, pytest.mark.mail]
MANY = 30


@pytest.fixture(scope="module")
def mailbox() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def listener(house: House, mailbox: MailServer) -> Iterator[Process]:
    """A listener of that mailbox. Nobody understands what it stores: the count of what is stored is exact."""
    env = {**house.env, "INDGANG_IMAP": mailbox.setting}
    process = Process(
        "mail listener", manage("listen", "--every=0.2"), env, house.folder / "logs" / "mail-listener.log"
    )
    yield process
    process.ends()


def a_mail(name: str) -> bytes:
    return (
        f"From: maja@post.example\r\nTo: post@lyngsoe.example\r\nMessage-ID: <{name}@post.example>\r\n"
        f"Subject: {name}\r\n\r\nHej fra {name}\r\n"
    ).encode()


def _has_stored(house: House, enough: int) -> bool:
    return int(house.do("stored")) >= enough


def test_it_dies_before_a_mail_is_stored(house: House, mailbox: MailServer, listener: Process) -> None:
    before = house.do("stored")
    with house.database.held():
        mailbox.put(a_mail("before"))
        listener.start()
        time.sleep(5)  # it starts, and fetches the mail
        eventually("it waits for the lock", house.database.somebody_waits)
        listener.dies()
    assert house.do("stored") == before
    assert len(mailbox.in_folder("INBOX")) == 1
    listener.start()
    eventually("it is moved", lambda: not mailbox.in_folder("INBOX"))
    assert house.do("stored") == before + 1


def test_it_dies_again_and_again_while_it_fetches(
    house: House, mailbox: MailServer, listener: Process
) -> None:
    before = house.do("stored")
    mailbox.put(*[a_mail(f"m{number}") for number in range(MANY)])
    for share in (1, MANY // 3, 2 * MANY // 3):
        listener.start()
        enough = before + share
        eventually("it has stored some", partial(_has_stored, house, enough), every=0.0)
        listener.dies()
    listener.start()
    eventually("the mailbox is empty", lambda: not mailbox.in_folder("INBOX"))
    assert house.do("stored") == before + MANY
    assert listener.deaths == 3
