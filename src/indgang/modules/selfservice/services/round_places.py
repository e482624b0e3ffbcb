"""Which places a round of a solution can have: what the page begins with when one is opened."""

from collections.abc import Callable

from indgang.adapters.schools.types import SchoolsUnavailable
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice.models import Round, RoundPlace
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.services.rounds import Place


def suggested_places(slug: str) -> list[Place]:
    """Those of the last round, with its seats; else what can be chosen in the solution, without seats; else none.

    A register that is silent gives none. Raises UnknownSolution.
    """
    last = Round.objects.filter(solution=slug).order_by("-made_at", "-pk").first()
    if last is not None:
        rows = RoundPlace.objects.filter(round=last).order_by("name", "ref")
        return [Place(row.ref, row.name, row.seats, row.kept) for row in rows]
    return _choosable(versions.active(slug).solution)


def _choosable(solution: Solution) -> list[Place]:
    shares = solution.shares
    group = solution.groups.get(shares.wishes) if shares else None
    question = group.question(shares.place) if shares and group else None
    if question is None:
        return []
    if question.choices:
        return [Place(choice.value, choice.label.da) for choice in question.choices]
    if not question.options:
        return []
    root = question.options.split(".")[0]
    behind = solution.behind(root) | {root} if root in solution.terms else {root}
    asked = {use.look_up for use in solution.facts if use.id in behind}
    return next((listed() for look_up, listed in _LISTED.items() if look_up in asked), [])


def _schools() -> list[Place]:
    register = connected().schools
    try:
        rows = register.all() if register else []
    except SchoolsUnavailable:
        return []
    here = identity.municipality().code
    found = [Place(row.id, row.name) for row in rows if row.municipality == here]
    return sorted(found, key=lambda place: place.name)


_LISTED: dict[str, Callable[[], list[Place]]] = {"schools": _schools}
"""Registers whose rows can be listed without asking about anybody, by the look-up that reads them."""
