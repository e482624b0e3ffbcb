"""Conditions made ready, and the facts they are held against."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import cel

from indgang.kernel.expressions.functions import OURS
from indgang.kernel.expressions.kinds import BOOL, DATE, Kind, Names, Unknown, fits, plain, ready
from indgang.kernel.expressions.lexer import BadExpression
from indgang.kernel.expressions.parser import LOOPS, check

_LAST_DAY = date.max.toordinal()
MAX_BOTH = 150
"""Longer lists than this are not gone through one inside another: it would take seconds. A person looks then."""


class Facts:
    """Values by declared name, made ready once for many conditions. What is not known is left out.

    Values are Python's own (a `date`, or its ISO text); one that is not of its declared kind counts as
    unknown. A value is handed to CEL when the first condition asks for it.
    """

    def __init__(self, names: Names, values: Mapping[str, Any]) -> None:
        self.names = dict(names)
        self._ready: dict[str, Any] = {}
        self._handed: set[str] = set()
        self._context = cel.Context()
        for called, run in OURS.items():
            self._context.add_function(called, run)
        self.learned = 0
        """Counts what was learned: what was unknown before may be known after."""
        for name, value in values.items():
            if name in self.names:
                self.learn(name, self.names[name], value)

    def learn(self, name: str, kind: Kind, value: Any) -> None:
        """Add a value under a name that is new or was not known; one that is not of its kind stays unknown."""
        self.names[name] = kind
        self.learned += 1
        try:
            self._ready[name] = ready(value, kind)
        except (Unknown, RecursionError):
            return
        self._handed.discard(name)

    def learn_answer(self, name: str, answer: "Answer") -> None:
        """Add what a condition came to under a new name."""
        self.names[name] = answer.kind
        self.learned += 1
        if answer.known:
            self._ready[name] = answer.raw
            self._handed.discard(name)

    def context_for(self, roots: Collection[str]) -> cel.Context:
        """The values as CEL has them, with at least these names where they are known."""
        if self._handed.issuperset(roots):
            return self._context
        for name in roots:
            if name not in self._handed and name in self._ready:
                self._context.add_variable(name, self._ready[name])
                self._handed.add(name)
        return self._context

    def longest(self, roots: Collection[str]) -> int:
        """How long the longest list under these names is."""
        found = [self._ready[name] for name in roots if name in self._ready]
        found += [one for value in found if isinstance(value, dict) for one in value.values()]
        return max((len(value) for value in found if isinstance(value, list)), default=0)

    def has(self, name: str) -> bool:
        """Whether anything is known under a name."""
        return name in self._ready

    def knows(self, path: str) -> bool:
        """Whether the value at a path such as `address.use` or `household[].age` is known, in every
        element.
        """
        if path in self._ready:
            return True
        first, *rest = path.replace("[]", ".[]").split(".")
        return first in self._ready and _knows(self._ready[first], rest)

    def get(self, path: str) -> Any:
        """The value at a path without loops, as Python knows it; None when it is not known."""
        first, *rest = path.split(".") if "." in path else (path,)
        if first not in self._ready:
            return None
        value, kind = self._ready[first], self.names[first]
        for part in rest:
            if not isinstance(value, dict) or part not in value:
                return None
            value, kind = value[part], kind.fields[part]
        return plain(value, kind)

    def each(self, root: str, field: str) -> list[Any] | None:
        """A field of each record in a list, as Python knows it; None when the list is not known, or one lacks it."""
        rows, kind = self._ready.get(root), self.names[root].item
        of = kind.fields.get(field) if kind and field else kind
        if not isinstance(rows, list) or of is None:
            return None
        try:
            return [plain(row[field] if field else row, of) for row in rows]
        except KeyError:
            return None


def _knows(value: Any, rest: list[str]) -> bool:
    if not rest:
        return True
    if rest[0] == "[]":
        return all(_knows(element, rest[1:]) for element in value)
    return rest[0] in value and _knows(value[rest[0]], rest[1:])


@dataclass(frozen=True)
class Answer:
    """What a condition came to. When it is not `known`, `missing` names what was not known.

    `raw` is the value as CEL has it. `problem` says in English why, for a log; it holds no values.
    """

    raw: Any
    kind: Kind
    missing: tuple[str, ...] = ()
    problem: str = ""

    @property
    def known(self) -> bool:
        return self.raw is not None

    @property
    def value(self) -> Any:
        """The value as Python knows it; None when it is not known."""
        return None if self.raw is None else plain(self.raw, self.kind)


@dataclass(frozen=True)
class Expression:
    """A compiled condition. Safe to share between threads."""

    source: str
    kind: Kind
    paths: tuple[str, ...]
    roots: frozenset[str]
    program: cel.Program
    strict: bool = False
    """Nothing but all of its names can make it known: it has no and, or, choice or loop."""
    nested: bool = False
    """One loop stands inside another."""

    def evaluate(self, facts: Facts) -> Answer:
        """The value, or that it is not known and why. Never raises."""
        answer = self._answer(facts)
        return self._unknown(facts, answer.problem) if answer.raw is None else answer

    def _answer(self, facts: Facts) -> Answer:
        """The value, or that it is not known; what is missing is not looked for."""
        if self.nested and facts.longest(self.roots) > MAX_BOTH:
            return Answer(None, self.kind, (), "the lists are too long")
        problem = "the value is out of range"
        try:
            value = self.program.execute(facts.context_for(self.roots))
            if value is not None and (self.kind.name != DATE.name or 0 < value <= _LAST_DAY):
                if self.kind is BOOL or fits(value, self.kind):
                    return Answer(value, self.kind)
                problem = "the value is too long"
        except Exception as error:
            problem = type(error).__name__
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # the binding's Rust code gave up
                raise
            problem = "PanicException"
        return Answer(None, self.kind, (), problem)

    def value(self, facts: Facts) -> Any:
        """The value as Python knows it, or None; for who need not know what is missing. Never raises."""
        if self.strict and not all(facts.has(root) for root in self.roots):
            return None
        return self._answer(facts).value

    def _unknown(self, facts: Facts, problem: str) -> Answer:
        missing: list[str] = []
        for path in self.paths:  # sorted: a whole comes before its parts, and says enough
            if not facts.knows(path) and not any(path.startswith((f"{m}.", f"{m}[")) for m in missing):
                missing.append(path)
        return Answer(None, self.kind, tuple(missing), problem)


def compile_expression(source: str, names: Names, *, expect: Kind | None = None) -> Expression:
    """Check and compile one condition. Raises BadExpression with a sentence for the author of the content."""
    checked = check(source, names, expect=expect)
    try:
        program = cel.compile(source)
    except Exception as error:
        raise BadExpression(f"CEL cannot read it: {str(error).splitlines()[0]}") from None
    strict = not any(word in source for word in ("&&", "||", "?", *(f"{loop}(" for loop in LOOPS)))
    return Expression(source, checked.kind, checked.paths, checked.roots, program, strict, checked.nested)
