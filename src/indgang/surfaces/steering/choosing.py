"""Which strategy the pages of steering show: the one that was asked for, else our own."""

from indgang.modules.identity import selectors as identity
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import StrategyInfo


def usual() -> str:
    """The id of the strategy to show when nobody asked for one; empty when there is none.

    The municipality's own before others', a whole municipality's before a department's, one that is measured on
    what we do before one that counts an old year, then the one with most targets.
    """
    own = identity.municipality().id
    found = sorted(
        strategy.strategies().values(),
        key=lambda one: (
            one.municipality != own,
            bool(one.department),
            one.measured_on != "live",
            not one.baseline,
            -len(one.targets),
            one.id,
        ),
    )
    return found[0].id if found else ""


def chosen(asked: str) -> StrategyInfo | None:
    """The strategy of this id; the usual one for an id that we do not know. None when there is none at all."""
    known = strategy.strategies()
    return known.get(asked) or known.get(usual())
