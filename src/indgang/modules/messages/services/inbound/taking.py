"""What came is stored, and committed, before anybody is told that we have it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.modules.messages.models import Inbound, InboundRaw
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.services.inbound.raw import sealed
from indgang.modules.messages.services.inbound.understanding import understand
from indgang.modules.messages.vocabulary import InboundSource

_NAME = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?messageUUID>\s*([0-9A-Fa-f-]{36})\s*<")


@dataclass(frozen=True, slots=True)
class InboundTaken:
    """It is stored. `repeated`: it was here before, and nothing was written."""

    id: UUID
    repeated: bool


def memo_name(raw: bytes) -> str:
    """The messageUUID of a MeMo, found without reading it as XML; empty when it is not to be seen."""
    found = _NAME.search(raw, 0, 65_536)
    return found[1].decode().lower() if found else ""


def take_inbound(*, source: InboundSource, external_id: str, raw: bytes) -> InboundTaken:
    """Store what came, once, and have it understood by a worker. Safe to repeat.

    `external_id`: its own name, such as a messageUUID or a Message-ID; empty: its fingerprint is its name. The same
    name with other content is kept beside the first, and a person looks: nothing is dropped, and nothing replaced.
    """
    digest = sha256(raw).hexdigest()
    name = (external_id or digest)[:180]
    with transaction.atomic():
        row, made = _row(source, name, digest, "")
        if not made and row.raw_sha256 != digest:
            row, made = _row(source, f"{name} {digest[:16]}", digest, Why.SAME_NAME)
        if made:
            InboundRaw.objects.create(inbound=row, content=sealed(raw), got_at=row.got_at)
            understand.enqueue(str(row.pk))
    return InboundTaken(row.pk, repeated=not made)


def _row(source: InboundSource, name: str, digest: str, why: str) -> tuple[Inbound, bool]:
    return Inbound.objects.get_or_create(
        source=source.value,
        external_id=name,
        defaults={"raw_sha256": digest, "got_at": clock.now(), "why": why},
    )
