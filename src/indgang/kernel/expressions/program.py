"""Conditions made ready, and the facts they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cel

from indgang.kernel.expressions.kinds import Kind, Names, Unknown, plain, ready
from indgang.kernel.expressions.lexer import BadExpression
from indgang.kernel.expressions.parser import Checked, check


class Facts:
    """Values by declared name, made ready once for many conditions. What is not known is left out.

    Values are Python's own (a `date`, or its ISO text); one that is not of its declared kind counts as unknown.
    """

    def __init__(self, names: Names, values: Mapping[str, Any]) -> None:
        self.names = dict(names)
        self._ready: dict[str, Any] = {}
        for name, kind in names.items():
            try:
                self._ready[name] = ready(values.get(name), kind)
            except (Unknown, RecursionError):
                continue
        self._context = cel.Context(variables=self._ready)

    def learn(self, name: str, kind: Kind, value: Any) -> None:
        """Add a value that a condition gave, under a new name."""
        self.names[name] = kind
        try:
            found = ready(value, kind)
        except Unknown:
            return
        self._ready[name] = found
        self._context.add_variable(name, found)

    def knows(self, path: str) -> bool:
        """Whether the value at a path such as `address.use` or `household[].age` is known, in every element."""
        first, *rest = path.replace("[]", ".[]").split(".")
        return first in self._ready and _knows(self._ready[first], rest)

    def get(self, path: str) -> Any:
        """The value at a path without loops, as Python knows it; None when it is not known."""
        first, *rest = path.split(".")
        if first not in self._ready:
            return None
        value, kind = self._ready[first], self.names[first]
        for part in rest:
            if not isinstance(value, dict) or part not in value:
                return None
            value, kind = value[part], kind.fields[part]
        return plain(value, kind)


def _knows(value: Any, rest: list[str]) -> bool:
    if not rest:
        return True
    if rest[0] == "[]":
        return all(_knows(element, rest[1:]) for element in value)
    return rest[0] in value and _knows(value[rest[0]], rest[1:])


@dataclass(frozen=True)
class Answer:
    """What a condition came to. When it is not `known`, `missing` names what was not known.

    `problem` says in English why, for a log; it holds no values.
    """

    value: Any
    missing: tuple[str, ...] = ()
    problem: str = ""

    @property
    def known(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Expression:
    """A compiled condition. Safe to share between threads."""

    checked: Checked
    program: cel.Program

    @property
    def source(self) -> str:
        return self.checked.source

    @property
    def kind(self) -> Kind:
        return self.checked.kind

    @property
    def paths(self) -> tuple[str, ...]:
        return self.checked.paths

    def evaluate(self, facts: Facts) -> Answer:
        """The value, or that it is not known and why. Never raises."""
        try:
            value = plain(self.program.execute(facts._context), self.kind)
        except Exception as error:
            return self._unknown(facts, type(error).__name__)
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # the binding's Rust code gave up
                raise
            return self._unknown(facts, "PanicException")
        if value is None:
            return self._unknown(facts, "the value is out of range")
        return Answer(value)

    def _unknown(self, facts: Facts, problem: str) -> Answer:
        missing: list[str] = []
        for path in self.paths:  # sorted: a whole comes before its parts, and says enough
            if not facts.knows(path) and not any(path.startswith((f"{m}.", f"{m}[")) for m in missing):
                missing.append(path)
        return Answer(None, tuple(missing), problem)


def compile_expression(source: str, names: Names, *, expect: Kind | None = None) -> Expression:
    """Check and compile one condition. Raises BadExpression with a sentence for the author of the content."""
    checked = check(source, names, expect=expect)
    try:
        return Expression(checked, cel.compile(source))
    except Exception as error:
        raise BadExpression(f"CEL cannot read it: {str(error).splitlines()[0]}") from None
