"""Dated parameters, as a solution's conditions use them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from indgang.kernel.expressions import DATE, MONEY, Kind
from indgang.kernel.expressions.kinds import Unknown, ready
from indgang.kernel.money import ore_of
from indgang.modules.selfservice.rules.inputs import ParameterRow
from indgang.modules.selfservice.schema.solution import ParameterUse, Rate


def parameter_value(use: ParameterUse, row: ParameterRow | None, municipality: Mapping[str, str]) -> Any:
    """The value under the solution's name: the whole, or the part that `pick` names; None when there is
    none.
    """
    value = picked(use, row, municipality)
    return value if _fits(value, use.kind) else None


def picked(use: ParameterUse, row: ParameterRow | None, municipality: Mapping[str, str]) -> Any:
    """The value as it stands: one that is not of its kind counts as unknown where it is used."""
    value = row.value if row else None
    if use.pick:
        key = municipality.get("area", "") if use.pick == "area" else use.pick
        value = value.get(key) if isinstance(value, dict) else None
    if use.kind == DATE:
        return day_of(value)
    return ore_of(value) if use.kind == MONEY else value


def day_of(value: Any) -> date | None:
    """A parameter's day, written 2026-12-05; None when it is not one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def rate_value(rate: Rate, row: ParameterRow | None, key: str) -> Any:
    """What stands under a key of a rate's table, money in øre; None when nothing does."""
    table = row.value if row else None
    value = table.get(key) if isinstance(table, dict) else None
    return ore_of(value) if rate.kind == MONEY else value


def _fits(value: Any, kind: Kind) -> bool:
    try:
        ready(value, kind)
    except Unknown:
        return False
    return True
