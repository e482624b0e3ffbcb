"""The contract with a mail server: the fake, and the client against the simulator of SMTP."""

import email
import email.policy
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from simulators.mail.testing import HOUSE, Running, running
from simulators.tls import self_signed

from indgang.adapters.email.client import SmtpClient
from indgang.adapters.email.fake import FakeMail
from indgang.adapters.email.types import MailClient, MailRefused, MailUnavailable, MailUnknown
from indgang.adapters.email.write import message_id_of, token_address, token_of, write_mail

TO = "else@mail.example"
UUID_1 = UUID("0197f0c0-0000-4000-8000-000000000001")


@pytest.fixture(scope="module")
def mail() -> Iterator[Running]:
    with running() as process:
        yield process


@pytest.fixture(autouse=True)
def _healed(mail: Running) -> Iterator[None]:
    yield
    mail.faults()


def _client(mail: Running, **more: Any) -> SmtpClient:
    return SmtpClient("mail", "127.0.0.1", mail.port, **more)


@pytest.fixture(params=["fake", "simulator"])
def server(request: pytest.FixtureRequest, mail: Running) -> MailClient:
    return FakeMail() if request.param == "fake" else _client(mail)


def _written(text: str = "Der er ny post til dig.\n", uuid: UUID = UUID_1, to: str = TO) -> bytes:
    return write_mail(
        uuid=uuid,
        sender=HOUSE,
        name="Lyngsø Kommune",
        to=to,
        subject="Ny post på Min side",
        text=text,
        at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    )


def _send(server: MailClient, content: bytes | None = None, to: str = TO) -> str:
    return server.send(content or _written(), to=to, bounces_to=token_address(HOUSE, UUID_1))


def test_an_e_mail_is_taken_and_the_server_says_under_which_name(server: MailClient) -> None:
    assert "queued as" in _send(server)


@pytest.mark.parametrize(
    "address",
    [
        "else",
        "else@",
        "@mail.example",
        "else@localhost",
        "a b@mail.example",
        "a@b.dk\r\nRCPT TO:<c@d.dk>",
        "",
    ],
)
def test_what_is_no_address_does_not_leave(server: MailClient, address: str) -> None:
    with pytest.raises(ValueError, match="no e-mail address"):
        _send(server, to=address)
    with pytest.raises(ValueError, match="no e-mail address"):
        server.send(_written(), to=TO, bounces_to=address)


def test_it_arrives_as_it_was_written(mail: Running) -> None:
    uuid = uuid4()
    text = "Kære Else\n\n.En linje med punktum\n..\n.\nÆøå og €, slut.\n"
    _send(_client(mail), _written(text, uuid))
    [found] = [one for one in mail.messages() if one["message_id"] == message_id_of(uuid, HOUSE)]
    assert found["text"] == text
    assert found["subject"] == "Ny post på Min side"
    assert found["auto_submitted"] == "auto-generated"
    assert token_of(found["return_path"]) == UUID_1
    assert found["box"] == TO


@pytest.mark.parametrize(
    ("fault", "raised", "stored"),
    [
        ({"down": True}, MailUnavailable, 0),
        ({"mail": 421}, MailUnavailable, 0),
        ({"rcpt": 451}, MailUnavailable, 0),
        ({"rcpt": 550}, MailRefused, 0),
        ({"refuse": [TO]}, MailRefused, 0),
        ({"data": 451}, MailUnavailable, 0),
        ({"data": 554}, MailRefused, 0),
        ({"no_answer": True}, MailUnknown, 1),
        ({"hang_up": True}, MailUnknown, 1),
        ({"slow_seconds": 2}, MailUnknown, 1),
    ],
)
def test_each_fault_has_its_meaning(
    mail: Running, fault: dict[str, object], raised: type[Exception], stored: int
) -> None:
    """Unknown means that it was taken, and only then; nothing else may be sent twice."""
    before = len(mail.messages())
    mail.faults(**fault)
    with pytest.raises(raised) as told:
        _send(_client(mail, answer_seconds=0.5))
    assert len(mail.messages()) - before == stored
    assert TO not in str(told.value)
    if isinstance(told.value, MailRefused):
        assert told.value.address is ("data" not in fault)


def test_nobody_listens_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailUnavailable):
        _send(SmtpClient("none", "127.0.0.1", port))


def test_a_failure_after_it_was_taken_comes_back_to_its_token(mail: Running) -> None:
    mail.faults(bounce=[TO], bounce_seconds=0.2)
    before = len(mail.messages())
    _send(_client(mail))
    mail.kill()
    mail.start()  # it owed a report, and still does
    assert mail.until(lambda found: len(found) > before)
    report = mail.messages()[-1]
    assert report["box"] == HOUSE
    assert report["return_path"] == "<>"
    assert token_of(report["delivered_to"]) == UUID_1
    name = report["name"]
    whole = email.message_from_bytes((mail.box() / "new" / name).read_bytes(), policy=email.policy.default)
    assert whole.get_content_type() == "multipart/report"
    status = next(part for part in whole.walk() if part.get_content_type() == "message/delivery-status")
    fields = status.get_payload(1)
    assert isinstance(fields, email.message.Message)
    assert fields["Status"] == "5.1.1"
    assert fields["Action"] == "failed"


