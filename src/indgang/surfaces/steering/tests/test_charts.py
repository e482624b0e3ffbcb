"""Bars begin at zero, are as long as their value, and are never cut off."""

import itertools

import pytest

from indgang.surfaces.steering.charts import FLOOR, WIDTH, Band, Bar, Year, chart, line, round_up, scale


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


MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def a_year(**asked: object) -> Year:
    usual: dict[str, object] = {
        "to_date": [30.0, 32.0],
        "now": "32 %",
        "now_name": "Nu",
        "month_names": MONTHS,
    }
    return Year(**{**usual, **asked})  # type: ignore[arg-type]


def test_a_line_begins_in_january_and_stops_at_the_last_month_that_was_counted() -> None:
    drawn = line(id="y", title="t", year=a_year(to_date=[None, 30.0, 15.0, None]))
    assert [point.split(",")[0] for point in drawn.path.split()] == ["30", "52"]
    assert drawn.last == (52, (FLOOR + float(drawn.path.split()[0].split(",")[1])) / 2)  # half as high


def test_the_forecast_opens_from_now_to_december() -> None:
    band = Band(30, 35, 45, "35 %")
    drawn = line(
        id="y", title="t", year=a_year(band=band, band_name="Prognose", goal=40, goal_name="Mål 2026")
    )
    now, high, low = [tuple(map(float, point.split(","))) for point in drawn.wedge.split()]
    assert now == drawn.last
    assert high[0] == low[0] == drawn.months[-1][0] + 2 * (drawn.months[1][0] - drawn.months[0][0]) / 3
    assert high[1] < drawn.goal_y < low[1]  # type: ignore[operator]
    assert "Prognose: 35 %." in drawn.description


def test_names_beside_a_line_never_overlap_and_stay_in_the_picture() -> None:
    for now, goal, end in ((40.0, 40.0, 40.0), (0.0, 0.0, 0.0), (39.9, 40.0, 1.0), (0.5, 40.0, 0.1)):
        drawn = line(
            id="y", title="t",
            year=a_year(to_date=[now], goal=goal, goal_name="Mål", band=Band(end, end, end, "x"), band_name="P"),
        )  # fmt: skip
        heights = [name.y for name in drawn.names]
        assert len(heights) == 3
        for above, below in itertools.pairwise(heights):
            assert below - above >= 36 - 0.01
        assert heights[0] >= 12
        assert heights[-1] + 16 < drawn.height


def test_without_anything_there_is_an_empty_year() -> None:
    drawn = line(id="y", title="t", year=a_year(to_date=[]))
    assert (drawn.path, drawn.last, drawn.wedge, drawn.names) == ("", None, "", ())


def test_a_line_refuses_what_no_year_has() -> None:
    for wrong in (a_year(to_date=[-1.0]), a_year(to_date=[1.0] * 13)):
        with pytest.raises(ValueError, match="twelve months"):
            line(id="y", title="t", year=wrong)


@pytest.mark.parametrize(
    ("value", "full"), [(0, 1), (0.4, 0.5), (30, 40), (39, 50), (95, 100), (96, 150), (2400, 3000)]
)
def test_the_scale_of_a_line_is_a_round_number_above_everything(value: float, full: float) -> None:
    assert round_up(value) == full


def test_a_target_s_line_leaves_the_number_above_the_bar_alone() -> None:
    one = chart(id="c", title="t", bars=[Bar("a", 15, "15 %", 30, "Mål")], full=60).bars[0]
    assert one.top - one.text_y >= 6  # more than what hangs under the line of the text
