"""E-mail is fetched from a real mailbox: stored before it is moved, and the same however often it is met."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from indgang.adapters.email.mailbox import ImapBox
from indgang.adapters.email.testing import PASSWORD, USER, MailServer, mail_server
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.services.inbound.contents import content_of
from indgang.modules.messages.services.inbound.raw import raw_of
from indgang.modules.messages.services.inbound.understanding import understand
from indgang.modules.messages.services.listening import TAKEN, empty, mailboxes
from indgang.modules.messages.tests.coming_in import mail, points
from indgang.project.management.commands import listen
from indgang.project.outside import Server

pytestmark = pytest.mark.mail


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def post(running: MailServer, lyngsoe: None, settings: Settings) -> MailServer:
    """An empty mailbox that we are connected to."""
    settings.IMAP = (Server("post", "imap", "127.0.0.1", running.port, USER, PASSWORD),)
    points()
    with running.box() as box:
        for uid, _ in box.unseen():
            box.done(uid, "Fra andre prøver")
    return running


class DiesBeforeItMoves(ImapBox):
    """A listener that is killed when the mail is stored and not yet moved."""

    def done(self, uid: str, folder: str) -> None:
        raise KeyboardInterrupt


def test_mails_are_stored_and_moved_and_waiting_for_a_person(post: MailServer) -> None:
    post.put(mail("Den ene", name="1"), mail("Den anden", name="2"))
    assert listen.turn(0) == 2
    assert post.in_folder("INBOX") == []
    rows = list(Inbound.objects.order_by("got_at", "pk"))
    assert [row.external_id for row in rows] == ["<1@post.example>", "<2@post.example>"]
    for row in rows:
        understand.call(str(row.pk))
        row.refresh_from_db()
        assert row.state == "queued"
    found = content_of(rows[0])
    assert found is not None
    assert found.text == "Den ene"
    assert listen.turn(0) == 0


def test_a_listener_that_dies_before_it_moves_meets_the_mail_again_and_knows_it(post: MailServer) -> None:
    raw = mail("Kun én gang")
    post.put(raw)
    dying = DiesBeforeItMoves(host="127.0.0.1", port=post.port, user=USER, password=PASSWORD, tls=False)
    with pytest.raises(KeyboardInterrupt), dying:
        empty(dying)
    assert len(post.in_folder("INBOX")) == 1
    listen.turn(0)
    assert raw_of(Inbound.objects.get().pk) == raw
    assert post.in_folder("INBOX") == []


def test_two_mails_that_say_they_are_the_same_are_both_kept(post: MailServer) -> None:
    post.put(
        mail("Først", name="ens"), mail("En anden med samme navn", name="ens"), mail("Først", name="ens")
    )
    listen.turn(0)
    assert Inbound.objects.count() == 2
    assert len(post.in_folder(TAKEN)) >= 3


def test_what_is_no_mail_at_all_stops_nothing(post: MailServer) -> None:
    post.put(b"\xff\xfe rod\r\n\r\nrod", mail("Den næste"))
    assert listen.turn(0) == 2
    assert Inbound.objects.count() == 2


def test_a_mail_that_is_too_large_is_told_and_lies_in_the_mailbox(
    post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.put(mail("x" * 20_000, "Subject: Stor\r\n"))
    with post.box(largest=5000) as box:
        empty(box)
    row = Inbound.objects.get()
    found = content_of(row)
    assert found is not None
    assert (found.title, found.text[:22]) == ("Stor", "Mailen fylder for mege")
    assert len(post.in_folder(TAKEN)[-1]) > 20_000


def test_a_mailbox_that_is_away_is_passed_over(
    post: MailServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.IMAP = (Server("away", "imap", "127.0.0.1", 1, "u", "hemmelig-kode"), *settings.IMAP)
    post.put(mail("Den kommer alligevel"))
    assert listen.turn(0) == 1
    assert "away" in caplog.text
    assert "hemmelig-kode" not in caplog.text


def test_without_a_mailbox_nothing_is_fetched(settings: Settings) -> None:
    settings.IMAP = ()
    assert list(mailboxes()) == []
