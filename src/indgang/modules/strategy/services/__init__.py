"""The deeds of strategy."""

from indgang.modules.strategy.services.follow_up import (
    LONGEST_REASON,
    NoReason,
    NotYourTarget,
    ReasonNamesSomebody,
    ReasonTooLong,
    UnknownOwner,
    may_follow_up,
    set_owner,
    write_reason,
)
from indgang.modules.strategy.services.loading import (
    StrategyTaken,
    check_folder,
    load_strategies,
    load_strategy_text,
)
from indgang.modules.strategy.services.reports import make_report

__all__ = [
    "LONGEST_REASON",
    "NoReason",
    "NotYourTarget",
    "ReasonNamesSomebody",
    "ReasonTooLong",
    "StrategyTaken",
    "UnknownOwner",
    "check_folder",
    "load_strategies",
    "load_strategy_text",
    "make_report",
    "may_follow_up",
    "set_owner",
    "write_reason",
]
