"""A screen towards the citizen: one code, one use, one contact, and nobody guesses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.contacts import services
from indgang.modules.contacts.models import CounterScreen, RunningStep, ScreenTry
from indgang.modules.contacts.selectors import ContactOver
from indgang.modules.contacts.selectors.screens import ScreenOver, said_right, screen, screen_state
from indgang.modules.contacts.services.screens import (
    NoSuchScreen,
    TooManyGuesses,
    TooManyScreens,
    pair_screen,
    place_key,
    say_right,
    show_on_screen,
    stop_screen,
)
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.identity.selectors import EmployeeInfo

pytestmark = pytest.mark.django_db
HERE, THERE = place_key("10.0.0.1"), place_key("10.0.0.2")


@pytest.fixture
def visit(maria: EmployeeInfo) -> str:
    return str(services.begin(channel="in_person", entrance_id="", by=maria))


def code_for(visit: str, by: EmployeeInfo) -> str:
    return show_on_screen(contact_id=visit, by=by).code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_it_shows_who_helps_in_this_contact(visit: str, maria: EmployeeInfo) -> None:
    assert screen_state(visit) == ""
    code = code_for(visit, maria)
    assert screen_state(visit) == "waiting"
    token = pair_screen(code=f"{code[:3]} {code[3:]}", place=HERE)
    shown = screen(token)
    assert (str(shown.contact_id), shown.helper, str(shown.unit)) == (visit, maria.name, "Borgerservice")
    assert shown.party is None
    assert screen_state(visit) == "paired"


def test_code_and_token_are_nowhere(visit: str, maria: EmployeeInfo) -> None:
    code = code_for(visit, maria)
    token = pair_screen(code=code, place=HERE)
    kept = [*CounterScreen.objects.values(), *ScreenTry.objects.values(), *Event.objects.values()]
    for row in kept:
        assert code not in [str(value) for value in row.values()]
        assert token not in str(row)
        assert "10.0.0.1" not in str(row)
    actions = list(Event.objects.filter(action__startswith="screen_").values_list("action", "actor"))
    assert actions == [("screen_code_made", maria.actor.key), ("screen_paired", "screen")]


def test_it_works_once_for_five_minutes_and_the_next_one_replaces_it(
    visit: str,
    maria: EmployeeInfo,
) -> None:
    used = code_for(visit, maria)
    first = pair_screen(code=used, place=HERE)
    with pytest.raises(NoSuchScreen):
        pair_screen(code=used, place=HERE)
    replaced = code_for(visit, maria)
    with pytest.raises(ScreenOver):
        screen(first)
    newest = code_for(visit, maria)
    if newest != replaced:
        with pytest.raises(NoSuchScreen):
            pair_screen(code=replaced, place=HERE)
    clock.freeze(NOW + timedelta(minutes=5))
    with pytest.raises(NoSuchScreen):
        pair_screen(code=newest, place=HERE)
    assert screen_state(visit) == ""


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "१२३४५६"])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(NoSuchScreen):
        pair_screen(code=code, place=HERE)
    assert ScreenTry.objects.count() == 1


def test_nobody_guesses(visit: str, maria: EmployeeInfo) -> None:
    code = code_for(visit, maria)
    for _ in range(10):
        with pytest.raises(NoSuchScreen):
            pair_screen(code=wrong(code), place=HERE)
    with pytest.raises(TooManyGuesses):
        pair_screen(code=code, place=HERE)
    assert pair_screen(code=code, place=THERE)


def test_nor_from_many_places(visit: str, maria: EmployeeInfo) -> None:
    code = code_for(visit, maria)
    ScreenTry.objects.bulk_create(
        ScreenTry(place=place_key(str(number)), at=NOW, found=False) for number in range(60)
    )
    with pytest.raises(TooManyGuesses):
        pair_screen(code=code, place=HERE)
    clock.freeze(NOW + timedelta(minutes=10))
    with pytest.raises(NoSuchScreen):  # the code is old by then
        pair_screen(code=code, place=HERE)


def test_codes_without_end_are_refused(visit: str, maria: EmployeeInfo) -> None:
    for _ in range(10):
        code_for(visit, maria)
    with pytest.raises(TooManyScreens):
        code_for(visit, maria)


def test_it_is_ones_own_open_contact(visit: str, maria: EmployeeInfo, freddy: EmployeeInfo) -> None:
    with pytest.raises(NotYours):
        code_for(visit, freddy)
    with pytest.raises(NotYours):
        stop_screen(contact_id=visit, by=freddy)
    code = code_for(visit, maria)
    services.cancel(contact_id=visit, by=maria)
    with pytest.raises(NoSuchScreen):
        pair_screen(code=code, place=HERE)
    with pytest.raises(ContactOver):
        code_for(visit, maria)


@pytest.mark.parametrize("how", ["cancel", "hand_over", "stop"])
def test_it_ends_with_the_contact_or_when_it_is_stopped(visit: str, maria: EmployeeInfo, how: str) -> None:
    token = pair_screen(code=code_for(visit, maria), place=HERE)
    if how == "cancel":
        services.cancel(contact_id=visit, by=maria)
    elif how == "hand_over":
        services.hand_over(contact_id=visit, unit="kontaktcenter", employee_id="", why="Pas", by=maria)
    else:
        stop_screen(contact_id=visit, by=maria)
        stop_screen(contact_id=visit, by=maria)
        assert Event.objects.filter(action="screen_stopped").count() == 1
    with pytest.raises(ScreenOver):
        screen(token)
    with pytest.raises(ScreenOver):
        say_right(token=token, draft_id="1", revision=1)


@pytest.mark.parametrize("token", ["", "x", "1" * 43])
def test_a_token_that_was_made_up_shows_nothing(visit: str, maria: EmployeeInfo, token: str) -> None:
    code_for(visit, maria)
    with pytest.raises(ScreenOver):
        screen(token)


def test_right_is_said_of_one_revision_and_kept_in_the_contact(visit: str, maria: EmployeeInfo) -> None:
    token = pair_screen(code=code_for(visit, maria), place=HERE)
    for _ in range(2):
        say_right(token=token, draft_id="d1", revision=4)
    step = RunningStep.objects.get(kind="confirmed")
    assert (step.key, step.actor, step.detail) == ("draft:d1", "screen", {"revision": 4})
    assert said_right(visit, "d1", 4) == NOW
    assert said_right(visit, "d1", 5) is None
    assert said_right(visit, "d2", 4) is None
    assert Event.objects.filter(action="screen_confirmed").count() == 1


def test_a_look_is_one_query(visit: str, maria: EmployeeInfo, django_assert_num_queries: object) -> None:
    token = pair_screen(code=code_for(visit, maria), place=HERE)
    screen(token)
    with django_assert_num_queries(1):  # type: ignore[operator]
        screen(token)


def test_the_database_keeps_it_so(visit: str, maria: EmployeeInfo) -> None:
    token = pair_screen(code=code_for(visit, maria), place=HERE)
    with pytest.raises(IntegrityError), transaction.atomic():
        CounterScreen.objects.update(live=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScreenTry.objects.update(found=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        RunningStep.objects.update(actor="x")
    assert screen(token).helper == maria.name


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_tablets_type_it_at_once_and_one_gets_it(visit: str, maria: EmployeeInfo) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    code = code_for(visit, maria)

    def typed(number: int) -> str:
        try:
            return pair_screen(code=code, place=place_key(str(number)))
        except NoSuchScreen:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        tokens = [token for token in pool.map(typed, range(8)) if token]
    assert len(tokens) == 1
    assert screen(tokens[0]).contact_id == UUID(visit)
