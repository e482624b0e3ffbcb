"""Questions about channels: what is offered, where, when, and at what price."""

from indgang.modules.channels.rules.hours import OpenState
from indgang.modules.channels.rules.outages import OutageInfo
from indgang.modules.channels.selectors.entrances import (
    EntranceInfo,
    entrance,
    entrances,
    main_telephone,
    open_state,
)
from indgang.modules.channels.selectors.offers import Offer, Offers, PlaceInfo, first_offers, offers
from indgang.modules.channels.selectors.outages import (
    outages_announced,
    outages_now,
    outages_over,
    outages_to_come,
    stops_beginning,
)
from indgang.modules.channels.selectors.plans import PlanInfo, plan
from indgang.modules.channels.selectors.prices import (
    PriceInfo,
    PriceSheetInfo,
    UnknownPriceSheet,
    price_sheet,
    price_sheets,
)
from indgang.modules.channels.selectors.procedure import ByService, ProcedureInfo, procedure

__all__ = [
    "ByService",
    "EntranceInfo",
    "Offer",
    "Offers",
    "OpenState",
    "OutageInfo",
    "PlaceInfo",
    "PlanInfo",
    "PriceInfo",
    "PriceSheetInfo",
    "ProcedureInfo",
    "UnknownPriceSheet",
    "entrance",
    "entrances",
    "first_offers",
    "main_telephone",
    "offers",
    "open_state",
    "outages_announced",
    "outages_now",
    "outages_over",
    "outages_to_come",
    "plan",
    "price_sheet",
    "price_sheets",
    "procedure",
    "stops_beginning",
]
