"""Bars begin at zero, are as long as their value, and are never cut off."""

import itertools

import pytest

from indgang.surfaces.steering.charts import WIDTH, Bar, chart, scale


def test_a_bar_is_as_long_as_its_value() -> None:
    drawn = chart(id="c", title="t", bars=[Bar("a", 15, "15 %"), Bar("b", 60, "60 %")], full=60)
    assert [one.width for one in drawn.bars] == [WIDTH / 4, WIDTH]


def test_a_target_stands_at_its_value_with_its_name() -> None:
    drawn = chart(id="c", title="t", bars=[Bar("a", 15, "15 %", 30, "Mål 2012: 30 %")], full=60)
    assert drawn.bars[0].target_x == WIDTH / 2
    assert drawn.description == "a: 15 %. Mål 2012: 30 %."


@pytest.mark.parametrize(
    ("target", "anchor", "x"), [(1, "start", 0), (30, "middle", WIDTH / 2), (59, "end", WIDTH)]
)
def test_the_name_of_a_target_stays_inside_the_picture(target: float, anchor: str, x: float) -> None:
    one = chart(id="c", title="t", bars=[Bar("a", 15, "", target, "Mål")], full=60).bars[0]
    assert (one.target_anchor, one.target_text_x) == (anchor, x)


def test_bars_do_not_overlap() -> None:
    bars = chart(
        id="c", title="t", bars=[Bar("a", 1, "", 2, "x"), Bar("b", 1, ""), Bar("c", 1, "")], full=60
    ).bars
    for before, after in itertools.pairwise(bars):
        assert after.text_y - 16 > before.bottom


def test_nothing_is_cut_off_and_nothing_is_below_zero() -> None:
    for bar in (Bar("a", 61, ""), Bar("a", -1, ""), Bar("a", 1, "", 61, "x")):
        with pytest.raises(ValueError, match="is not between"):
            chart(id="c", title="t", bars=[bar], full=60)


def test_the_scale_is_the_next_ten() -> None:
    assert [scale(values) for values in ([], [3.2], [51.29, 40], [60])] == [10, 10, 60, 60]


def test_an_empty_picture_has_a_height() -> None:
    assert chart(id="c", title="t", bars=[], full=10).height > 0
