"""The tables of channels."""

from indgang.modules.channels.models.availability import Availability
from indgang.modules.channels.models.entrances import Entrance
from indgang.modules.channels.models.outages import Outage
from indgang.modules.channels.models.plans import Plan, PlanEntry
from indgang.modules.channels.models.prices import Price, PriceSheet
from indgang.modules.channels.models.procedure import Procedure

__all__ = ["Availability", "Entrance", "Outage", "Plan", "PlanEntry", "Price", "PriceSheet", "Procedure"]
