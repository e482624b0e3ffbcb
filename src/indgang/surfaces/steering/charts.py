"""Bars as SVG: direct labels, from zero, targets as named lines. Geometry only; the template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400
BAR = 26
LABEL = 22  # the line of text above a bar
TARGET = 20  # the line of text under a bar that has a target
GAP = 20
OVERSHOOT = 5  # how far the lines at zero and at a target reach beyond the bar
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
                text_y=top + LABEL - 7,
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
        f"{bar.label}: {bar.text}." + (f" {bar.target_text}." if bar.target_text else "") for bar in bars
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
