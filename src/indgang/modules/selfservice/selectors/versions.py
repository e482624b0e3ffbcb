"""Solutions as they hold now, and old versions as drafts and decisions need them."""

from dataclasses import dataclass
from functools import lru_cache

from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.schema.folder import ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.views import SolutionInfo

HAND_OVER = "hand_over"


@dataclass(frozen=True)
class Version:
    """One version, compiled."""

    hash: str
    solution: Solution


@lru_cache(maxsize=64)
def version(hash: str) -> Version:
    """The version with a hash: it never changes, so it is compiled once in each process.

    Raises SolutionVersion.DoesNotExist.
    """
    return Version(hash, ready(SolutionVersion.objects.get(pk=hash).source))


def source_of(hash: str) -> dict[str, str]:
    """The texts of a version by file name. Raises SolutionVersion.DoesNotExist."""
    return dict(SolutionVersion.objects.get(pk=hash).source)


@per_generation
def _active() -> dict[str, Version]:
    hashes = SolutionVersion.objects.filter(active=True).order_by("slug").values_list("slug", "hash")
    return {slug: version(hash) for slug, hash in hashes}


def active(slug: str) -> Version:
    """The version that holds now. Raises UnknownSolution."""
    found = _active().get(slug)
    if found is None:
        raise UnknownSolution
    return found


def every_active() -> list[Solution]:
    """All solutions as they hold now, by slug."""
    return [found.solution for found in _active().values()]


def was_ever(slug: str) -> bool:
    """Whether there is, or was, a solution of that name."""
    return SolutionVersion.objects.filter(slug=slug).exists()


def mode(slug: str) -> str:
    """What the municipality has chosen: `own`, or `hand_over` to the national solution."""
    return identity.municipality().solution_modes.get(slug, "own")


def solutions() -> dict[str, SolutionInfo]:
    """Every solution by slug."""
    return {slug: _info(found) for slug, found in _active().items()}


def solution(slug: str) -> SolutionInfo:
    """Raises UnknownSolution."""
    return _info(active(slug))


def _info(found: Version) -> SolutionInfo:
    shape = found.solution.shape
    summary: Text = shape.summary.text
    return SolutionInfo(
        slug=shape.id,
        title=found.solution.title,
        summary=summary,
        service_id=found.solution.service_id,
        mode=mode(shape.id),
        minutes=shape.minutes,
        steps=len(shape.steps),
        version=found.hash,
    )


def step_titles(slug: str) -> dict[str, Text]:
    """The titles of a solution's steps by key, as they are now; empty when there is no such solution."""
    found = _active().get(slug)
    return {step.id: step.title for step in found.solution.steps} if found else {}


def question_titles(slug: str) -> dict[str, Text]:
    """What a solution's questions are called, by key, as they are now; those of a group by `group.question`."""
    found = _active().get(slug)
    steps = found.solution.steps if found else ()
    plain = {question.id: question.label for step in steps for question in step.questions}
    groups = [group for step in steps for group in step.groups]
    rows = {f"{group.id}.{question.id}": question.label for group in groups for question in group.questions}
    return {**plain, **{group.id: group.title for group in groups}, **rows}
