"""The contract with an SMS centre: the fake, and the client against the simulator of SMPP."""

import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from simulators.smsc.testing import PASSWORD, USER, Running, running
from simulators.tls import self_signed

from indgang.adapters.sms.client import SmppClient, read_receipt
from indgang.adapters.sms.fake import FakeSms
from indgang.adapters.sms.types import (
    SmsClient,
    SmsEnd,
    SmsReceipt,
    SmsRefused,
    SmsUnavailable,
    SmsUnknown,
    short_reference,
)

NUMBER = "+4520000001"
TEXT = "Der er ny post til dig. Æøå, ÆØÅ og §."


@pytest.fixture(scope="module")
def smsc() -> Iterator[Running]:
    with running() as process:
        yield process


@pytest.fixture(autouse=True)
def _healed(smsc: Running) -> Iterator[None]:
    yield
    smsc.faults()


def _client(smsc: Running, **more: Any) -> SmppClient:
    return SmppClient("smsc", "127.0.0.1", smsc.port, user=USER, password=PASSWORD, **more)


@pytest.fixture(params=["fake", "simulator"])
def centre(request: pytest.FixtureRequest, smsc: Running) -> SmsClient:
    return FakeSms() if request.param == "fake" else _client(smsc)


def _receipts(centre: SmsClient, seconds: float = 0.8) -> list[SmsReceipt]:
    found: list[SmsReceipt] = []
    centre.listen(found.append, seconds)
    return found


def _send(centre: SmsClient, to: str = NUMBER, text: str = TEXT) -> str:
    return centre.send(to=to, text=text, sender="Lyngsoe", reference="b6d0")


def test_a_message_is_taken_under_an_id_and_its_receipt_names_it(centre: SmsClient) -> None:
    first, second = _send(centre), _send(centre, text="Endnu en.")
    assert first != second
    told = {one.message_id: one for one in _receipts(centre)}
    assert told[first].end is SmsEnd.DELIVERED
    assert told[second].end is SmsEnd.DELIVERED
    assert told[first].centre == centre.name
    assert told[first].reference == short_reference("b6d0")


def test_what_was_acknowledged_is_not_told_again(centre: SmsClient) -> None:
    _send(centre)
    assert _receipts(centre)
    assert _receipts(centre, 0.5) == []


@pytest.mark.parametrize(
    ("to", "text", "sender"),
    [
        ("20000001", TEXT, "Lyngsoe"),
        ("+4510000001", TEXT, "Lyngsoe"),
        ("+46200000011", TEXT, "Lyngsoe"),
        (NUMBER, "", "Lyngsoe"),
        (NUMBER, "x" * 161, "Lyngsoe"),
        (NUMBER, "€" * 81, "Lyngsoe"),
        (NUMBER, "Hej 👋", "Lyngsoe"),
        (NUMBER, TEXT, "Lyngsø"),
        (NUMBER, TEXT, "a name that is too long"),
    ],
)
def test_what_can_never_be_sent_does_not_leave(centre: SmsClient, to: str, text: str, sender: str) -> None:
    with pytest.raises(ValueError, match=r"number|text message|sender|alphabet"):
        centre.send(to=to, text=text, sender=sender, reference="")
    assert [one for one in _receipts(centre, 0.2) if one.end is SmsEnd.DELIVERED] == []


def test_a_receipt_is_told_again_until_it_was_taken(centre: SmsClient) -> None:
    """The receiver died between hearing it and writing it down."""
    message_id = _send(centre)

    def dies(_receipt: SmsReceipt) -> None:
        raise RuntimeError("killed before the commit")

    with pytest.raises(RuntimeError, match="killed"):
        centre.listen(dies, 2)
    assert [one.message_id for one in _receipts(centre)] == [message_id]


def test_no_log_holds_a_number_or_a_text(smsc: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client = _client(smsc)
        _send(client)
        _receipts(client)
    said = caplog.text.lower()
    for secret in (NUMBER[1:], NUMBER[1:].encode().hex(), TEXT[:12].lower(), TEXT[:12].encode().hex()):
        assert secret not in said


def test_the_text_arrives_letter_by_letter(smsc: Running) -> None:
    text = "ÆØÅ æøå É ä ö ü ñ § ¡ ¿ @ £ $ ¥ € [x] {y} ~ ^ | \\ 1+1=2"
    message_id = _send(_client(smsc), text=text)
    [found] = [one for one in smsc.messages() if one["id"] == message_id]
    assert (found["text"], found["to"], found["from"]) == (text, NUMBER, "Lyngsoe")


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ({"down": True}, SmsUnavailable),
        ({"throttled": True}, SmsUnavailable),
        ({"refuse": [NUMBER]}, SmsRefused),
        ({"no_answer": True}, SmsUnknown),
        ({"hang_up": True}, SmsUnknown),
        ({"slow_seconds": 2}, SmsUnknown),
    ],
)
def test_each_fault_has_its_meaning(smsc: Running, fault: dict[str, object], raised: type[Exception]) -> None:
    """Unknown means that it was taken, and only then; nothing else may be sent twice."""
    before = len(smsc.messages())
    smsc.faults(**fault)
    with pytest.raises(raised) as told:
        _send(_client(smsc, answer_seconds=0.5))
    assert len(smsc.messages()) - before == (1 if raised is SmsUnknown else 0)
    if isinstance(told.value, SmsRefused):
        assert told.value.number
        assert told.value.code == "0x0B"
    assert NUMBER not in str(told.value)
    assert TEXT not in str(told.value)


