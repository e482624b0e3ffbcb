"""Letters for remote print, the request round them, its answer, and receipts."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from lxml import etree

from indgang.adapters.digital_post import kombi, receipts, xml
from indgang.adapters.digital_post.fjernprint import NO_NUMBER, write_letter
from indgang.adapters.digital_post.memo import write
from indgang.adapters.digital_post.tests.letters import PDF, letter, memo
from indgang.adapters.digital_post.types import Address, NotMemo, NotReceipt, NotValid

LIMIT = 10_000_000
HERE = Address("Maja Holm", ("Klokkeengen 2, 1. tv.",), "9999", "Lyngsø")


def test_a_letter_follows_the_schema_as_a_whole() -> None:
    written = write_letter(letter(category="Economique", colour=True, duplex=False))
    root = xml.parse(written.whole(), limit=LIMIT)
    xml.check(root, "fjernprint")
    assert sha256(written.whole()).hexdigest() == written.sha256
    assert root[0].text == str(written.uuid)
    words = {xml.local(element): element.text for element in root.iter()}
    assert words["CPRnummerIdentifikator"] == NO_NUMBER
    assert words["MeddelelseIndholdData"] == b64encode(PDF).decode()
    assert words["PostalAddressSecondLineText"] == "9999 Lyngsø"
    assert (words["FarveSHKode"], words["SimplexDuplexKode"]) == ("Farve", "Simplex")
    assert words["PostKategoriKode"] == "Economique"


def test_an_address_may_have_six_lines() -> None:
    five = replace(HERE, lines=("c/o Bo", "Klokkeengen 2", "1. tv.", "Nørre By", "Øen"))
    words = {
        xml.local(e): e.text for e in xml.parse(write_letter(letter(to=five)).whole(), limit=LIMIT).iter()
    }
    assert words["PostalAddressSixthLineText"] == "9999 Lyngsø"


@pytest.mark.parametrize(
    "change",
    [
        {"pdf": b"<html>"},
        {"title": ""},
        {"category": "Brevdue"},
        {"to": replace(HERE, name=" ")},
        {"to": replace(HERE, lines=(), town="")},
        {"to": replace(HERE, lines=tuple("abcdef"))},
        {"to": replace(HERE, post_code="99")},
        {"to": replace(HERE, country="Danmark")},
        {"to": replace(HERE, name="Maja\x01")},
    ],
)
def test_a_letter_that_breaks_a_rule_is_stopped(change: dict[str, object]) -> None:
    with pytest.raises(NotValid):
        write_letter(letter(**change))


def test_a_request_holds_its_choice_and_its_documents() -> None:
    message, paper = write(memo()), write_letter(letter())
    for choice, documents, names in (
        ("Digital Post", (message, None), ["KombiValgKode", "Message"]),
        ("NemSMS", (message, None), ["KombiValgKode", "Message"]),
        ("Fysisk Post", (None, paper), ["KombiValgKode", "ForsendelseISamling"]),
        ("Automatisk Valg", (message, paper), ["KombiValgKode", "Message", "ForsendelseISamling"]),
    ):
        root = xml.parse(b"".join(kombi.wrap(choice, *documents)), limit=LIMIT)  # type: ignore[arg-type]
        assert [xml.local(child) for child in root] == names
        assert root[0].text == choice
        for child in root[1:]:
            inner = child if xml.local(child) == "Message" else child[0]
            alone = etree.fromstring(etree.tostring(inner))
            xml.check(alone, "memo-1.2" if xml.local(inner) == "Message" else "fjernprint")


def test_a_choice_without_its_document_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="Automatisk Valg"):
        list(kombi.wrap("Automatisk Valg", write(memo())))


def test_an_answer_says_whether_it_was_taken() -> None:
    taken = kombi.read_answer(
        b"<kombi_response><Result>true</Result><TransmissionID>T-1</TransmissionID><HovedoplysningerSvarREST>"
        b"<SvarReaktion><Advis><AdvisId>200</AdvisId><AdvisTekst>received</AdvisTekst></Advis></SvarReaktion>"
        b"</HovedoplysningerSvarREST></kombi_response>"
    )
    assert taken == kombi.Answer(True, "T-1", "200", "received")
    paper = kombi.read_answer(b"<kombi_response><Result>true</Result></kombi_response>")
    assert paper == kombi.Answer(True, "", "", "")
    no = kombi.read_answer(
        b"<kombi_response><Result>false</Result><Fejl><FejlId>1</FejlId><FejlTekst>Nej</FejlTekst></Fejl></kombi_response>"
    )
    assert no == kombi.Answer(False, "", "1", "Nej")


@pytest.mark.parametrize("data", [b"", b"<html><body>Result</body></html>", b"<kombi_response/>"])
def test_an_answer_that_says_nothing_is_no_answer(data: bytes) -> None:
    with pytest.raises(NotMemo):
        kombi.read_answer(data)


BESKED, MESSAGE = uuid4(), uuid4()
DELIVERED = UUID("f7161a89-5068-4023-bc80-d7f4daad2a2e")


def status(**fields: str) -> bytes:
    said = {
        "TransmissionId": "T-1",
        "MessageUUID": str(MESSAGE),
        "KanalKode": "Digital Post",
        "TransaktionsDatoTid": "2026-11-03T10:00:00Z",
        "TransaktionsStatusKode": "Afleveret Digital Post",
    } | fields
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in said.items())
    return f'<PKO_PostStatus xmlns="http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types">{inner}</PKO_PostStatus>'.encode()


def push(inner: bytes, *, besked: str = str(BESKED), event: str = str(DELIVERED)) -> bytes:
    act = (
        f"<ObjektHandling><s:UUIDIdentifikator>{event}</s:UUIDIdentifikator></ObjektHandling>"
        if event
        else ""
    )
    return (
        '<x:ModtagBeskedInput xmlns:x="urn:oio:sts:1.0.0" xmlns="urn:oio:besked:kuvert:1.0"'
        ' xmlns:s="urn:oio:sagdok:3.0.0">'
        f"<Haendelsesbesked><BeskedId><s:UUIDIdentifikator>{besked}</s:UUIDIdentifikator></BeskedId>"
        f"<Beskedkuvert><Filtreringsdata><ObjektRegistrering>{act}</ObjektRegistrering></Filtreringsdata></Beskedkuvert>"
        f"<Beskeddata><Base64>{b64encode(inner).decode()}</Base64></Beskeddata></Haendelsesbesked></x:ModtagBeskedInput>"
    ).encode()


def test_a_receipt_is_read_from_its_push() -> None:
    got = receipts.read_push(push(status()))
    assert (got.besked_id, got.status, got.message_uuid) == (BESKED, DELIVERED, MESSAGE)
    assert got.at == datetime(2026, 11, 3, 10, tzinfo=UTC)
    assert (got.transmission_id, got.channel, got.code, got.text) == ("T-1", "Digital Post", "", "")


def test_a_receipt_without_an_event_is_known_by_its_word_or_the_id_in_it() -> None:
    for code in ("Afleveret Digital Post", str(DELIVERED)):
        assert receipts.read_push(push(status(TransaktionsStatusKode=code), event="")).status == DELIVERED


def test_a_letters_receipt_may_name_it_as_the_printing_house_does() -> None:
    got = receipts.read_push(push(status(MessageUUID="", AfsendelseIdentifikator=str(MESSAGE))))
    assert got.message_uuid == MESSAGE


def test_a_failure_says_why_and_a_time_without_a_zone_is_danish() -> None:
    said = status(
        TransaktionsDatoTid="2026-11-03T10:00:00",
        FejlDetaljer="<FejlKode>DP-7</FejlKode><FejlTekst>Postkassen er lukket</FejlTekst>",
    )
    got = receipts.read_push(push(said))
    assert (got.code, got.text) == ("DP-7", "Postkassen er lukket")
    assert got.at == datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        push(status(), besked="x"),
        push(b"hej"),
        push(status(TransaktionsStatusKode="Spist"), event=""),
        push(status(TransaktionsDatoTid="i dag")),
        push(status(TransaktionsDatoTid="0001-01-01T00:00:00+14:00")),
        push(status(TransaktionsDatoTid="9999-12-31T23:59:59-12:00")),
        push(status()).replace(b"Base64>", b"Base65>"),
        b"<!DOCTYPE a>" + push(status()),
    ],
)
def test_what_is_no_receipt_is_told_without_its_content(data: bytes) -> None:
    with pytest.raises(NotReceipt) as refused:
        receipts.read_push(data)
    assert str(MESSAGE) not in str(refused.value)


def test_the_answer_to_a_push_is_the_one_that_ends_it() -> None:
    root = xml.parse(receipts.write_answer(), limit=LIMIT)
    assert (root.tag, xml.text_at(root, "StandardRetur", "StatusKode")) == (
        "{urn:oio:sts:1.0.0}ModtagBeskedOutput",
        "20",
    )
