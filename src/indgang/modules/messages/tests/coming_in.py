"""Letters that come in, for the tests of messages."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from indgang.adapters.digital_post.memo import write
from indgang.adapters.digital_post.types import (
    ContactPoint,
    Document,
    MemoFile,
    MemoOut,
    Recipient,
    Sender,
)
from indgang.modules.messages.models import ContactPoint as Point
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.services.inbound import memo_name, take_inbound, understand
from indgang.modules.messages.vocabulary import InboundSource

MAJA, BO, TOWN = "6104850001", "6204850002", "12345678"
NOW = datetime(2026, 5, 4, 9, 55, tzinfo=UTC)


def points() -> None:
    """Two subjects, and the rest."""
    rows: tuple[tuple[str, str, list[str]], ...] = (
        ("flytning", "folkeregister", ["23.05"]),
        ("job", "jobcenter", ["15"]),
        ("andet", "borgerservice", []),
    )
    for position, (name, unit, kle) in enumerate(rows):
        Point.objects.create(id=name, label={"da": name, "en": name}, unit=unit, kle=kle, position=position)


def memo(text: str = "Jeg flytter på søndag.", *, cpr: str = MAJA, point: str = "", **fields: Any) -> bytes:
    """What a citizen wrote in Digital Post, as it is pushed to us."""
    files = (MemoFile("besked.txt", "text/plain", text.encode()),)
    out = MemoOut(
        uuid=uuid4(),
        type="DIGITALPOST",
        label="Om min flytning",
        sender=Sender(cpr, "Maja Holm", "CPR"),
        recipient=Recipient(TOWN, "CVR", "Lyngsø Kommune", ContactPoint(point) if point else None),
        created_at=NOW,
        documents=(Document(files),),
    )
    return write(replace(out, **fields)).whole()


def mail(text: str = "Hej", head: str = "", *, sender: str = "maja@post.example", name: str = "") -> bytes:
    """A plain e-mail."""
    first = (
        f"From: {sender}\r\nTo: post@lyngsoe.example\r\nMessage-ID: <{name or uuid4().hex}@post.example>\r\n"
    )
    kind = "Content-Type: text/plain; charset=utf-8\r\n"
    return f"{first}{head}{kind}\r\n{text}\r\n".encode()


def comes(raw: bytes, source: InboundSource = InboundSource.MEMO, name: str = "") -> Inbound:
    """It arrives, and a worker understands it."""
    taken = take_inbound(source=source, external_id=name or memo_name(raw), raw=raw)
    understand.call(str(taken.id))
    return Inbound.objects.get(pk=taken.id)


def again(inbound_id: UUID) -> str:
    """The worker runs once more."""
    return str(understand.call(str(inbound_id)))
