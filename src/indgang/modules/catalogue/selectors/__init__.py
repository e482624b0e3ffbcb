"""Questions about what people can get, do or ask."""

from indgang.modules.catalogue.selectors.guidance import GuidanceInfo, QuestionInfo, StaffLayer, guidance
from indgang.modules.catalogue.selectors.search import Hit, SearchAnswer, search
from indgang.modules.catalogue.selectors.services import (
    LifeSituationInfo,
    ServiceInfo,
    UnknownService,
    UnknownSituation,
    life_situation,
    life_situations,
    live_service_ids,
    service,
    services,
    services_in,
)

__all__ = [
    "GuidanceInfo",
    "Hit",
    "LifeSituationInfo",
    "QuestionInfo",
    "SearchAnswer",
    "ServiceInfo",
    "StaffLayer",
    "UnknownService",
    "UnknownSituation",
    "guidance",
    "life_situation",
    "life_situations",
    "live_service_ids",
    "search",
    "service",
    "services",
    "services_in",
]
