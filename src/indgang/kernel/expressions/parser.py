"""Reads a condition by CEL's grammar, and checks every name and kind in it. It computes nothing.

The binding to CEL gives no syntax tree, and its list of names mixes in the ones that `all` or `filter`
bind. So the part of the grammar that content uses is read here: what passes is CEL, and nothing else
passes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from indgang.kernel.expressions.functions import FUNCTIONS
from indgang.kernel.expressions.kinds import (
    BOOL,
    DATE,
    DECIMAL,
    MAX_INNER,
    MAX_LIST,
    MONEY,
    SCALARS,
    TEXT,
    WHOLE,
    Kind,
    Names,
    list_of,
)
from indgang.kernel.expressions.lexer import BadExpression, Token, tokens

MAX_DEPTH = 24
MAX_WORDS = 250
MAX_LOOPS = 2  # one inside another
MAX_NESTED = 2  # a list of lists, and no deeper
MAX_WORK = 10_000_000  # words that are read when every list is as long as it may be
COMPARED = 10  # elements of a list that are compared while one word is read
LOOPS = ("all", "exists", "exists_one", "filter", "map")
TEXT_TESTS = ("startsWith", "endsWith", "contains")
ORDERED = (WHOLE, DECIMAL, TEXT, DATE, MONEY)
RESERVED = {"true", "false", "null", "in", "has", "size", "double", *LOOPS}


@dataclass(frozen=True)
class Part:
    """What a part of a condition is, and the path of declared names it reads ("" when it is computed).

    `longest`: the most elements that it can have when it is a list; `inner`: the most that each of those can.
    """

    kind: Kind
    path: str = ""
    longest: int = MAX_LIST
    inner: int = MAX_INNER


@dataclass(frozen=True)
class Checked:
    """A condition that passed. `paths` are the declared values it reads: `moving_date`, `household[].age`."""

    source: str
    kind: Kind
    paths: tuple[str, ...]
    nested: bool = False
    """One loop stands inside another."""

    @property
    def roots(self) -> frozenset[str]:
        return frozenset(path.split(".")[0].split("[")[0] for path in self.paths)


def check(source: str, names: Names, *, expect: Kind | None = None) -> Checked:
    """Read and check one condition. Raises BadExpression with a sentence that says what is wrong."""
    for name in names:
        if name in RESERVED:
            raise BadExpression(f"`{name}` means something in conditions. Choose another name.")
    reader = _Reader(source, names)
    part = reader.whole()
    if expect is not None and part.kind != expect:
        raise BadExpression(f"this gives {part.kind}, and {expect} is needed here.")
    return Checked(source, part.kind, tuple(sorted(reader.paths)), reader.deepest > 1)


class _Reader:
    """Recursive descent; one method for each level of CEL's grammar."""

    def __init__(self, source: str, names: Names) -> None:
        self.words = tokens(source)
        if len(self.words) > MAX_WORDS:
            raise BadExpression(f"the condition has more than {MAX_WORDS} words. Split it into named values.")
        self.at = 0
        self.names = dict.fromkeys(names)
        self.scope: dict[str, Part] = {name: Part(kind, name) for name, kind in names.items()}
        self.paths: set[str] = set()
        self.depth = 0
        self.loops = 0
        self.deepest = 0
        self.work = 0

    # --- words -------------------------------------------------------------------------------------------------

    @property
    def word(self) -> Token:
        return self.words[self.at]

    def sees(self, *values: str) -> bool:
        return self.word.value in values and self.word.sort in ("sign", "name")

    def take(self) -> Token:
        word = self.word
        if word.sort == "end":
            raise BadExpression("the condition stops in the middle.")
        self.at += 1
        self.work += 1
        return word

    def need(self, value: str) -> None:
        if not self.sees(value):
            raise self.bad(f"`{value}` was expected, and `{self.word.value}` stands here")
        self.at += 1

    def bad(self, sentence: str) -> BadExpression:
        return BadExpression(f"{sentence} (character {self.word.at}).")

    # --- levels ------------------------------------------------------------------------------------------------

    def whole(self) -> Part:
        part = self.choice()
        if self.word.sort != "end":
            raise self.bad(f"`{self.word.value}` was not expected")
        if self.work > MAX_WORK:
            raise BadExpression(
                "the condition is too slow when its lists are long. Split it into named values, "
                "or filter a list before you go through it."
            )
        return self.read(part)

    def read(self, part: Part) -> Part:
        """Note that a declared value is read as it stands."""
        if part.path:
            self.paths.add(part.path)
        return part

    def choice(self) -> Part:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadExpression("the condition is nested too deeply. Split it into named values.")
        test = self.either()
        if self.sees("?"):
            self.take()
            self.must(test, BOOL, "?")
            yes = self.read(self.either())
            self.need(":")
            no = self.read(self.choice())
            self.same(yes, no, ":")
            test = Part(yes.kind, "", max(yes.longest, no.longest), max(yes.inner, no.inner))
        self.depth -= 1
        return test

    def _row(
        self, signs: tuple[str, ...], below: Callable[[], Part], make: Callable[[str, Part, Part], Kind]
    ) -> Part:
        left = below()
        while self.sees(*signs):
            sign = self.take().value
            right = self.read(below())
            kind = make(sign, self.read(left), right)
            if sign in ("in", "==", "!=") and right.kind.item is not None:
                self.work += right.longest // COMPARED
            if kind.item is not None:
                self.work += (left.longest + right.longest) // COMPARED
            left = Part(kind, "", left.longest + right.longest, max(left.inner, right.inner))
        return left

    def either(self) -> Part:
        return self._row(("||",), self.both, self._logic)

    def both(self) -> Part:
        return self._row(("&&",), self.relation, self._logic)

    def relation(self) -> Part:
        return self._row(("==", "!=", "<", "<=", ">", ">=", "in"), self.sum, self._compare)

    def sum(self) -> Part:
        return self._row(("+", "-"), self.product, self._arithmetic)

    def product(self) -> Part:
        return self._row(("*", "/", "%"), self.single, self._arithmetic)

    def single(self) -> Part:
        if self.sees("!", "-"):
            sign = self.take().value
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise BadExpression("the condition is nested too deeply. Split it into named values.")
            part = self.read(self.single())
            self.depth -= 1
            if sign == "!":
                self.must(part, BOOL, "!")
            elif part.kind not in (WHOLE, DECIMAL, MONEY):
                raise self.bad(f"`-` needs a number, and this is {part.kind}")
            return Part(part.kind)
        return self.member()

    def member(self) -> Part:
        part = self.primary()
        while self.sees("."):
            self.take()
            name = self.take()
            if name.sort != "name":
                raise self.bad(f"a name was expected after the dot, and `{name.value}` stands here")
            part = self.call(part, name.value) if self.sees("(") else self.field(part, name.value)
        if self.sees("["):
            raise self.bad("`[` is not used after a value. Use all, exists or filter")
        return part

    def field(self, part: Part, name: str) -> Part:
        kind = part.kind.fields.get(name)
        if kind is None:
            known = ", ".join(part.kind.fields) or "no fields"
            raise self.bad(f"`{name}` is no field of `{part.path or part.kind}`, which has {known}")
        return Part(kind, f"{part.path}.{name}" if part.path else "", part.longest)

    def primary(self) -> Part:
        word = self.take()
        match word.sort:
            case "text":
                return Part(TEXT)
            case "whole":
                if int(word.value) > 2**63 - 1:
                    raise self.bad("the number is too large")
                return Part(WHOLE)
            case "decimal":
                return Part(DECIMAL)
            case "name":
                return self.name(word)
        if word.value == "(":
            part = self.choice()
            self.need(")")
            return part
        if word.value == "[":
            return self.list()
        raise self.bad(f"a value was expected, and `{word.value}` stands here")

    def name(self, word: Token) -> Part:
        name = word.value
        if name in ("true", "false"):
            return Part(BOOL)
        if name == "null" or name == "has":
            raise self.bad(f"`{name}` is not used: a value that is not known makes the whole rule not known")
        if self.sees("("):
            return self.function(name)
        if name not in self.scope:
            near = ", ".join(sorted(self.names)) or "none"
            raise BadExpression(f"`{name}` (character {word.at}) is not declared. Declared names: {near}.")
        return self.scope[name]

    def list(self) -> Part:
        if self.sees("]"):
            raise self.bad("an empty list says nothing. Use size(…) == 0")
        first, many = self.read(self.choice()), 1
        while self.sees(","):
            self.take()
            self.same(first, self.read(self.choice()), ",")
            many += 1
        self.need("]")
        if first.kind not in SCALARS:
            raise self.bad(f"a list in a condition holds texts or numbers, not {first.kind}")
        return Part(list_of(first.kind), "", many)

    # --- functions ---------------------------------------------------------------------------------------------

    def function(self, name: str) -> Part:
        function = FUNCTIONS.get(name)
        if function is None:
            known = ", ".join(one.how for one in FUNCTIONS.values())
            raise self.bad(f"`{name}(…)` is not used. There are {known}")
        self.need("(")
        parts = [self.read(self.choice())]
        while self.sees(","):
            self.take()
            parts.append(self.read(self.choice()))
        self.need(")")
        kinds = [part.kind for part in parts]
        gives = function.gives(kinds)
        if gives is None:
            asked = ", ".join(str(kind) for kind in kinds)
            mixed = " A number of kroner is written kr(200)." if MONEY in kinds and WHOLE in kinds else ""
            raise self.bad(f"`{name}` cannot be asked of {asked}: write {function.how}.{mixed}")
        self.work += sum(part.longest // COMPARED for part in parts if part.kind.item is not None)
        return Part(gives)

    def call(self, target: Part, name: str) -> Part:
        self.need("(")
        if name in LOOPS:
            return self.loop(target, name)
        if name == "size" and (target.kind.item is not None or target.kind == TEXT):
            self.read(target)
            self.need(")")
            return Part(WHOLE)
        if name in TEXT_TESTS and target.kind == TEXT:
            self.read(target)
            self.must(self.read(self.choice()), TEXT, name)
            self.need(")")
            return Part(BOOL)
        raise self.bad(f"`{name}` cannot be asked of {target.kind}")

    def loop(self, target: Part, name: str) -> Part:
        item = target.kind.item
        if item is None:
            raise self.bad(f"`{name}` needs a list, and this is {target.kind}")
        self.read(target)
        variable = self.take()
        if variable.sort != "name" or variable.value in RESERVED or variable.value in self.scope:
            raise self.bad(f"`{name}` needs a new name for each element, and `{variable.value}` is taken")
        self.need(",")
        self.loops += 1
        self.deepest = max(self.deepest, self.loops)
        if self.loops > MAX_LOOPS:
            raise BadExpression(f"more than {MAX_LOOPS} loops stand inside each other.")
        self.scope[variable.value] = Part(item, f"{target.path}[]" if target.path else "", target.inner)
        before = self.work
        body = self.read(self.choice())
        del self.scope[variable.value]
        self.loops -= 1
        self.need(")")
        nested = body.longest // COMPARED if name == "map" and body.kind.item is not None else 0
        self.work = before + target.longest * (self.work - before + nested)
        if name == "map":
            kind = list_of(body.kind)
            if _nested(kind) > MAX_NESTED:
                raise BadExpression(f"lists stand more than {MAX_NESTED} deep inside each other.")
            return Part(kind, "", target.longest, body.longest)
        self.must(body, BOOL, name)
        return replace(target) if name == "filter" else Part(BOOL)

    # --- kinds -------------------------------------------------------------------------------------------------

    def must(self, part: Part, kind: Kind, where: str) -> None:
        self.read(part)
        if part.kind != kind:
            raise self.bad(f"`{where}` needs {kind}, and this is {part.kind}")

    def same(self, one: Part, other: Part, where: str) -> None:
        if one.kind != other.kind:
            self.no_bare_number(where, one.kind, other.kind)
            raise self.bad(
                f"`{where}` stands between {one.kind} and {other.kind}, and they must be of one kind"
            )

    def no_bare_number(self, where: str, one: Kind, other: Kind) -> None:
        """Money beside a number: nobody can tell whether kroner or øre are meant."""
        if MONEY in (one, other) and (WHOLE in (one, other) or DECIMAL in (one, other)):
            raise self.bad(
                f"`{where}` stands between money and a bare number. Write the number of kroner as kr(200)"
            )

    def _logic(self, sign: str, left: Part, right: Part) -> Kind:
        self.must(left, BOOL, sign)
        self.must(right, BOOL, sign)
        return BOOL

    def _compare(self, sign: str, left: Part, right: Part) -> Kind:
        if sign == "in":
            if right.kind.item is None or left.kind not in SCALARS:
                raise self.bad("`in` needs a value on the left and a list on the right")
            self.same(left, Part(right.kind.item), "in")
            return BOOL
        self.same(left, right, sign)
        if sign in ("==", "!="):
            if (left.kind.item or left.kind) not in SCALARS:
                raise self.bad(f"`{sign}` cannot compare two of {left.kind}")
        elif left.kind not in ORDERED:
            raise self.bad(f"`{sign}` cannot order {left.kind}")
        return BOOL

    def _arithmetic(self, sign: str, left: Part, right: Part) -> Kind:
        one, other = left.kind, right.kind
        if sign == "-" and one == other == DATE:
            return WHOLE
        if sign in ("+", "-") and one == DATE and other == WHOLE:
            return DATE
        if sign == "+" and one == other and (one == TEXT or one.item is not None):
            return one
        if one == other == WHOLE or (one == other == DECIMAL and sign != "%"):
            return one
        if sign in ("+", "-") and one == other == MONEY:
            return MONEY
        if sign == "*" and MONEY in (one, other) and WHOLE in (one, other):
            return MONEY
        if sign in ("+", "-"):
            self.no_bare_number(sign, one, other)
        elif MONEY in (one, other):
            raise self.bad(
                f"`{sign}` does not go between {one} and {other}. There are money * whole number, "
                "divide(money, whole number) and share(money, whole percent)"
            )
        raise self.bad(f"`{sign}` does not go between {one} and {other}")


def _nested(kind: Kind) -> int:
    return 0 if kind.item is None else 1 + _nested(kind.item)
