"""The verdict: a sentence with the number in it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import (
    CHANNEL_GROUPS,
    GROUP_NAMES,
    Definition,
    Figure,
    StrategyInfo,
    TargetInfo,
    UnknownIndicator,
)
from indgang.surfaces.common import formats
from indgang.surfaces.steering import reading

ByGroup = Mapping[tuple[str, str], Figure]


def indicator_name(id: str) -> str:
    """The name of an indicator; of one that the ledger cannot count yet, what it is about."""
    found = definition_of(id)
    return str(found.name) if found else _("Antal")


def definition_of(indicator: str) -> Definition | None:
    """What an indicator counts; None for one that the ledger cannot count yet."""
    try:
        return strategy.definition(indicator)
    except UnknownIndicator:
        return None


def headline(figures: ByGroup) -> str:
    """`19,42 % digitale henvendelser`, or that there are none yet."""
    share = figures.get(("channel_share", "digital"))
    if share is not None and share.value is not None:
        value = reading.amount(share.value, share.unit)
        return _("%(share)s digitale henvendelser") % {"share": value}
    if figures["contacts", "all"].value is None:
        return _("Ingen henvendelser endnu")
    return _("Ingen digitale henvendelser endnu")


def against(goal: TargetInfo | None, figure: Figure) -> str:
    """`Målet for 2012 er 40 %. Der mangler 20,58 procentpoint.`; empty without a goal or a value."""
    if goal is None or figure.value is None:
        return ""
    aim = _("Målet for %(year)s er %(value)s.") % {
        "year": goal.year,
        "value": reading.target(goal.value, goal.unit),
    }
    missing = float(goal.value) - float(figure.value)
    if missing <= 0:
        return f"{aim} {_('Det er nået.')}"
    points = _("Der mangler %(points)s procentpoint.") % {"points": formats.number(missing, 2)}
    return f"{aim} {points}"


def imbalance(figures: ByGroup) -> str:
    """The group that costs most beyond its share: few contacts, much of the cost. Empty without data."""
    pairs = []
    for group in CHANNEL_GROUPS:
        share, cost = figures.get(("channel_share", group)), figures.get(("cost_share", group))
        if share and cost and share.value is not None and cost.value is not None:
            pairs.append((float(cost.value) - float(share.value), group, share, cost))
    if len(pairs) < 2:
        return ""
    beyond, group, share, cost = max(pairs, key=lambda pair: pair[0])
    if beyond <= 0 or share.value is None or cost.value is None:
        return ""
    return _("%(group)s: %(share)s af henvendelserne, men %(cost)s af udgiften.") % {
        "group": GROUP_NAMES[group],
        "share": reading.amount(share.value, share.unit),
        "cost": reading.amount(cost.value, cost.unit),
    }


def counted(strategy: StrategyInfo, figures: ByGroup) -> str:
    """`Københavns Kommune talte 9.270.000 henvendelser i 2009.`"""
    total = figures["contacts", "all"]
    if total.value is None:
        return ""
    return _("%(municipality)s talte %(count)s henvendelser i %(year)s.") % {
        "municipality": strategy.municipality_name,
        "count": reading.amount(total.value, total.unit),
        "year": total.year,
    }
