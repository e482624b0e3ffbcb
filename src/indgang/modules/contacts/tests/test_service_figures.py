"""What is counted about one service: the definitions, and that what nobody counted is not 0."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import Journey
from indgang.modules.contacts.selectors import ServiceFigures
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, Party

pytestmark = pytest.mark.django_db
MOVE = "flytning-indland"
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def figures() -> ServiceFigures:
    return selectors.service_figures(MOVE, SINCE, UNTIL)


def desk(channel: str = "telephone", **told: object) -> UUID:
    facts = {"service_id": MOVE, "handling": "staff", "outcome": "resolved", "minutes": 5.0, **told}
    return services.record(channel=channel, **facts)  # type: ignore[arg-type]


def completed(party: Party, how: str, days: float = 0, service: str = MOVE) -> UUID:
    """A draft that was sent: its contact and how it was filled in."""
    at = NOW + timedelta(days=days)
    journey = Journey.objects.create(
        person_id=UUID(party.id), service=service, begun_at=at, touched_at=at, closed_at=at
    )
    services.record(
        channel="self_service", service_id=service, party=party, journey_id=journey.pk, at=at,
        handling="staff", outcome="resolved", source_row=f"draft:{journey.pk}",
    )  # fmt: skip
    services.measure(
        kind="completed_how", journey_id=journey.pk, service_id=service, subject=how, value=1, at=at
    )
    return journey.pk


def test_without_rows_nothing_is_nought() -> None:
    found = figures()
    assert found.desk.count == 0
    assert found.desk.minutes is None
    assert found.desk.resolved.percent is None
    assert found.website_first.percent is None
    assert found.graduation.percent is None
    assert [share.percent for share in found.completed.values()] == [None, None, None]
    assert not found.channels
    assert not found.help_asked


def test_contacts_by_channel_with_outcome_and_minutes() -> None:
    calls = [desk(minutes=minutes) for minutes in (2.0, 4.0, 12.0)]
    desk(outcome="transferred", minutes=None)
    desk("in_person", outcome="unknown", minutes=20.0)
    found = figures()
    telephone, visits = found.channels
    assert (telephone.channel, visits.channel) == (Channel.TELEPHONE, Channel.IN_PERSON)
    assert (telephone.count, telephone.minutes, telephone.without_minutes) == (4, 4.0, 1)
    assert {**telephone.outcomes} == {"resolved": 3, "transferred": 1}
    assert (telephone.resolved.part, telephone.resolved.whole) == (3, 4)
    assert (visits.unknown, visits.resolved.percent) == (1, None)
    assert (found.desk.count, found.desk.resolved.percent) == (5, 75.0)
    assert set(calls) < set(found.rows("desk"))


def test_only_contacts_in_at_the_desk_about_this_service_in_the_period_are_counted() -> None:
    mine = desk()
    desk(service_id="pas")
    desk(direction="out")
    desk(handling="automatic")
    desk("self_service")
    desk(at=SINCE - timedelta(seconds=1))
    desk(at=UNTIL)
    assert figures().desk.rows == (mine,)
    assert selectors.desk_counts(SINCE, UNTIL) == {MOVE: 1, "pas": 1}


def test_a_corrected_row_is_counted_once_as_it_was_corrected() -> None:
    wrong = desk(outcome="abandoned")
    right = desk(corrects=wrong)
    assert figures().desk.rows == (right,)


def test_website_first_is_of_those_who_were_asked() -> None:
    desk()
    for answer in ("yes", "no", "no", "no"):
        services.measure(kind="website_first", service_id=MOVE, subject=answer, value=1)
    services.measure(kind="website_first", service_id="pas", subject="yes", value=1)
    found = figures().website_first
    assert (found.part, found.whole, found.percent) == (1, 4, 25.0)


def test_help_is_counted_by_step_the_most_first() -> None:
    for step in ("dato", "adresse", "adresse"):
        services.measure(kind="help_asked", service_id=MOVE, subject=step)
    assert figures().help_asked == (("adresse", 2), ("dato", 1))


def test_how_it_was_completed_is_a_part_of_all_completed(mover: Acting) -> None:
    for how in ("alone", "alone", "co_served", "by_staff"):
        completed(mover.party, how)
    assert {word: share.percent for word, share in figures().completed.items()} == {
        "alone": 50.0,
        "co_served": 25.0,
        "by_staff": 25.0,
    }


@pytest.fixture
def other() -> Party:
    person = identity.know_person(cpr="6104850002", name="Otto Brandhøj")
    return Party("person", str(person.pk), person.name)


def test_graduation_is_the_next_one_alone_of_those_who_were_helped(mover: Acting, other: Party) -> None:
    completed(mover.party, "alone", days=-1)
    helped = completed(mover.party, "co_served")
    assert figures().graduation.percent is None, "nobody who was helped has completed another one"
    completed(other, "alone", days=1)
    assert figures().graduation.percent is None, "the next one is somebody else's"
    completed(mover.party, "alone", days=2, service="pas")
    assert figures().graduation.percent is None, "the next one is another service"
    completed(mover.party, "alone", days=3)
    found = figures().graduation
    assert (found.part, found.whole, found.percent) == (1, 1, 100.0)
    assert len(found.rows) == 2
    completed(other, "co_served", days=4)
    completed(other, "co_served", days=5)
    completed(other, "alone", days=6)
    assert (figures().graduation.part, figures().graduation.whole) == (2, 3), "the very next one counts"
    assert helped


def test_the_next_one_in_another_year_is_not_seen(mover: Acting) -> None:
    completed(mover.party, "co_served")
    clock.freeze(NOW + timedelta(days=365))
    completed(mover.party, "alone", days=365)
    both = selectors.service_figures(MOVE, SINCE, UNTIL + timedelta(days=365))
    assert both.completed["alone"].part == 1
    assert both.graduation.percent is None


def test_who_has_no_pseudonym_is_not_followed() -> None:
    for how in ("co_served", "alone"):
        services.measure(
            kind="completed_how", journey_id=uuid4(), service_id=MOVE, subject=how, value=1, at=NOW
        )
    assert figures().graduation.percent is None


def test_it_takes_three_queries_for_one_row_and_for_many(
    mover: Acting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(6):
        desk()
        completed(mover.party, "co_served", days=days)
        services.measure(kind="help_asked", service_id=MOVE, subject="dato")
    with django_assert_num_queries(3):
        figures()
