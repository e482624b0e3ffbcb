"""Letters on paper: for whom they are planned, the table of states, and two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import Rendered, Sheet
from indgang.kernel import clock, events
from indgang.kernel.errors import NotYours
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Need, Role
from indgang.modules.messages import selectors, services
from indgang.modules.messages.events import DeliveryFailed, LetterCameBack, MessageArrived
from indgang.modules.messages.models import Delivery, Ladder, LetterFile, PrintRun
from indgang.modules.messages.services import files
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import DeliveryState, Letter, MessageKind, Way

S = DeliveryState


class PaperPress:
    """Gives what a printer would take, without setting it."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []

    def render(self, sheet: Sheet) -> Rendered:
        self.sheets.append(sheet)
        return Rendered("pdf", HtmlPress().render(sheet).content)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> PaperPress:
    made = PaperPress()
    monkeypatch.setattr(files, "press", lambda: made)
    return made


def clerk(name: str, unit: str = "borgerservice", role: Role = Role.CLERK) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[role], unit=unit)
    assert account.employee is not None
    return people.employee(account.employee.pk)


@pytest.fixture
def maria(lyngsoe: None) -> EmployeeInfo:
    return clerk("Maria Kongshøj")


@pytest.fixture
def exempt(maja: Acting) -> Acting:
    Person.objects.filter(pk=maja.party.id).update(exempt=True)
    return maja


def send(to: Acting, letter: Letter, key: str = "k", **more: Any) -> Delivery | None:
    values = {"kind": MessageKind.DECISION, "unit": "folkeregister", "case_key": "case:1", **more}
    message_id = services.send(to=to.party, letter=letter, by=SYSTEM, key=key, **values)
    services.deliver_planned()
    return Delivery.objects.filter(message_id=message_id, way=Way.PRINT).first()


def planned(to: Acting, letter: Letter, key: str = "k", **more: Any) -> Delivery:
    found = send(to, letter, key, **more)
    assert found is not None
    return found


def test_only_who_is_exempt_or_wishes_it_gets_paper(
    maja: Acting, bo: Acting, letter: Letter, press: PaperPress
) -> None:
    assert send(maja, letter) is None
    for need in (Need.PERSON, Need.LARGE_PRINT):
        identity.declare_need(person_id=bo.party.id, need=need, by=SYSTEM)
    assert send(bo, letter, "b1") is None
    identity.declare_need(person_id=bo.party.id, need=Need.PAPER, by=SYSTEM)
    found = planned(bo, letter, "b2")
    assert (found.state, found.due_at, found.attempts) == (S.PLANNED, None, 0)
    identity.end_need(person_id=bo.party.id, need=Need.PAPER, by=SYSTEM)
    assert send(bo, letter, "b3") is None


def test_it_is_in_the_inbox_as_well_and_always_has_a_file(
    exempt: Acting, letter: Letter, press: PaperPress
) -> None:
    found = planned(exempt, letter, as_pdf=False)
    assert {(d.way, d.state) for d in Delivery.objects.all()} == {
        ("inbox", S.DELIVERED), ("print", S.PLANNED)
    }  # fmt: skip
    assert LetterFile.objects.get().state == "made"
    clock.freeze(NOW + timedelta(days=90))
    services.deliver_planned()
    found.refresh_from_db()
    assert found.state == S.PLANNED, "no worker posts a letter"
    [line] = selectors.inbox(exempt.party)
    assert (line.state, line.on_paper.da) == (S.DELIVERED, "Bliver sendt på papir")


def test_large_print_is_for_who_wishes_it(
    maja: Acting, bo: Acting, letter: Letter, press: PaperPress
) -> None:
    identity.declare_need(person_id=maja.party.id, need=Need.LARGE_PRINT, by=SYSTEM)
    send(maja, letter, "m")
    send(bo, letter, "b")
    assert [(sheet.recipient, sheet.large) for sheet in press.sheets] == [
        (("Maja Holm",), True), (("Bo Lind",), False)
    ]  # fmt: skip


def test_who_may_not_print_opens_nothing(
    exempt: Acting, letter: Letter, press: PaperPress, lyngsoe: None
) -> None:
    found = planned(exempt, letter)
    board = clerk("Lisbet", role=Role.BOARD)
    for deed in (
        partial(services.open_for_print, by=board, delivery_id=found.pk),
        partial(services.note_printed, by=board, delivery_ids=[found.pk]),
        partial(services.wait_again, by=board, delivery_id=found.pk, why="x"),
    ):
        with pytest.raises(services.MayNotPrint):
            deed()


def test_the_list_is_oldest_first_and_paged(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo, django_assert_num_queries: Any
) -> None:
    for number in range(27):
        clock.freeze(NOW + timedelta(hours=number))
        planned(exempt, letter, str(number))
    clock.freeze(NOW + timedelta(days=3))
    with django_assert_num_queries(3):
        found = selectors.letters_to_print(maria)
    assert (found.total, found.pages, len(found.waiting)) == (27, 2, 25)
    assert found.waiting[0].age == 3
    assert [one.written_at for one in found.waiting] == sorted(one.written_at for one in found.waiting)
    assert len(selectors.letters_to_print(maria, 99).waiting) == 2
    run = services.open_for_print(by=maria)
    assert Delivery.objects.filter(run_id=run, state=S.SENDING).count() == 27


