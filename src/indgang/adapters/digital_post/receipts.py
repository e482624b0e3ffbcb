"""Receipts as Beskedfordeler pushes them (SF1461): an envelope with an event, and in it a PKO_PostStatus as base64.

No schema of either is public, and public code bases disagree on the inner namespaces: elements are found by their
names alone. The event's id says what happened; where an envelope leaves it out, the status' own word does.
"""

import binascii
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from indgang.adapters.digital_post import xml
from indgang.adapters.digital_post.types import NotMemo, NotReceipt, PostStatus

LIMIT = 1_000_000  # bytes of one push; a receipt has about 2,000
HERE = ZoneInfo("Europe/Copenhagen")

# KOMBIT's words for the statuses of PKO_PostStatus, as public code bases spell them.
STATUSES = {
    "modtaget digital post": UUID("eb866ca2-b871-4387-b501-12cde577bd58"),
    "afleveret digital post": UUID("f7161a89-5068-4023-bc80-d7f4daad2a2e"),
    "fejlet": UUID("e225a75c-4b63-46c4-9423-77f5c8762445"),
    "afsendt": UUID("db5a6025-caa3-45c3-8e02-4e6fa8142ade"),
    "modtaget fjernprint": UUID("dd98e71c-41ac-4305-a47b-8f86b00e639b"),
    "modtaget fjern-print": UUID("dd98e71c-41ac-4305-a47b-8f86b00e639b"),
    "klar": UUID("e2b30d57-504a-4e2e-ae2d-a1394a9cb0b8"),
    "afleveret til print og kuvertering": UUID("e3c0a021-2070-40d4-b7b7-754aeba762e9"),
    "modtaget post danmark": UUID("e94a0a8b-60a0-42ad-8b83-52c9e15d0fb3"),
    "tilbagekaldt": UUID("f03904aa-df6e-417f-bd74-6a01a61adbcf"),
    "opdatering fra post danmark": UUID("f4e6eb11-0261-4198-8b5d-be92a9b1a35d"),
}


def read_push(data: bytes) -> PostStatus:
    """The receipt in a push. Raises NotReceipt; the text holds no value of the receipt."""
    try:
        envelope = xml.parse(data, limit=LIMIT)
        besked = _id(xml.text_at(_needed(envelope, "BeskedId"), "UUIDIdentifikator"))
        inner = "".join((_needed(_needed(envelope, "Beskeddata"), "Base64").text or "").split())
        status = xml.parse(b64decode(inner, validate=True), limit=LIMIT)
    except (NotMemo, binascii.Error, ValueError) as error:
        raise NotReceipt("it is no ModtagBeskedInput with a receipt in it") from error
    if besked is None:
        raise NotReceipt("it has no BeskedId")
    failure = xml.first(status, "FejlDetaljer")
    return PostStatus(
        besked_id=besked,
        status=_status(envelope, status),
        at=_time(_text(status, "TransaktionsDatoTid")),
        message_uuid=_id(_text(status, "MessageUUID")) or _id(_text(status, "AfsendelseIdentifikator")),
        transmission_id=_text(status, "TransmissionId")[:80],
        correlation_id=_text(status, "CorrelationId")[:80],
        channel=_text(status, "KanalKode")[:40],
        code=_text(failure, "FejlKode")[:60],
        text=_text(failure, "FejlTekst")[:200],
    )


def write_answer(*, taken: bool = True) -> bytes:
    """What is answered when a receipt is stored (20), or when it can never be (40); anything else is sent again."""
    code, words = ("20", "OK") if taken else ("40", "Beskeden kan ikke modtages")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ns2:ModtagBeskedOutput xmlns="urn:oio:sagdok:3.0.0" xmlns:ns2="urn:oio:sts:1.0.0"><StandardRetur>'
        f"<StatusKode>{code}</StatusKode><FejlbeskedTekst>{words}</FejlbeskedTekst>"
        "</StandardRetur></ns2:ModtagBeskedOutput>"
    ).encode()


def _needed(root: Any, name: str) -> Any:
    found = xml.first(root, name)
    if found is None:
        raise NotReceipt(f"it has no {name}")
    return found


def _text(root: Any, name: str) -> str:
    found = xml.first(root, name) if root is not None else None
    return (found.text or "").strip() if found is not None else ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _status(envelope: Any, status: Any) -> UUID:
    act = xml.first(envelope, "ObjektHandling")
    from_envelope = _id(xml.text_at(act, "UUIDIdentifikator")) if act is not None else None
    word = _text(status, "TransaktionsStatusKode")
    found = from_envelope or _id(word) or STATUSES.get(word.lower())
    if found is None:
        raise NotReceipt("it does not say what happened")
    return found


def _time(text: str) -> datetime:
    """The sender's time. One without a zone is Danish time."""
    try:
        at = datetime.fromisoformat(text)
        at = at if at.tzinfo else at.replace(tzinfo=HERE)
        at.astimezone(UTC)  # a time before the first or after the last day there is cannot be kept
    except (ValueError, OverflowError) as error:
        raise NotReceipt("its time cannot be read") from error
    return at
