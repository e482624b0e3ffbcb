"""The shapes of the strategist's content."""

from indgang.modules.strategy.schema.prices import PriceShape, PriceSheetShape, read_price_sheet
from indgang.modules.strategy.schema.strategies import StrategyFile, StrategyShape, read_strategy

__all__ = [
    "PriceShape",
    "PriceSheetShape",
    "StrategyFile",
    "StrategyShape",
    "read_price_sheet",
    "read_strategy",
]
