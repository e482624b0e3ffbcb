"""MeMo written and kept, beside bare lxml: a tree with the file in it, held against the schema, made into bytes.

| figure | ours |
|---|---|
| kept in batches | rules, skeleton, schema, hash, encrypted envelope, rows committed 200 at a time |
| kept singly | the same, each in a commit of its own |
| as the ladder does | the carrier's whole `pack`: file, questions, trail, and the envelope in a commit of its own |
| held whole | written, and then each whole message read again and held against the schema |
| read | the message with its file out of it; the peer parses, holds against the schema, decodes the file |
"""

import random
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # the stubs leave it out

SEED = 2012
BATCH = 200
CPR, CVR, NAME = "6104850001", "99990007", "Maja Holm"
NAMESPACE = "https://DigitalPost.dk/MeMo-1"
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Load:
    """So many messages, each with a file of its own. `deliveries` are the ids of their rows."""

    size: int
    files: tuple[bytes, ...]
    names: tuple[UUID, ...]
    deliveries: tuple[UUID, ...]

    def first(self, count: int) -> "Load":
        return replace(
            self, files=self.files[:count], names=self.names[:count], deliveries=self.deliveries[:count]
        )


def prepare(size: int, count: int) -> Load:
    """Messages with their letters made and their deliveries due. One citizen gets them all."""
    from indgang.kernel.text import Text
    from indgang.modules.identity import services as identity
    from indgang.modules.identity.vocabulary import SYSTEM, Party
    from indgang.modules.messages.models import Delivery
    from indgang.modules.messages.services import files
    from indgang.modules.messages.services.rows import Outgoing, SharedFile, rows_for, write_rows
    from indgang.modules.messages.vocabulary import Block, Letter, MessageKind, Way

    draw = random.Random(SEED + size)  # noqa: S311  # the same files each time
    run = uuid4()
    person = identity.know_person(cpr=CPR, name=NAME)
    letter = Letter(Text("Din flytning", "Your move"), (Block("text", Text("Du bor nu på Klokkeengen 2.")),))
    pdfs = tuple(b"%PDF-1.7\n" + draw.randbytes(size - 9) for _ in range(count))
    rows = [
        rows_for(
            Outgoing(
                to=Party("person", str(person.pk), NAME),
                letter=letter,
                kind=MessageKind.NOTICE,
                by=SYSTEM,
                key=f"bench:{run}:{number}",
                unit="borgerservice",
            ),
            AT,
            shared=SharedFile(files.store(pdf), len(pdf)),
        )
        for number, pdf in enumerate(pdfs)
    ]
    write_rows(rows)
    made = Delivery.objects.bulk_create(
        Delivery(message=one.message, way=Way.DIGITAL_POST, planned_at=AT, due_at=AT) for one in rows
    )
    return Load(size, pdfs, tuple(row.uuid for row in made), tuple(row.pk for row in made))


