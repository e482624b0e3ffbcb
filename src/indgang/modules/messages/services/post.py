"""How Digital Post, remote print and NemSMS are written, sent and told apart: the three ways through Serviceplatformen.

The bytes of a delivery are the same each time: times in them are the message's, and what was once written down is made
again from what was kept (`envelopes.again`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from uuid import uuid4

from django.conf import settings

from indgang.adapters.digital_post import types as post
from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as identity_services
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import ContactPoint, Delivery, Message
from indgang.modules.messages.services import envelopes, hand_over, ports
from indgang.modules.messages.services.hand_over import (
    Handed,
    Impossible,
    Packed,
    Refused,
    Unavailable,
    Unknown,
)
from indgang.modules.messages.services.ways import party_of
from indgang.modules.messages.vocabulary import ACTION_CODES, Action, Cause, FileKind, Way

PROVIDER = "serviceplatformen"
SYSTEM = "Indgang"
KLE_VERSION = "2026-02"  # of content/kle/README.md
LONGEST = 256  # characters of a text in MeMo
PDF, HTML = "application/pdf", "text/html"
CHOICES: dict[Way, post.Choice] = {
    Way.DIGITAL_POST: "Digital Post",
    Way.LETTER: "Fysisk Post",
    Way.NEMSMS: "NemSMS",
}
CODES = {"NOT_REGISTERED": Cause.NOT_REGISTERED}
"""Refusals that say more than no, by the code of the house."""


class _Road:
    """What the three ways share: one provider, and how a document is handed over."""

    way: Way

    def providers(self) -> Mapping[str, int]:
        return {PROVIDER: 100} if identity_services.post_client() is not None else {}

    def hand_over(self, delivery: Delivery, packed: Packed, provider: str) -> Handed:
        client = identity_services.post_client()
        if client is None:
            raise Unavailable("not connected")
        try:
            sent = client.send(packed.content, CHOICES[self.way], uuid4())
        except post.PostUnavailable as away:
            raise Unavailable(str(away), retry_after=away.retry_after) from away
        except post.PostUnknown as silent:
            raise Unknown(str(silent)) from silent
        except post.PostRefused as no:
            raise Refused(no.text, code=no.code, cause=CODES.get(no.code, Cause.REFUSED)) from no
        return Handed(sent.transmission_id, sent.repeated)


class DigitalPostRoad(_Road):
    """A letter in Digital Post, as MeMo with the letter's file in it."""

    way = Way.DIGITAL_POST

    def pack(self, delivery: Delivery) -> Packed:
        content, _name = envelopes.letter_content(delivery.message_id)
        if not content:
            raise Impossible(Cause.NO_PDF, "the letter's file is not there")
        kept = envelopes.again(delivery.pk, delivery.uuid, (content,))
        return kept or _written(memo_of(delivery, content))


class NemSmsRoad(_Road):
    """A short text through NemSMS: a reminder, or that there is post."""

    way = Way.NEMSMS

    def pack(self, delivery: Delivery) -> Packed:
        kept = envelopes.again(delivery.pk, delivery.uuid, ())
        return kept or _written(nemsms_of(delivery))


class LetterRoad(_Road):
    """A letter that is printed and posted for us. Companies have no address here, so they get none in this way."""

    way = Way.LETTER

    def pack(self, delivery: Delivery) -> Packed:
        from indgang.adapters.digital_post.fjernprint import write_letter

        message = delivery.message
        content, _name = envelopes.letter_content(message.pk)
        if not content.startswith(b"%PDF"):
            raise Impossible(Cause.NO_PDF, "the letter is no PDF")
        chosen = identity.municipality().post
        letter = post.LetterOut(
            uuid=delivery.uuid,
            title=_title(message),
            to=_address(message),
            pdf=content,
            colour=chosen.colour,
            duplex=chosen.duplex,
            category=chosen.category,
        )
        try:
            return envelopes.packed(write_letter(letter))
        except post.NotValid as wrong:
            cause = Cause.NO_ADDRESS if wrong.place == "address" else Cause.NOT_VALID
            raise Impossible(cause, str(wrong)) from wrong


def _written(memo: post.MemoOut) -> Packed:
    from indgang.adapters.digital_post.memo import write

    limit = _most_bytes()
    if limit is not None and sum(len(f.content) for d in memo.documents for f in d.files) > limit:
        raise Impossible(Cause.TOO_LARGE, "the files are larger than Digital Post takes")
    try:
        return envelopes.packed(write(memo, loopback=settings.DEMO))
    except post.NotValid as wrong:
        raise Impossible(Cause.NOT_VALID, str(wrong)) from wrong


def _most_bytes() -> int | None:
    """How many bytes of files one message may hold; None: the municipality has not said."""
    value = identity.parameters().deciding("post.max_filer_mb", clock.today())
    return int(value) * 1024 * 1024 if isinstance(value, str) and value.isdigit() else None


