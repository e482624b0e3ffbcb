"""All that a decision is made from, and nothing else: it can be stored, and asked again years later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from indgang.modules.cases.vocabulary import Calculation


@dataclass(frozen=True)
class Given:
    """One answer. `typed` is what was typed, or the ticked ones; `found` what a register made of it.

    `proposed_by` is who proposed it, when somebody did and the citizen took it (source `proposal`).
    """

    typed: str | tuple[str, ...]
    found: Any = None
    source: str = "citizen"
    proposed_by: str = ""
    reused: str = ""
    """Where it was written before, when the citizen took it from there."""

    def as_json(self) -> dict[str, Any]:
        typed = list(self.typed) if isinstance(self.typed, tuple) else self.typed
        kept = {"typed": typed, "found": self.found, "source": self.source}
        kept |= {"proposed_by": self.proposed_by} if self.proposed_by else {}
        return kept | ({"reused": self.reused} if self.reused else {})

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Given":
        typed = value["typed"]
        return cls(
            tuple(typed) if isinstance(typed, list) else typed,
            value.get("found"),
            value.get("source", "citizen"),
            value.get("proposed_by", ""),
            value.get("reused", ""),
        )


@dataclass(frozen=True)
class Looked:
    """What a register said, when, and what it was asked with. `value` None: not known.

    `asked` None: it holds whatever is asked (a fact that was handed in).
    """

    value: Any
    asked: Mapping[str, Any] | None = None
    at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "asked": self.asked, "at": self.at.isoformat() if self.at else None}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Looked":
        at = value.get("at")
        return cls(value["value"], value.get("asked"), datetime.fromisoformat(at) if at else None)


@dataclass(frozen=True)
class ParameterRow:
    """A dated parameter as it stood on the day. `value` None: there is none that may decide."""

    key: str
    value: Any
    valid_from: date | None = None
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        day = self.valid_from.isoformat() if self.valid_from else None
        return {"key": self.key, "value": self.value, "valid_from": day, "source": self.source}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "ParameterRow":
        day = value.get("valid_from")
        return cls(
            value["key"], value["value"], date.fromisoformat(day) if day else None, value.get("source", "")
        )


@dataclass(frozen=True)
class Before:
    """What stands, when a grant is worked out again: what the two are compared by, whole or in øre (None: not known);
    the rules that did not speak for it then; and the tables as they were.
    """

    value: int | None
    doubts: tuple[str, ...] = ()
    calculations: tuple[Calculation, ...] = ()

    def as_json(self) -> dict[str, Any]:
        tables = [one.as_json() for one in self.calculations]
        return {"value": self.value, "doubts": list(self.doubts), "calculations": tables}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Before":
        tables = tuple(Calculation.of(one) for one in value["calculations"])
        return cls(value["value"], tuple(value["doubts"]), tables)


@dataclass(frozen=True)
class Inputs:
    """`municipality` has code, name and area; `parameters` are by the solution's own names. `before`: what a standing
    grant came to, when it is worked out again; then some terms mean something else (`Solution.again`).
    """

    today: date
    ground: str
    municipality: Mapping[str, str]
    parameters: Mapping[str, ParameterRow] = field(default_factory=dict)
    facts: Mapping[str, Looked] = field(default_factory=dict)
    answers: Mapping[str, Given] = field(default_factory=dict)
    before: Before | None = None

    def as_json(self) -> dict[str, Any]:
        kept = {
            "today": self.today.isoformat(),
            "ground": self.ground,
            "municipality": dict(self.municipality),
            "parameters": {key: row.as_json() for key, row in self.parameters.items()},
            "facts": {key: looked.as_json() for key, looked in self.facts.items()},
            "answers": {key: given.as_json() for key, given in self.answers.items()},
        }
        return kept | ({"before": self.before.as_json()} if self.before else {})

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Inputs":
        before = value.get("before")
        return cls(
            today=date.fromisoformat(value["today"]),
            ground=value["ground"],
            municipality=dict(value["municipality"]),
            parameters={key: ParameterRow.of(row) for key, row in value["parameters"].items()},
            facts={key: Looked.of(row) for key, row in value["facts"].items()},
            answers={key: Given.of(row) for key, row in value["answers"].items()},
            before=Before.of(before) if before else None,
        )
