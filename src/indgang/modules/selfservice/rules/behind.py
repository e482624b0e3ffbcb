"""Which registers stand behind a condition: directly, by a term, or by what a register is asked with."""

from collections.abc import Iterable, Iterator

from indgang.kernel.expressions import Expression
from indgang.modules.selfservice.schema.solution import Solution


def facts_behind(solution: Solution, conditions: Iterable[Expression]) -> frozenset[str]:
    """The ids of the facts that what the conditions come to is read from."""
    found: set[str] = set()
    waiting = [root for condition in conditions for root in condition.roots]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in solution.uses:
            found.add(name)
        waiting.extend(_behind(solution, name))
    return frozenset(found)


def _behind(solution: Solution, name: str) -> Iterator[str]:
    if term := solution.terms.get(name):
        yield from term.expression.roots
    if rate := solution.rates.get(name):
        yield from rate.by.roots
    if use := solution.uses.get(name):
        yield from (path.split(".")[0] for path in use.ask.values())
