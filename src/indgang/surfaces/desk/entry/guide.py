"""The step guide of a draft that is written in: any step can be gone to: people tell things as they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.modules.selfservice.selectors.views import StepInfo
from indgang.modules.selfservice.vocabulary import StepState
from indgang.surfaces.desk.entry.here import Here


@dataclass(frozen=True)
class GuideStep:
    title: str
    url: str
    done: bool
    error: bool


@dataclass(frozen=True)
class Guide:
    """`current` counts from 1."""

    steps: tuple[GuideStep, ...]
    current: int


def guide_of(at: Here, draft_id: UUID, steps: Sequence[StepInfo], *, at_end: bool = False) -> Guide:
    """Only at the end is what is missing marked as missing: before that it is simply not told yet."""
    lines = [
        GuideStep(
            title=str(step.title),
            url=at.address("entry_step", draft_id, step.key),
            done=not step.errors and step.state is not StepState.CURRENT,
            error=at_end and bool(step.errors),
        )
        for step in steps
    ]
    current = next((i for i, step in enumerate(steps, 1) if step.state is StepState.CURRENT), len(steps))
    lines.append(
        GuideStep(_("Læs op og send"), at.address("entry_summary", draft_id), done=False, error=False)
    )
    return Guide(tuple(lines), len(lines) if at_end else current)
