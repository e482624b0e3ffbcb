"""What decides, and what follows."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution.knowing import Case


@dataclass(frozen=True)
class Rule:
    id: str
    title: Text
    outcome: str
    when: Expression
    paragraph: str
    because: Text
    otherwise: Text
    facts: tuple[str, ...]


@dataclass(frozen=True)
class FollowUpRule:
    id: str
    kind: str
    to: str
    due: Expression
    when: Expression
    title: Text
    text: Text
    to_name: Text


@dataclass(frozen=True)
class Sentence:
    id: str
    cases: tuple[Case, ...]
    otherwise: Text
