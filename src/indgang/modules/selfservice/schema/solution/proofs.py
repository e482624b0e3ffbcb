"""What a full grant gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from indgang.kernel.expressions import Expression, Kind
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution.ends import EndsUse


@dataclass(frozen=True)
class ProofRow:
    """One row. `each` is the path of a list whose elements have `fields`; empty for a row of one line."""

    id: str
    label: Text
    value: Text
    each: str
    fields: Mapping[str, Kind]
    when: Expression | None
    hidden_when: Expression | None


@dataclass(frozen=True)
class Gives:
    """A certificate or a licence. `marks` by name are paths of what it is found by."""

    kind: str
    id: str
    title: Text
    intro: Text
    note: Text
    language: str
    valid_from: Expression
    valid_until: Expression | None
    rows: tuple[ProofRow, ...]
    verify: frozenset[str]
    marks: Mapping[str, str]
    ends: EndsUse | None = None
