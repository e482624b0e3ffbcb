"""The shapes of the strategist's content."""

from indgang.modules.strategy.schema.prices import PriceShape, PriceSheetShape, read_price_sheet
from indgang.modules.strategy.schema.strategy import (
    LISTS,
    Effective,
    Sheet,
    StrategyFile,
    StrategyShape,
    check_all,
    effective,
    json_schema,
    read_strategy,
    read_text,
)

__all__ = [
    "LISTS",
    "Effective",
    "PriceShape",
    "PriceSheetShape",
    "Sheet",
    "StrategyFile",
    "StrategyShape",
    "check_all",
    "effective",
    "json_schema",
    "read_price_sheet",
    "read_strategy",
    "read_text",
]
