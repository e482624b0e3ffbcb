"""What is known before anything is asked: parameters, facts, terms, and the names of all values."""

from collections.abc import Mapping
from dataclasses import dataclass

from indgang.kernel.expressions import DATE, TEXT, Expression, Kind, Names, record
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.look_up import LookUp

BUILT_IN: Names = {
    "today": DATE,
    "ground": TEXT,
    "municipality": record(code=TEXT, name=TEXT, area=TEXT),
}


@dataclass(frozen=True)
class Case:
    """A condition and the text that goes with it."""

    when: Expression
    text: Text


@dataclass(frozen=True)
class ParameterUse:
    id: str
    key: str
    kind: Kind
    pick: str
    label: Text


@dataclass(frozen=True)
class FactUse:
    """`ask`: argument -> path of the value it is filled with."""

    id: str
    look_up: str
    of: LookUp
    label: Text
    ask: Mapping[str, str]


@dataclass(frozen=True)
class Term:
    id: str
    label: Text
    expression: Expression


def kind_at(names: Names, path: str) -> Kind | None:
    """The kind of what a path such as `dwelling.use` or `household[].age` points to; None when nothing is
    there.
    """
    first, *rest = path.split(".")
    name, loop = first.removesuffix("[]"), first.endswith("[]")
    kind = names.get(name)
    if kind is not None and loop:
        kind = kind.item
    for part in rest:
        kind = kind.fields.get(part) if kind else None
    return kind
