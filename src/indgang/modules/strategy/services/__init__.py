"""The deeds of strategy."""

from indgang.modules.strategy.services.loading import (
    StrategyTaken,
    check_folder,
    load_strategies,
    load_strategy_text,
)

__all__ = ["StrategyTaken", "check_folder", "load_strategies", "load_strategy_text"]
