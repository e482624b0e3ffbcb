"""The deeds of strategy."""

from indgang.modules.strategy.services.factors import LONGEST_NOTE, NoSuchAnswer, NoteTooLong, answer_factor
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
    StrategyNeeded,
    StrategyTaken,
    check_folder,
    load_strategies,
    load_strategy_text,
    remove_strategy,
)
from indgang.modules.strategy.services.reports import make_report

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_REASON",
    "NoReason",
    "NoSuchAnswer",
    "NotYourTarget",
    "NoteTooLong",
    "ReasonNamesSomebody",
    "ReasonTooLong",
    "StrategyNeeded",
    "StrategyTaken",
    "UnknownOwner",
    "answer_factor",
    "check_folder",
    "load_strategies",
    "load_strategy_text",
    "make_report",
    "may_follow_up",
    "remove_strategy",
    "set_owner",
    "write_reason",
]