def bare(load: Load, schema: Any) -> list[bytes]:
    """The peer: what somebody writes by hand with lxml and nothing else."""
    make = ElementMaker(namespace=NAMESPACE, nsmap={"memo": NAMESPACE})
    done = []
    for name, pdf in zip(load.names, load.files, strict=True):
        root = make.Message(
            make.MessageHeader(
                make.messageType("DIGITALPOST"),
                make.messageUUID(str(name)),
                make.label("Din flytning"),
                make.mandatory("false"),
                make.legalNotification("false"),
                make.Sender(make.senderID(CVR), make.idType("CVR"), make.label("Lyngsø Kommune")),
                make.Recipient(make.recipientID(CPR), make.idType("CPR"), make.label(NAME)),
            ),
            make.MessageBody(
                make.createdDateTime("2026-11-03T09:00:00Z"),
                make.MainDocument(
                    make.File(
                        make.encodingFormat("application/pdf"),
                        make.filename("Din flytning.pdf"),
                        make.language("da"),
                        make.content(b64encode(pdf).decode("ascii")),
                    )
                ),
            ),
            memoVersion="1.2",
        )
        if not schema.validate(root):
            raise SystemExit(
                f"bench: the peer's message is not valid: {schema.error_log.last_error.type_name}"
            )
        done.append(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return done


def bare_read(messages: Sequence[bytes], schema: Any) -> list[bytes]:
    """The peer reads: parse, hold against the schema, take the file out."""
    done = []
    for data in messages:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
        if not schema.validate(root):
            raise SystemExit("bench: a message is not valid.")
        done.append(b64decode(root.findtext(f".//{{{NAMESPACE}}}content") or ""))
    return done


def _memo(name: UUID, pdf: bytes) -> Any:
    from indgang.adapters.digital_post.types import Document, MemoFile, MemoOut, Recipient, Sender

    return MemoOut(
        uuid=name,
        type="DIGITALPOST",
        label="Din flytning",
        sender=Sender(CVR, "Lyngsø Kommune"),
        recipient=Recipient(CPR, "CPR", NAME),
        created_at=AT,
        documents=(Document((MemoFile("Din flytning.pdf", "application/pdf", pdf),)),),
    )


def write_all(load: Load) -> list[Any]:
    from indgang.adapters.digital_post.memo import write

    return [write(_memo(name, pdf)) for name, pdf in zip(load.names, load.files, strict=True)]


def keep(load: Load, batch: int) -> None:
    """Ours: written, and its envelope committed, so many at a time."""
    from django.db import transaction

    from indgang.adapters.digital_post.memo import write
    from indgang.kernel import clock
    from indgang.modules.messages.models import Envelope
    from indgang.modules.messages.services.envelopes import packed, row_of

    for start in range(0, len(load.names), batch):
        part = slice(start, start + batch)
        rows = [
            row_of(delivery, packed(write(_memo(name, pdf))), clock.now())
            for delivery, name, pdf in zip(
                load.deliveries[part], load.names[part], load.files[part], strict=True
            )
        ]
        with transaction.atomic():
            Envelope.objects.bulk_create(rows)


def pack_all(load: Load) -> None:
    """Ours as the ladder does it: each by the carrier of Digital Post, its envelope in a commit of its own."""
    from indgang.kernel import clock
    from indgang.modules.messages.models import Delivery
    from indgang.modules.messages.services.envelopes import row_of
    from indgang.modules.messages.services.hand_over import carrier_of
    from indgang.modules.messages.vocabulary import Way

    carrier = carrier_of(Way.DIGITAL_POST)
    assert carrier is not None  # registered at import
    for pk in load.deliveries:
        delivery = Delivery.objects.select_related("message").get(pk=pk)
        row_of(delivery.pk, carrier.pack(delivery), clock.now()).save(force_insert=True)


def hold_whole(load: Load) -> None:
    """Ours, without the splice's saving: each whole message is read again and held against the schema."""
    from indgang.adapters.digital_post import xml

    for written in write_all(load):
        xml.check(xml.parse(written.whole(), limit=written.size), "memo-1.2")


def read_all(messages: Sequence[bytes]) -> list[Any]:
    from indgang.adapters.digital_post.memo import read

    return [read(data, limit=len(data)) for data in messages]


def clear() -> None:
    """Take the envelopes away, so that the next round writes them anew. Never within what is timed."""
    from indgang.modules.messages.models import Envelope

    Envelope.objects.all().delete()


def differences(load: Load, schema: Any) -> list[str]:
    """Whether both sides did the same work: each of our messages holds against the schema as a whole, has the hash
    and the size that were kept, and gives back its file."""
    wrong: list[str] = []
    for name, pdf, written in zip(load.names, load.files, write_all(load), strict=True):
        whole = written.whole()
        if not schema.validate(etree.fromstring(whole, etree.XMLParser(huge_tree=True))):
            wrong.append(f"{name}: not valid")
        if len(whole) != written.size:
            wrong.append(f"{name}: another size")
        if read_all([whole])[0].documents[0].files[0].content != pdf:
            wrong.append(f"{name}: another file")
    return wrong
