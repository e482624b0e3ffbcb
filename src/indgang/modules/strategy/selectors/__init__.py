"""The questions of strategy."""

from indgang.modules.strategy.schema import LISTS
from indgang.modules.strategy.schema import StrategyShape as StrategyContent
from indgang.modules.strategy.selectors.figures import (
    RowsPage,
    answers,
    definition,
    definitions,
    figure,
    figures,
    rows_behind,
    trend,
)
from indgang.modules.strategy.selectors.prices import price_sheet
from indgang.modules.strategy.selectors.strategies import question, strategies, strategy

__all__ = [
    "LISTS",
    "RowsPage",
    "StrategyContent",
    "answers",
    "definition",
    "definitions",
    "figure",
    "figures",
    "price_sheet",
    "question",
    "rows_behind",
    "strategies",
    "strategy",
    "trend",
]