def test_what_was_taken_survives_a_kill(mail: Running) -> None:
    uuid = uuid4()
    _send(_client(mail), _written(uuid=uuid))
    mail.kill()
    with pytest.raises(MailUnavailable):
        _send(_client(mail))
    mail.start()
    assert message_id_of(uuid, HOUSE) in [one["message_id"] for one in mail.messages()]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return self_signed(tmp_path_factory.mktemp("tls"))


def test_tls_is_demanded_and_the_host_is_checked(certificate: tuple[Path, Path]) -> None:
    known = ssl.create_default_context(cafile=str(certificate[0]))
    more = {"MAIL_CERTIFICATE": str(certificate[0]), "MAIL_KEY": str(certificate[1]), "MAIL_ACCOUNT": "us:pw"}
    with running(more=more) as mail:
        login: dict[str, Any] = {"user": "us", "password": "pw"}
        assert "queued" in _send(SmtpClient("m", "localhost", mail.port, starttls=known, **login))
        refused = [
            SmtpClient("m", "localhost", mail.port, **login),  # no TLS
            SmtpClient("m", "localhost", mail.port, starttls=ssl.create_default_context(), **login),
            SmtpClient("m", "127.0.0.1", mail.port, starttls=known, **login),  # another host
            SmtpClient("m", "localhost", mail.port, starttls=known, user="us", password="no"),
        ]
        for client in refused:
            with pytest.raises(MailUnavailable):
                _send(client)
        assert len(mail.messages()) == 1


def test_a_server_without_tls_gets_nothing_when_it_is_demanded(mail: Running) -> None:
    with pytest.raises(MailUnavailable):
        _send(_client(mail, starttls=ssl.create_default_context()))


def test_the_same_delivery_gives_the_same_bytes() -> None:
    assert _written() == _written()
    assert _written() != _written(uuid=uuid4())


@pytest.mark.parametrize("field", ["sender", "name", "to", "subject"])
def test_nobody_adds_a_header(field: str) -> None:
    values: dict[str, Any] = {"sender": HOUSE, "name": "Kommunen", "to": TO, "subject": "Post"}
    values[field] += "\r\nBcc: other@mail.example"
    with pytest.raises(ValueError, match="one line"):
        write_mail(uuid=UUID_1, text="x", at=datetime(2026, 1, 1, tzinfo=UTC), **values)


def test_the_token_is_found_again() -> None:
    assert token_of(token_address(HOUSE, UUID_1)) == UUID_1
    assert token_of(f"<{token_address(HOUSE, UUID_1).upper()}>") == UUID_1
    assert token_of(HOUSE) is None
    assert token_of("post+hello@lyngsoe.example") is None


class _Says:
    """A server that says yes until the e-mail is there, and then these bytes."""

    def __init__(self, last: bytes) -> None:
        self._last = last

    def __enter__(self) -> int:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return int(self._listener.getsockname()[1])

    def _serve(self) -> None:
        line, _ = self._listener.accept()
        with line, line.makefile("rwb") as file:
            line.settimeout(5)
            _say(file.write, file.flush, b"220 hi\r\n")
            for asked in iter(file.readline, b""):
                data = asked.upper().startswith(b"DATA")
                _say(file.write, file.flush, b"354 go on\r\n" if data else b"250 yes\r\n")
                if data:
                    break
            while file.readline() not in (b".\r\n", b""):
                pass
            _say(file.write, file.flush, self._last)

    def __exit__(self, *_: object) -> None:
        self._thread.join(5)
        self._listener.close()


def _say(write: Callable[[bytes], int], flush: Callable[[], None], said: bytes) -> None:
    write(said)
    flush()


@pytest.mark.parametrize("last", [b"", b"hello\r\n", b"999 what\r\n", b"100 wait\r\n"])
def test_an_answer_that_we_do_not_know_may_be_a_yes(last: bytes) -> None:
    with _Says(last) as port, pytest.raises((MailUnknown, MailRefused)) as told:
        _send(SmtpClient("odd", "127.0.0.1", port, answer_seconds=1))
    assert isinstance(told.value, MailUnknown)


def test_what_a_server_says_is_kept_without_addresses() -> None:
    with _Says(b"250 2.0.0 Ok: queued as 4ABC for <else@mail.example>\r\n") as port:
        said = _send(SmtpClient("chatty", "127.0.0.1", port, answer_seconds=2))
    assert said == "2.0.0 Ok: queued as 4ABC for"
