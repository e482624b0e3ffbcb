"""The shape of a strategy, its checks, and how one extends another."""

from indgang.modules.strategy.schema.strategy.files import (
    Effective,
    Sheet,
    StrategyFile,
    check_all,
    effective,
    read_strategy,
    read_text,
)
from indgang.modules.strategy.schema.strategy.json_schema import json_schema
from indgang.modules.strategy.schema.strategy.shapes import LISTS, StrategyShape

__all__ = [
    "LISTS",
    "Effective",
    "Sheet",
    "StrategyFile",
    "StrategyShape",
    "check_all",
    "effective",
    "json_schema",
    "read_strategy",
    "read_text",
]
