"""A mail server in memory, for tests that are not about SMTP."""

from dataclasses import dataclass, field

from indgang.adapters.email.client import ADDRESS


@dataclass
class FakeMail:
    """Takes what it is given. `sent`: (address, mail) in order; `bounces`: where each one's failure would go.

    `fault`: raised instead of an answer, and cleared by its owner; with `taken` it was taken first.
    """

    name: str = "fake"
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    bounces: list[str] = field(default_factory=list)
    fault: Exception | None = None
    taken: bool = False

    def send(self, mail: bytes, *, to: str, bounces_to: str) -> str:
        """See MailClient."""
        for one in (to, bounces_to):
            if not ADDRESS.fullmatch(one):
                raise ValueError("that is no e-mail address")
        if self.fault is not None and not self.taken:
            raise self.fault
        self.sent.append((to, mail))
        self.bounces.append(bounces_to)
        if self.fault is not None:
            raise self.fault
        return f"queued as {self.name}-{len(self.sent)}"
