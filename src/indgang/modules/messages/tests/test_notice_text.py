"""What a notice says, whatever the municipality is called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.adapters.sms.coding import fits
from indgang.modules.messages.rules import notice_text

WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=3, max_size=30)


@given(WORDS, st.booleans())
def test_the_text_is_one_text_message_whatever_the_municipality_is_called(name: str, reminds: bool) -> None:
    text = notice_text.short_text(f"{name} Kommune", "www.lyngsoe.example", reminds=reminds)
    assert fits(text)
    assert len(text) <= notice_text.LONGEST
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ]{1,9}[A-Za-z0-9]", notice_text.sender_of(f"{name} Kommune"))


@pytest.mark.parametrize(
    "text",
    [
        "Dit nummer er 010180-1234.",
        "Ring om 0101801234",
        "Du skal betale 1.250 kr.",
        "12,50 kroner",
        "x" * 151,
        "👋",
    ],
)
def test_what_gives_something_away_is_refused(text: str) -> None:
    with pytest.raises(notice_text.GivesAway):
        notice_text.checked(text)


def test_the_name_of_the_sender() -> None:
    assert notice_text.sender_of("Lyngsø Kommune") == "Lyngsoe"
    assert notice_text.sender_of("Ærø Kommune") == "Aeroe"
    assert notice_text.sender_of("Ringkøbing-Skjern Kommune") == "Ringkoebing"
    assert notice_text.sender_of("Øl Kommune") == "Oel"
