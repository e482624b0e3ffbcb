"""What somebody can do about a message that did not arrive."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from indgang.kernel import clock, events
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Need, Party, Role
from indgang.modules.messages import services
from indgang.modules.messages.events import MessageArrived
from indgang.modules.messages.models import Delivery, LetterFile
from indgang.modules.messages.services.hand_over import Impossible, Refused, Unavailable, Unknown
from indgang.modules.messages.tests.conftest import NOW, Roads
from indgang.modules.messages.tests.fake_post import ladder, later, rung, send, tell
from indgang.modules.messages.tests.test_on_paper import clerk
from indgang.modules.messages.vocabulary import Cause, DeliveryState, LadderState, Letter, ReceiptKind, Way

S, L, K, W = DeliveryState, LadderState, ReceiptKind, Way


@pytest.fixture
def lise(lyngsoe: None) -> EmployeeInfo:
    """A caseworker of the unit that wrote the letter."""
    return clerk("Lise Toft", unit="folkeregister", role=Role.CASEWORKER)


@pytest.fixture
def refused(roads: Roads, maja: Acting, letter: Letter) -> UUID:
    """A letter that the print house refused."""
    roads.registered = False
    roads.letters.trouble = [Refused("nej")]
    return send(maja.party, letter)


def test_another_try_keeps_the_name(refused: UUID, roads: Roads, lise: EmployeeInfo) -> None:
    name = rung(refused, W.LETTER).uuid
    for _again in range(2):
        services.try_again(message_id=refused, why="Printeriet siger, at det virker nu", by=lise)
    services.sweep()
    again = rung(refused, W.LETTER)
    assert (again.state, again.uuid, roads.letters.calls[name]) == (S.HANDED_OVER, name, 2)
    assert [row.end for row in again.tries.order_by("number")] == ["refused", "accepted"]
    assert ladder(refused).state == L.POSTED
    assert Event.objects.filter(action="letter_tried_again").count() == 1


def test_a_letter_instead_of_digital_post(
    roads: Roads, maja: Acting, letter: Letter, lise: EmployeeInfo
) -> None:
    identity.declare_need(person_id=maja.party.id, need=Need.LARGE_PRINT, by=SYSTEM)
    roads.post.trouble = [Refused("nej")]
    message_id = send(maja.party, letter)
    assert rung(message_id, W.PRINT).state == S.PLANNED, "large print leaves from our own printer"
    tell(K.POST_DELIVERED, rung(message_id, W.DIGITAL_POST))
    with pytest.raises(services.AlreadyArrived):
        services.send_as_letter(message_id=message_id, why="x", by=lise)


def test_what_came_back_goes_to_the_new_address_under_a_new_name(
    roads: Roads, maja: Acting, letter: Letter, lise: EmployeeInfo
) -> None:
    roads.registered = False
    message_id = send(maja.party, letter)
    first = rung(message_id, W.LETTER)
    tell(K.UPDATED, first)
    assert (ladder(message_id).state, ladder(message_id).cause) == (L.FAILED, "returned")
    roads.letters.text = "ny adresse"
    for _again in range(2):
        services.send_as_letter(message_id=message_id, why="Ny adresse", by=lise)
    services.sweep()
    first.refresh_from_db()
    second = first.replaced_by
    assert second is not None
    assert (first.state, second.state, second.because) == (S.REPLACED_BY, S.HANDED_OVER, "returned")
    assert second.uuid != first.uuid
    assert set(roads.letters.calls.values()) == {1}
    tell(K.UPDATED, first)
    assert ladder(message_id).state == L.POSTED, "that the old one came back is known"
    later(days=10)
    assert ladder(message_id).state == L.ARRIVED


def test_a_letter_by_hand_while_digital_post_is_silent(
    roads: Roads, letter: Letter, maja: Acting, lise: EmployeeInfo
) -> None:
    roads.letters.no = Impossible(Cause.NO_ADDRESS)
    message_id = send(maja.party, letter)
    later(hours=24)
    later(hours=24)
    assert ladder(message_id).cause == "no_address"
    roads.letters.no = None
    services.send_as_letter(message_id=message_id, why="Adressen er rettet", by=lise)
    services.sweep()
    assert (ladder(message_id).state, rung(message_id, W.LETTER).because) == (L.POSTED, "chosen")
    assert rung(message_id, W.DIGITAL_POST).state == S.REPLACED_BY


def test_told_on_the_phone(refused: UUID, lise: EmployeeInfo) -> None:
    told: list[Any] = []
    events.connect({MessageArrived: [told.append]})
    clock.freeze(NOW + timedelta(days=2))
    services.tell_otherwise(message_id=refused, why=" Ringede til borgeren ", by=lise)
    row = ladder(refused)
    assert (row.state, row.solved_by, row.solved_why) == (L.TOLD, lise.actor.key, "Ringede til borgeren")
    assert told == [MessageArrived("case:1", refused, "", (NOW + timedelta(days=2)).date(), "person")]
    with pytest.raises(services.AlreadyArrived):
        services.tell_otherwise(message_id=refused, why="igen", by=lise)
    tell(K.POST_DELIVERED, rung(refused, W.LETTER))
    assert ladder(refused).state == L.TOLD, "that ends it"


def test_a_number_in_a_reason_is_not_kept(refused: UUID, lise: EmployeeInfo) -> None:
    services.tell_otherwise(message_id=refused, why="Ringede til 010101-1234 om det", by=lise)
    assert ladder(refused).solved_why == "Ringede til [cpr] om det"
    told = Event.objects.get(action="letter_told_otherwise")
    assert "1234" not in told.purpose


def test_a_pdf_that_failed_is_made_anew(
    roads: Roads, maja: Acting, letter: Letter, lise: EmployeeInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indgang.adapters.letters.html_press import HtmlPress
    from indgang.modules.messages.services import files
    from indgang.modules.messages.tests.conftest import PdfPress

    monkeypatch.setattr(files, "press", lambda: HtmlPress("ingen Pango"))
    roads.registered = False
    message_id = send(maja.party, letter)
    assert ladder(message_id).cause == "no_pdf"
    monkeypatch.setattr(files, "press", lambda: PdfPress())
    services.try_again(message_id=message_id, why="Pango er lagt ind", by=lise)
    services.sweep()
    assert (LetterFile.objects.get().kind, ladder(message_id).state) == ("pdf", L.POSTED)


def test_only_those_who_look_after_it_may(refused: UUID, lise: EmployeeInfo) -> None:
    other = clerk("Bo", unit="borgerservice", role=Role.CASEWORKER)
    board = clerk("Lisbet", role=Role.BOARD)
    for by in (other, board):
        for deed in (services.try_again, services.send_as_letter, services.tell_otherwise):
            with pytest.raises(NotYours):
                deed(message_id=refused, why="x", by=by)
    with pytest.raises(services.SayWhy):
        services.tell_otherwise(message_id=refused, why=" \n", by=lise)
    assert ladder(refused).state == L.FAILED


def test_a_closed_company_can_be_sent_a_letter(roads: Roads, letter: Letter, lise: EmployeeInfo) -> None:
    company = Company.objects.create(cvr="12345678", name="Tømrer ApS", closed=True)
    message_id = send(Party("company", str(company.pk), company.name), letter)
    with pytest.raises(services.NoRemedy):
        services.try_again(message_id=message_id, why="x", by=lise)
    services.send_as_letter(message_id=message_id, why="Kuratoren åbner posten", by=lise)
    later(minutes=1)
    assert ladder(message_id).state == L.POSTED


def test_no_second_try_after_doubt(roads: Roads, letter: Letter, maja: Acting, lise: EmployeeInfo) -> None:
    roads.registered = False
    roads.letters.lost = [Unknown("intet svar") for _ in range(6)]
    doubtful = send(maja.party, letter, "d")
    for _ in range(30):
        later(hours=1)
    assert ladder(doubtful).cause == "unknown_outcome"
    with pytest.raises(services.NoRemedy):
        services.try_again(message_id=doubtful, why="x", by=lise)
    assert Delivery.objects.filter(message_id=doubtful, way=W.LETTER).count() == 1


def test_another_try_has_as_much_patience_as_the_first(
    roads: Roads, maja: Acting, letter: Letter, lise: EmployeeInfo
) -> None:
    """Days later: the post rests for a moment just then, which is no reason for a letter on paper."""
    roads.registered = True
    roads.post.trouble = [Refused("nej")]
    roads.letters.trouble = [Refused("nej")]
    message_id = send(maja.party, letter)
    assert ladder(message_id).state == L.FAILED
    first = rung(message_id, W.DIGITAL_POST)
    clock.freeze(NOW + timedelta(days=9))
    roads.letters.no = Unavailable("registret tier")
    services.try_again(message_id=message_id, why="Det virker igen", by=lise)
    later(minutes=1)
    assert rung(message_id, W.LETTER).state == S.PLANNED, "it waits for the register of addresses"
    roads.letters.no = None
    later(minutes=5)
    assert ladder(message_id).state == L.POSTED
    assert rung(message_id, W.DIGITAL_POST).pk == first.pk