def test_posting_again_and_posting_what_waits_changes_nothing(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo
) -> None:
    found = planned(exempt, letter)
    assert services.note_printed(delivery_ids=[found.pk, uuid4()], by=maria) == 0
    services.open_for_print(by=maria, delivery_id=found.pk)
    assert services.note_printed(delivery_ids=[found.pk], by=maria) == 1
    clock.freeze(NOW + timedelta(days=1))
    assert services.note_printed(delivery_ids=[found.pk], by=maria) == 0
    found.refresh_from_db()
    assert (found.handed_over_at, found.handed_over_by) == (NOW, maria.actor.key)
    [paper] = [row for row in selectors.deliveries_of(found.message_id) if row.way is Way.PRINT]
    assert paper.on_paper.da == "Lagt i kuvert 4. maj 2026 af Borgerservice"
    with pytest.raises(services.NotOnItsWay):
        services.open_for_print(by=maria, delivery_id=found.pk)


def test_what_came_back_is_told_once(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo
) -> None:
    told: list[Any] = []
    events.connect({DeliveryFailed: [told.append], LetterCameBack: [told.append]})
    found = planned(exempt, letter)
    services.open_for_print(by=maria)
    services.note_printed(delivery_ids=[found.pk], by=maria)
    for _again in range(2):
        services.note_returned(delivery_id=found.pk, why="Ukendt på adressen", by=maria, new_address=True)
    assert told == [LetterCameBack("case:1", found.message_id, found.pk, "", new_address=True)]
    ladder = Ladder.objects.get()
    assert (ladder.state, ladder.cause) == ("failed", "returned")
    with pytest.raises(services.NotOnItsWay):
        services.wait_again(delivery_id=found.pk, why="prøv igen", by=maria)


def test_a_letter_is_taken_to_have_arrived_when_the_days_of_carriage_are_over(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo
) -> None:
    told: list[Any] = []
    events.connect({MessageArrived: [told.append]})
    found = planned(exempt, letter)
    services.open_for_print(by=maria)
    services.note_printed(delivery_ids=[found.pk], by=maria)
    ladder = Ladder.objects.get()
    assert (ladder.state, ladder.due_at) == ("posted", datetime(2026, 5, 11, 22, tzinfo=UTC))
    clock.freeze(datetime(2026, 5, 11, 21, 59, tzinfo=UTC))
    assert services.sweep().assumed == 0
    clock.freeze(datetime(2026, 5, 12, 6, tzinfo=UTC))
    assert services.sweep().assumed == 1
    ladder.refresh_from_db()
    assert (ladder.state, ladder.arrival, ladder.legal_day) == ("arrived", "assumed", date(2026, 5, 11))
    assert told == [MessageArrived("case:1", found.message_id, "print", date(2026, 5, 11), "assumed")]
    services.note_returned(delivery_id=found.pk, why="Flyttet", by=maria)
    ladder.refresh_from_db()
    assert (ladder.state, ladder.cause, ladder.legal_day) == ("failed", "returned", None)


def test_a_letter_that_was_not_in_its_envelope_after_all_is_paid_for_once(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo
) -> None:
    found = planned(exempt, letter)
    for _again in range(2):
        services.open_for_print(by=maria)
        services.note_printed(delivery_ids=[found.pk], by=maria)
        assert Ladder.objects.get().state == "posted"
        services.wait_again(delivery_id=found.pk, why="Kuverten var forkert", by=maria)
        assert Ladder.objects.get().state == "climbing"
    services.deliver_planned()
    assert Delivery.objects.filter(way=Way.PRINT).count() == 1
    assert Measurement.objects.filter(kind="message_cost").count() == 1
    assert Contact.objects.filter(source_row=f"delivery:{found.uuid}").count() == 1


def test_a_run_is_only_for_who_opened_it(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo
) -> None:
    planned(exempt, letter)
    run = services.open_for_print(by=maria)
    with pytest.raises(NotYours):
        services.print_file(run_id=run, by=clerk("Lise Toft"), home=lambda _: ())


def test_the_database_refuses_paper_that_nobody_posted(
    exempt: Acting, letter: Letter, press: PaperPress
) -> None:
    found = planned(exempt, letter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=found.pk).update(came_from=S.SENDING, state=S.HANDED_OVER)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_press_at_once_get_different_letters(
    exempt: Acting, letter: Letter, press: PaperPress, maria: EmployeeInfo
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    for number in range(6):
        planned(exempt, letter, str(number))
    lise = clerk("Lise Toft")

    def press_print(by: EmployeeInfo) -> Any:
        try:
            return services.open_for_print(by=by)
        except services.NothingToPrint as nothing:
            return nothing
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press_print, [maria, lise]))
    assert Delivery.objects.filter(way=Way.PRINT, state=S.SENDING).count() == 6
    assert sum(run.deliveries.count() for run in PrintRun.objects.all()) == 6
