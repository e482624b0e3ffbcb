"""The step guide: the solution's steps, and at the end the page where one checks and sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.modules.selfservice.selectors.views import StepInfo
from indgang.modules.selfservice.vocabulary import StepState


@dataclass(frozen=True)
class GuideStep:
    """One line. An empty `url` cannot be gone to yet."""

    title: str
    url: str
    done: bool
    error: bool


@dataclass(frozen=True)
class Guide:
    """`current` counts from 1."""

    steps: tuple[GuideStep, ...]
    current: int


def guide_of(draft_id: UUID, steps: Sequence[StepInfo], *, at_end: bool = False) -> Guide:
    """Steps that are done, and the one after them, can be gone to.

    Only at the end is what is missing marked as missing: before that it is simply not answered yet.
    """
    lines, reached = [], True
    for step in steps:
        done = not step.errors
        lines.append(
            GuideStep(
                title=str(step.title),
                url=reverse("portal:step", args=[draft_id, step.key]) if done or reached or at_end else "",
                done=done and step.state is not StepState.CURRENT,
                error=at_end and bool(step.errors),
            )
        )
        reached = done
    current = next((i for i, step in enumerate(steps, 1) if step.state is StepState.CURRENT), len(steps))
    end = reverse("portal:summary", args=[draft_id]) if all(not step.errors for step in steps) else ""
    lines.append(GuideStep(_("Kontrollér og send"), end, done=False, error=False))
    return Guide(tuple(lines), len(lines) if at_end else current)
