"""What a target may name: every indicator with its unit and groups, without loading the engine.

`rules/indicators` defines them; a test holds the two together. Groups are those of the ledger's channels, or the
indicator's own.
"""

from indgang.modules.strategy.vocabulary import ALL, CHANNEL_GROUPS, Better, Unit

_EVERY = (ALL, *CHANNEL_GROUPS)

GROUPS: dict[str, tuple[str, ...]] = {
    "contacts": _EVERY,
    "channel_share": CHANNEL_GROUPS,
    "cost": _EVERY,
    "cost_share": CHANNEL_GROUPS,
    "cost_per_transaction": (ALL,),
    "digital_share_citizen2012": ("digital",),
    "digital_share_hvidovre": ("digital",),
    "take_up": ("alone", "co_served", "by_staff", "alone_without_exempt"),
    "completion_citizen2012": (ALL,),
    "completion_govuk": (ALL,),
    "resolved_at_once": _EVERY,
    "fcr": ("w7", "w14", "w30", "staff_says"),
    "repeat_share": ("w7", "w14", "w30", "dearer_w7"),
    "website_first": ("asked", "estimated"),
    "failure_demand": (ALL,),
    "misdirected_share": _EVERY,
    "no_show": (ALL, "reminded", "not_reminded"),
    "straight_through": (ALL,),
    "decision_time": ("median", "p90"),
    "satisfaction": ("satisfied",),
    "graduation": (ALL,),
    "reach": ("entrances", "solutions", "services_with_solution", "new_solutions"),
}

_UNITS: dict[str, Unit] = {
    "contacts": Unit.CONTACTS,
    "cost": Unit.KR,
    "cost_per_transaction": Unit.KR,
    "decision_time": Unit.DAYS,
    "reach": Unit.COUNT,
}

_LESS_IS_BETTER = {
    "cost",
    "cost_per_transaction",
    "decision_time",
    "failure_demand",
    "misdirected_share",
    "no_show",
    "repeat_share",
}
_WITH_STAFF = {"telephone", "in_person", "written"}


def unit_of(indicator: str) -> Unit:
    """What an indicator is counted in: percent unless it says otherwise."""
    return _UNITS.get(indicator, Unit.PERCENT)


def better_of(indicator: str, group: str) -> Better:
    """Which way a target goes when the file does not say: fewer contacts that need staff, more digital ones."""
    fewer = indicator in _LESS_IS_BETTER or group in ("by_staff", "entrances")
    if indicator in ("contacts", "channel_share", "cost_share") and group in _WITH_STAFF:
        fewer = True
    return Better.LOWER if fewer else Better.HIGHER
