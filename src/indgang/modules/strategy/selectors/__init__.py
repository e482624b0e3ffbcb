"""The questions of strategy."""

from indgang.modules.strategy.selectors.figures import (
    RowsPage,
    answers,
    definition,
    definitions,
    figure,
    figures,
    rows_behind,
)
from indgang.modules.strategy.selectors.prices import price_sheet
from indgang.modules.strategy.selectors.strategies import question, strategies, strategy

__all__ = [
    "RowsPage",
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
]
