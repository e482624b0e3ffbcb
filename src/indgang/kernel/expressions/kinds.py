"""What a name in a condition can be, and how its value is made ready for CEL."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

MAX_LIST = 500
MAX_INNER = 50
"""The longest list that stands inside another list, as those who have custody of each child."""
MAX_TEXT = 20_000
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Kind:
    """bool, whole, decimal, text, date, money, list (of `item`) or record (of `fields`)."""

    name: str
    item: "Kind | None" = None
    fields: Mapping[str, "Kind"] = field(default_factory=dict)

    def __str__(self) -> str:
        if self.item is not None:
            return f"list of {self.item}"
        return self.name


Names = Mapping[str, Kind]

BOOL = Kind("bool")
WHOLE = Kind("whole")
DECIMAL = Kind("decimal")
TEXT = Kind("text")
DATE = Kind("date")
MONEY = Kind("money")
"""Whole øre, so that nothing is lost on the way. `kr(200)` writes 200 kroner in a condition."""
SCALARS = (BOOL, WHOLE, DECIMAL, TEXT, DATE, MONEY)


def list_of(item: Kind) -> Kind:
    return Kind("list", item=item)


def record(**fields: Kind) -> Kind:
    return Kind("record", fields=fields)


class Unknown(Exception):
    """This value is not known (or is not of its kind, which is as good as not known)."""


def ready(value: Any, kind: Kind, longest: int = MAX_LIST) -> Any:
    """The value as CEL takes it. A day becomes its ordinal number, so that days can be counted.

    An unknown field is left out of its record. A list with an unknown element is unknown as a whole: to leave
    the element out would change what "all" means. Raises Unknown.
    """
    if value is None:
        raise Unknown
    scalar = _SCALAR.get(kind.name)
    if scalar is not None:
        return scalar(value)
    if kind.item is not None:
        return _list(value, kind.item, longest)
    return _record(value, kind, longest)


def _list(value: Any, item: Kind, longest: int) -> list[Any]:
    if not isinstance(value, list | tuple) or len(value) > longest:
        raise Unknown
    return [ready(element, item, MAX_INNER) for element in value]


def _record(value: Any, kind: Kind, longest: int) -> dict[str, Any]:
    if type(value) is not dict and not isinstance(value, Mapping):
        raise Unknown
    known = {}
    for name, of in kind.fields.items():
        one = value.get(name)
        if one is None:
            continue
        scalar = _SCALAR.get(of.name)
        try:
            known[name] = ready(one, of, longest) if scalar is None else scalar(one)
        except Unknown:
            continue
    return known


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unknown
    return value


def _whole(value: Any) -> int:
    if isinstance(value, str):
        try:
            value = int(value) if value.isascii() and len(value) < 20 else None
        except ValueError:
            raise Unknown from None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise Unknown
    return value


def _decimal(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unknown
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise Unknown from None
    if not math.isfinite(number):
        raise Unknown
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise Unknown
    return value


def _date(value: Any) -> int:
    if isinstance(value, datetime):
        raise Unknown
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Unknown from None
    if not isinstance(value, date):
        raise Unknown
    return value.toordinal()


def _money(value: Any) -> int:
    """Whole øre, as an int and nothing else: a text or a decimal number might have meant kroner."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise Unknown
    return value


_SCALAR = {
    "bool": _bool,
    "whole": _whole,
    "decimal": _decimal,
    "text": _text,
    "date": _date,
    "money": _money,
}


def fits(raw: Any, kind: Kind, longest: int = MAX_LIST) -> bool:
    """Whether a value that CEL gave is small enough to go on with: no longer than a value that was handed in."""
    if kind.item is not None:
        of = kind.item
        return len(raw) <= longest and (of.name in _SMALL or all(fits(one, of, MAX_INNER) for one in raw))
    return kind.name != TEXT.name or len(raw) <= MAX_TEXT


_SMALL = frozenset({"bool", "whole", "decimal", "date", "money", "record"})


def plain(value: Any, kind: Kind) -> Any:
    """The other way: a value that CEL gave, as Python and JSON know it. A day is a `date`."""
    if kind.name in _AS_IT_IS:
        return value
    if kind.name == "date":
        try:
            return date.fromordinal(value)
        except (ValueError, OverflowError, TypeError):
            return None
    if kind.item is not None:
        of = kind.item
        if of.name in _AS_IT_IS:
            return list(value)
        return [plain(element, of) for element in value]
    if kind.name == "record":
        return {
            name: value[name] if of.name in _AS_IT_IS else plain(value[name], of)
            for name, of in kind.fields.items()
            if name in value
        }
    return value


_AS_IT_IS = frozenset({"bool", "whole", "decimal", "text", "money"})
