"""The way through a self-service: each number is the number of its rows, and who left is followed for seven days."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indgang.kernel.ids import new_id
from indgang.modules.contacts import selectors as counted
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Party
from indgang.modules.strategy.rules.funnel import What
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.funnel import THEN, Funnel, funnel, funnel_rows
from indgang.modules.strategy.tests.conftest import NOW
from indgang.modules.strategy.vocabulary import Cut, Question

pytestmark = pytest.mark.postgres
MOVE = "flytning-indland"
LONG_AGO = NOW - timedelta(days=60)


@pytest.fixture
def asked(content: None) -> Question:
    contacts.record(channel="telephone", service_id="pas")
    return Question(counted.live_batch_name(), NOW.year, "", cut=Cut(service=MOVE))


def somebody(number: int) -> Party:
    person = identity.know_person(cpr=f"61048{number:05d}", name=f"Borger {number}")
    return Party("person", str(person.pk), person.name)


def step(journey: UUID, kind: str, subject: str = "", *, at: datetime) -> None:
    contacts.measure(kind=kind, journey_id=journey, service_id=MOVE, subject=subject, at=at)


def leaves(party: Party | None, *, begun: datetime = LONG_AGO, at: str = "dato") -> UUID:
    """Begins, reaches a step twenty minutes later, and is noticed to have left thirty days after that."""
    journey = new_id()
    step(journey, "begun", "flytning", at=begun)
    step(journey, "step_reached", at, at=begun + timedelta(minutes=20))
    gone = begun + timedelta(days=30)
    contacts.record(
        channel="self_service", service_id=MOVE, party=party, journey_id=journey, at=gone, outcome="abandoned"
    )
    step(journey, "left", at, at=gone)
    return journey


def test_the_words_of_what_they_then_did_are_those_of_the_rules() -> None:
    assert tuple(What) == THEN


FIRST = (
    ("telephone", 1, "phoned"),
    ("in_person", 6, "came"),
    ("email", 2, "wrote"),
    ("self_service", 3, "sent"),
    ("chat", 3, "other"),
    ("telephone", 8, "gave_up"),
    ("telephone", -1, "gave_up"),
)
"""A channel, how many days after they left, and what that was."""


@pytest.mark.django_db
def test_the_first_contact_within_seven_days_says_what_they_did(asked: Question) -> None:
    """Whether the same party or the same matter tells that it is theirs."""
    for number, (channel, days, _then) in enumerate(FIRST, 1):
        party, at = somebody(number), LONG_AGO + timedelta(days=days)
        leaves(party)
        contacts.record(channel=channel, service_id=MOVE, party=party, at=at)
        contacts.record(channel=channel, service_id=MOVE, journey_id=leaves(somebody(100 + number)), at=at)
    assert funnel(asked).then == {
        then: 2 * sum(one[2] == then for one in FIRST) for then in {one[2] for one in FIRST}
    }


@pytest.mark.django_db
def test_only_the_first_of_several_contacts_counts_and_never_one_about_another_service(
    asked: Question,
) -> None:
    maja, ole = somebody(1), somebody(2)
    leaves(maja)
    leaves(ole)
    for channel, hours in (("in_person", 30), ("telephone", 20), ("email", 40)):
        contacts.record(channel=channel, service_id=MOVE, party=maja, at=LONG_AGO + timedelta(hours=hours))
    contacts.record(channel="telephone", service_id="pas", party=ole, at=LONG_AGO + timedelta(hours=1))
    assert funnel(asked).then == {"phoned": 1, "gave_up": 1}


@pytest.mark.django_db
def test_who_left_this_week_may_still_come_and_without_a_matter_nobody_can_be_followed(
    asked: Question,
) -> None:
    leaves(somebody(1), begun=NOW - timedelta(days=36))
    contacts.measure(kind="left", service_id=MOVE, subject="dato", at=LONG_AGO)
    recent = new_id()
    step(recent, "begun", "flytning", at=NOW - timedelta(days=2))
    step(recent, "left", "dato", at=NOW - timedelta(days=1))
    assert funnel(asked).then == {"gave_up": 1, "unknown": 1, "too_early": 1}


@pytest.mark.django_db
def test_it_counts_steps_errors_help_and_the_time_from_begun_to_sent(asked: Question) -> None:
    for minutes in (4, 10, 90):
        journey = new_id()
        step(journey, "begun", "flytning", at=LONG_AGO)
        for name in ("adresse", "dato"):
            step(journey, "step_reached", name, at=LONG_AGO + timedelta(minutes=1))
        step(journey, "completed", "flytning", at=LONG_AGO + timedelta(minutes=minutes))
    leaves(None, at="adresse")
    step(new_id(), "field_error", "moving_date", at=LONG_AGO)
    step(new_id(), "help_asked", "dato", at=LONG_AGO)
    contacts.measure(kind="begun", service_id="pas", subject="pas")
    found = funnel(asked)
    assert (found.begun, found.completed) == (4, 3)
    assert found.steps == {"adresse": 4, "dato": 3}
    assert (found.left, found.errors, found.help) == ({"adresse": 1}, {"moving_date": 1}, {"dato": 1})
    assert (found.median, found.timed) == (10.0, 3)
    assert found.p90 == pytest.approx(74.0)


@pytest.mark.django_db
def test_the_last_time_it_was_begun_counts_for_the_time(asked: Question) -> None:
    journey = leaves(somebody(1))
    again = LONG_AGO + timedelta(days=31)
    step(journey, "begun", "flytning", at=again)
    step(journey, "completed", "flytning", at=again + timedelta(minutes=7))
    assert (funnel(asked).median, funnel(asked).timed) == (7.0, 1)


@pytest.mark.django_db
def test_each_number_has_as_many_rows_as_it_says(asked: Question) -> None:
    maja = somebody(1)
    leaves(maja)
    leaves(somebody(2), at="adresse")
    contacts.record(channel="telephone", service_id=MOVE, party=maja, at=LONG_AGO + timedelta(hours=1))
    found = funnel(asked)
    groups = {"begun": found.begun, "completed": found.completed}
    for name, counts in (("step", found.steps), ("left", found.left), ("then", found.then)):
        groups |= {f"{name}:{key}": count for key, count in counts.items()}
    assert len(groups) == 8
    for group, count in groups.items():
        page = funnel_rows(asked, group)
        assert (page.count, len(page.rows)) == (count, count), group
    assert funnel_rows(asked, "'; DROP TABLE measurement; --").count == 0
    assert {row.what for row in funnel_rows(asked, "then:phoned").rows} == {"left"}


@pytest.mark.django_db
def test_two_solutions_of_one_service_are_told_apart(asked: Question) -> None:
    """In one matter, too: what happens on the way belongs to the one that was begun last."""
    journey = leaves(somebody(1))
    again = LONG_AGO + timedelta(days=31)
    step(journey, "begun", "flyt-ud", at=again)
    for kind, subject in (("step_reached", "land"), ("field_error", "country"), ("help_asked", "land")):
        step(journey, kind, subject, at=again + timedelta(minutes=1))
    step(journey, "already_done", "flyt-ud", at=again + timedelta(days=1))
    step(new_id(), "not_entitled", "flytning", at=again)
    contacts.measure(kind="left", service_id=MOVE, subject="dato", at=LONG_AGO)  # nobody knows which
    move, abroad, both = (funnel(asked, slug) for slug in ("flytning", "flyt-ud", ""))
    assert (move.begun, move.steps, move.left) == (1, {"dato": 1}, {"dato": 2})
    assert (move.errors, move.help, move.not_entitled, move.already_done) == ({}, {}, 1, 0)
    assert (abroad.begun, abroad.steps, abroad.left) == (1, {"land": 1}, {"dato": 1})
    assert (abroad.errors, abroad.help) == ({"country": 1}, {"land": 1})
    assert (abroad.not_entitled, abroad.already_done) == (0, 1)
    assert (both.begun, both.left, both.not_entitled, both.already_done) == (2, {"dato": 2}, 1, 1)
    assert funnel_rows(asked, "step:dato", solution="flyt-ud").count == 0
    assert funnel_rows(asked, "left:dato", solution="flytning").count == 2


@pytest.mark.django_db
def test_before_anybody_began_it_is_empty_and_the_sql_is_made_once(
    asked: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert funnel(asked).empty
    assert funnel(asked).median is None
    monkeypatch.setattr(engine(), "sql", None)
    leaves(None)
    assert not funnel(asked).empty


@given(some.lists(some.integers(0, 30), min_size=5, max_size=5))
def test_who_may_not_see_rows_finds_no_one_to_four(counts: list[int]) -> None:
    begun, completed, one, two, timed = counts
    exact = Funnel(begun, completed, {"a": one}, {"a": two}, median=3.0, p90=4.0, timed=timed)
    told = exact.for_readers()
    seen = [told.begun, told.completed, *told.steps.values(), *told.left.values(), told.timed]
    assert all(number is None or number % 5 == 0 for number in seen)
    assert (told.median is None) == (0 < timed < 5)
