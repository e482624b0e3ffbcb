"""The mailbox of the demo's mail server, fetched as any other."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from simulators.mail.testing import HOUSE, Running, running

from indgang.adapters.email.client import SmtpClient
from indgang.adapters.email.mailbox import ImapBox
from indgang.adapters.email.types import MailUnavailable


@pytest.fixture(scope="module")
def mail() -> Iterator[Running]:
    with running(more={"MAIL_IMAP_ACCOUNT": "post:et langt ord"}) as process:
        yield process


def box(mail: Running, **more: str) -> ImapBox:
    host, _, port = mail.imap.partition(":")
    account: dict[str, Any] = {"user": "post", "password": "et langt ord", **more}
    return ImapBox(host=host, port=int(port), tls=False, **account)


def put(mail: Running, text: bytes) -> None:
    SmtpClient("m", "127.0.0.1", mail.port).send(text, to=HOUSE, bounces_to="else@mail.example")


def test_each_mail_is_fetched_whole_and_moved_once(mail: Running) -> None:
    put(mail, b"Subject: one\r\n\r\nHello\r\n)\r\n.\r\nend\r\n")
    put(mail, b"Subject: two\r\n\r\n" + "Æøå\r\n".encode() * 5000)
    with box(mail) as opened:
        found = list(opened.unseen())
        assert [b"Subject: one" in raw for _, raw in found] == [True, False]
        assert found[0][1].endswith(b"Hello\r\n)\r\n.\r\nend\r\n")
        assert found[1][1].count("Æøå".encode()) == 5000
        opened.done(found[0][0], "Behandlet")
        opened.done(found[0][0], "Behandlet")  # killed after the move, and met again
        assert [uid for uid, _ in opened.unseen()] == [found[1][0]]
    with box(mail) as again:
        assert [uid for uid, _ in again.unseen()] == [found[1][0]]
        again.done(found[1][0], "Behandlet")
        assert list(again.unseen()) == []
    put(mail, b"Subject: three\r\n\r\n.\r\n")
    mail.kill()
    mail.start()
    with box(mail) as later:
        [(uid, _)] = later.unseen()
        assert uid not in {one for one, _ in found}
        later.done(uid, "Behandlet")
    assert len(list((mail.box() / ".Behandlet" / "cur").iterdir())) == 3


@pytest.mark.parametrize("wrong", [{"user": "somebody"}, {"password": "wrong"}])
def test_nobody_else_is_let_in(mail: Running, wrong: dict[str, str]) -> None:
    with pytest.raises(MailUnavailable), box(mail, **wrong):
        pass


def test_what_somebody_writes_on_the_page_lies_there(mail: Running) -> None:
    form = {"fra": "else@mail.example", "til": HOUSE, "emne": "Hej", "tekst": "Kære kommune"}
    assert requests.post(f"{mail.pages}skriv", data=form, timeout=5).status_code == 200
    with box(mail) as opened:
        [(uid, raw)] = opened.unseen()
        assert b"Subject: Hej" in raw
        opened.done(uid, "Behandlet")
    for bad in ({"fra": "else"}, {"til": "other@mail.example"}, {"emne": "a\r\nBcc: b@c.dk"}):
        answer = requests.post(f"{mail.pages}skriv", data=form | bad, timeout=5)
        assert answer.status_code == 422
        assert "Kære kommune" in answer.text
    with box(mail) as opened:
        assert list(opened.unseen()) == []


def test_a_folder_leads_nowhere_else(mail: Running) -> None:
    put(mail, b"Subject: x\r\n\r\nx\r\n")
    with box(mail) as opened:
        [(uid, _)] = opened.unseen()
        with pytest.raises(MailUnavailable):
            opened.done(uid, "../../elsewhere")
        opened.done(uid, "Behandlet")
