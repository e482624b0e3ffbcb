"""Plain e-mail: machines, CPR numbers, and what it answers."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.modules.messages.rules.mailcheck import (
    MOST_MAILS_AN_HOUR,
    Loop,
    machine_wrote,
    masked,
    may_answer,
    names_of,
)

US = "post@lyngsoe.example"


def wrote(headers: dict[str, str], sender: str = "maja@post.example", **known: object) -> Loop | None:
    return machine_wrote(headers, sender=sender, our_address=US, **known)  # type: ignore[arg-type]


def test_a_person_writes() -> None:
    assert wrote({"subject": "Flytning", "return-path": "<maja@post.example>"}) is None
    assert wrote({"auto-submitted": "no"}) is None


@pytest.mark.parametrize(
    ("headers", "sender", "why"),
    [
        ({"auto-submitted": "auto-replied"}, "maja@post.example", Loop.AUTO_SUBMITTED),
        ({"auto-submitted": "Auto-Generated; x=1"}, "maja@post.example", Loop.AUTO_SUBMITTED),
        ({"precedence": " Bulk "}, "maja@post.example", Loop.PRECEDENCE),
        ({"list-id": "<nyt.post.example>"}, "maja@post.example", Loop.LIST),
        ({"return-path": "<>"}, "maja@post.example", Loop.NULL_SENDER),
        ({}, "MAILER-DAEMON@post.example", Loop.NULL_SENDER),
        ({}, "", Loop.NULL_SENDER),
        ({"x-loop": US}, "maja@post.example", Loop.LOOP_MARK),
        ({}, US.upper(), Loop.OUR_OWN),
    ],
)
def test_a_machine_is_known_by_its_signs(headers: dict[str, str], sender: str, why: Loop) -> None:
    assert wrote(headers, sender) is why


def test_our_own_mail_that_comes_back_is_known() -> None:
    assert wrote({}, ours=True) is Loop.OUR_OWN


def test_the_twenty_first_mail_of_an_hour_is_a_machine() -> None:
    assert wrote({}, last_hour=MOST_MAILS_AN_HOUR - 1) is None
    assert wrote({}, last_hour=MOST_MAILS_AN_HOUR) is Loop.TOO_MANY


def test_a_fourth_answer_in_a_day_is_none() -> None:
    assert [may_answer(sent) for sent in range(5)] == [True, True, True, False, False]


@pytest.mark.parametrize("number", ["010185-1234", "0101851234", "010185 1234", "610485-0001", "290200-1234"])
def test_a_cpr_number_is_taken_out(number: str) -> None:
    found = masked(f"Mit cpr-nummer er {number}.")
    assert found.text == "Mit cpr-nummer er [cpr]."
    assert found.any


@pytest.mark.parametrize(
    "text",
    [
        "Ring på 99 99 01 00.",
        "Ordre 9999999997.",
        "Sag 2026-001234.",
        "IBAN DK5000400440116243",
        "123456-12345",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text).text == text


def test_a_number_without_a_date_is_taken_out_when_its_control_digit_fits() -> None:
    assert masked("9999999902").found == 1
    assert masked("9999999903").found == 0


@given(st.dates(), st.integers(0, 9999))
def test_every_date_of_birth_is_found(born: date, last: int) -> None:
    number = f"{born:%d%m%y}{last:04d}"
    assert masked(f"({number})").found == 1


def test_ids_of_deliveries_are_found_in_message_ids_and_addresses() -> None:
    one, two = UUID(int=1, version=4), UUID(int=2, version=4)
    assert names_of(f"<{one}@lyngsoe.example> <x@y>", f"post+{two.hex}@lyngsoe.example", f"<{one}@z>") == (
        one,
        two,
    )
