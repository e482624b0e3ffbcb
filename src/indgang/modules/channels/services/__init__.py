"""The deeds of channels."""

from indgang.modules.channels.services.availability import set_availability
from indgang.modules.channels.services.content import load_entrances, load_plans, load_procedure
from indgang.modules.channels.services.initiatives import BadPlan, reverse_plan, set_plan
from indgang.modules.channels.services.outages import (
    BadOutage,
    OutageOver,
    Told,
    change_outage,
    end_outage,
    tell_outage,
)
from indgang.modules.channels.services.prices import load_price_sheet

__all__ = [
    "BadOutage",
    "BadPlan",
    "OutageOver",
    "Told",
    "change_outage",
    "end_outage",
    "load_entrances",
    "load_plans",
    "load_price_sheet",
    "load_procedure",
    "reverse_plan",
    "set_availability",
    "set_plan",
    "tell_outage",
]
