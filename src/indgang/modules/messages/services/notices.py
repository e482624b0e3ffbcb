"""Short notices that there is something to read: by SMS and e-mail, to who asked for them. Without content.

They stand beside the ladder: whether a notice came through says nothing about whether the letter arrived.
"""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings

from indgang.adapters.email.client import SmtpClient
from indgang.adapters.email.types import MailClient, MailRefused, MailUnavailable, MailUnknown
from indgang.adapters.email.write import token_address, write_mail
from indgang.adapters.sms.client import SmppClient
from indgang.adapters.sms.types import SmsClient, SmsRefused, SmsUnavailable, SmsUnknown
from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as identity_deeds
from indgang.modules.identity.vocabulary import SYSTEM, NoticeKind, Party
from indgang.modules.messages.models import Delivery, Message
from indgang.modules.messages.rules import notice_text
from indgang.modules.messages.rules.ladder import Rung
from indgang.modules.messages.services import post, ways
from indgang.modules.messages.services.hand_over import (
    Handed,
    Impossible,
    Packed,
    Refused,
    Unavailable,
    Unknown,
    providers_of,
    register,
)
from indgang.modules.messages.services.providers import note_result, pick_provider
from indgang.modules.messages.vocabulary import AttemptEnd, Because, Cause, Direction, MessageKind, Way

Servers = Mapping[str, int]
ANSWER_SECONDS = 20.0
CODE_ANSWER_SECONDS = 8.0
"""So long somebody waits at a page for their code to be taken."""
REMINDER_KEY = "reminder:"
"""Before the id of the message that is reminded of."""
_KINDS = {NoticeKind.SMS: Way.SMS, NoticeKind.EMAIL: Way.EMAIL}


class CodeNotSent(Expected):
    """The code could not be sent just now."""

    status = 503
    message = Text(
        "Vi kunne ikke sende koden lige nu. Prøv igen om lidt.",
        "We could not send the code just now. Try again in a little while.",
    )


class NotThere(Expected):
    """Nobody has that number or address."""

    status = 422
    message = Text(
        "Vi kan ikke sende dertil. Se efter, om du har skrevet rigtigt.",
        "We cannot send there. Check that you have written it correctly.",
    )


def sms_centre(name: str, *, answer_seconds: float = 0) -> SmsClient:
    """The client of one SMS centre in INDGANG_SMS. Raises KeyError for a name that is not there."""
    one = {server.name: server for server in settings.SMS}[name]
    tls = ssl.create_default_context() if one.scheme == "smpps" else None
    return SmppClient(
        name,
        one.host,
        one.port,
        user=one.user,
        password=one.password,
        tls=tls,
        answer_seconds=answer_seconds or ANSWER_SECONDS,
    )


def mail_server(name: str, *, answer_seconds: float = 0) -> MailClient:
    """The client of one mail server in INDGANG_SMTP. Raises KeyError for a name that is not there."""
    one = {server.name: server for server in settings.SMTP}[name]
    return SmtpClient(
        name,
        one.host,
        one.port,
        user=one.user,
        password=one.password,
        tls=ssl.create_default_context() if one.scheme == "smtps" else None,
        starttls=ssl.create_default_context() if one.starttls else None,
        answer_seconds=answer_seconds or ANSWER_SECONDS,
    )


def _host() -> str:
    return urlsplit(settings.PUBLIC_ORIGIN).netloc


def _reminds(message: Message) -> bool:
    return message.kind == MessageKind.REMINDER


def notice_text_of(message: Message) -> str:
    """The text of a notice about one message, for SMS and NemSMS; it says nothing of what the message says."""
    return notice_text.short_text(identity.municipality().name, _host(), reminds=_reminds(message))


def name_of(centre: str, message_id: str) -> str:
    """What a text message is called: two centres may give the same number."""
    return f"{centre}:{message_id}"[:80]


