"""MeMo, written and read."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid1, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.adapters.digital_post import xml
from indgang.adapters.digital_post.memo import read, write
from indgang.adapters.digital_post.tests.letters import MAJA, PDF, memo, sms
from indgang.adapters.digital_post.types import (
    Case,
    ContactPoint,
    Document,
    Kle,
    MemoAction,
    MemoFile,
    NotMemo,
    NotValid,
    Recipient,
    ReplyTo,
    Reservation,
    Sender,
    fill,
)

EXAMPLES = Path(__file__).parent / "examples"
LIMIT = 20_000_000


def read_example(name: str) -> Any:
    return read((EXAMPLES / name).read_bytes(), limit=LIMIT)


def test_a_full_message_of_somebody_else_is_read() -> None:
    message = read_example("MeMo_Full_Example.xml")
    assert message.version == "1.2"
    assert message.uuid == UUID("8c2ea15d-61fb-4ba9-9366-42f8b194c114")
    assert message.sender.contact == ContactPoint(
        "241d39f6-998e-4929-b198-ccacbbf4b330", "Kommunen, Pladsanvisningen", "22.33.44.55"
    )
    assert message.case == Case("SAG-12345", "Sagssystem 1234")
    assert message.kle == Kle("00.00.00", "Maj 2018", "[KLE tekst]", "[Tekst]")
    assert message.reply_to[0].case_id == "SAG-456"
    assert [document.role for document in message.documents] == [
        "main",
        "additional",
        "additional",
        "technical",
    ]
    assert message.actions[0].code == "SELVBETJENING"
    assert message.reply_by == datetime(2025, 9, 30, 12, tzinfo=UTC)
    assert message.mandatory
    assert not message.legal


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_each_example_can_be_read_written_and_read_again(path: Path) -> None:
    once = read_example(path.name)
    who, whom = (
        replace(once.sender, id="12345678"),
        replace(once.recipient, id=MAJA),
    )  # some examples have words
    once = replace(once, sender=who, recipient=whom)
    main_first = tuple(sorted(once.documents, key=lambda one: one.role == "technical"))
    again = memo(
        uuid=once.uuid,
        type=once.type,
        label=once.label,
        sender=once.sender,
        recipient=once.recipient,
        created_at=once.created_at or datetime(2026, 1, 1, tzinfo=UTC),
        documents=main_first,
        mandatory=once.mandatory,
        legal=once.legal,
        reply=once.reply,
        reply_by=once.reply_by,
        case=once.case,
        kle=once.kle,
        reply_to=once.reply_to,
        actions=once.actions,
        notification=once.notification,
    )
    back = read(write(again).whole(), limit=LIMIT)
    assert replace(back, message_id=once.message_id, code=once.code) == replace(once, version="1.2")


def test_a_message_of_the_version_before_is_read_by_its_own_schema() -> None:
    older = write(memo()).whole().replace(b'memoVersion="1.2"', b'memoVersion="1.1" memoSchVersion="1.1.0"')
    assert read(older, limit=LIMIT).version == "1.1"
    with pytest.raises(NotValid):  # 1.1 demands the version of its schema
        read(older.replace(b' memoSchVersion="1.1.0"', b""), limit=LIMIT)


def test_what_is_written_follows_the_schema_as_a_whole_and_not_only_its_skeleton() -> None:
    message = memo(
        documents=(
            Document((MemoFile("brev.pdf", "application/pdf", PDF),)),
            Document(
                (MemoFile("a.png", "image/png", b"1"), MemoFile("b.png", "image/png", b"22")), "additional"
            ),
        )
    )
    written = write(message)
    whole = written.whole()
    xml.check(xml.parse(whole, limit=LIMIT), "memo-1.2")
    assert sha256(whole).hexdigest() == written.sha256
    assert len(whole) == written.size
    assert read(whole, limit=LIMIT).documents == message.documents
    assert b"memo:Message" in whole


def test_the_same_message_is_the_same_bytes() -> None:
    message = memo()
    assert write(message).whole() == write(message).whole()


def test_a_text_that_looks_like_the_place_of_a_file_is_left_alone() -> None:
    message = memo(label="QUJD", case=Case("QUJD", "<memo:content>QUJD</memo:content>"))
    back = read(write(message).whole(), limit=LIMIT)
    assert (back.label, back.case) == ("QUJD", message.case)
    assert back.documents == message.documents


@given(content=st.binary(min_size=1, max_size=5_000), name=st.text(min_size=1, max_size=40))
def test_any_file_comes_out_as_it_went_in(content: bytes, name: str) -> None:
    message = memo(documents=(Document((MemoFile(name, "application/pdf", content),)),))
    try:
        written = write(message)
    except NotValid:
        return
    assert read(written.whole(), limit=LIMIT).documents[0].files[0].content == content


def test_a_file_larger_than_a_slice_is_one_base64() -> None:
    content = bytes(range(256)) * 8_000  # 2 MB: three slices, the last one shorter
    written = write(memo(documents=(Document((MemoFile("stor.pdf", "application/pdf", content),)),)))
    assert read(written.whole(), limit=LIMIT).documents[0].files[0].content == content


def test_everything_that_we_can_say_is_read_back() -> None:
    at = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    booking = Reservation(uuid4(), "Møde om flytning", "Rådhuset", at, at.replace(hour=10), "Møde")
    message = memo(
        sender=Sender("12345678", "Lyngsø Kommune", contact=ContactPoint("flyt", "Flytning", "borger")),
        recipient=Recipient("12345678", "CVR", "Bageren ApS"),
        mandatory=True,
        legal=True,
        reply=True,
        reply_by=at,
        case=Case("4f1", "Indgang"),
        kle=Kle("23.05.12", "2026-08", "Flytning"),
        reply_to=(ReplyTo(uuid4(), uuid4(), comment="Tak"),),
        actions=(
            MemoAction("SELVBETJENING", "Ret din flytning", "https://lyngsoe.example/flytning", at),
            MemoAction("AFTALE", "Mød os", reservation=booking),
        ),
        notification="Der er svar på din flytning.",
    )
    back = read(write(message).whole(), limit=LIMIT)
    for field in ("uuid", "label", "sender", "recipient", "created_at", "documents", "mandatory", "legal"):
        assert getattr(back, field) == getattr(message, field)
    for field in ("reply", "reply_by", "case", "kle", "reply_to", "actions", "notification"):
        assert getattr(back, field) == getattr(message, field)


FILE = MemoFile("brev.pdf", "application/pdf", PDF)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"label": ""}, "label"),
        ({"label": "x" * 257}, "label"),
        ({"uuid": uuid1()}, "messageUUID"),
        ({"recipient": Recipient("12", "CPR")}, "recipient"),
        ({"sender": Sender("1234567890", "Lyngsø")}, "sender"),
        ({"sender": Sender("12345678", "x" * 300)}, "Message/MessageHeader/Sender/label"),
        ({"documents": ()}, "documents"),
        ({"documents": (Document(()),)}, "documents"),
        ({"documents": (Document((FILE,), "additional"),)}, "documents"),
        ({"documents": (Document((FILE,)), Document((FILE,)))}, "documents"),
        ({"documents": (Document((replace(FILE, name="../brev.pdf"),)),)}, "filename"),
        ({"documents": (Document((replace(FILE, name="x" * 257),)),)}, "filename"),
        ({"documents": (Document((replace(FILE, content=b""),)),)}, "content"),
        ({"notification": "x" * 151}, "notification"),
        ({"actions": (MemoAction("INFORMATION", "Læs", "http://lyngsoe.example/"),)}, "action"),
        ({"actions": (MemoAction("INFORMATION", "Læs", "http://127.0.0.1:8000/"),)}, "action"),
        ({"created_at": datetime(2026, 11, 3)}, "time"),  # noqa: DTZ001
        ({"label": "Brev\x00"}, "message"),
    ],
)
def test_what_breaks_a_rule_is_stopped_and_the_place_is_named(change: dict[str, Any], place: str) -> None:
    with pytest.raises(NotValid) as refused:
        write(memo(**change))
    assert refused.value.place.endswith(place)


def test_a_demo_may_lead_to_its_own_machine_and_nowhere_else() -> None:
    own = MemoAction("INFORMATION", "Læs", "http://127.0.0.1:8000/min-side/")
    assert read(write(memo(actions=(own,)), loopback=True).whole(), limit=LIMIT).actions == (own,)
    with pytest.raises(NotValid):
        write(memo(actions=(replace(own, url="http://127.0.0.1.evil.example/"),)), loopback=True)


def test_a_mistake_never_shows_a_value() -> None:
    with pytest.raises(NotValid) as refused:
        write(memo(recipient=Recipient(MAJA, "CPR", "Maja " * 60)))
    assert "Maja" not in str(refused.value)
    assert MAJA not in str(refused.value)


@pytest.mark.parametrize("text", ["", "x" * 151, "Dit nummer er 610485-0001.", "6104850001 skal komme"])
def test_a_nemsms_is_short_and_holds_no_cpr_number(text: str) -> None:
    with pytest.raises(NotValid):
        write(sms(text))


def test_a_nemsms_has_no_body() -> None:
    assert b"MessageBody" not in write(sms("Husk din aftale i morgen kl. 10.")).whole()
    with pytest.raises(NotValid):
        write(memo(type="NEMSMS", notification="Husk"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no XML"),
        (b"hej", "no XML"),
        (b"<a>" * 100_000, "no XML"),
        (b"<html/>", "no memo:Message"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "DOCTYPE"),
        ("<!DOCTYPE a []><a/>".encode("utf-16"), "UTF-8"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AFsAXQA+-<a/>', "no XML"),
        (b'<m:Message xmlns:m="https://DigitalPost.dk/MeMo-1" memoVersion="2"/>', "memoVersion"),
        (b"<a/>" + b" " * LIMIT, "larger"),
    ],
)
def test_what_is_no_memo_is_told(data: bytes, why: str) -> None:
    with pytest.raises(NotMemo, match=why):
        read(data, limit=LIMIT)


def test_a_file_of_ten_megabytes_can_be_written_and_read() -> None:
    content = b"%PDF" + bytes(9_999_996)
    whole = write(memo(documents=(Document((MemoFile("stor.pdf", "application/pdf", content),)),))).whole()
    assert read(whole, limit=LIMIT).documents[0].files[0].content == content


def test_a_folder_in_a_file_name_of_somebody_else_is_taken_off() -> None:
    whole = write(memo()).whole()
    for name in (b"../../etc/brev.pdf", b"C:\\temp\\brev.pdf"):
        assert read(whole.replace(b"brev.pdf", name), limit=LIMIT).documents[0].files[0].name == "brev.pdf"


def test_a_skeleton_needs_as_many_files_as_it_has_places() -> None:
    written = write(memo())
    with pytest.raises(NotValid):
        list(fill(written.skeleton, written.element, ()))
