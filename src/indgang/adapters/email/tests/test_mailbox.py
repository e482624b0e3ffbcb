"""The mailbox over IMAP, against a real Dovecot."""

from collections.abc import Iterator

import pytest

from indgang.adapters.email.mailbox import ImapBox
from indgang.adapters.email.read import read_mail
from indgang.adapters.email.testing import MailServer, mail_server
from indgang.adapters.email.types import MailBox, MailUnavailable

pytestmark = pytest.mark.mail


@pytest.fixture(scope="module", params=[True, False], ids=["move", "copy"])
def server(request: pytest.FixtureRequest) -> Iterator[MailServer]:
    with mail_server(can_move=request.param) as running:
        yield running


def a_mail(subject: str, body: bytes = b"Hej\r\n") -> bytes:
    return f"From: maja@post.example\r\nSubject: {subject}\r\n\r\n".encode() + body


def subjects(mails: list[bytes]) -> list[str]:
    return [read_mail(one).subject for one in mails]


def test_mails_are_read_the_oldest_first_and_moved_when_taken(server: MailServer) -> None:
    server.put(a_mail("en"), a_mail("to"))
    with server.box() as box:
        found = list(box.unseen())
        assert subjects([raw for _, raw in found]) == ["en", "to"]
        box.done(found[0][0], "Behandlet")
        assert subjects([raw for _, raw in box.unseen()]) == ["to"]
        box.done(found[0][0], "Behandlet")
        box.done(found[1][0], "Behandlet")
        assert list(box.unseen()) == []
    assert subjects(server.in_folder("Behandlet")) == ["en", "to"]
    assert server.in_folder("INBOX") == []


def test_what_nobody_took_is_there_the_next_time_even_if_somebody_looked(server: MailServer) -> None:
    server.put(a_mail("igen"))
    for _ in range(2):
        with server.box() as box:
            found = list(box.unseen())
            assert subjects([raw for _, raw in found]) == ["igen"]
    with server.box() as box:
        box.done(found[0][0], "Til side")
    assert subjects(server.in_folder('"Til side"')) == ["igen"]


def test_an_id_of_another_generation_moves_nothing(server: MailServer) -> None:
    server.put(a_mail("bliver"))
    with server.box() as box:
        (uid, _), *_ = box.unseen()
        box.done("1:" + uid.partition(":")[2], "Behandlet")
        assert len(list(box.unseen())) == 1
        box.done(uid, "Behandlet")


def test_of_a_mail_that_is_too_large_only_the_head_comes_with_its_size(server: MailServer) -> None:
    server.put(a_mail("stor", b"x" * 5000))
    with server.box(largest=1000) as box:
        (uid, raw), *_ = box.unseen()
        box.done(uid, "Behandlet")
    found = read_mail(raw)
    assert found.size > 5000
    assert (found.subject, found.text) == ("stor", "")


def test_a_wrong_password_and_a_closed_port_are_told_without_the_password(server: MailServer) -> None:
    wrong = ImapBox(host="127.0.0.1", port=server.port, user="post", password="hemmelig", tls=False)
    closed = ImapBox(host="127.0.0.1", port=1, user="post", password="hemmelig", tls=False)
    for one in (wrong, closed):
        with pytest.raises(MailUnavailable) as error, one:
            pass
        assert "hemmelig" not in str(error.value)
        assert error.value.__cause__ is None


def test_it_is_what_the_port_asks_for(server: MailServer) -> None:
    box: MailBox = server.box()
    assert box
