"""E-mails that were taken and could not be delivered after all: the failure is told to who sent them (RFC 3464)."""

import json
import os
import threading
import time
from email.utils import format_datetime, make_msgid
from pathlib import Path

from simulators.mail.boxes import Boxes, now

_LOOK_SECONDS = 0.1


class Bounces:
    """Failures that are owed, each a file until it has been told, so that a kill loses none."""

    def __init__(self, folder: Path, boxes: Boxes) -> None:
        self._folder, self._boxes = folder, boxes
        folder.mkdir(parents=True, exist_ok=True)

    def owe(self, *, sender: str, to: str, content: bytes, seconds: float) -> None:
        """The e-mail to `to` will fail in `seconds`. Nobody is told when it had no sender (RFC 5321, 4.5.5)."""
        if not sender:
            return
        head = content.split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace")
        owed = {"sender": sender, "to": to, "head": head, "due": time.time() + seconds}
        name = f"{time.time_ns()}-{os.getpid()}.json"
        fresh = self._folder / f".{name}"
        with fresh.open("w") as file:
            file.write(json.dumps(owed))
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(self._folder / name)

    def start(self) -> None:
        """Tell what is owed from now on, in a thread of its own."""
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            for file in sorted(self._folder.glob("[0-9]*.json")):
                owed = json.loads(file.read_text())
                if owed["due"] <= time.time():
                    self._boxes.put(owed["sender"], report(owed["to"], owed["head"]), sender="")
                    file.unlink()
            time.sleep(_LOOK_SECONDS)


def report(to: str, head: str) -> bytes:
    """The report of one failure, as a mail server writes it."""
    edge = f"report-{time.time_ns()}"
    lines = [
        "From: Mail Delivery System <mailer-daemon@mail.example>",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(now())}",
        f"Message-ID: {make_msgid(domain='mail.example')}",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{edge}"',
        "",
        f"--{edge}",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"<{to}>: this mailbox does not exist.",
        f"--{edge}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mail.example",
        "",
        f"Final-Recipient: rfc822; {to}",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 this mailbox does not exist",
        f"--{edge}",
        "Content-Type: text/rfc822-headers",
        "",
        *head.splitlines(),
        f"--{edge}--",
        "",
    ]
    return "\r\n".join(lines).encode()
