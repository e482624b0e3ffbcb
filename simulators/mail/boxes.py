"""Mailboxes as folders (Maildir), one for each address. What lies there survives a kill."""

import email
import email.policy
import itertools
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

KNOWN = re.compile(r"[a-z0-9._-]{1,64}@[a-z0-9.-]{3,100}")
NAME = re.compile(r"[0-9]+\.[0-9A-Za-z_]+\.[A-Za-z0-9-]+(?::2,[A-Z]*)?")
_numbers = itertools.count(1)


class NoSuchBox(Exception):
    """An address that nobody can have here."""


@dataclass(frozen=True)
class Mail:
    """One e-mail in one box. `name` is its file's."""

    box: str
    name: str
    at: datetime
    content: EmailMessage

    @property
    def text(self) -> str:
        """What a person would read: the plain text, or the parts of it."""
        part = self.content.get_body(preferencelist=("plain", "html"))
        return part.get_content().replace("\r\n", "\n") if part is not None else ""


def now() -> datetime:
    """The demo's time: the machine's and the offset in SIM_CLOCK."""
    offset = 0
    try:
        offset = int(json.loads(Path(os.environ["SIM_CLOCK"]).read_text())["offset_seconds"])
    except (KeyError, OSError, ValueError):
        offset = 0
    return datetime.now(UTC) + timedelta(seconds=offset)


def box_of(address: str) -> str:
    """`post+abc@kommune.dk` -> `post@kommune.dk`. Raises NoSuchBox."""
    local, _, host = address.strip().lower().rpartition("@")
    found = f"{local.partition('+')[0]}@{host}"
    if not KNOWN.fullmatch(found) or ".." in found:
        raise NoSuchBox(address)
    return found


class Boxes:
    """The boxes in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, address: str, content: bytes, *, sender: str) -> str:
        """Store one e-mail for `address`; it is on the disk when this returns. Returns the name of its file."""
        box = self._folder / box_of(address)
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
        at = now()
        name = f"{int(time.time())}.M{time.time_ns() % 10**9:09d}P{os.getpid()}Q{next(_numbers)}.mail"
        head = f"Return-Path: <{sender}>\r\nDelivered-To: {address}\r\n"
        head += f"Received: by mail.example (simulator); {at.strftime('%a, %d %b %Y %H:%M:%S +0000')}\r\n"
        with (box / "tmp" / name).open("wb") as file:
            file.write(head.encode() + content)
            file.flush()
            os.fsync(file.fileno())
        os.rename(box / "tmp" / name, box / "new" / name)
        return name

    def all(self) -> Iterator[Mail]:
        """Every e-mail in every box, the oldest first."""
        files = [*self._folder.glob("*/new/*"), *self._folder.glob("*/cur/*")]
        for path in sorted(files, key=lambda one: one.name):
            yield self._mail(path)

    def one(self, box: str, name: str) -> Mail | None:
        """One e-mail; None when there is none of that name."""
        if not KNOWN.fullmatch(box) or ".." in box or not NAME.fullmatch(name):
            return None
        found = [path for part in ("new", "cur") if (path := self._folder / box / part / name).is_file()]
        return self._mail(found[0]) if found else None

    def _mail(self, path: Path) -> Mail:
        content = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        said = str(content.get("Received", "")).rpartition(";")[2].strip()
        if said:
            at = datetime.strptime(said, "%a, %d %b %Y %H:%M:%S %z")
        return Mail(path.parent.parent.name, path.name, at, content)
