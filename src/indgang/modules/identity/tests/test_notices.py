"""Where somebody wishes a notice: proven by a code, kept unreadable, and taken back by its owner."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.identity import selectors, services
from indgang.modules.identity.models import NoticeAddress, Person
from indgang.modules.identity.rules import notices
from indgang.modules.identity.vocabulary import SYSTEM, Actor, NoticeKind
from indgang.project.privacy import purge

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SMS, EMAIL = NoticeKind.SMS, NoticeKind.EMAIL


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture
def inger(db: None) -> Person:
    return services.know_person(cpr="0505441234", name="Inger Falkenborg")


def themselves(person: Person) -> Actor:
    return Actor("person", str(person.pk), person.name)


def offer(person: Person, value: str = "20 12 34 56", kind: NoticeKind = SMS) -> str:
    return services.offer_address(person_id=person.pk, kind=kind, value=value, by=themselves(person))[1]


def confirm(person: Person, code: str, kind: NoticeKind = SMS) -> None:
    services.confirm_address(person_id=person.pk, kind=kind, code=code, by=themselves(person))


def value(person: Person, kind: NoticeKind = SMS) -> str:
    return services.notice_value(person_id=person.pk, kind=kind)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20123456", "+4520123456"),
        (" 20 12 34 56 ", "+4520123456"),
        ("+45 20 12 34 56", "+4520123456"),
        ("0045-20123456", "+4520123456"),
        ("(+45) 20.12.34.56", "+4520123456"),
        ("10123456", None),
        ("2012345", None),
        ("201234567", None),
        ("+4620123456", None),
        ("²0123456", None),
        ("", None),
    ],
)
def test_a_number_as_people_write_it(typed: str, kept: str | None) -> None:
    assert notices.clean_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" else@Mail.Example ", "else@mail.example"),
        ("else.m+post@mail.example", "else.m+post@mail.example"),
        ("else", None),
        ("else@mail", None),
        ("else@mail.example\nBcc: x@y.dk", None),
        (f"{'x' * 120}@mail.example", None),
    ],
)
def test_an_address_as_people_write_it(typed: str, kept: str | None) -> None:
    assert notices.clean_mail(typed) == kept


@given(st.text())
def test_nothing_that_is_typed_makes_the_rules_fall_over(typed: str) -> None:
    number, mail = notices.clean_number(typed), notices.clean_mail(typed)
    assert number is None or (len(number) == 11 and number.startswith("+45"))
    assert mail is None or ("@" in mail and "\n" not in mail)


def test_it_counts_once_its_owner_has_the_code(inger: Person) -> None:
    code = offer(inger)
    assert value(inger) == ""
    assert selectors.notice_kinds(inger.pk) == ()
    confirm(inger, f" {code[:3]} {code[3:]} ")
    assert value(inger) == "+4520123456"
    assert selectors.notice_kinds(inger.pk) == (SMS,)
    confirm(inger, "000000")  # twice is once


def test_neither_the_value_nor_the_code_can_be_read_in_the_table(inger: Person) -> None:
    code = offer(inger)
    [row] = NoticeAddress.objects.values()
    assert "20123456" not in str(row)
    assert code not in str(row)
    assert "20123456" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    ("kind", "typed", "error"),
    [(SMS, "else@mail.example", services.BadNumber), (EMAIL, "20123456", services.BadMail)],
)
def test_what_is_none_is_not_kept(
    inger: Person, kind: NoticeKind, typed: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        offer(inger, typed, kind)
    assert not NoticeAddress.objects.exists()


def test_five_wrong_codes_end_it_and_the_count_is_kept(inger: Person) -> None:
    code = offer(inger)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(notices.MOST_TRIES - 1):
        with pytest.raises(services.WrongCode):
            confirm(inger, wrong)
    with pytest.raises(services.CodeOver):
        confirm(inger, wrong)
    with pytest.raises(services.CodeOver):
        confirm(inger, code)
    assert value(inger) == ""


def test_a_code_is_good_for_a_quarter_of_an_hour(inger: Person) -> None:
    code = offer(inger)
    clock.freeze(NOW + timedelta(minutes=15, seconds=1))
    with pytest.raises(services.CodeOver):
        confirm(inger, code)
    address, fresh = services.new_code(person_id=inger.pk, kind=SMS, by=themselves(inger))
    assert address == "+4520123456"
    confirm(inger, fresh)


def test_an_older_code_is_worth_nothing(inger: Person) -> None:
    old = offer(inger)
    fresh = offer(inger, "20 99 99 99")
    if old != fresh:
        with pytest.raises(services.WrongCode):
            confirm(inger, old)
    confirm(inger, fresh)
    assert value(inger) == "+4520999999"


def test_nobody_is_flooded_with_codes(inger: Person) -> None:
    """Neither by one person who asks, nor by several who name the same number."""
    for _ in range(notices.MOST_CODES_A_DAY):
        offer(inger)
    with pytest.raises(services.TooManyCodes):
        offer(inger, "20 77 77 77")
    mads = services.know_person(cpr="0101851233", name="Mads")
    with pytest.raises(services.TooManyCodes):
        offer(mads)
    offer(mads, "20 77 77 77")
    clock.freeze(NOW + timedelta(days=1, seconds=1))
    offer(inger)


def test_a_proven_one_is_removed_before_another_is_told(inger: Person) -> None:
    confirm(inger, offer(inger))
    with pytest.raises(services.OneAlready):
        offer(inger, "20 77 77 77")
    assert services.remove_address(person_id=inger.pk, kind=SMS, by=themselves(inger))
    assert not services.remove_address(person_id=inger.pk, kind=SMS, by=themselves(inger))
    assert value(inger) == ""
    assert selectors.notice_addresses(inger.pk) == ()


def test_one_that_does_not_work_is_shown_to_its_owner(inger: Person) -> None:
    confirm(inger, offer(inger, "inger@mail.example", EMAIL), EMAIL)
    assert services.give_up_address(person_id=inger.pk, kind=EMAIL, why="bounced", by=SYSTEM)
    [shown] = selectors.notice_addresses(inger.pk)
    assert (shown.value, shown.failed_at) == ("inger@mail.example", NOW)
    assert value(inger, EMAIL) == ""
    clock.freeze(NOW + timedelta(minutes=1))
    confirm(inger, offer(inger, "ny@mail.example", EMAIL), EMAIL)
    [shown] = selectors.notice_addresses(inger.pk)
    assert (shown.value, shown.failed_at) == ("ny@mail.example", None)


def test_the_trail_says_who_and_of_which_kind(inger: Person) -> None:
    confirm(inger, offer(inger))
    services.remove_address(person_id=inger.pk, kind=SMS, by=themselves(inger))
    found = Event.objects.order_by("at", "pk").values_list("action", "detail", "party")
    assert [action for action, _, _ in found] == [
        "notice_address_told",
        "notice_address_confirmed",
        "notice_address_ended",
    ]
    assert {str(detail) for _, detail, _ in found} == {"{'kind': 'sms'}"}


def test_the_database_keeps_one_open_of_a_kind(inger: Person) -> None:
    offer(inger)
    [row] = NoticeAddress.objects.all()
    row.pk, row._state.adding = None, True
    row.id = Person._meta.pk.get_default()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_an_ended_one_goes_after_two_years(inger: Person) -> None:
    confirm(inger, offer(inger))
    services.remove_address(person_id=inger.pk, kind=SMS, by=themselves(inger))
    clock.freeze(NOW + timedelta(days=729))
    purge()
    assert NoticeAddress.objects.exists()
    clock.freeze(NOW + timedelta(days=731))
    purge()
    assert not NoticeAddress.objects.exists()
