"""The automatic answer to an e-mail, written so that no machine answers it again (RFC 3834)."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from indgang.adapters.email.client import ADDRESS
from indgang.adapters.email.write import message_id_of

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>")


def can_be_answered(address: str) -> bool:
    """Whether it is an address that we would send to."""
    return ADDRESS.fullmatch(address) is not None


def write_answer(
    *, uuid: UUID, sender: str, name: str, to: str, subject: str, text: str, at: datetime, answers: str
) -> bytes:
    """A whole e-mail. `answers`: the Message-ID of theirs; nothing else of theirs is in it. `at`: an aware time."""
    mail = EmailMessage(policy=SMTP)
    plain = re.sub(r"[^\w .,-]", "", name)
    mail["From"] = f'"{plain}" <{sender}>'
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id_of(uuid, sender)
    if _MESSAGE_ID.fullmatch(answers):
        mail["In-Reply-To"] = answers
        mail["References"] = answers
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["X-Loop"] = sender
    mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes()