def memo_of(delivery: Delivery, content: bytes) -> post.MemoOut:
    """A message as MeMo, with its letter as the main document. Raises Impossible, Unavailable."""
    message = delivery.message
    kind, ending = (PDF, FileKind.PDF) if content.startswith(b"%PDF") else (HTML, FileKind.HTML)
    file = post.MemoFile(f"{_file_name(message)}.{ending.value}", kind, content)
    return post.MemoOut(
        uuid=delivery.uuid,
        type="DIGITALPOST",
        label=_title(message),
        sender=_sender(message),
        recipient=_recipient(message),
        created_at=message.created_at,
        documents=(post.Document((file,)),),
        reply=message.reply_expected,
        reply_by=_end_of(message.reply_by) if message.reply_by and message.reply_expected else None,
        case=post.Case(message.case_key[:LONGEST], SYSTEM) if message.case_key else None,
        kle=_kle(message),
        actions=_actions(message),
    )


def nemsms_of(delivery: Delivery) -> post.MemoOut:
    """A notice as a NemSMS. Raises Impossible."""
    message = delivery.message
    return post.MemoOut(
        uuid=delivery.uuid,
        type="NEMSMS",
        label=identity.municipality().name,
        sender=_sender(message),
        recipient=_recipient(message),
        created_at=message.created_at,
        notification=_short_text[0](delivery),
    )


def _no_text(delivery: Delivery) -> str:
    raise Impossible(Cause.NO_WAY, "nobody writes the text of a notice")


_short_text: list[Callable[[Delivery], str]] = [_no_text]


def short_text_by(write: Callable[[Delivery], str]) -> None:
    """Say who writes the text of a NemSMS, at most 150 characters without content; called once, at import."""
    _short_text[0] = write


def _title(message: Message) -> str:
    return (Text.of(message.title).da.strip() or identity.municipality().name)[:LONGEST]


def _file_name(message: Message) -> str:
    """The title as a file's name: letters, digits, blanks, hyphens."""
    name = re.sub(r"[^\w -]", "", _title(message)).strip()
    return name[:100].strip() or "Brev"


def _end_of(day: date) -> datetime:
    """The last second of a day in Denmark."""
    return datetime.combine(day, time(23, 59, 59), clock.COPENHAGEN).astimezone(UTC)


def _sender(message: Message) -> post.Sender:
    point = ContactPoint.objects.filter(unit=message.unit, open=True).order_by("position").first()
    contact = None
    if point is not None:
        contact = post.ContactPoint(point.pk, Text.of(point.label).da[:LONGEST])
    return post.Sender(identity_services.post_cvr(), identity.municipality().name, contact=contact)


def _recipient(message: Message) -> post.Recipient:
    if message.person_id is not None:
        number = identity_services.number_for_post(person_id=message.person_id)
        return post.Recipient(number, "CPR", message.recipient[:LONGEST])
    assert message.company is not None  # noqa: S101  # a message has one party: the database sees to it
    return post.Recipient(message.company.cvr, "CVR", message.recipient[:LONGEST])


def _kle(message: Message) -> post.Kle | None:
    if not message.service_id:
        return None
    service = catalogue.services().get(message.service_id)
    if service is None or not service.kle or service.kle_is_group:
        return None
    return post.Kle(service.kle, KLE_VERSION, service.kle_title[:LONGEST])


def _actions(message: Message) -> tuple[post.MemoAction, ...]:
    """The buttons that led somewhere on the day it was written."""
    day = message.created_at.astimezone(clock.COPENHAGEN).date()
    found = (Action.of(one) for one in message.actions)
    return tuple(_action(one) for one in found if one.open_on(day))


def _action(action: Action) -> post.MemoAction:
    url = action.url if action.url.startswith("https://") else settings.PUBLIC_ORIGIN + action.url
    ends = _end_of(action.until) if action.until else None
    return post.MemoAction(ACTION_CODES[action.kind], action.label.da[:LONGEST], url, ends)


def _address(message: Message) -> post.Address:
    """Where somebody lives today, or a company is. Raises Impossible, and Unavailable when the register is silent."""
    try:
        lines = ports.home(party_of(message))
    except ports.Silent as silent:
        raise Unavailable("the address register is silent") from silent
    found = re.fullmatch(r"([0-9]{4}) +(.+)", lines[-1]) if lines else None
    if found is None:
        raise Impossible(Cause.NO_ADDRESS, "no address with a postal code is known")
    return post.Address(message.recipient, lines[:-1], found[1], found[2])


def _ask(party: Party) -> None:
    identity_services.look_up_post(party)


hand_over.register(Way.DIGITAL_POST, DigitalPostRoad())
hand_over.register(Way.LETTER, LetterRoad())
hand_over.register(Way.NEMSMS, NemSmsRoad())
ports.connect(ask=_ask)
