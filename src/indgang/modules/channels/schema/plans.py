"""channel_plans/*.yaml: through what each service is offered, in which order, for whom and why."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import Annotated, Protocol

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import AtLeastOne, Bilingual, Day, Slug
from indgang.kernel.strict_yaml import ContentError, Document, Place, Problem, Shape, load_document
from indgang.modules.channels.vocabulary import WITH_A_PERSON, Channel, Condition, Level, PlanState


class LineShape(Shape):
    """One channel of a plan."""

    channel: Channel
    state: PlanState
    condition: Condition = Field(default=Condition.EVERYBODY, alias="for")
    reason: Bilingual | None = None
    legal_basis: Annotated[str, StringConstraints(max_length=200)] = ""


class LevelShape(Shape):
    """The order for contacts of one level, where it differs."""

    level: Level
    channels: Annotated[tuple[LineShape, ...], AtLeastOne]


class PlanShape(Shape):
    """The plan of one service."""

    service: Slug
    valid_from: Day = Field(alias="from")
    reason: Bilingual
    channels: Annotated[tuple[LineShape, ...], AtLeastOne]
    levels: tuple[LevelShape, ...] = ()


class PlansShape(Shape):
    """One file of plans."""

    plans: Annotated[tuple[PlanShape, ...], AtLeastOne]


def read_plans(folder: Path, services: Set[str]) -> tuple[PlanShape, ...]:
    """Read and check all plans. Raises ContentError with every problem, also for a service without a plan."""
    problems: list[Problem] = []
    plans: dict[str, PlanShape] = {}
    broken = False
    for path in sorted((folder / "channel_plans").glob("*.yaml")):
        try:
            document = load_document(path)
            found = document.as_shape(PlansShape).plans
        except ContentError as error:
            problems += error.problems
            broken = True
            continue
        for i, plan in enumerate(found):
            place = ("plans", i, "service")
            if plan.service not in services:
                problems.append(
                    document.problem(
                        place, f"`{plan.service}` is no service. Correct the spelling, or remove it."
                    )
                )
            if plan.service in plans:
                problems.append(
                    document.problem(place, f"`{plan.service}` has a plan already. Keep one of them.")
                )
            plans[plan.service] = plan
            problems += _plan_problems(document, i, plan)
    missing = sorted(services - set(plans))
    if missing and not broken:
        problems.append(
            Problem(str(folder / "channel_plans"), 0, f"These services have no plan: {', '.join(missing)}.")
        )
    if problems:
        raise ContentError(problems)
    return tuple(plans[service] for service in sorted(plans))


def _plan_problems(document: Document, i: int, plan: PlanShape) -> list[Problem]:
    problems = _line_problems(document, ("plans", i, "channels"), plan.channels)
    seen: set[Level] = set()
    for j, level in enumerate(plan.levels):
        place = ("plans", i, "levels", j)
        if level.level in seen:
            problems.append(document.problem(place, f"`{level.level}` stands here twice. Keep one of them."))
        seen.add(level.level)
        problems += _line_problems(document, (*place, "channels"), level.channels)
    return problems


def _line_problems(document: Document, place: Place, lines: tuple[LineShape, ...]) -> list[Problem]:
    problems = []
    for k, line in enumerate(lines):
        here = (*place, k)
        if line.state is PlanState.CLOSED and not line.legal_basis:
            problems.append(
                document.problem(here, "A closed channel needs `legal_basis`: the paragraph that closes it.")
            )
        if line.channel in (Channel.OTHER, Channel.UNKNOWN):
            problems.append(
                document.problem(here, f"`{line.channel}` cannot be offered. Name a real channel.")
            )
        if any(line.channel is other.channel and line.condition is other.condition for other in lines[:k]):
            problems.append(
                document.problem(
                    here, f"`{line.channel}` stands here twice for the same people. Keep one of them."
                )
            )
    first = [line for line in lines if line.state is PlanState.FIRST]
    if len(first) != 1 or first[0].condition is not Condition.EVERYBODY:
        problems.append(
            document.problem(place, "Exactly one channel must be `first`, and it is for everybody.")
        )
    for condition in without_a_person(lines):
        problems.append(
            document.problem(
                place,
                f"A person cannot be reached ({condition}): telephone or in_person must be at least on_request.",
            )
        )
    return problems


class _Line(Protocol):
    @property
    def channel(self) -> Channel: ...
    @property
    def state(self) -> PlanState: ...
    @property
    def condition(self) -> Condition: ...


def without_a_person(lines: Sequence[_Line]) -> list[Condition]:
    """Those for whom neither telephone nor in_person is open. Everybody must be able to reach a person."""
    return [
        condition
        for condition in Condition
        if not any(
            _state(lines, channel, condition) not in (None, PlanState.CLOSED) for channel in WITH_A_PERSON
        )
    ]


def _state(lines: Sequence[_Line], channel: Channel, condition: Condition) -> PlanState | None:
    """The state somebody meets: the line for their condition, else the one for everybody."""
    states = {line.condition: line.state for line in lines if line.channel is channel}
    return states.get(condition, states.get(Condition.EVERYBODY))
