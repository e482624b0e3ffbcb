"""How a message is written for Digital Post, print and NemSMS, handed over, and proven afterwards."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from indgang.adapters.digital_post import xml
from indgang.adapters.digital_post.fake import FakePost
from indgang.adapters.digital_post.memo import read
from indgang.adapters.digital_post.types import Case, MemoIn
from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit import selectors as audit
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Party
from indgang.modules.messages import services
from indgang.modules.messages.models import ContactPoint, Delivery, Envelope, LetterFile
from indgang.modules.messages.selectors import file_path
from indgang.modules.messages.services import envelopes, files, hand_over, ports, post
from indgang.modules.messages.services.hand_over import Impossible, Packed, Refused, Unavailable, Unknown
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import (
    Action,
    ActionKind,
    Cause,
    FileKind,
    FileState,
    Letter,
    MessageKind,
    Way,
)

MAJA = "6104850001"
PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def fake() -> Iterator[FakePost]:
    client = FakePost({MAJA: {"digitalpost", "nemsms"}})
    identity.use_post_client(client)
    yield client
    identity.forget_post_client()


@pytest.fixture(autouse=True)
def nobody_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_home", [lambda party: ()])


@pytest.fixture
def at_home(nobody_at_home: None) -> None:
    ports.connect(home=lambda party: ("Klokkeengen 2, 1. tv.", "9999 Lyngsø"))


def planned(to: Party, letter: Letter, way: Way, content: bytes = PDF, **more: Any) -> Delivery:
    """A message with its file made, and a delivery of one way."""
    said = {"kind": MessageKind.DECISION, "by": SYSTEM, "key": "k", "unit": "borgerservice", **more}
    message_id = services.send(to=to, letter=letter, **said)
    LetterFile.objects.filter(pk=message_id).update(
        state=FileState.MADE,
        kind=FileKind.PDF,
        sha256=files.store(content),
        size=len(content),
        made_at=NOW,
        due_at=None,
    )
    row = Delivery.objects.create(message_id=message_id, way=way, planned_at=NOW, due_at=NOW)
    return Delivery.objects.select_related("message").get(pk=row.pk)


def pack(delivery: Delivery) -> Packed:
    carrier = hand_over.carrier_of(Way(delivery.way))
    assert carrier is not None
    return carrier.pack(delivery)


def bring(delivery: Delivery, packed: Packed) -> hand_over.Handed:
    carrier = hand_over.carrier_of(Way(delivery.way))
    assert carrier is not None
    return carrier.hand_over(delivery, packed, post.PROVIDER)


def keep(delivery: Delivery, packed: Packed) -> None:
    envelopes.row_of(delivery.pk, packed, clock.now()).save(force_insert=True)


def memo_in(packed: Packed) -> MemoIn:
    return read(packed.content.whole(), limit=10_000_000)


def test_a_letter_in_digital_post_says_who_what_and_where_it_belongs(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    ContactPoint.objects.create(id="flytning", label={"da": "Flytning"}, unit="borgerservice")
    see = Action(
        ActionKind.SELFSERVICE,
        Text("Ret din flytning", "Change it"),
        "https://lyngsoe.example/ret",
        date(2026, 6, 1),
    )
    old = Action(
        ActionKind.INFORMATION,
        Text("For sent", "Too late"),
        "https://lyngsoe.example/",
        NOW.date().replace(day=1),
    )
    delivery = planned(
        maja.party,
        letter,
        Way.DIGITAL_POST,
        case_key="case:0193",
        reply_expected=True,
        reply_by=date(2026, 5, 20),
        actions=(see, old),
    )
    got = memo_in(pack(delivery))
    assert (got.uuid, got.label, got.created_at) == (delivery.uuid, "Du er flyttet", NOW)
    assert (got.recipient.id, got.recipient.kind, got.recipient.name) == (MAJA, "CPR", "Maja Holm")
    assert (got.sender.id, got.sender.name) == ("99990007", "Lyngsø Kommune")
    assert got.sender.contact is not None
    assert got.sender.contact.id == "flytning"
    assert got.case == Case("case:0193", "Indgang")
    assert got.reply
    assert got.reply_by == datetime(2026, 5, 20, 21, 59, 59, tzinfo=UTC)
    [action] = got.actions
    assert (action.code, action.label, action.url) == (
        "SELVBETJENING",
        "Ret din flytning",
        "https://lyngsoe.example/ret",
    )
    assert action.ends == datetime(2026, 6, 1, 21, 59, 59, tzinfo=UTC)
    [document] = got.documents
    assert (document.files[0].name, document.files[0].kind) == ("Du er flyttet.pdf", "application/pdf")
    assert document.files[0].content == PDF
    assert not got.legal


def test_a_company_is_written_to_under_its_cvr_number(lyngsoe: None, letter: Letter, fake: FakePost) -> None:
    baker = identity.know_company(cvr="10000009", name="Bageren ApS")
    delivery = planned(Party("company", str(baker.pk), baker.name), letter, Way.DIGITAL_POST)
    recipient = memo_in(pack(delivery)).recipient
    assert (recipient.id, recipient.kind) == ("10000009", "CVR")


def test_a_letter_to_a_company_has_the_address_of_the_company_register(
    lyngsoe: None, letter: Letter, fake: FakePost, at_home: None
) -> None:
    baker = identity.know_company(cvr="10000009", name="Bageren ApS")
    whole = pack(planned(Party("company", str(baker.pk), baker.name), letter, Way.LETTER)).content.whole()
    words = {xml.local(e): e.text for e in xml.parse(whole, limit=10_000_000).iter()}
    assert words["PostCodeIdentifier"] == "9999"
    assert b"Bageren ApS" in whole


def test_the_same_delivery_is_the_same_bytes_even_when_names_have_changed(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    first = pack(delivery)
    assert pack(delivery).sha256 == first.sha256
    keep(delivery, first)
    ContactPoint.objects.create(id="nyt", label={"da": "Nyt"}, unit="borgerservice")
    again = pack(delivery)
    assert again.content.whole() == first.content.whole()
    assert again.skeleton == first.skeleton


def test_a_letter_is_handed_over_once_and_a_repeat_is_known(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    packed = pack(delivery)
    first, second = bring(delivery, packed), bring(delivery, packed)
    assert (first.repeated, second.repeated) == (False, True)
    assert first.transmission_id
    assert list(fake.sent) == [delivery.uuid]


def test_what_the_house_says_is_told_in_the_words_of_the_ladder(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    packed = pack(delivery)
    for fault, said in (("down", Unavailable), ("lost", Unknown)):
        fake.fault = fault
        with pytest.raises(said):
            bring(delivery, packed)
    fake.fault = ""
    fake.sent.clear()
    fake.people = {}
    with pytest.raises(Refused) as no:
        bring(delivery, packed)
    assert no.value.cause is Cause.NOT_REGISTERED
    assert MAJA not in str(no.value)


def test_nobody_is_there_where_nothing_is_connected(maja: Acting) -> None:
    for way in (Way.DIGITAL_POST, Way.LETTER, Way.NEMSMS):
        assert hand_over.providers_of(way) == {}


def test_where_it_is_connected_there_is_one_provider(maja: Acting, fake: FakePost) -> None:
    assert hand_over.providers_of(Way.DIGITAL_POST) == {"serviceplatformen": 100}


@pytest.mark.parametrize(
    ("content", "way", "cause"),
    [
        (b"<html>", Way.LETTER, Cause.NO_PDF),
        (b"%PDF" + bytes(26 * 1024 * 1024), Way.DIGITAL_POST, Cause.TOO_LARGE),
    ],
)
def test_what_cannot_be_sent_says_why(
    maja: Acting, letter: Letter, fake: FakePost, at_home: None, content: bytes, way: Way, cause: Cause
) -> None:
    with pytest.raises(Impossible) as no:
        pack(planned(maja.party, letter, way, content))
    assert no.value.cause is cause


def test_a_title_that_xml_cannot_hold_is_not_sent(maja: Acting, letter: Letter, fake: FakePost) -> None:
    bad = Letter(Text("Brev\x01", "Letter"), letter.blocks)
    with pytest.raises(Impossible) as no:
        pack(planned(maja.party, bad, Way.DIGITAL_POST))
    assert no.value.cause is Cause.NOT_VALID


def test_a_file_that_is_gone_is_told(maja: Acting, letter: Letter, fake: FakePost) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    file_path(LetterFile.objects.get().sha256).unlink()
    with pytest.raises(Impossible) as no:
        pack(delivery)
    assert no.value.cause is Cause.NO_PDF


def test_a_letter_on_paper_has_the_address_of_today_and_no_number(
    maja: Acting, letter: Letter, fake: FakePost, at_home: None
) -> None:
    delivery = planned(maja.party, letter, Way.LETTER)
    packed = pack(delivery)
    whole = packed.content.whole()
    words = {xml.local(e): e.text for e in xml.parse(whole, limit=10_000_000).iter()}
    assert words["PersonName"] == "Maja Holm"
    assert words["PostalAddressFirstLineText"] == "Klokkeengen 2, 1. tv."
    assert words["PostCodeIdentifier"] == "9999"
    assert (words["SimplexDuplexKode"], words["FarveSHKode"]) == ("Duplex", "SH")
    assert words["AfsendelseIdentifikator"] == str(delivery.uuid)
    assert MAJA.encode() not in whole
    assert packed.skeleton == b""
    assert not bring(delivery, packed).repeated


def test_without_an_address_no_letter_and_with_a_silent_register_not_now(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    delivery = planned(maja.party, letter, Way.LETTER)
    with pytest.raises(Impossible) as no:
        pack(delivery)
    assert no.value.cause is Cause.NO_ADDRESS

    def silent(party: Party) -> tuple[str, ...]:
        raise ports.Silent

    ports.connect(home=silent)
    with pytest.raises(Unavailable):
        pack(delivery)


def test_what_left_the_house_can_be_made_again_and_compared(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    packed = pack(delivery)
    keep(delivery, packed)
    kept = Envelope.objects.get()
    assert MAJA.encode() not in bytes(kept.skeleton)
    assert len(kept.skeleton) < 3_000
    proof = services.verify(delivery.message_id)
    assert (proof.pdf_there, proof.rebuilt) == (True, True)
    assert proof.envelope_sha256 == packed.sha256
    assert proof.envelopes[0].size == len(packed.content.whole())


def test_a_letter_that_was_exchanged_is_found_out(maja: Acting, letter: Letter, fake: FakePost) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    keep(delivery, pack(delivery))
    file_path(LetterFile.objects.get().sha256).write_bytes(PDF.replace(b"1.7", b"1.6"))
    proof = services.verify(delivery.message_id)
    assert (proof.pdf_there, proof.rebuilt) == (False, False)


@pytest.mark.parametrize("change", ["skeleton", "hash", "key"])
def test_an_envelope_that_was_changed_is_found_out(
    maja: Acting, letter: Letter, fake: FakePost, change: str, settings: Any
) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    keep(delivery, pack(delivery))
    if change == "skeleton":
        other = envelopes.unseal(bytes(Envelope.objects.get().skeleton)).replace(b"Maja Holm", b"Maja Helm")
        Envelope.objects.update(skeleton=envelopes.seal(other))
    elif change == "hash":
        Envelope.objects.update(sha256="0" * 64)
    else:
        settings.CPR_KEY = "another key"
    proof = services.verify(delivery.message_id)
    assert (proof.pdf_there, proof.rebuilt) == (True, False)


def test_a_letter_on_paper_is_proven_by_its_hash(
    maja: Acting, letter: Letter, fake: FakePost, at_home: None
) -> None:
    delivery = planned(maja.party, letter, Way.LETTER)
    keep(delivery, pack(delivery))
    [sealed] = services.verify(delivery.message_id).envelopes
    assert (sealed.way, sealed.rebuilt, sealed.uuid) == (Way.LETTER, None, delivery.uuid)


def test_what_never_left_has_no_envelope(maja: Acting, letter: Letter) -> None:
    proof = services.verify(planned(maja.party, letter, Way.PRINT).message_id)
    assert (proof.pdf_there, proof.envelope_sha256, proof.rebuilt) == (True, "", False)


def test_the_trail_tells_once_that_the_number_was_used_to_send(
    maja: Acting, letter: Letter, fake: FakePost
) -> None:
    delivery = planned(maja.party, letter, Way.DIGITAL_POST)
    keep(delivery, pack(delivery))
    pack(delivery)
    rows = [row.purpose for row in audit.about(party=maja.party.key) if row.action == "cpr_used"]
    assert rows == ["sende Digital Post"]


def test_the_ladder_has_the_register_asked(maja: Acting, fake: FakePost) -> None:
    ports.ask(maja.party)
    assert Person.objects.get(pk=UUID(maja.party.id)).dp_registered is True
