"""A letter from Digital Post finds its case, or a person."""

import logging
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from indgang.adapters.digital_post.types import Case, Document, Kle, MemoFile, ReplyTo, Sender
from indgang.kernel import clock, events
from indgang.kernel.uploads.testing import pdf
from indgang.modules.contacts.models import Contact
from indgang.modules.files import selectors as stored
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import services
from indgang.modules.messages.events import MessageReceived, ReplyReceived
from indgang.modules.messages.models import Delivery, Inbound, InboundRaw, Message
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.selectors.inbox import enclosed_with
from indgang.modules.messages.services.inbound import memo_in, understanding
from indgang.modules.messages.services.inbound.filing import MOST_FILES, Files, NoScanner
from indgang.modules.messages.tests.coming_in import MAJA, NOW, again, comes, memo, points
from indgang.modules.messages.vocabulary import InboundSource, InboundState, Letter, MessageKind, Way
from indgang.project import privacy

CASE = "case:0192f5f0-0000-7000-8000-000000000001"


@pytest.fixture
def news(lyngsoe: None) -> list[Any]:
    """What others hear."""
    heard: list[Any] = []
    events.connect({ReplyReceived: [heard.append], MessageReceived: [heard.append]})
    points()
    return heard


@pytest.fixture
def sent(maja: Acting, letter: Letter, news: list[Any]) -> Message:
    """A question on Maja's case, brought by Digital Post."""
    message_id = services.send(
        to=maja.party, letter=letter, kind=MessageKind.QUESTION, by=SYSTEM, key="q1", case_key=CASE,
        reference="2026-000123", unit="folkeregister", service_id="flytning-indland", reply_expected=True,
    )  # fmt: skip
    Delivery.objects.create(message_id=message_id, way=Way.DIGITAL_POST, planned_at=NOW)
    return Message.objects.get(pk=message_id)


def uuid_of(sent: Message) -> Any:
    return sent.deliveries.get(way=Way.DIGITAL_POST).uuid


def test_an_answer_is_filed_on_its_case_and_told_and_counted(sent: Message, news: list[Any]) -> None:
    row = comes(memo("Ja, det er rigtigt.", reply_to=(ReplyTo(uuid_of(sent)),)))
    assert (row.state, row.why, row.case_key) == (InboundState.FILED, Why.ANSWERS, CASE)
    said = row.message
    assert said is not None
    assert (said.kind, said.in_reply_to_id, said.channel_in) == ("reply", sent.pk, "digital_post")
    assert (said.person_id, said.reference, said.unit) == (sent.person_id, "2026-000123", "folkeregister")
    assert Letter.of(said.letter).blocks[0].text.da == "Ja, det er rigtigt."
    assert news == [ReplyReceived(CASE, sent.pk, said.pk)]
    contact = Contact.objects.get(source_row=f"inbound:{row.pk}")
    assert (contact.channel, contact.direction, contact.service) == ("digital_post", "in", "flytning-indland")


@pytest.mark.parametrize("case_id", [CASE, "2026-000123", CASE.removeprefix("case:").upper()])
def test_a_letter_that_names_the_own_case_is_filed_there(
    sent: Message, news: list[Any], case_id: str
) -> None:
    row = comes(memo(case=Case(case_id, "Indgang")))
    assert (row.state, row.why) == (InboundState.FILED, Why.NAMES_CASE)
    assert row.message is not None
    assert (row.message.kind, row.message.in_reply_to_id) == ("incoming", None)
    assert news == [MessageReceived(CASE, row.message.pk, "folkeregister")]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"case": Case("2026-000123", "Indgang")}, Why.ANOTHERS_CASE),
        ({"case": Case("findes-ikke", "Indgang")}, Why.ANOTHERS_CASE),
    ],
)
def test_anothers_case_never_files_and_does_not_say_whether_it_is_there(
    sent: Message, bo: Acting, news: list[Any], fields: dict[str, Any], why: Why
) -> None:
    row = comes(memo(cpr="6204850002", **fields))
    assert (row.state, row.why, row.case_key, row.unit) == ("queued", why, "", "borgerservice")
    assert str(row.person_id) == bo.party.id
    assert row.message is None
    assert news == []


def test_an_answer_to_anothers_message_waits_for_a_person(sent: Message, bo: Acting, news: list[Any]) -> None:
    row = comes(memo(cpr="6204850002", reply_to=(ReplyTo(uuid_of(sent)),)))
    assert (row.state, row.why, row.case_key) == ("queued", Why.ANOTHERS_MESSAGE, "")