def _still_needed(message: Message) -> None:
    """Raises Impossible when a reminder has come too late: answered, or its day has passed."""
    if not _reminds(message) or not message.key.startswith(REMINDER_KEY):
        return
    about = Message.objects.filter(pk=message.key.removeprefix(REMINDER_KEY)).first()
    if about is None:
        return
    answered = about.replies.filter(direction=Direction.IN).exists()
    late = about.reply_by is not None and clock.today() > about.reply_by
    if answered or late:
        raise Impossible(Cause.EXPIRED)


def _address(delivery: Delivery, kind: NoticeKind) -> str:
    """Where the notice goes, read anew at each try. Raises Impossible when its owner has taken it back."""
    message = delivery.message
    _still_needed(message)
    if message.person_id is None:
        raise Impossible(Cause.NO_ADDRESS)
    found = identity_deeds.notice_value(person_id=message.person_id, kind=kind)
    if not found:
        raise Impossible(Cause.NO_ADDRESS)
    return found


def _give_up(delivery: Delivery, kind: NoticeKind, why: str) -> None:
    person_id = delivery.message.person_id
    if person_id is not None:
        identity_deeds.give_up_address(person_id=person_id, kind=kind, why=why, by=SYSTEM)


@dataclass(frozen=True)
class _Note:
    to: str
    content: bytes


def _packed(kind: str, to: str, content: bytes) -> Packed:
    """The proof holds no address: the hash is of what was said, and that is no secret of anybody."""
    return Packed(kind, sha256(content).hexdigest(), len(content), b"", _Note(to, content))


class SmsCarrier:
    """Notices over the SMS centres of INDGANG_SMS."""

    def __init__(self, centre: Callable[[str], SmsClient] = sms_centre) -> None:
        self._centre = centre

    def providers(self) -> Servers:
        """See Carrier."""
        return {server.name: server.weight for server in settings.SMS}

    def pack(self, delivery: Delivery) -> Packed:
        """See Carrier."""
        to = _address(delivery, NoticeKind.SMS)
        return _packed("sms", to, notice_text_of(delivery.message).encode())

    def hand_over(self, delivery: Delivery, packed: Packed, provider: str) -> Handed:
        """See Carrier."""
        note: _Note = packed.content
        try:
            message_id = self._centre(provider).send(
                to=note.to,
                text=note.content.decode(),
                sender=notice_text.sender_of(identity.municipality().name),
                reference=delivery.uuid.hex,
            )
        except SmsUnavailable as error:
            raise Unavailable(str(error)) from error
        except SmsUnknown as error:
            raise Unknown(str(error)) from error
        except SmsRefused as error:
            if error.number:
                _give_up(delivery, NoticeKind.SMS, "bad_number")
            cause = Cause.BAD_NUMBER if error.number else Cause.REFUSED
            raise Refused(error.text, code=error.code, cause=cause) from error
        return Handed(name_of(provider, message_id))


class MailCarrier:
    """Notices over the mail servers of INDGANG_SMTP."""

    def __init__(self, server: Callable[[str], MailClient] = mail_server) -> None:
        self._server = server

    def providers(self) -> Servers:
        """See Carrier. Nothing leaves without INDGANG_MAIL_FROM."""
        return {server.name: server.weight for server in settings.SMTP} if settings.MAIL_FROM else {}

    def pack(self, delivery: Delivery) -> Packed:
        """See Carrier."""
        to, message = _address(delivery, NoticeKind.EMAIL), delivery.message
        name = identity.municipality().name
        text = notice_text.mail_text(name, _host(), reminds=_reminds(message))
        mail = write_mail(
            uuid=delivery.uuid,
            sender=settings.MAIL_FROM,
            name=name,
            to=to,
            subject=notice_text.subject(name, reminds=_reminds(message)),
            text=text,
            at=message.created_at,
        )
        packed = _packed("mail", to, text.encode())
        return Packed(packed.format, packed.sha256, packed.size, b"", _Note(to, mail))

    def hand_over(self, delivery: Delivery, packed: Packed, provider: str) -> Handed:
        """See Carrier."""
        note: _Note = packed.content
        bounces_to = token_address(settings.MAIL_FROM, delivery.uuid)
        try:
            said = self._server(provider).send(note.content, to=note.to, bounces_to=bounces_to)
        except MailUnavailable as error:
            raise Unavailable(str(error)) from error
        except MailUnknown as error:
            raise Unknown(str(error)) from error
        except MailRefused as error:
            if error.address:
                _give_up(delivery, NoticeKind.EMAIL, "refused")
            cause = Cause.BAD_MAIL_ADDRESS if error.address else Cause.REFUSED
            raise Refused(error.text, code=error.code, cause=cause) from error
        return Handed(said)