def test_a_wrong_password_is_no_connection(smsc: Running) -> None:
    with pytest.raises(SmsUnavailable, match="bind refused"):
        _send(SmppClient("smsc", "127.0.0.1", smsc.port, user=USER, password="wrong"))


def test_nobody_listens_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SmsUnavailable):
        _send(SmppClient("none", "127.0.0.1", port, user=USER, password=PASSWORD))


@pytest.mark.parametrize(("fault", "end"), [("failed", SmsEnd.FAILED), ("expired", SmsEnd.EXPIRED)])
def test_what_never_reached_the_phone_is_told(smsc: Running, fault: str, end: SmsEnd) -> None:
    smsc.faults(receipt=fault)
    message_id = _send(_client(smsc))
    told = {one.message_id: one for one in _receipts(_client(smsc))}
    assert told[message_id].end is end
    at = told[message_id].at
    assert at is not None
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=2)


def test_a_receipt_twice_and_a_receipt_lost(smsc: Running) -> None:
    client = _client(smsc)
    smsc.faults(receipt="twice")
    message_id = _send(client)
    assert [one.message_id for one in _receipts(client)] == [message_id, message_id]
    smsc.faults(receipt="lost")
    _send(client)
    assert _receipts(client, 0.7) == []


def test_what_was_accepted_survives_a_kill(smsc: Running) -> None:
    """Taken, then killed before anybody heard of it: it is told after the start."""
    smsc.faults(receipt_seconds=1)
    message_id = _send(_client(smsc))
    smsc.kill()
    with pytest.raises(SmsUnavailable):
        _send(_client(smsc))
    smsc.faults()
    smsc.start()
    assert message_id in [one.message_id for one in _receipts(_client(smsc))]


class _Says:
    """A server that answers a bind, and then the message with these bytes."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer

    def __enter__(self) -> int:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return int(self._listener.getsockname()[1])

    def _serve(self) -> None:
        line, _ = self._listener.accept()
        with line:
            line.settimeout(5)
            bind = line.recv(4096)
            line.sendall(b"\0\0\0\x11\x80\0\0\x02\0\0\0\0" + bind[12:16] + b"\0")
            line.sendall(self._answer(line.recv(4096)))
            line.recv(4096)

    def __exit__(self, *_: object) -> None:
        self._thread.join(5)
        self._listener.close()


@pytest.mark.parametrize(
    "answer",
    [
        lambda asked: b"\0\0\0\x11\x80\0\0\x04\0\0\0\0" + asked[12:16] + b"\0",  # taken, without an id
        lambda asked: b"\0\0\0\x10\x80\0\x99\x99\0\0\0\0" + asked[12:16],  # a word that nobody knows
        lambda asked: b"\0\0\0\x12\x80\0\0\x04\0\0\0\0\0\0\0\x63x\0",  # an answer to something else
    ],
)
def test_an_answer_that_we_do_not_know_may_be_a_yes(answer: Callable[[bytes], bytes]) -> None:
    with _Says(answer) as port, pytest.raises(SmsUnknown):
        _send(SmppClient("odd", "127.0.0.1", port, user=USER, password=PASSWORD, answer_seconds=0.5))


class _Tls:
    """TLS before a server that has none."""

    def __init__(self, files: tuple[Path, Path], port: int) -> None:
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(*files)
        self._port = port

    def __enter__(self) -> int:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        return int(self._listener.getsockname()[1])

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                with suppress(OSError):
                    inside = self._context.wrap_socket(line, server_side=True)
                    there = socket.create_connection(("127.0.0.1", self._port))
                    threading.Thread(target=_carry, args=(inside, there), daemon=True).start()
                    threading.Thread(target=_carry, args=(there, inside), daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._listener.close()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError), one:
        while content := one.recv(4096):
            other.sendall(content)
        other.shutdown(socket.SHUT_WR)


def test_over_tls_with_a_host_that_is_checked(smsc: Running, tmp_path: Path) -> None:
    files = self_signed(tmp_path)
    known = ssl.create_default_context(cafile=str(files[0]))
    with _Tls(files, smsc.port) as port:
        client = SmppClient("tls", "localhost", port, user=USER, password=PASSWORD, tls=known)
        message_id = _send(client)
        assert message_id in [one.message_id for one in _receipts(client)]
        for host, trust in (("127.0.0.1", known), ("localhost", ssl.create_default_context())):
            with pytest.raises(SmsUnavailable):
                _send(SmppClient("tls", host, port, user=USER, password=PASSWORD, tls=trust))


class _Pdu:
    """A `deliver_sm` as smpplib gives it."""

    def __init__(self, text: bytes, **more: Any) -> None:
        self.esm_class, self.short_message = 4, text
        self.receipted_message_id = self.message_state = self.message_payload = None
        vars(self).update(more)


def test_a_receipt_is_read_from_its_text_when_it_has_no_parameters() -> None:
    said = b"id:77 sub:001 dlvrd:000 submit date:2611221200 done date:2611221201 stat:UNDELIV err:001 text:"
    found = read_receipt("smsc", _Pdu(said))
    assert found == SmsReceipt(
        "smsc", "77", SmsEnd.FAILED, "UNDELIV", "001", datetime(2026, 11, 22, 11, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "pdu",
    [
        _Pdu(b"Hej kommune", esm_class=0),  # somebody wrote back
        _Pdu(b"id:77 stat:ENROUTE err:000"),  # not the last word
        _Pdu(b"id:77 stat:ACCEPTD", message_state=6),
        _Pdu(b"stat:DELIVRD"),  # of what?
        _Pdu(b"\xff\xfe"),
    ],
)
def test_what_is_no_last_word_is_left(pdu: _Pdu) -> None:
    assert read_receipt("smsc", pdu) is None
