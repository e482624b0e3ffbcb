"""The questions of strategy."""

from indgang.modules.strategy.selectors.figures import RowsPage, definitions, figure, figures, rows_behind
from indgang.modules.strategy.selectors.strategies import strategies, strategy

__all__ = ["RowsPage", "definitions", "figure", "figures", "rows_behind", "strategies", "strategy"]
