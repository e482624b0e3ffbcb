"""What left the house, byte for byte: written down before the first byte leaves, and made again to prove it.

Kept are the hash and the size of the whole, and its skeleton: everything but the files, compressed and encrypted. The
letter itself is kept anyway, under its own hash. A letter on paper is proven by its hash alone, since its skeleton is
the address, and that is kept nowhere.
"""

import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from indgang.adapters.digital_post.types import NotValid, Written, fill
from indgang.modules.messages.models import Envelope, LetterFile
from indgang.modules.messages.selectors import file_path
from indgang.modules.messages.services.hand_over import Packed
from indgang.modules.messages.vocabulary import FileState, Way

MEMO, PAPER = "memo", "fjernprint"
ELEMENTS = {MEMO: b"<memo:content>"}
"""The start tag that holds a file, by the format whose skeleton is kept."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """One envelope. `rebuilt`: the same bytes were made again just now; None: it is proven by its hash alone."""

    way: Way
    uuid: UUID
    format: str
    sha256: str
    size: int
    made_at: datetime
    rebuilt: bool | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What we can prove of a message. `pdf_there`: the letter is there and has the hash that it was made with.

    `envelope_sha256` and `rebuilt` are those of the last envelope: empty and False when nothing has left the house.
    `rebuilt` is False, too, for what is proven by its hash alone; `envelopes` says which is which.
    """

    pdf_sha256: str
    pdf_there: bool
    envelope_sha256: str
    rebuilt: bool
    envelopes: tuple[Sealed, ...] = ()


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    """A key of its own, made from the installation's: an envelope is no CPR number."""
    return Fernet(urlsafe_b64encode(sha256(b"envelope " + key.encode()).digest()))


def seal(skeleton: bytes) -> bytes:
    """A skeleton as it is kept."""
    return _cipher(settings.CPR_KEY).encrypt(zlib.compress(skeleton, 1))


def unseal(kept: bytes) -> bytes:
    """The skeleton again. Raises NotValid when it was sealed with another key, or changed."""
    try:
        return zlib.decompress(_cipher(settings.CPR_KEY).decrypt(kept))
    except (InvalidToken, zlib.error) as error:
        raise NotValid("envelope", "what was kept cannot be opened") from error


def packed(written: Written) -> Packed:
    """A document as the ladder wants it. `content` is the document, whose bytes are made on the way out."""
    kept = seal(written.skeleton) if written.format in ELEMENTS else b""
    return Packed(written.format, written.sha256, written.size, kept, written)


def row_of(delivery_id: UUID, what: Packed, now: datetime) -> Envelope:
    """The envelope of a delivery, not yet written."""
    return Envelope(
        delivery_id=delivery_id,
        format=what.format,
        sha256=what.sha256,
        size=what.size,
        skeleton=what.skeleton,
        made_at=now,
    )


def again(delivery_id: UUID, uuid: UUID, files: tuple[bytes, ...]) -> Packed | None:
    """What was written down for a delivery, made again; None when nothing was, or when it does not come out the same.

    So a repeat has the same bytes, whatever has changed since: a name, a subject, a button.
    """
    kept = Envelope.objects.filter(pk=delivery_id).first()
    if kept is None or kept.format not in ELEMENTS:
        return None
    skeleton = bytes(kept.skeleton)
    element = ELEMENTS[kept.format]
    try:
        written = Written(uuid, "memo", element, unseal(skeleton), files, kept.sha256, kept.size)
        if _hash(written.skeleton, element, files) != kept.sha256:
            return None
    except NotValid:
        return None
    return Packed(kept.format, kept.sha256, kept.size, skeleton, written)


def _hash(skeleton: bytes, element: bytes, files: tuple[bytes, ...]) -> str:
    digest = sha256()
    for chunk in fill(skeleton, element, files):
        digest.update(chunk)
    return digest.hexdigest()


def letter_content(message_id: UUID) -> tuple[bytes, str]:
    """The letter's file and its hash; both empty when there is none, or not any more."""
    row = (
        LetterFile.objects.filter(pk=message_id, state=FileState.MADE)
        .values_list("sha256", flat=True)
        .first()
    )
    if not row:
        return b"", ""
    try:
        return file_path(row).read_bytes(), row
    except OSError:
        return b"", row


def verify(message_id: UUID) -> Proof:
    """Make again what left the house for a message, and compare it with what was written down before it left."""
    content, fingerprint = letter_content(message_id)
    there = bool(content) and sha256(content).hexdigest() == fingerprint
    sealed = tuple(_verified(row, content) for row in _envelopes(message_id))
    last = sealed[-1] if sealed else None
    return Proof(
        pdf_sha256=fingerprint,
        pdf_there=there,
        envelope_sha256=last.sha256 if last else "",
        rebuilt=bool(last and last.rebuilt),
        envelopes=sealed,
    )


def _envelopes(message_id: UUID) -> list[Envelope]:
    rows = Envelope.objects.filter(delivery__message_id=message_id).select_related("delivery")
    return list(rows.order_by("made_at", "pk"))


def _verified(row: Envelope, content: bytes) -> Sealed:
    rebuilt: bool | None = None
    if row.format in ELEMENTS:
        files = (content,) if row.delivery.way == Way.DIGITAL_POST else ()
        try:
            rebuilt = _hash(unseal(bytes(row.skeleton)), ELEMENTS[row.format], files) == row.sha256
        except NotValid:
            rebuilt = False
    return Sealed(
        way=Way(row.delivery.way),
        uuid=row.delivery.uuid,
        format=row.format,
        sha256=row.sha256,
        size=row.size,
        made_at=row.made_at,
        rebuilt=rebuilt,
    )
