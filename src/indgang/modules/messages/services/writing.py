"""Somebody writes to us on their own page: kept for them at once, and shown to the unit of the subject they chose."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Audience, Handling, Kind
from indgang.modules.files import selectors as stored
from indgang.modules.files import services as files
from indgang.modules.files.vocabulary import SENDING
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import ContactPoint, Inbound, InboundRaw, Message
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.services.inbound.raw import LARGEST, sealed
from indgang.modules.messages.vocabulary import (
    Block,
    Direction,
    InboundSource,
    InboundState,
    Letter,
    MessageKind,
)

LONGEST = 10_000
LONGEST_TITLE = 120
NO_POINT = Text("Vælg, hvad det handler om.", "Choose what it is about.")
NO_TITLE = Text("Skriv en overskrift.", "Write a heading.")
LONG_TITLE = Text("Skriv højst 120 tegn.", "Write at most 120 characters.")
EMPTY = Text("Skriv, hvad du vil fortælle os.", "Write what you want to tell us.")
TOO_LONG = Text("Skriv højst 10.000 tegn.", "Write at most 10,000 characters.")
TOO_MUCH = Text(
    "Dine filer fylder for meget tilsammen. Fjern en, og send den bagefter.",
    "Your files are too large together. Remove one, and send it afterwards.",
)
WITH_FILES = Text("Filer, du sendte med:", "Files that you enclosed:")


class CannotWrite(Expected):
    """Something must be changed before it can be sent. `problems`: what, by field (point, title, text, files)."""

    status = 422

    def __init__(self, problems: Mapping[str, Text]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = dict(problems)


def writing_basket(by: Acting) -> str:
    """The owner of the files that somebody collects for a letter to us."""
    return f"{SENDING}us:{by.party.key}:{by.actor.key}"


def write_to_us(*, point: str, title: str, text: str, by: Acting) -> UUID:
    """Send a letter to the unit of a contact point, with the files collected for it. Returns the message's id.

    The same words about the same subject, sent twice in a day, are one letter. Raises CannotWrite.
    """
    unit, heading, said = _checked(point, title, text)
    basket = writing_basket(by)
    enclosed = stored.files_of(basket)
    raw = _raw(heading, said, [(one.file_name, stored.place_of(one.sha256).read_bytes()) for one in enclosed])
    name = _name(point, heading, said, by)
    with transaction.atomic():
        message, made = Message.objects.get_or_create(
            key=name, defaults=_row(heading, said, [one.title for one in enclosed], unit, by)
        )
        message_id: UUID = message.pk
        if not made:
            return message_id
        inbound = Inbound.objects.create(
            id=new_id(),
            source=InboundSource.OWN_PAGE,
            external_id=str(message_id),
            raw_sha256=sha256(raw).hexdigest(),
            got_at=message.created_at,
            state=InboundState.QUEUED,
            why=Why.CHOSE_POINT,
            unit=unit,
            subject=without_cpr(heading),
            message=message,
            person_id=by.party.id if by.party.kind == "person" else None,
            company_id=by.party.id if by.party.kind == "company" else None,
        )
        InboundRaw.objects.create(inbound=inbound, content=sealed(raw), got_at=message.created_at)
        files.remove_all(owner=basket)
        _tell(inbound, by)
    return message_id


def _checked(point: str, title: str, text: str) -> tuple[str, str, str]:
    """The unit, the heading and the words. Raises CannotWrite with all that is wrong."""
    problems: dict[str, Text] = {}
    found = ContactPoint.objects.filter(pk=point, open=True).first()
    if found is None:
        problems["point"] = NO_POINT
    heading = " ".join(cleaned(title).split())
    if not heading or len(heading) > LONGEST_TITLE:
        problems["title"] = LONG_TITLE if heading else NO_TITLE
    said = cleaned(text)
    if not said or len(said) > LONGEST:
        problems["text"] = TOO_LONG if said else EMPTY
    if problems or found is None:
        raise CannotWrite(problems)
    return found.unit, heading, said


def _raw(title: str, text: str, enclosed: list[tuple[str, bytes]]) -> bytes:
    """What was sent, as one piece that can be read again. Raises CannotWrite when it is too much."""
    listed = [{"name": name, "content": b64encode(content).decode()} for name, content in enclosed]
    raw = json.dumps({"title": title, "text": text, "files": listed}, ensure_ascii=False).encode()
    if len(raw) > LARGEST:
        raise CannotWrite({"files": TOO_MUCH})
    return raw


def _name(point: str, heading: str, said: str, by: Acting) -> str:
    told = "\n".join((point, heading, said)).encode()
    return f"written:{by.actor.key}:{by.party.id}:{clock.today()}:{sha256(told).hexdigest()[:20]}"


def _row(heading: str, said: str, names: list[str], unit: str, by: Acting) -> dict[str, object]:
    blocks = [Block("text", Text(part)) for part in said.split("\n\n") if part.strip()]
    if names:
        blocks.append(Block("list", WITH_FILES, tuple(Text(name) for name in names)))
    return {
        "direction": Direction.IN,
        "kind": MessageKind.INCOMING,
        f"{by.party.kind}_id": by.party.id,
        "recipient": by.party.name,
        "actor": by.actor.key,
        "actor_name": by.actor.name,
        "ground": by.ground,
        "mandate": by.mandate,
        "title": Text(heading).as_json(),
        "letter": Letter(Text(heading), tuple(blocks)).as_json(),
        "channel_in": Channel.SELF_SERVICE,
        "unit": unit,
        "created_at": clock.now(),
    }


def _tell(inbound: Inbound, by: Acting) -> None:
    """The trail, and the ledger."""
    audit.record(
        action="message_written",
        actor=by.actor.key,
        object=f"inbound:{inbound.pk}",
        party=by.party.key,
    )
    contacts.record(
        channel=Channel.SELF_SERVICE,
        party=by.party,
        kind=Kind.OTHER,
        handling=Handling.STAFF,
        audience=Audience.COMPANY if by.party.kind == "company" else Audience.CITIZEN,
        source_row=f"inbound:{inbound.pk}",
    )
