"""Dated parameters: amounts, limits and deadlines that change, and whether they may decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["found", "derived", "own", "missing", "demo"]
Value = str | list["Value"] | dict[str, "Value"] | None


@dataclass(frozen=True)
class Parameter:
    """One value in one period. `source`: where it was seen. `confirmed_by`: who answers for an own value."""

    key: str
    value: Value
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    status: Status = "missing"
    confirmed_by: str = ""
    note: str = ""

    def may_decide(self, *, demo_pack: bool) -> bool:
        """`found` and `derived` may decide, `own` when confirmed, `demo` only in a demo pack."""
        if self.value is None:
            return False
        match self.status:
            case "found" | "derived":
                return True
            case "own":
                return bool(self.confirmed_by)
            case "demo":
                return demo_pack
        return False


class Parameters:
    """The parameters of one municipality, asked by key and day."""

    def __init__(self, rows: Iterable[Parameter], *, demo_pack: bool) -> None:
        self._rows: dict[str, list[Parameter]] = {}
        self._demo_pack = demo_pack
        for row in rows:
            self._rows.setdefault(row.key, []).append(row)

    def keys(self) -> set[str]:
        return set(self._rows)

    def on(self, key: str, day: date) -> Parameter | None:
        """The row that holds on `day`, the latest beginning first; None when there is none."""
        valid = [
            row
            for row in self._rows.get(key, [])
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        ]
        return max(valid, key=lambda row: row.valid_from, default=None)

    def deciding(self, key: str, day: date) -> Value:
        """The value when it may decide on `day`, else None: a missing value makes a case, never a refusal."""
        return self.value_of(self.on(key, day))

    def value_of(self, row: Parameter | None) -> Value:
        """The value of a row when it may decide, else None."""
        return row.value if row and row.may_decide(demo_pack=self._demo_pack) else None

    def deciding_all(self, keys: Iterable[str], day: date) -> Mapping[str, Value]:
        return {key: self.deciding(key, day) for key in keys}
