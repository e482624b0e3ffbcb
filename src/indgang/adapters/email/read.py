"""Reads an e-mail as it came: who, what, which files, which mail of ours it answers or brings back.

Nothing in a mail is believed: not its charsets, not its file names, not its nesting. Nothing is fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from pathlib import PurePosixPath

from indgang.adapters.email.html_text import text_of_html

LARGEST = 25 * 1024 * 1024
"""Bytes of one mail; of a larger one only its head is read."""
MOST_PARTS = 200
TOO_LARGE = "X-Indgang-Too-Large"
"""What the mailbox puts before the head of a mail that is too large to fetch: its size in bytes."""


class NotMail(Exception):
    """The bytes cannot be read as an e-mail. The text says why, and quotes nothing."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file in a mail, under the name that the sender gave it, without a folder."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """What a mail server says of one receiver (RFC 3464). `status`: `5.1.1`; `action`: `failed`, `delayed`, …

    `address`: whom it was for, by the report; empty when it does not say.
    """

    action: str
    status: str
    address: str = ""

    @property
    def for_good(self) -> bool:
        return self.action == "failed" and not self.status.startswith("4")


@dataclass(frozen=True, slots=True)
class MailIn:
    """One e-mail. `headers` have lower-case names, the first of each; `answers`: the message ids that it answers.

    `from_html`: it had no plain text, and `text` was made from HTML. `size`: bytes of a mail that was too large to
    fetch, else 0; then there is only its head. `failed` is not empty for a report that mails of ours did not arrive,
    and `brought_back` holds the message ids of those.
    """

    message_id: str
    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    text: str
    from_html: bool = False
    files: tuple[MailFile, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    size: int = 0
    failed: tuple[Failed, ...] = ()
    brought_back: tuple[str, ...] = ()


def read_mail(raw: bytes) -> MailIn:
    """Read one e-mail. Raises NotMail, and nothing else: whoever writes must not stop those who wrote after them."""
    try:
        return _read(raw)
    except NotMail:
        raise
    except Exception as error:  # the standard library promises nothing about bytes that somebody made up
        raise NotMail("Mailen er skrevet forkert.") from error


def _read(raw: bytes) -> MailIn:
    mail = message_from_bytes(raw, policy=policy.compat32)
    parts = _parts(mail)
    headers: dict[str, str] = {}
    for name, value in mail.items():
        headers.setdefault(name.lower(), _plain(value))
    if not {"from", "subject", "date", "message-id", "received", "return-path"} & set(headers):
        raise NotMail("Det er ikke en mail.")
    sender_name, sender = next(iter(_addresses(mail, "from")), ("", ""))
    text, from_html = _text(parts)
    failed, brought_back = _report(mail, parts)
    size = headers.get(TOO_LARGE.lower(), "")
    return MailIn(
        message_id=headers.get("message-id", "").strip(),
        sender=sender,
        sender_name=sender_name,
        to=tuple(
            address
            for header in ("to", "cc", "delivered-to", "x-original-to")
            for _, address in _addresses(mail, header)
        ),
        subject=headers.get("subject", ""),
        text=text,
        from_html=from_html,
        files=() if failed else tuple(_files(parts)),
        headers=headers,
        answers=tuple(
            word
            for name in ("in-reply-to", "references")
            for word in headers.get(name, "").split()
            if "@" in word
        ),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 13 else 0,
        failed=failed,
        brought_back=brought_back,
    )


def _parts(mail: Message) -> list[Message]:
    """The leaves, in order. What is inside an enclosed mail stays inside: it is somebody else's words."""
    found: list[Message] = []
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting[:0] = [one for one in payload if isinstance(one, Message)]
        else:
            found.append(part)
        if len(found) + len(waiting) > MOST_PARTS:
            raise ValueError("too many parts")
    return found


def _plain(value: object) -> str:
    try:
        text = str(make_header(decode_header(value)))  # type: ignore[arg-type]
    except (LookupError, UnicodeError, ValueError, MessageError):
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _addresses(mail: Message, header: str) -> list[tuple[str, str]]:
    given = [str(value) for value in mail.get_all(header, [])]
    try:
        found = getaddresses(given)
    except (ValueError, IndexError, TypeError):
        return []
    return [(_plain(name), address.strip()) for name, address in found if "@" in address]


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(part: Message) -> str:
    """The text of a part by the charset it names; when that is a lie, as UTF-8, and last as Windows' Latin."""
    content = _bytes(part)
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, UnicodeError, ValueError, TypeError):
        name = ""
    return PurePosixPath(_plain(name).replace("\\", "/")).name[:200]


def _is_text(part: Message, kind: str) -> bool:
    return (
        part.get_content_type() == f"text/{kind}"
        and part.get_content_disposition() != "attachment"
        and not _name(part)
    )


def _text(parts: list[Message]) -> tuple[str, bool]:
    """What is written, and whether it was made from HTML because there was no plain text."""
    plain = "\n\n".join(_decoded(part).strip() for part in parts if _is_text(part, "plain"))
    if plain.strip():
        return plain, False
    made = "\n\n".join(text_of_html(_decoded(part)) for part in parts if _is_text(part, "html"))
    return made.strip(), bool(made.strip())


def _files(parts: list[Message]) -> Iterator[MailFile]:
    for number, part in enumerate(parts, 1):
        if _is_text(part, "plain") or _is_text(part, "html"):
            continue
        name = _name(part)
        if part.get_content_maintype() == "message":
            enclosed = part.get_payload()
            inside = enclosed[0] if isinstance(enclosed, list) and enclosed else None
            content = inside.as_bytes() if isinstance(inside, Message) else b""
            yield MailFile(name or f"mail-{number}.eml", content)
        elif content := _bytes(part):
            yield MailFile(name or f"bilag-{number}", content)


def _report(mail: Message, parts: list[Message]) -> tuple[tuple[Failed, ...], tuple[str, ...]]:
    """What a delivery report says, and which mails it is about."""
    if mail.get_content_type() != "multipart/report":
        return (), ()
    said: list[Failed] = []
    about: list[str] = []
    for part in parts:
        kind, payload = part.get_content_type(), part.get_payload()
        if kind == "message/delivery-status" and isinstance(payload, list):
            for block in payload:
                if isinstance(block, Message) and block.get("Action"):
                    said.append(_failed(block))
        elif kind == "message/rfc822" and isinstance(payload, list):
            about.extend(_plain(one.get("Message-ID", "")) for one in payload if isinstance(one, Message))
        elif kind == "text/rfc822-headers":
            about.append(_plain(message_from_bytes(_bytes(part)).get("Message-ID", "")))
    return tuple(said), tuple(one for one in about if one)


def _failed(block: Message) -> Failed:
    whom = _plain(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    address = whom.partition(";")[2].strip() if ";" in whom else ""
    return Failed(_plain(block["Action"]).casefold(), _plain(block.get("Status", ""))[:20], address)