@pytest.mark.parametrize(
    ("fields", "unit", "why"),
    [
        ({"point": "job"}, "jobcenter", Why.CHOSE_POINT),
        ({"kle": Kle("23.05.10", "2026-02", "Flytning")}, "folkeregister", Why.SUBJECT),
        ({}, "borgerservice", Why.NOTHING_NAMED),
    ],
)
def test_without_a_case_the_unit_is_found_by_point_and_subject(
    maja: Acting, news: list[Any], fields: dict[str, Any], unit: str, why: Why
) -> None:
    row = comes(memo(**fields))
    assert (row.state, row.unit, row.why, row.subject) == ("queued", unit, why, "Om min flytning")


def test_somebody_we_did_not_know_is_known_from_now_on(news: list[Any]) -> None:
    row = comes(memo(cpr="6304850003"))
    assert row.person == Person.objects.get(name="Maja Holm", born=date(1985, 4, 3))


def test_who_is_no_number_of_anybody_waits_for_a_person(news: list[Any]) -> None:
    row = comes(memo(sender=Sender("9999999999", "Ingen", "CPR")))
    assert (row.state, row.why, row.person_id) == ("queued", Why.UNKNOWN_SENDER, None)


def test_the_same_letter_twice_is_one(sent: Message, news: list[Any]) -> None:
    raw = memo(reply_to=(ReplyTo(uuid_of(sent)),))
    first = comes(raw)
    assert comes(raw).pk == first.pk
    assert again(first.pk) == "understood already"
    assert (Inbound.objects.count(), len(news)) == (1, 1)
    assert Message.objects.filter(direction="in").count() == 1


def test_another_letter_under_the_same_name_is_kept_beside_it_for_a_person(
    sent: Message, news: list[Any]
) -> None:
    name = uuid4()
    comes(memo("Ja", uuid=name, reply_to=(ReplyTo(uuid_of(sent)),)))
    other = comes(memo("Nej", uuid=name, reply_to=(ReplyTo(uuid_of(sent)),)))
    assert (other.state, other.why) == ("queued", Why.SAME_NAME)
    assert len(news) == 1


def test_an_answer_to_a_letter_of_no_case_is_told_and_read_by_a_person(
    maja: Acting, letter: Letter, news: list[Any]
) -> None:
    message_id = services.send(
        to=maja.party, letter=letter, kind=MessageKind.NOTICE, by=SYSTEM, key="n1", unit="byggeri"
    )
    told = Delivery.objects.create(message_id=message_id, way=Way.DIGITAL_POST, planned_at=NOW)
    row = comes(memo("Tak", reply_to=(ReplyTo(told.uuid),)))
    assert (row.state, row.unit, row.why) == ("queued", "byggeri", Why.ANSWERS)
    assert row.message is not None
    assert row.message.in_reply_to_id == message_id


def test_good_files_are_kept_and_a_bad_one_is_told_in_a_line(sent: Message) -> None:
    documents = (
        Document((MemoFile("t.txt", "text/plain", b"Se filerne."),)),
        Document((MemoFile("kontrakt.pdf", "application/pdf", pdf()),), "additional"),
        Document((MemoFile("program.exe", "application/pdf", b"MZ virus"),), "additional"),
        Document((MemoFile("data.xml", "text/xml", b"<x/>"),), "technical"),
    )
    row = comes(memo(documents=documents, reply_to=(ReplyTo(uuid_of(sent)),)))
    assert row.message is not None
    kept = stored.files_of(enclosed_with(row.message.pk))
    assert [one.title for one in kept] == ["kontrakt"]
    blocks = Letter.of(row.message.letter).blocks
    assert blocks[0].text.da == "Se filerne."
    assert [item.da.partition(":")[0] for item in blocks[-1].items] == ["program.exe"]


def test_a_letter_that_is_one_pdf_says_so(sent: Message) -> None:
    documents = (Document((MemoFile("brev.pdf", "application/pdf", pdf()),)),)
    row = comes(memo(documents=documents, reply_to=(ReplyTo(uuid_of(sent)),)))
    assert row.message is not None
    assert "filer" in Letter.of(row.message.letter).blocks[0].text.da


@pytest.mark.parametrize("raw", [b"<html/>", b"<memo:Message>", b"rod"])
def test_what_cannot_be_read_lies_with_a_unit_and_is_kept(news: list[Any], raw: bytes) -> None:
    row = comes(raw)
    assert (row.state, row.why, row.unit) == ("queued", Why.CANNOT_READ, "borgerservice")
    assert row.problem
    assert InboundRaw.objects.filter(pk=row.pk).exists()


