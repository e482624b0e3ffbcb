"""A contact from begin to close."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from indgang.kernel import clock, events
from indgang.kernel.errors import NotYours
from indgang.modules.audit import selectors as audit
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.events import CaseNote, ContactAboutAnother, ContactClosed, ContactHandedOver
from indgang.modules.contacts.models import Contact, Measurement, RunningContact
from indgang.modules.contacts.services import CallBackWish, Closing
from indgang.modules.contacts.tests.conftest import NOW, staff
from indgang.modules.contacts.vocabulary import IdCheck, RunningState, RunningStepKind, WebsiteFirst
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Party, Role
from indgang.project.wiring import HANDLERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def news() -> Iterator[list[Any]]:
    heard: list[Any] = []
    events.connect({ContactClosed: [heard.append], ContactHandedOver: [heard.append]})
    yield heard
    events.connect(HANDLERS)


def closing(**changes: Any) -> Closing:
    values: dict[str, Any] = {
        "channel": "telephone",
        "entrance_id": "",
        "subjects": (),
        "kind": "information",
        "level": "information",
        "outcome": "resolved",
        "minutes": 3.5,
    }
    return Closing(**{**values, **changes})


def test_an_anonymous_contact_is_one_row_however_often_it_is_closed(
    maria: EmployeeInfo, news: list[Any]
) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    assert [row.id for row in selectors.running_of(maria)] == [contact]
    first = services.finish(contact_id=contact, closing=closing(website_first=WebsiteFirst.NO), by=maria)
    assert services.finish(contact_id=contact, closing=closing(minutes=99), by=maria) == first
    row = Contact.objects.get()
    assert (row.pk, row.minutes, row.handling, row.party_key, row.at) == (first, 3.5, "staff", "", NOW)
    assert (row.department, row.quality, row.source_row) == ("oekf", "counted", f"running:{contact}")
    asked = Measurement.objects.get()
    assert (asked.kind, asked.subject_key, asked.value) == ("website_first", "no", 1)
    assert selectors.running_of(maria) == []
    assert [type(heard) for heard in news] == [ContactClosed]


def test_a_contact_that_goes_on_cannot_be_used_by_anybody_else(
    maria: EmployeeInfo, freddy: EmployeeInfo
) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    for deed in (
        lambda: selectors.running(contact, freddy),
        lambda: services.opened(contact_id=contact, key="guidance:pas", by=freddy),
        lambda: services.finish(contact_id=contact, closing=closing(), by=freddy),
        lambda: services.cancel(contact_id=contact, by=freddy),
        lambda: services.take_over(contact_id=contact, by=freddy),
        lambda: services.unmask(contact_id=contact, reason="x", by=freddy),
    ):
        with pytest.raises(NotYours):
            deed()
    with pytest.raises(services.NotAClerk):
        services.begin(
            channel="telephone", entrance_id="", by=staff("Jakob", "borgerservice", Role.STRATEGIST)
        )


def test_somebody_is_found_checked_and_unmasked_and_the_trail_says_so(
    maria: EmployeeInfo, mover: Acting
) -> None:
    contact = services.begin(channel="in_person", entrance_id="", by=maria)
    with pytest.raises(services.WhoFirst):
        services.check_id(contact_id=contact, how=IdCheck.PHOTO_ID, by=maria)
    services.identify(contact_id=contact, party=mover.party, caller=None, by=maria)
    services.check_id(contact_id=contact, how=IdCheck.PHOTO_ID, by=maria)
    with pytest.raises(services.ReasonNeeded):
        services.unmask(contact_id=contact, reason="  ", by=maria)
    services.unmask(contact_id=contact, reason="Borgeren spørger, om flytningen er skrevet", by=maria)
    found = selectors.running(contact, maria)
    assert (found.party, found.id_check, found.unmasked) == (mover.party, IdCheck.PHOTO_ID, True)
    trail = {trace.action: trace.purpose for trace in audit.about(party=mover.party.key)}
    assert trail["address_unmasked"] == "Borgeren spørger, om flytningen er skrevet"
    assert {"contact_identified", "contact_id_checked"} <= set(trail)


@pytest.mark.parametrize(
    ("channel", "fits"),
    [
        ("letter", {IdCheck.SIGNED}),
        ("in_person", {IdCheck.PHOTO_ID, IdCheck.QUESTIONS}),
        ("telephone", {IdCheck.PHOTO_ID, IdCheck.QUESTIONS}),
    ],
)
def test_a_signature_counts_in_a_letter_and_there_nothing_else_does(
    maria: EmployeeInfo, mover: Acting, channel: str, fits: set[IdCheck]
) -> None:
    contact = services.begin(channel=channel, entrance_id="", by=maria)
    services.identify(contact_id=contact, party=mover.party, caller=None, by=maria)
    for how in (IdCheck.SIGNED, IdCheck.PHOTO_ID, IdCheck.QUESTIONS):
        if how in fits:
            services.check_id(contact_id=contact, how=how, by=maria)
            assert selectors.running(contact, maria).id_check is how
        else:
            with pytest.raises(services.WrongCheck):
                services.check_id(contact_id=contact, how=how, by=maria)
    assert set(selectors.id_checks(channel)) <= fits


def test_another_person_in_the_same_contact_takes_nothing_over_from_the_first(
    maria: EmployeeInfo, mover: Acting
) -> None:
    contact = services.begin(channel="in_person", entrance_id="", by=maria)
    services.identify(contact_id=contact, party=mover.party, caller=None, by=maria)
    services.check_id(contact_id=contact, how=IdCheck.PHOTO_ID, by=maria)
    services.unmask(contact_id=contact, reason="bad om det", by=maria)
    bo = identity.know_person(cpr="6204850002", name="Bo Lind")
    services.identify(contact_id=contact, party=Party("person", str(bo.pk), bo.name), caller=None, by=maria)
    found = selectors.running(contact, maria)
    assert (found.id_check, found.unmasked, found.journey_id) == (IdCheck.NONE, False, None)


def test_who_has_no_ground_is_refused(maria: EmployeeInfo, mover: Acting) -> None:
    bo = identity.know_person(cpr="6204850002", name="Bo Lind")
    caller = Party("person", str(bo.pk), bo.name)
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    with pytest.raises(services.MayNotSpeak):
        services.identify(contact_id=contact, party=mover.party, caller=caller, mandate="x", by=maria)
    services.refuse(contact_id=contact, caller=caller, party=mover.party, by=maria)
    assert selectors.running(contact, maria).party is None
    assert RunningStepKind.REFUSED in [step.kind for step in selectors.steps_of(contact)]


def test_what_is_opened_lands_in_the_contact_once(maria: EmployeeInfo) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    for _ in range(2):
        services.opened(contact_id=contact, key="guidance:pas", service_id="pas", by=maria)
    kinds = [step.kind for step in selectors.steps_of(contact)]
    assert kinds == [RunningStepKind.BEGUN, RunningStepKind.OPENED]


def test_a_contact_is_handed_over_with_everything_and_counted_once(
    maria: EmployeeInfo, freddy: EmployeeInfo, mover: Acting, news: list[Any]
) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    services.identify(contact_id=contact, party=mover.party, caller=None, by=maria)
    services.check_id(contact_id=contact, how=IdCheck.QUESTIONS, by=maria)
    services.hand_over(contact_id=contact, unit="kontaktcenter", employee_id="", why="Pas", by=maria)
    with pytest.raises(selectors.ContactOver):
        services.finish(contact_id=contact, closing=closing(), by=maria)
    assert [row.handed_by for row in selectors.handed_to(freddy)] == ["Maria Kongshøj"]
    assert selectors.handed_to(maria) == []
    assert [row.id for row in selectors.desk_of(freddy).waiting] == [contact]
    assert selectors.desk_of(maria) == selectors.Desk((), ())
    assert selectors.desk_of(replace(freddy, unit="")).waiting == ()
    services.take_over(contact_id=contact, by=freddy)
    services.take_over(contact_id=contact, by=freddy)
    found = selectors.running(contact, freddy)
    assert (found.party, found.id_check, found.begun_at) == (mover.party, IdCheck.QUESTIONS, NOW)
    checked = next(s for s in selectors.steps_of(contact) if s.kind is RunningStepKind.CHECKED)
    assert checked.detail["name"] == "Maria Kongshøj"
    with pytest.raises(NotYours):
        selectors.running(contact, maria)
    services.finish(contact_id=contact, closing=closing(outcome="transferred"), by=freddy)
    assert Contact.objects.count() == 1
    assert [type(heard) for heard in news] == [ContactHandedOver, ContactClosed]


def test_whoever_comes_second_is_told_that_a_colleague_was_first(
    maria: EmployeeInfo, freddy: EmployeeInfo
) -> None:
    ida = staff("Ida Skov", "kontaktcenter")
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    services.hand_over(contact_id=contact, unit="kontaktcenter", employee_id="", why="Pas", by=maria)
    services.take_over(contact_id=contact, by=freddy)
    with pytest.raises(services.TakenAlready):
        services.take_over(contact_id=contact, by=ida)


def test_cancelled_counts_as_nothing(maria: EmployeeInfo, news: list[Any]) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    services.cancel(contact_id=contact, by=maria)
    services.cancel(contact_id=contact, by=maria)
    assert not Contact.objects.exists()
    assert [heard.cancelled for heard in news] == [True]
    with pytest.raises(selectors.ContactOver):
        services.finish(contact_id=contact, closing=closing(), by=maria)


def test_an_error_while_closing_undoes_all_of_it(maria: EmployeeInfo) -> None:
    """A note for a case that is not there: no row of the ledger, no call promised, and the contact goes on."""
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    note = CaseNote(contact, "Ringede om noget andet", "n1")
    wish = CallBackWish("borgerservice", "12345678", "", NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    with pytest.raises(NotYours):
        services.finish(contact_id=contact, closing=closing(notes=(note,), call_back=wish), by=maria)
    assert not Contact.objects.exists()
    assert selectors.call_backs(maria).rows == ()
    assert selectors.running(contact, maria).is_open


@pytest.mark.parametrize("minutes", [-1, 721, float("nan")])
def test_minutes_that_no_contact_takes_are_not_taken(maria: EmployeeInfo, minutes: float) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    with pytest.raises(services.BadMinutes):
        services.finish(contact_id=contact, closing=closing(minutes=minutes), by=maria)


def test_forgotten_contacts_are_closed_without_minutes(maria: EmployeeInfo, mover: Acting) -> None:
    """But not what waits for somebody to take it: it stands on the unit's list till they do."""
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    handed = services.begin(channel="telephone", entrance_id="", by=maria)
    services.hand_over(contact_id=handed, unit="kontaktcenter", employee_id="", why="Pas", by=maria)
    clock.freeze(NOW + timedelta(hours=11))
    fresh = services.begin(channel="telephone", entrance_id="", by=maria)
    assert services.close_forgotten() == 0
    clock.freeze(NOW + timedelta(hours=12, minutes=1))
    assert services.close_forgotten() == 1
    assert services.close_forgotten() == 0
    rows = Contact.objects.all()
    assert {(row.minutes, row.quality, row.outcome) for row in rows} == {(None, "counted", "unknown")}
    assert {row.source_row for row in rows} == {f"running:{contact}"}
    assert RunningContact.objects.get(pk=handed).state == RunningState.HANDED_OVER
    assert RunningContact.objects.get(pk=fresh).state == RunningState.OPEN


