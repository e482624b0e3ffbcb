"""The table of states, waiting, and filling in."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel.text import Text
from indgang.modules.messages import rules
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import Block, DeliveryState, Letter

S = DeliveryState


def _letter(da: str, en: str = "") -> Letter:
    return Letter(Text("Brev", "Letter"), (Block("text", Text(da, en)),))


def _text(letter: Letter) -> Text:
    return letter.blocks[0].text


def test_a_delivery_walks_from_planned_to_opened() -> None:
    way = [S.PLANNED, S.SENDING, S.HANDED_OVER, S.DELIVERED, S.OPENED]
    assert all(rules.may_follow(old, new) for old, new in pairwise(way))


@pytest.mark.parametrize("end", [S.OPENED, S.REPLACED_BY])
def test_nothing_follows_the_end(end: DeliveryState) -> None:
    assert not any(rules.may_follow(end, new) for new in S)


def test_a_returned_letter_can_only_go_another_way() -> None:
    assert rules.TRANSITIONS[S.RETURNED] == {S.REPLACED_BY}


def test_every_state_but_the_first_can_be_reached() -> None:
    assert all(rules.sources_of(state) for state in S)


def test_waiting_grows_and_then_ends() -> None:
    waits = [rules.next_attempt(n, NOW) for n in range(1, rules.MAX_ATTEMPTS)]
    seconds = [(moment - NOW).total_seconds() for moment in waits if moment]
    assert seconds == sorted(seconds)
    assert seconds[:3] == [30, 120, 480]
    assert rules.next_attempt(rules.MAX_ATTEMPTS, NOW) is None


def test_values_come_in_the_readers_language() -> None:
    filled = rules.fill(
        _letter("Fra {day} til {to}.", "From {day} to {to}."),
        {"day": date(2026, 3, 3), "to": Text("hjem", "home")},
    )
    assert _text(filled) == Text("Fra 3. marts 2026 til hjem.", "From 3 March 2026 to home.")


def test_a_value_is_never_read_as_a_placeholder() -> None:
    filled = rules.fill(_letter("Hej {name}"), {"name": "{secret}", "secret": "X"})
    assert _text(filled).da == "Hej {secret}"


def test_a_value_cannot_rearrange_the_letter() -> None:
    filled = rules.fill(_letter("Hej {name}!"), {"name": "Bo\x00\u202egod"})
    assert _text(filled).da == "Hej Bogod!"


def test_a_moment_is_refused_because_it_has_no_date_of_its_own() -> None:
    with pytest.raises(TypeError):
        rules.fill(_letter("{at}"), {"at": datetime(2026, 1, 1, tzinfo=NOW.tzinfo)})


@pytest.mark.parametrize("text", ["{unknown}", "{name.__class__}", "{0}", "{}", "{Name}"])
def test_a_name_that_nobody_fills_in_is_found(text: str) -> None:
    assert rules.bad_placeholders(_letter(text), {"name"})


@pytest.mark.parametrize("text", ["{name", "name}", "{{name}}"])
def test_a_brace_left_over_is_found(text: str) -> None:
    assert rules.stray_braces(_letter(text)) or rules.bad_placeholders(_letter(text), {"name"})


@given(st.text())
def test_filling_in_anything_keeps_the_words_around_it(value: str) -> None:
    said = _text(rules.fill(_letter("før {x} efter"), {"x": value})).da
    assert said.startswith("før ")
    assert said.endswith(" efter")
    assert "\x00" not in said
