"""How one total becomes another, step by step: bars that begin where the last one ended. Geometry only."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDTH = 400
BAR = 24
LABEL = 22
GAP = 16


class StepKind(StrEnum):
    """A total stands on zero; a step goes up or down from where the last one ended."""

    TOTAL = "total"
    LESS = "less"
    MORE = "more"


COLOURS = {StepKind.TOTAL: "#1b5e4b", StepKind.LESS: "#98b8af", StepKind.MORE: "#9b1c1c"}


@dataclass(frozen=True)
class Step:
    """`value` is a total (of a total), or the change (of a step; the sign says which way). `text` is it in words."""

    label: str
    value: float
    text: str
    total: bool = False


@dataclass(frozen=True)
class Placed:
    """One step with its place. `joint` is where the line to the next one stands; None after the last."""

    step: Step
    kind: StepKind
    text_y: int
    x: float
    y: int
    width: float
    joint: float | None
    colour: str


@dataclass(frozen=True)
class Waterfall:
    """A picture of steps. `description` says in words what it shows."""

    id: str
    title: str
    description: str
    steps: tuple[Placed, ...]
    height: int

    width = WIDTH
    bar_height = BAR
    gap_height = GAP  # the line to the next step ends above its text


def waterfall(*, id: str, title: str, steps: Sequence[Step]) -> Waterfall:
    """Place the steps under each other on one scale that begins at zero.

    Raises ValueError when a step would go below zero: there is no less than nothing.
    """
    ends, at = [], 0.0
    for step in steps:
        start = 0.0 if step.total else at
        at = step.value if step.total else at + step.value
        if at < -1e-9:
            raise ValueError(f"{step.label}: {at} is below zero.")
        ends.append((start, at))
    full = max((max(pair) for pair in ends), default=0) or 1.0
    placed = []
    for i, (step, (start, end)) in enumerate(zip(steps, ends, strict=True)):
        kind = StepKind.TOTAL if step.total else StepKind.LESS if step.value < 0 else StepKind.MORE
        top = i * (LABEL + BAR + GAP)
        placed.append(
            Placed(
                step=step,
                kind=kind,
                text_y=top + LABEL - 7,
                x=round(WIDTH * min(start, end) / full, 2),
                y=top + LABEL,
                width=round(max(WIDTH * abs(end - start) / full, 1), 2),
                joint=round(WIDTH * end / full, 2) if i + 1 < len(steps) else None,
                colour=COLOURS[kind],
            )
        )
    words = " ".join(f"{step.label}: {step.text.removesuffix('.')}." for step in steps)
    return Waterfall(id, title, words, tuple(placed), len(steps) * (LABEL + BAR + GAP) - GAP)
