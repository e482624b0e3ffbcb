"""A post that remembers what it took and can be told to misbehave; and receipts as it would send them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages import services
from indgang.modules.messages.models import Delivery, Ladder
from indgang.modules.messages.services import applying
from indgang.modules.messages.services.hand_over import Handed, Packed, ReceiptIn
from indgang.modules.messages.vocabulary import Letter, MessageKind, ReceiptKind, Way


@dataclass
class FakePost:
    """Takes everything. `trouble`: what the next calls raise, in order; None: that call succeeds. `lost`: it takes it,
    and then raises. `taken`: what it has, by uuid; `calls`: how often each was sent."""

    names: Mapping[str, int] = field(default_factory=lambda: {"post": 100})
    trouble: list[Exception | None] = field(default_factory=list)
    lost: list[Exception] = field(default_factory=list)
    text: str = "brev"
    no: Exception | None = None
    taken: dict[UUID, str] = field(default_factory=dict)
    calls: Counter[UUID] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)
    during: Callable[[Delivery], object] | None = None

    def providers(self) -> Mapping[str, int]:
        return self.names

    def pack(self, delivery: Delivery) -> Packed:
        if self.no is not None:
            raise self.no
        content = f"{self.text} {delivery.uuid}".encode()
        return Packed("memo", sha256(content).hexdigest(), len(content), b"kept", content)

    def hand_over(self, delivery: Delivery, packed: Packed, provider: str) -> Handed:
        self.calls[delivery.uuid] += 1
        self.asked.append(provider)
        if self.trouble:
            trouble = self.trouble.pop(0)
            if trouble is not None:
                raise trouble
        repeated = delivery.uuid in self.taken
        if repeated:
            assert self.taken[delivery.uuid] == packed.sha256, "the same name carries the same bytes"
        self.taken[delivery.uuid] = packed.sha256
        if self.during is not None:
            self.during(delivery)
        if self.lost:
            raise self.lost.pop(0)
        return Handed(f"t-{delivery.uuid.hex[:8]}", repeated)


def receipt(
    kind: ReceiptKind, delivery: Delivery | UUID, *, at: datetime | None = None, name: UUID | None = None
) -> ReceiptIn:
    """A receipt about one delivery, under an id of its own unless `name` says it."""
    key = delivery.uuid if isinstance(delivery, Delivery) else delivery
    return ReceiptIn(id=name or uuid4(), kind=kind, at=at or clock.now(), names=(key,))


def tell(
    kind: ReceiptKind, delivery: Delivery, *, at: datetime | None = None, name: UUID | None = None
) -> applying.ReceiptTaken:
    """The post says something about a delivery, now."""
    return applying.apply(receipt(kind, delivery, at=at, name=name), got_at=clock.now())


def rung(message_id: UUID, way: Way) -> Delivery:
    """The delivery of a message in one way that was planned last."""
    found = Delivery.objects.filter(message_id=message_id, way=way).order_by("-planned_at", "-pk").first()
    assert found is not None
    return found


def send(to: Party, letter: Letter, key: str = "k", **more: Any) -> UUID:
    """A decision on a case, as far as one sweep brings it."""
    values = {"kind": MessageKind.DECISION, "unit": "folkeregister", "case_key": "case:1", **more}
    message_id = services.send(to=to, letter=letter, by=SYSTEM, key=key, **values)
    services.sweep()
    return message_id


def ladder(message_id: UUID) -> Ladder:
    """What became of a message."""
    return Ladder.objects.get(pk=message_id)


def later(**more: float) -> datetime:
    """Time goes by, and the sweep comes by."""
    clock.freeze(clock.now() + timedelta(**more))
    services.sweep()
    return clock.now()
