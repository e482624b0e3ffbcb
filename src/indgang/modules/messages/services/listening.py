"""Mailboxes: what they have for us is fetched here, and stored before it is moved."""

from collections.abc import Iterator

from django.conf import settings

from indgang.adapters.email.mailbox import ImapBox
from indgang.adapters.email.read import NotMail, read_mail
from indgang.adapters.email.types import MailBox
from indgang.modules.messages.services.inbound import take_inbound
from indgang.modules.messages.vocabulary import InboundSource

TAKEN = "Behandlet"
"""The folder that a mail is moved to when it is stored with us. The municipality empties it by its own rules."""


def mailboxes() -> Iterator[ImapBox]:
    """The mailboxes of INDGANG_IMAP, each to be opened by `with`."""
    for one in settings.IMAP:
        yield ImapBox(
            host=one.host,
            port=one.port,
            user=one.user,
            password=one.password,
            tls=one.scheme == "imaps",
            starttls=one.starttls,
        )


def empty(box: MailBox) -> int:
    """Store each mail of an open mailbox, and then move it. Returns how many.

    It is committed before it is moved: whoever dies in between meets it again, and knows it again.
    """
    taken = 0
    for uid, raw in box.unseen():
        take_inbound(source=InboundSource.EMAIL, external_id=_name(raw), raw=raw)
        box.done(uid, TAKEN)
        taken += 1
    return taken


def _name(raw: bytes) -> str:
    """Its Message-ID; empty when it has none, or is no mail: then its fingerprint is its name."""
    try:
        return read_mail(raw).message_id
    except NotMail:
        return ""