def notices_for(party: Party, kind: MessageKind) -> tuple[Rung, ...]:
    """How a party is told that there is something to read, the best way first; one at most is used.

    A reminder goes by NemSMS to who has it. Else only where the person has asked us to: Digital Post has notices of
    its own. A company gets none. Two queries at most.
    """
    if party.kind != "person":
        return ()
    found = []
    if kind is MessageKind.REMINDER and providers_of(Way.NEMSMS) and identity.post_facts(party).nemsms:
        found.append(Rung(Way.NEMSMS, Because.REGISTERED))
    open_ways = [way for way in _KINDS.values() if providers_of(way)]
    if open_ways:
        wished = [_KINDS[one] for one in identity.notice_kinds(party.id)]
        found += [Rung(way, Because.WISHED) for way in wished if way in open_ways]
    return tuple(found)


def can_notify() -> tuple[NoticeKind, ...]:
    """The kinds of notice that this installation can send."""
    return tuple(kind for kind, way in _KINDS.items() if providers_of(way))


def send_code(*, kind: NoticeKind, to: str, code: str) -> None:
    """Send the code that proves whose an address is, now. Call it outside any transaction.

    Another provider is asked only when the first surely has not taken it; when that is not known it counts as sent,
    since a person can ask for another. Raises CodeNotSent, NotThere.
    """
    way, key = _KINDS[kind], uuid4()
    away: tuple[str, ...] = ()
    began = monotonic()
    while monotonic() - began < CODE_ANSWER_SECONDS:
        provider = pick_provider(way, key, not_these=away)
        if not isinstance(provider, str) or provider in away:
            break
        end = _code_by(provider, kind, to, code, key)
        note_result(way, provider, end)
        if end is AttemptEnd.REFUSED:
            raise NotThere
        if end is not AttemptEnd.UNAVAILABLE:
            return
        away = (*away, provider)
    raise CodeNotSent


def _code_by(provider: str, kind: NoticeKind, to: str, code: str, key: UUID) -> AttemptEnd:
    name = identity.municipality().name
    try:
        if kind is NoticeKind.SMS:
            sms_centre(provider, answer_seconds=CODE_ANSWER_SECONDS).send(
                to=to,
                text=notice_text.code_text(name, code),
                sender=notice_text.sender_of(name),
                reference=key.hex,
            )
        else:
            mail = write_mail(
                uuid=key,
                sender=settings.MAIL_FROM,
                name=name,
                to=to,
                subject=f"Din kode til {name}",
                text=notice_text.code_mail(name, code),
                at=clock.now(),
            )
            mail_server(provider, answer_seconds=CODE_ANSWER_SECONDS).send(
                mail, to=to, bounces_to=token_address(settings.MAIL_FROM, key)
            )
    except (SmsUnavailable, MailUnavailable):
        return AttemptEnd.UNAVAILABLE
    except (SmsUnknown, MailUnknown):
        return AttemptEnd.UNKNOWN
    except (SmsRefused, MailRefused):
        return AttemptEnd.REFUSED
    return AttemptEnd.ACCEPTED


def _nemsms_text(delivery: Delivery) -> str:
    """The text of a NemSMS. Raises Impossible."""
    _still_needed(delivery.message)
    return notice_text_of(delivery.message)


register(Way.SMS, SmsCarrier())
register(Way.EMAIL, MailCarrier())
ways.notices_by(notices_for)
post.short_text_by(_nemsms_text)
