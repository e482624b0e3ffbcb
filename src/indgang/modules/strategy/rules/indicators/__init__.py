"""Every indicator, one function each. The order of the imports is the order in which they are shown."""

# isort: off
from indgang.modules.strategy.rules.indicators import contacts, cost, selfservice, outcomes, repeats, failure
from indgang.modules.strategy.rules.indicators import answers, decisions, reach
from indgang.modules.strategy.rules.registry import registered

INDICATORS = registered()

__all__ = [
    "INDICATORS",
    "answers",
    "contacts",
    "cost",
    "decisions",
    "failure",
    "outcomes",
    "reach",
    "repeats",
    "selfservice",
]
