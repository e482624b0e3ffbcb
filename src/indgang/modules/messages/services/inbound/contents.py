"""What stands in something that came in, read from the bytes each time it is needed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from indgang.adapters.digital_post.memo import read as read_memo
from indgang.adapters.digital_post.types import MemoIn, NotMemo, NotValid
from indgang.adapters.email.html_text import text_of_html
from indgang.adapters.email.read import MailIn, NotMail, read_mail
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.rules.mailcheck import masked
from indgang.modules.messages.services.inbound.raw import LARGEST, raw_of
from indgang.modules.messages.vocabulary import InboundSource

LONGEST_TEXT = 20_000
"""Characters that are shown and filed; the original has the rest, and a line says so."""
NO_TITLE = "Uden emne"
CUT = Text(
    "Teksten er skåret af her. Resten står i originalen.", "The text is cut here. The original has the rest."
)
TOO_LARGE = Text(
    "Mailen fylder for meget. Vi har kun læst, hvem den er fra, og emnet. Den ligger i postkassen.",
    "The e-mail is too large. We have only read who it is from, and its subject. It lies in the mailbox.",
)


class CannotRead(Exception):
    """The bytes are not what they should be. The text says why in Danish, without content."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file in it: its name, and its bytes, not yet checked."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody wrote. `sender` is what they call themselves; `address` an e-mail address, which proves nothing.

    `has_cpr`: CPR numbers were taken out of title and text, since they came by plain e-mail.
    """

    title: str
    text: str
    files: tuple[Enclosed, ...] = ()
    sender: str = ""
    address: str = ""
    has_cpr: bool = False


def memo_of(raw: bytes) -> MemoIn:
    """Raises CannotRead."""
    try:
        return read_memo(raw, limit=LARGEST)
    except (NotMemo, NotValid) as error:
        raise CannotRead(f"Det er ikke en gyldig MeMo: {error}"[:300]) from error


def mail_of(raw: bytes) -> MailIn:
    """Raises CannotRead."""
    try:
        return read_mail(raw)
    except NotMail as error:
        raise CannotRead(str(error)) from error


def content_of(inbound: Inbound) -> Content | None:
    """What stands in it; None when the original is no longer kept. Raises CannotRead."""
    raw = raw_of(inbound.pk)
    if raw is None:
        return None
    if inbound.source == InboundSource.MEMO:
        return memo_content(memo_of(raw))
    if inbound.source in (InboundSource.EMAIL, InboundSource.BOUNCE):
        return mail_content(mail_of(raw))
    if inbound.source == InboundSource.OWN_PAGE:
        return page_content(raw)
    raise CannotRead("Det kan kun læses af en, der kender systemet.")


def own_raw(title: str, text: str, files: Iterable[Enclosed] = ()) -> bytes:
    """What somebody wrote on our own pages, as bytes that `page_content` reads."""
    listed = [{"name": one.name, "content": b64encode(one.content).decode()} for one in files]
    return json.dumps({"title": title, "text": text, "files": listed}, ensure_ascii=False).encode()


def memo_content(memo: MemoIn) -> Content:
    """Texts become text; every other file of every document is a file. A letter may be one PDF and nothing else."""
    texts, files = [], []
    for document in memo.documents:
        for file in document.files:
            kind = file.kind.partition(";")[0].strip().lower()
            if document.role == "main" and kind == "text/plain":
                texts.append(file.content.decode("utf-8", "replace"))
            elif document.role == "main" and kind == "text/html":
                texts.append(text_of_html(file.content.decode("utf-8", "replace")))
            elif document.role != "technical":
                files.append(Enclosed(file.name, file.content))
    title = _one_line(memo.label)
    return Content(title or NO_TITLE, _short("\n\n".join(texts)), tuple(files), memo.sender.name)


def page_content(raw: bytes) -> Content:
    """What was written on our own page (services/writing.py). Raises CannotRead."""
    try:
        said = json.loads(raw)
        enclosed = tuple(Enclosed(one["name"], b64decode(one["content"])) for one in said["files"])
        return Content(_one_line(said["title"]) or NO_TITLE, _short(said["text"]), enclosed)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRead("Det, der er gemt fra Min side, kan ikke læses.") from error


def mail_content(mail: MailIn) -> Content:
    """CPR numbers are taken out of what is shown: they came unprotected, and are shown no further than they must."""
    title, text = masked(_one_line(mail.subject)), masked(mail.text)
    said = str(TOO_LARGE.da) if mail.size else _short(text.text)
    return Content(
        title=title.text or NO_TITLE,
        text=said,
        files=tuple(Enclosed(masked(one.name).text, one.content) for one in mail.files),
        sender=masked(_one_line(mail.sender_name)).text,
        address=mail.sender,
        has_cpr=title.any or text.any or any(masked(one.name).any for one in mail.files),
    )


def _one_line(text: str) -> str:
    return " ".join(cleaned(text).split())[:200]


def _short(text: str) -> str:
    plain = cleaned(text)
    return plain if len(plain) <= LONGEST_TEXT else f"{plain[:LONGEST_TEXT]}\n\n{CUT.da}"
