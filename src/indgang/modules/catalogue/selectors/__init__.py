"""Questions about what people can get, do or ask."""

from indgang.modules.catalogue.selectors.feedback import (
    FeedbackInfo,
    answered_feedback,
    feedback_of,
    open_feedback,
)
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
    "FeedbackInfo",
    "GuidanceInfo",
    "Hit",
    "LifeSituationInfo",
    "QuestionInfo",
    "SearchAnswer",
    "ServiceInfo",
    "StaffLayer",
    "UnknownService",
    "UnknownSituation",
    "answered_feedback",
    "feedback_of",
    "guidance",
    "life_situation",
    "life_situations",
    "live_service_ids",
    "open_feedback",
    "search",
    "service",
    "services",
    "services_in",
]
