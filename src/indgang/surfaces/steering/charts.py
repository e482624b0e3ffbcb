"""Bars, and a line through a year, as SVG: direct labels, from zero, targets as named lines, a forecast as a band.

Geometry only; a template draws it. Every colour stands in the picture too, for paper, where no style sheet comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, log10

WIDTH = 400
BAR = 26
LABEL = 26  # the line of text above a bar, clear of the lines that reach beyond the bar
TARGET = 20  # the line of text under a bar that has a target
GAP = 20
OVERSHOOT = 5  # how far the lines at zero and at a target reach beyond the bar
SHARES = 100.0  # `full` of charts of shares that stand in different places and are compared
EDGE = 70  # a target's name this near an edge is set from the edge, not centred


@dataclass(frozen=True)
class Bar:
    """One bar as it is asked for: a label, a value to draw, the value in words, and perhaps a target."""

    label: str
    value: float
    text: str
    target: float | None = None
    target_text: str = ""


@dataclass(frozen=True)
class Drawn:
    """One bar with its place, in the units of the picture, which is `WIDTH` wide. Lines go from top to bottom."""

    bar: Bar
    text_y: int
    y: int
    width: float
    top: int
    bottom: int
    target_x: float | None
    target_text_y: int
    target_text_x: float
    target_anchor: str


@dataclass(frozen=True)
class Chart:
    """A picture of bars. `description` says in words what it shows, for those who do not see it."""

    id: str
    title: str
    description: str
    bars: tuple[Drawn, ...]
    height: int

    width = WIDTH
    bar_height = BAR


def chart(*, id: str, title: str, bars: Sequence[Bar], full: float) -> Chart:
    """Place bars under each other. `full` is the value that fills the width: the same for charts side by side.

    Raises ValueError when a value or target is below zero or beyond `full`: a bar is never cut off.
    """
    drawn, top = [], 0
    for bar in bars:
        if not 0 <= bar.value <= full or not 0 <= (bar.target or 0) <= full:
            raise ValueError(f"{bar.label}: {bar.value} is not between 0 and {full}.")
        y = top + LABEL
        x = None if bar.target is None else round(WIDTH * bar.target / full, 2)
        drawn.append(
            Drawn(
                bar=bar,
                text_y=top + LABEL - 11,
                y=y,
                width=round(WIDTH * bar.value / full, 2),
                top=y - OVERSHOOT,
                bottom=y + BAR + OVERSHOOT,
                target_x=x,
                target_text_y=y + BAR + OVERSHOOT + 15,
                target_text_x=_text_x(x),
                target_anchor=_anchor(x),
            )
        )
        top = y + BAR + (OVERSHOOT + TARGET if x is not None else 0) + GAP
    words = [
        f"{bar.label}: {bar.text.removesuffix('.')}."
        + (f" {bar.target_text.removesuffix('.')}." if bar.target_text else "")
        for bar in bars
    ]
    height = max(top - GAP, BAR)
    return Chart(id, title, " ".join(words), tuple(drawn), height)


def scale(values: Sequence[float]) -> float:
    """The next ten above all values, so that charts side by side share one scale that begins at zero."""
    return max(10.0, -(-max(values, default=0) // 10) * 10)


def _anchor(x: float | None) -> str:
    if x is None or EDGE <= x <= WIDTH - EDGE:
        return "middle"
    return "start" if x < EDGE else "end"


def _text_x(x: float | None) -> float:
    if x is None or EDGE <= x <= WIDTH - EDGE:
        return x or 0
    return 0 if x < EDGE else WIDTH


MONTHS = 12
HEIGHT, TOP, FLOOR = 226, 16, 188  # of a line: the picture, the highest value, zero
LEFT, STEP = 8, 22  # January, and from month to month
SIDE = LEFT + (MONTHS - 1) * STEP + 14  # where the names of goal and forecast begin
APART = 36  # two names of two lines each


@dataclass(frozen=True)
class Band:
    """A forecast as it is asked for: its lower and upper end, its middle, and what it says in words."""

    low: float
    central: float
    high: float
    text: str


@dataclass(frozen=True)
class Name:
    """A name beside the line, in two lines of text: what it is, and how much."""

    kind: str
    y: float
    above: str
    below: str


@dataclass(frozen=True)
class LineChart:
    """A year as a line. `path` are its points, `dots` those of single months, `wedge` the band of the forecast."""

    id: str
    title: str
    description: str
    path: str
    dots: tuple[tuple[float, float], ...]
    last: tuple[float, float] | None
    goal_y: float | None
    wedge: str
    central: tuple[float, float, float, float] | None
    names: tuple[Name, ...]
    months: tuple[tuple[float, str], ...]

    width, height, floor, side = WIDTH, HEIGHT, FLOOR, SIDE - 10
    left = LEFT


@dataclass(frozen=True)
class Year:
    """A line as it is asked for. `to_date` and `single` hold a value for each month (None: nothing counted).

    `to_date` is the line, `single` the dots (empty: none). `now` and `goal_text` are values in words.
    """

    to_date: Sequence[float | None]
    now: str
    now_name: str
    month_names: Sequence[str]
    single: Sequence[float | None] = ()
    goal: float | None = None
    goal_name: str = ""
    goal_text: str = ""
    band: Band | None = None
    band_name: str = ""


def line(*, id: str, title: str, year: Year) -> LineChart:
    """Place a year. The scale begins at zero and holds everything that is drawn.

    Raises ValueError for more than twelve months, and for a value below zero.
    """
    drawn = [value for value in (*year.to_date, *year.single) if value is not None]
    band = year.band
    tops = [*drawn, *([] if year.goal is None else [year.goal]), *([band.high] if band else [])]
    if len(year.to_date) > MONTHS or len(year.single) > MONTHS or min(tops, default=0) < 0:
        raise ValueError("A year has twelve months, and nothing is below zero.")
    full = round_up(max(tops, default=1.0))

    def y(value: float) -> float:
        return round(FLOOR - (FLOOR - TOP) * value / full, 2)

    points = [(_x(i), y(value)) for i, value in enumerate(year.to_date) if value is not None]
    last = points[-1] if points else None
    end = _x(MONTHS - 1)
    wedge, central = "", None
    if band and last:
        wedge = f"{last[0]},{last[1]} {end},{y(band.high)} {end},{y(band.low)}"
        central = (last[0], last[1], end, y(band.central))
    asked = [("now", last[1], year.now_name, year.now)] if last else []
    if year.goal is not None:
        asked.append(("goal", y(year.goal), year.goal_name, year.goal_text))
    if band:
        asked.append(("forecast", y(band.central), year.band_name, band.text))
    return LineChart(
        id=id,
        title=title,
        description=" ".join(f"{above}: {below}." for _, _, above, below in asked),
        path=" ".join(f"{x},{at}" for x, at in points),
        dots=tuple((_x(i), y(value)) for i, value in enumerate(year.single) if value is not None),
        last=last,
        goal_y=None if year.goal is None else y(year.goal),
        wedge=wedge,
        central=central,
        names=_apart([Name(*one) for one in asked]),
        months=tuple((_x(i), year.month_names[i]) for i in range(0, MONTHS, 3)),
    )


def round_up(value: float) -> float:
    """The next round number (one figure, or 1.5) that leaves a little room above a value."""
    if value <= 0:
        return 1.0
    size = 10.0 ** floor(log10(value * 1.05))
    return next(step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= value * 1.05)


def _x(month: int) -> float:
    return LEFT + month * STEP


def _apart(names: Sequence[Name]) -> tuple[Name, ...]:
    """Names at the height of what they name, pushed apart where they would overlap, and inside the picture."""
    placed: list[Name] = []
    for one in sorted(names, key=lambda name: name.y):
        lowest = placed[-1].y + APART if placed else TOP
        placed.append(replace(one, y=max(one.y, lowest)))
    beyond = (placed[-1].y - (FLOOR - 4)) if placed else 0
    if beyond > 0:
        for i in range(len(placed) - 1, -1, -1):
            ceiling = FLOOR - 4 if i == len(placed) - 1 else placed[i + 1].y - APART
            placed[i] = replace(placed[i], y=min(placed[i].y, ceiling))
    return tuple(placed)
