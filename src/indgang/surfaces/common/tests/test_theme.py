"""The municipality's colour."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from indgang.surfaces.common import theme

WHITE = (255, 255, 255)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_white_text_can_be_read_on_any_colour_a_municipality_chooses(colour: tuple[int, int, int]) -> None:
    assert theme.contrast(theme.readable(colour), WHITE) >= 7


def test_black_and_white_have_the_known_contrast() -> None:
    assert theme.contrast((0, 0, 0), WHITE) == pytest.approx(21)


def test_a_value_that_is_no_colour_gives_the_default() -> None:
    assert theme.style_sheet("red;}body{display:none") == theme.style_sheet(theme.DEFAULT)


def test_the_style_sheet_may_be_kept_for_good(client: Client, db: None) -> None:
    answer = client.get("/tema/1b5e4b.css")
    assert "--accent:#1b5e4b" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]


def test_every_pattern_can_be_drawn(client: Client, lyngsoe: None) -> None:
    html = client.get("/om/moenstre/").content.decode()
    assert "style=" not in html
    assert "<script>" not in html
