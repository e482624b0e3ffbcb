"""Points of two values: how many of something beside a percentage. Geometry only; the zero of both axes is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 260
LEFT, BOTTOM, TOP, RIGHT = 44, 40, 12, 12


@dataclass(frozen=True)
class Scatter:
    """A picture of points. `dots` and the ends of the axes are in the units of the picture."""

    id: str
    title: str
    description: str
    x_name: str
    y_name: str
    dots: tuple[tuple[float, float], ...]
    x_marks: tuple[tuple[float, str], ...]
    y_marks: tuple[tuple[float, str], ...]

    width, height = WIDTH, HEIGHT
    left, floor, top, right = LEFT, HEIGHT - BOTTOM, TOP, WIDTH - RIGHT


def scatter(
    *,
    id: str,
    title: str,
    description: str,
    x_name: str,
    y_name: str,
    points: Sequence[tuple[float, float]],
    x_most: int,
) -> Scatter:
    """Place points whose x goes from 0 to `x_most` and whose y is a percentage. Raises ValueError beyond that."""
    for x, y in points:
        if not (0 <= x <= x_most and 0 <= y <= 100):
            raise ValueError(f"{x}, {y} is outside the picture.")

    def across(x: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * x / max(x_most, 1), 2)

    def up(y: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y / 100, 2)

    return Scatter(
        id=id,
        title=title,
        description=description,
        x_name=x_name,
        y_name=y_name,
        dots=tuple((across(x), up(y)) for x, y in points),
        x_marks=tuple((across(x), str(x)) for x in range(x_most + 1)),
        y_marks=tuple((up(y), str(y)) for y in (0, 25, 50, 75, 100)),
    )
