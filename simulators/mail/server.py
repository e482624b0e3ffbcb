"""A mail server that takes e-mail to anybody and keeps it in mailboxes, on 127.0.0.1. Its own process.

| variable | meaning |
|---|---|
| `MAIL_PORT` | port for SMTP; 0 takes a free one |
| `MAIL_PAGES_PORT` | port of the page with the mailboxes; 0 takes a free one |
| `MAIL_STATE` | folder: a Maildir for each address under `boxes/`, and what is owed |
| `MAIL_HOUSE` | the municipality's address, to which people can write on the page |
| `MAIL_IMAP_PORT`, `MAIL_IMAP_ACCOUNT` | optional port and `user:password`: the municipality's mailbox over IMAP |
| `MAIL_FAULTS` | optional file of faults, read anew at every command (see faults.py) |
| `MAIL_CERTIFICATE`, `MAIL_KEY` | optional PEM files: then STARTTLS is demanded |
| `MAIL_ACCOUNT` | optional `user:password`: then a login is demanded |
| `SIM_CLOCK` | optional file `{"offset_seconds": n}`: the demo's clock |

Prints one line of JSON when it answers. Exit 2: bad input.
"""

import asyncio
import json
import os
import signal
import ssl
import sys
from hmac import compare_digest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # python -I leaves it out

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from simulators.mail.bounces import Bounces
from simulators.mail.boxes import Boxes, NoSuchBox, box_of
from simulators.mail.faults import Faults
from simulators.mail.imap import serve_imap
from simulators.mail.pages import serve_pages

LARGEST = 25 * 1024 * 1024


class Post:
    """What the server does with what it is told (aiosmtpd's handler)."""

    def __init__(self, boxes: Boxes, bounces: Bounces, faults: Faults) -> None:
        self._boxes, self._bounces, self._faults = boxes, bounces, faults

    async def handle_MAIL(  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """`MAIL FROM`."""
        if (code := self._faults.now().get("mail")) is not None:
            return f"{code} 4.3.0 not now"
        envelope.mail_from, envelope.mail_options = address, [*envelope.mail_options, *options]
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """`RCPT TO`."""
        on = self._faults.strikes(address)
        if (code := on.get("rcpt")) is not None:
            return f"{code} {'4.2.0 not now' if code < 500 else '5.7.1 not for you'}"
        try:
            box_of(address)
        except NoSuchBox:
            return "553 5.1.3 that is no address"
        if address in on.get("refuse", []):
            return f"550 5.1.1 <{address}> does not exist"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """The e-mail itself: on the disk first, then the answer."""
        on = self._faults.strikes(envelope.rcpt_tos[0])
        if (code := on.get("data")) is not None:
            return f"{code} {'4.3.2 not now' if code < 500 else '5.6.0 not this'}"
        content = envelope.original_content or b""
        name = ""
        for to in envelope.rcpt_tos:
            sender = envelope.mail_from or ""
            if on.get("bounce") is True or to in (on.get("bounce") or []):
                seconds = float(on.get("bounce_seconds", 0))
                self._bounces.owe(sender=sender, to=to, content=content, seconds=seconds)
                name = "bounce"
            else:
                name = await asyncio.to_thread(self._boxes.put, to, content, sender=sender)
        await asyncio.sleep(float(on.get("slow_seconds", 0)))
        if on.get("no_answer"):
            await asyncio.sleep(3600)
        if on.get("hang_up"):
            _cut(server.transport)
        return f"250 2.0.0 OK: queued as {name}"


class Line(SMTP):
    """One connection."""

    faults: Faults

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Nobody gets further while the fault `down` is on."""
        if self.faults.now().get("down"):
            _cut(transport)
            return
        super().connection_made(transport)


def _cut(line: asyncio.BaseTransport | None) -> None:
    """Without a word."""
    if isinstance(line, asyncio.Transport):
        line.abort()


def _port(name: str) -> int:
    given = os.environ.get(name, "0")
    if not given.isdigit() or int(given) > 65535:
        sys.exit(_bad(f"{name}: write a port number, or 0 for a free one."))
    return int(given)


def _bad(sentence: str) -> int:
    sys.stderr.write(f"mail: {sentence}\n")
    return 2


def _imap(boxes: Path) -> str:
    """The address of the municipality's mailbox; empty when nobody may fetch from it."""
    house, account = os.environ.get("MAIL_HOUSE", ""), os.environ.get("MAIL_IMAP_ACCOUNT", "")
    if not (house and account):
        return ""
    return f"127.0.0.1:{serve_imap(boxes / box_of(house), port=_port('MAIL_IMAP_PORT'), account=account)}"


def _more() -> dict[str, Any]:
    """TLS and login, where they are demanded."""
    more: dict[str, Any] = {}
    if os.environ.get("MAIL_CERTIFICATE"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(os.environ["MAIL_CERTIFICATE"], os.environ["MAIL_KEY"])
        more |= {"tls_context": context, "require_starttls": True}
    account = os.environ.get("MAIL_ACCOUNT", "")
    if account:
        user, _, password = account.partition(":")

        def known(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:
            good = isinstance(given, LoginPassword) and compare_digest(
                given.login + b":" + given.password, f"{user}:{password}".encode()
            )
            return AuthResult(success=good, handled=False)

        more |= {"authenticator": known, "auth_required": True, "auth_require_tls": "tls_context" in more}
    return more


async def main() -> int:
    """Serve until SIGTERM."""
    state = os.environ.get("MAIL_STATE", "")
    if not state:
        return _bad("MAIL_STATE: name a folder for the mailboxes.")
    boxes = Boxes(Path(state) / "boxes")
    bounces = Bounces(Path(state) / "owed", boxes)
    faults = Line.faults = Faults(os.environ.get("MAIL_FAULTS", ""))
    post, more = Post(boxes, bounces, faults), _more()
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(
            lambda: Line(post, data_size_limit=LARGEST, hostname="mail.example", loop=loop, **more),
            "127.0.0.1",
            _port("MAIL_PORT"),
        )
        pages = serve_pages(boxes, port=_port("MAIL_PAGES_PORT"), house=os.environ.get("MAIL_HOUSE", ""))
        imap = _imap(Path(state) / "boxes")
    except OSError as error:
        return _bad(f"the port is taken: {error.strerror}")
    bounces.start()
    port = server.sockets[0].getsockname()[1]
    ready = {"ready": True, "address": f"127.0.0.1:{port}", "pages": pages, "imap": imap, "state": state}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    await stop.wait()
    return 0


if __name__ == "__main__":
    code = asyncio.run(main())
    os._exit(code)  # a connection that is held open by a fault holds nobody up