def test_the_original_cannot_be_read_in_the_database(maja: Acting, news: list[Any]) -> None:
    row = comes(memo("Hemmelig tekst"))
    kept = bytes(InboundRaw.objects.get(pk=row.pk).content)
    assert b"Hemmelig" not in kept
    assert MAJA.encode() not in kept


def test_letters_wait_for_the_scanner_and_are_filed_without_it_in_the_end(
    sent: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []

    def away(enclosed: Any, *, wait_for_scanner: bool) -> Any:
        waited.append(wait_for_scanner)
        if wait_for_scanner:
            raise NoScanner
        return Files((), ())

    monkeypatch.setattr(memo_in, "checked", away)
    row = comes(memo(reply_to=(ReplyTo(uuid_of(sent)),)))
    assert row.state == InboundState.STORED
    said = [again(row.pk) for _ in range(2 * understanding.MOST_ATTEMPTS)]
    assert set(said) == {"waits for the virus scanner"}, "an hour without a scanner loses no file"
    clock.freeze(row.got_at + understanding.SCANNER_WAIT + timedelta(minutes=1))
    assert again(row.pk) == "filed: answers"
    assert waited == [True] * (2 * understanding.MOST_ATTEMPTS + 1) + [False]


def test_what_kills_its_worker_each_time_is_shown_to_a_person(
    maja: Acting, news: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(row: Inbound, *, last_try: bool) -> str:
        raise SystemExit  # as a worker that was killed: nothing of ours runs after it

    monkeypatch.setattr(memo_in, "sort", dies)
    with pytest.raises(SystemExit):
        comes(memo())
    row = Inbound.objects.get()
    for _ in range(understanding.MOST_ATTEMPTS - 1):
        with pytest.raises(SystemExit):
            again(row.pk)
    assert again(row.pk) == "queued: cannot_read"


def test_an_error_of_ours_is_tried_again_and_then_lies_visible(
    maja: Acting, news: list[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(memo_in, "route", broken)
    with caplog.at_level(logging.CRITICAL):
        row = comes(memo())
        assert row.state == InboundState.STORED
        for _ in range(understanding.MOST_ATTEMPTS - 1):
            again(row.pk)
    row.refresh_from_db()
    assert (row.state, row.why) == ("queued", Why.CANNOT_READ)


def test_what_a_dead_worker_left_is_picked_up(sent: Message) -> None:
    raw = memo(reply_to=(ReplyTo(uuid_of(sent)),))
    taken = services.take_inbound(source=InboundSource.MEMO, external_id="", raw=raw)
    assert services.understand_stored() == 0
    Inbound.objects.filter(pk=taken.id).update(got_at=NOW.replace(hour=8))
    assert services.understand_stored() == 1
    assert Inbound.objects.get(pk=taken.id).state == InboundState.FILED


def test_a_company_writes(news: list[Any]) -> None:
    row = comes(memo(sender=Sender("10150817", "Byg ApS", "CVR")))
    assert (row.person_id, row.company is not None) == (None, True)
    assert row.company is not None
    assert row.company.name == "Byg ApS"


def test_a_letter_of_an_hour_ago_counts_when_it_came(sent: Message) -> None:
    row = comes(memo(reply_to=(ReplyTo(uuid_of(sent)),)))
    assert row.message is not None
    assert row.message.created_at == row.got_at


def test_the_original_goes_30_days_after_it_was_dealt_with_and_never_before(
    sent: Message, news: list[Any]
) -> None:
    filed = comes(memo(reply_to=(ReplyTo(uuid_of(sent)),)))
    waits = comes(memo())
    clock.freeze(clock.now() + timedelta(days=31))
    privacy.purge()
    assert list(InboundRaw.objects.values_list("pk", flat=True)) == [waits.pk]
    assert Inbound.objects.filter(pk=filed.pk).exists()


def test_of_very_many_files_only_the_first_are_looked_at(sent: Message) -> None:
    bad = MemoFile("x.exe", "application/pdf", b"MZ")
    documents = (Document((MemoFile("t.txt", "text/plain", b"Hej"), *[bad] * (MOST_FILES + 5))),)
    row = comes(memo(documents=documents, reply_to=(ReplyTo(uuid_of(sent)),)))
    assert row.message is not None
    lines = Letter.of(row.message.letter).blocks[-1].items
    assert len(lines) == MOST_FILES + 1
