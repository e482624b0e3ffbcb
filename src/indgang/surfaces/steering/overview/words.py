"""The verdict: a sentence with the number in it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import (
    CHANNEL_GROUPS,
    GROUP_NAMES,
    Definition,
    Figure,
    StrategyInfo,
    TargetInfo,
    Unit,
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


def of_group(unpriced: float | Decimal, contacts: Figure) -> str:
    """`Digitalt: 249 af 252`: how many contacts of a channel group have no price."""
    return _("%(group)s: %(some)s af %(all)s") % {
        "group": contacts.group_name,
        "some": reading.amount(unpriced, Unit.CONTACTS),
        "all": reading.amount(contacts.value or 0, Unit.CONTACTS),
    }


def unpriced_parts(parts: Sequence[str]) -> str:
    """`De fordeler sig sådan: Digitalt: 249 af 252.`; empty without parts."""
    if not parts:
        return ""
    return _("De kommer herfra: %(parts)s. Derfor er andelene af udgiften usikre.") % {
        "parts": "; ".join(parts)
    }


def costs_known(unpriced: float | Decimal, contacts: float | Decimal | None) -> bool:
    """Whether the cost of a group can be compared: at least half of its contacts have a price."""
    return float(unpriced) * 2 <= float(contacts or 0) or not unpriced


def imbalance(figures: ByGroup) -> str:
    """The group that costs most beyond its share: few contacts, much of the cost.

    Empty without data, and when most contacts of some group have no price: then no share of the cost can be relied on.
    """
    pairs = []
    for group in CHANNEL_GROUPS:
        paid, came = figures.get(("cost", group)), figures.get(("contacts", group))
        if paid and came and not costs_known(paid.unpriced, came.value):
            return ""
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
