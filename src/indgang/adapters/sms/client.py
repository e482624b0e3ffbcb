"""An SMS centre over SMPP 3.4, by smpplib.

Each text message has a connection of its own: notices are few, and what was left unanswered on a connection is then
never mixed up with the next. From the first byte of `submit_sm` to its answer the outcome is unknown.
"""

import logging
import re
import select
import socket
import ssl
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import smpplib.client
import smpplib.consts
import smpplib.exceptions

from indgang.adapters.sms.coding import encode
from indgang.adapters.sms.types import (
    SmsEnd,
    SmsReceipt,
    SmsRefused,
    SmsUnavailable,
    SmsUnknown,
    short_reference,
)

logger = logging.getLogger(__name__)
_LIBRARY = "smpp.Client"
logging.getLogger(_LIBRARY).setLevel(logging.WARNING)  # at DEBUG it writes numbers and texts
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 20.0
REST_OF_A_PDU_SECONDS = 5.0
NUMBER = re.compile(r"\+45[2-9][0-9]{7}")
SENDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ]{1,9}[A-Za-z0-9]")

# SMPP 3.4, part 5.1.3. A negative answer says that the centre has not taken the message.
_NOT_NOW = {
    smpplib.consts.SMPP_ESME_RSYSERR,
    smpplib.consts.SMPP_ESME_RMSGQFUL,
    smpplib.consts.SMPP_ESME_RTHROTTLED,
    smpplib.consts.SMPP_ESME_RX_T_APPN,
}
_BAD_NUMBER = {smpplib.consts.SMPP_ESME_RINVDSTADR, 0x48, 0x50, 0x51}
# message_state, part 5.2.28, and the words of the receipt's text, appendix B.
_STATES = {2: SmsEnd.DELIVERED, 3: SmsEnd.EXPIRED, 4: SmsEnd.FAILED, 5: SmsEnd.FAILED, 8: SmsEnd.FAILED}
_WORDS = {
    "DELIVRD": SmsEnd.DELIVERED,
    "EXPIRED": SmsEnd.EXPIRED,
    "DELETED": SmsEnd.FAILED,
    "UNDELIV": SmsEnd.FAILED,
    "REJECTD": SmsEnd.FAILED,
}
_TYPE_OF_MESSAGE, _RECEIPT = 0x3C, 0x04  # esm_class, part 5.2.12
_UNREADABLE = (smpplib.exceptions.PDUError, smpplib.exceptions.UnknownCommandError, struct.error)
_HOUSE = ZoneInfo("Europe/Copenhagen")


class _Line(smpplib.client.Client):  # type: ignore[misc]  # smpplib has no types
    """smpplib's client with TLS that checks the host, and with nothing of a message in any log."""

    def connect(self) -> None:
        try:
            line = socket.create_connection((self.host, self.port), timeout=CONNECT_SECONDS)
            if self._ssl_context is not None:
                line = self._ssl_context.wrap_socket(line, server_hostname=self.host)
        except OSError as error:
            raise SmsUnavailable(type(error).__name__) from error
        line.settimeout(self.timeout)
        self._socket = line
        self.state = smpplib.consts.SMPP_CLIENT_STATE_OPEN

    def wait(self, seconds: float) -> bool:
        """Whether something came within `seconds`."""
        pending = getattr(self._socket, "pending", None)
        if pending is not None and pending():
            return True
        ready, _, _ = select.select([self._socket], [], [], max(seconds, 0.0))
        return bool(ready)