def test_minutes_are_those_when_somebody_had_it(maria: EmployeeInfo) -> None:
    """Five minutes with Maria, six hours in the queue, two minutes with Freddy."""
    freddy = staff("Freddy Vestbirk", "kontaktcenter")
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    clock.freeze(NOW + timedelta(minutes=5))
    services.hand_over(contact_id=contact, unit="kontaktcenter", employee_id="", why="Pas", by=maria)
    clock.freeze(NOW + timedelta(hours=6, minutes=5))
    services.take_over(contact_id=contact, by=freddy)
    clock.freeze(NOW + timedelta(hours=6, minutes=7))
    found = selectors.running(contact, freddy)
    assert selectors.suggestion(found, selectors.steps_of(contact)).minutes == 7
    services.finish(contact_id=contact, closing=closing(minutes=None, by_clock=True), by=freddy)
    assert Contact.objects.get().minutes == 7


def test_a_time_that_no_contact_takes_is_unknown(maria: EmployeeInfo) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    clock.freeze(NOW + timedelta(hours=13))
    services.finish(contact_id=contact, closing=closing(minutes=None, by_clock=True), by=maria)
    row = Contact.objects.get()
    assert (row.minutes, row.quality, row.at) == (None, "counted", NOW)  # when it came is known


def test_whether_somebody_is_exempt_is_unknown_until_it_was_looked_up(
    maria: EmployeeInfo, mover: Acting
) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    services.identify(contact_id=contact, party=mover.party, caller=None, by=maria)
    assert selectors.running(contact, maria).exempt is None
    identity.update_from_register(person_id=mover.party.id, exempt=False, protected=False)
    assert selectors.running(contact, maria).exempt is False


def test_another_citizen_in_the_same_contact_ends_what_was_agreed(
    maria: EmployeeInfo, mover: Acting, told: list[ContactAboutAnother]
) -> None:
    bo = identity.know_person(cpr="6104850028", name="Bo Lind")
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    for party in (mover.party, mover.party, Party("person", str(bo.pk), bo.name)):
        services.identify(contact_id=contact, party=party, caller=None, by=maria)
    assert told == [ContactAboutAnother(contact)]


@pytest.fixture
def told() -> Iterator[list[ContactAboutAnother]]:
    heard: list[ContactAboutAnother] = []
    events.connect({ContactAboutAnother: [heard.append]})
    yield heard
    events.connect(HANDLERS)


def test_what_is_typed_is_kept_without_what_no_database_can_hold(maria: EmployeeInfo) -> None:
    contact = services.begin(channel="telephone", entrance_id="", by=maria)
    services.jot(contact_id=contact, typed={"mi\x00nutes": "3\x00,5", "subjects": ["pas\ud800"]}, by=maria)
    assert selectors.running(contact, maria).jotted == {"minutes": "3,5", "subjects": ["pas"]}
