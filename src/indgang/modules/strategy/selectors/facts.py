"""What the municipality has today: entrances and digital solutions, by its own plans and catalogue."""

from datetime import date, timedelta

from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel, EntranceKind, PlanState
from indgang.modules.strategy.rules.registry import Facts
from indgang.modules.strategy.rules.scope import Scope
from indgang.modules.strategy.vocabulary import Cut, Split

_NOT_OURS = Text("Kilden har ikke talt det.", "The source did not count it.")
_ONLY_TODAY = Text("Vi kender kun tallet i dag.", "We know the number of today only.")
_EMPTY = Text("Ingen ydelser er lagt ind.", "No services have been loaded.")
_NOT_SO = Text(
    "Tallet kan kun deles op efter ydelse og forvaltning.",
    "The number can be divided by service and department only.",
)


def facts(scope: Scope) -> Facts | Text:
    """What we have today, of a service or a department when the scope is cut so; or why that is not known."""
    cut, today = scope.cut, scope.as_of
    if not scope.live:
        return _NOT_OURS
    if today is None or scope.year != today.year or scope.split is not Split.NONE:
        return _ONLY_TODAY
    if Cut(service=cut.service, department=cut.department) != cut:
        return _NOT_SO
    mine = [
        service
        for service in catalogue.services().values()
        if cut.service in ("", service.id) and cut.department in ("", service.department)
    ]
    with_solution = {service.id: service.solution for service in mine if service.solution}
    new_year = date(scope.year, 1, 1)
    old = {
        solution
        for service, solution in with_solution.items()
        if _offered(service, new_year - timedelta(days=1))
    }
    if not mine:
        return _EMPTY
    return Facts(
        entrances=None if cut else _entrances(),
        solutions=len(set(with_solution.values())),
        services_with_solution=len(with_solution),
        new_solutions=len(set(with_solution.values()) - old),
    )


def _entrances() -> int | None:
    places = channels.entrances()
    return sum(one.kind is EntranceKind.PHYSICAL for one in places) if places else None


def _offered(service: str, day: date) -> bool:
    """Whether the plan of that day let somebody do it online."""
    plan = channels.plan(service, day=day)
    lines = () if plan is None else plan.lines
    return any(line.channel is Channel.SELF_SERVICE and line.state is not PlanState.CLOSED for line in lines)
