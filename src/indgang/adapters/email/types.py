"""What we ask of a mail server and of a mailbox, in our own words."""

from collections.abc import Iterator
from typing import Protocol


class MailUnavailable(Exception):
    """Nobody took it: no connection, no TLS, or "not now" (4xx). It may go to another server, or again later."""


class MailUnknown(Exception):
    """All of it was sent, and no answer came: it may have been taken. It must never be sent again."""


class MailRefused(Exception):
    """The server said no (5xx), and will say no again. `code`: `550`. `address`: it is the receiver's address."""

    def __init__(self, code: str, text: str, *, address: bool = False) -> None:
        super().__init__(f"{code} {text}")
        self.code, self.text, self.address = code, text, address


class MailClient(Protocol):
    """One mail server. `name` is the one in INDGANG_SMTP."""

    name: str

    def send(self, mail: bytes, *, to: str, bounces_to: str) -> str:
        """Hand one e-mail over (RFC 5322, CRLF). Returns what the server answered, its queue id as a rule.

        `bounces_to`: the envelope's sender, where a failure is told. Raises MailUnavailable, MailUnknown, MailRefused.
        """
        ...


class MailBox(Protocol):
    """The mailbox that citizens write to."""

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """Each mail that nobody has taken: its id there and its bytes."""
        ...

    def done(self, uid: str, folder: str) -> None:
        """Move a mail that is stored with us into `folder`."""
        ...
