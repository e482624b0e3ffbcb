"""Bars that begin where the last one ended."""

import pytest

from indgang.surfaces.steering.pictures.waterfall import WIDTH, Step, waterfall


def test_a_step_begins_where_the_last_one_ended() -> None:
    chart = waterfall(
        id="x",
        title="Udgift",
        steps=[
            Step("2009", 100, "100", total=True),
            Step("Telefon", -40, "−40"),
            Step("Digitalt", 10, "+10"),
            Step("2012", 70, "70", total=True),
        ],
    )
    assert [(one.x, one.width) for one in chart.steps] == [(0, 400), (240, 160), (240, 40), (0, 280)]
    assert [str(one.kind) for one in chart.steps] == ["total", "less", "more", "total"]
    assert [one.joint for one in chart.steps] == [400, 240, 280, None]
    assert chart.description == "2009: 100. Telefon: −40. Digitalt: +10. 2012: 70."


def test_nothing_is_wider_than_the_picture_and_nothing_is_below_zero() -> None:
    chart = waterfall(
        id="x",
        title="",
        steps=[Step("a", 10, "", total=True), Step("b", 30, ""), Step("c", 40, "", total=True)],
    )
    assert max(one.x + one.width for one in chart.steps) <= WIDTH
    with pytest.raises(ValueError, match="below zero"):
        waterfall(id="x", title="", steps=[Step("a", 10, "", total=True), Step("b", -11, "")])


def test_an_empty_total_still_has_a_place() -> None:
    assert waterfall(id="x", title="", steps=[Step("a", 0, "0", total=True)]).steps[0].width == 1
