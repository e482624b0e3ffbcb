"""An e-mail of plain text, as bytes that are the same each time."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID


def token_address(address: str, uuid: UUID) -> str:
    """`post@kommune.dk` -> `post+<32 hexadecimal digits>@kommune.dk`: where a failure of one e-mail comes back to."""
    name, _, host = address.rpartition("@")
    return f"{name}+{uuid.hex}@{host}"


def token_of(address: str) -> UUID | None:
    """The token of an address made by `token_address`; None when it has none."""
    found = re.search(r"\+([0-9a-f]{32})@", address.lower())
    return UUID(hex=found.group(1)) if found else None


def message_id_of(uuid: UUID, address: str) -> str:
    """The Message-ID of the e-mail that brings one delivery: `<uuid@host>`."""
    return f"<{uuid}@{address.rpartition('@')[2]}>"


def write_mail(
    *,
    uuid: UUID,
    sender: str,
    name: str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    answers: bool = True,
) -> bytes:
    """A whole e-mail (RFC 5322). `name`: who it is from, in words. `at`: an aware time.

    It says that a machine wrote it (RFC 3834), so that no other machine answers. `answers`: whether a reply makes
    sense; without it the sender's address takes none. Raises ValueError for a line break where none may be.
    """
    for value in (sender, name, to, subject):
        if re.search(r"[\r\n]", value):
            raise ValueError("a header is one line")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f'"{_quoted(name)}" <{sender}>'
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id_of(uuid, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if answers:
        mail["Reply-To"] = token_address(sender, uuid)
    mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes()


def _quoted(name: str) -> str:
    return name.replace("\\", "").replace('"', "")