class SmppClient:
    """One centre. `user` is the system_id. Safe to use from several threads: nothing is kept between calls."""

    def __init__(
        self,
        name: str,
        host: str,
        port: int,
        *,
        user: str,
        password: str,
        tls: ssl.SSLContext | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.name = name
        self._host, self._port = host, port
        self._user, self._password = user, password
        self._tls = tls
        self._answer_seconds = answer_seconds

    def send(self, *, to: str, text: str, sender: str, reference: str) -> str:
        """See SmsClient."""
        if not NUMBER.fullmatch(to):
            raise ValueError("a number is +45 and eight digits")
        if not SENDER.fullmatch(sender):
            raise ValueError("a sender is three to eleven letters and digits")
        content = encode(text)
        with self._bound("bind_transmitter") as line:
            answers: list[Any] = []
            line.set_message_sent_handler(lambda pdu: answers.append(pdu))
            line.set_error_pdu_handler(answers.append)
            return self._submit(line, answers, to, content, sender, reference)

    def _submit(
        self, line: _Line, answers: list[Any], to: str, content: bytes, sender: str, reference: str
    ) -> str:
        try:
            asked = line.send_message(
                source_addr_ton=smpplib.consts.SMPP_TON_ALNUM,
                source_addr=sender,
                dest_addr_ton=smpplib.consts.SMPP_TON_INTL,
                dest_addr_npi=smpplib.consts.SMPP_NPI_ISDN,
                destination_addr=to.removeprefix("+"),
                short_message=content,
                data_coding=smpplib.consts.SMPP_ENCODING_DEFAULT,
                registered_delivery=smpplib.consts.SMPP_SMSC_DELIVERY_RECEIPT_BOTH,
                user_message_reference=short_reference(reference),
            )
            until = time.monotonic() + self._answer_seconds
            while not any(answer.sequence == asked.sequence for answer in answers):
                if not line.wait(until - time.monotonic()):
                    raise SmsUnknown("no answer in time")
                line.read_once(auto_send_enquire_link=False)
        except (smpplib.exceptions.ConnectionError, OSError) as error:
            raise SmsUnknown(type(error).__name__) from error
        except _UNREADABLE as error:
            raise SmsUnknown("an answer that cannot be read") from error
        return _meaning(next(one for one in answers if one.sequence == asked.sequence))

    def listen(self, on_receipt: Callable[[SmsReceipt], None], seconds: float) -> int:
        """See SmsClient."""
        taken = 0

        def received(pdu: Any) -> int:
            nonlocal taken
            receipt = read_receipt(self.name, pdu)
            if receipt is not None:
                on_receipt(receipt)
                taken += 1
            return int(smpplib.consts.SMPP_ESME_ROK)

        with self._bound("bind_receiver") as line:
            line.set_message_received_handler(received)
            until = time.monotonic() + seconds
            try:
                while line.wait(until - time.monotonic()):
                    line.read_once(auto_send_enquire_link=False)
            except (smpplib.exceptions.ConnectionError, TimeoutError, ConnectionError, ssl.SSLError) as error:
                raise SmsUnavailable(type(error).__name__) from error
            except _UNREADABLE as error:
                raise SmsUnavailable("a word that cannot be read") from error
        return taken

    @contextmanager
    def _bound(self, how: str) -> Iterator[_Line]:
        line = _Line(
            self._host,
            self._port,
            timeout=REST_OF_A_PDU_SECONDS,
            logger_name=_LIBRARY,
            ssl_context=self._tls,
            allow_unknown_opt_params=True,
        )
        line.connect()
        good = False
        try:
            try:
                getattr(line, how)(system_id=self._user, password=self._password, interface_version=0x34)
            except smpplib.exceptions.PDUError as error:
                raise SmsUnavailable(f"bind refused: {error.args[-1]}") from error
            except (smpplib.exceptions.ConnectionError, OSError) as error:
                raise SmsUnavailable(f"no bind: {type(error).__name__}") from error
            yield line
            good = True
        finally:
            _leave(line, politely=good)


def _leave(line: _Line, *, politely: bool) -> None:
    """Unbind and hang up; the other side may have hung up first."""
    if politely:
        try:
            line.send_pdu(smpplib.client.smpp.make_pdu("unbind", client=line))
            if line.wait(1.0):
                line.read_pdu()
        except (smpplib.exceptions.PDUError, smpplib.exceptions.ConnectionError, OSError, ValueError):
            logger.debug("the centre hung up before we did")
    line.state = smpplib.consts.SMPP_CLIENT_STATE_OPEN  # so that smpplib does not warn
    line.disconnect()


def _meaning(answer: Any) -> str:
    status = int(answer.status)
    if status == smpplib.consts.SMPP_ESME_ROK:
        given = answer.message_id or b""
        message_id = given.decode("ascii", "replace") if isinstance(given, bytes) else str(given)
        if not message_id:
            raise SmsUnknown("taken without an id")
        return message_id
    words = str(smpplib.consts.DESCRIPTIONS.get(status, "unknown status"))
    if status in _NOT_NOW:
        raise SmsUnavailable(f"0x{status:02X} {words}")
    raise SmsRefused(f"0x{status:02X}", words, number=status in _BAD_NUMBER)


def _text(value: Any) -> str:
    return value.decode("latin-1", "replace") if isinstance(value, bytes) else str(value or "")


def read_receipt(centre: str, pdu: Any) -> SmsReceipt | None:
    """What a `deliver_sm` says about a text message; None when it is none, or not the last word about it.

    The optional parameters count first, and the text of appendix B where they are missing. An SMS that somebody
    wrote back is none: it is not read, not kept and not logged.
    """
    if int(pdu.esm_class or 0) & _TYPE_OF_MESSAGE != _RECEIPT:
        return None
    said = _text(pdu.short_message) or _text(getattr(pdu, "message_payload", b""))
    fields = dict(re.findall(r"(id|stat|err|done date):(\S*)", said))
    message_id = _text(getattr(pdu, "receipted_message_id", b"")).rstrip("\0") or fields.get("id", "")
    state = getattr(pdu, "message_state", None)
    number = state[0] if isinstance(state, bytes) and state else state
    end = _STATES.get(int(number)) if number is not None else _WORDS.get(fields.get("stat", ""))
    if end is None or not message_id:
        return None
    return SmsReceipt(
        centre=centre,
        message_id=message_id[:65],
        end=end,
        state=fields.get("stat", str(number))[:20],
        code=fields.get("err", "")[:20],
        at=_when(fields.get("done date", "")),
        reference=int(getattr(pdu, "user_message_reference", None) or 0),
    )


def _when(said: str) -> datetime | None:
    """`YYMMDDhhmm` with or without seconds, Danish time."""
    try:
        form = "%y%m%d%H%M%S" if len(said) == 12 else "%y%m%d%H%M"
        return datetime.strptime(said, form).replace(tzinfo=_HOUSE)
    except ValueError:
        return None
