"""An SMS centre in memory, for tests that are not about SMPP."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from indgang.adapters.sms.client import NUMBER, SENDER
from indgang.adapters.sms.coding import encode
from indgang.adapters.sms.types import SmsEnd, SmsReceipt, short_reference


@dataclass
class FakeSms:
    """Takes what it is given, and tells of it when somebody listens.

    `sent`: (number, text) in order. `fault`: raised instead of an answer, and cleared by its owner; an SmsUnknown is
    raised after the message was taken, since that is what it means.
    """

    name: str = "fake"
    sent: list[tuple[str, str]] = field(default_factory=list)
    fault: Exception | None = None
    taken: bool = False
    end: SmsEnd = SmsEnd.DELIVERED
    at: datetime | None = None
    _waiting: deque[SmsReceipt] = field(default_factory=deque)

    def send(self, *, to: str, text: str, sender: str, reference: str) -> str:
        """See SmsClient."""
        if not NUMBER.fullmatch(to):
            raise ValueError("a number is +45 and eight digits")
        if not SENDER.fullmatch(sender):
            raise ValueError("a sender is three to eleven letters and digits")
        encode(text)
        if self.fault is not None and not self.taken:
            raise self.fault
        self.sent.append((to, text))
        message_id = f"{self.name}-{len(self.sent)}"
        self._waiting.append(
            SmsReceipt(self.name, message_id, self.end, "", "", self.at, short_reference(reference))
        )
        if self.fault is not None:
            raise self.fault
        return message_id

    def listen(self, on_receipt: Callable[[SmsReceipt], None], seconds: float) -> int:
        """See SmsClient. Does not wait."""
        taken = 0
        while self._waiting:
            on_receipt(self._waiting[0])
            self._waiting.popleft()
            taken += 1
        return taken
