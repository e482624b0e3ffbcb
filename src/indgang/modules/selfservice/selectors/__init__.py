"""Questions to self-service."""

from indgang.modules.selfservice.selectors.addresses import find_addresses
from indgang.modules.selfservice.selectors.drafts import (
    begun,
    check_reach,
    draft,
    drafts_of,
    step_view,
    summary,
)
from indgang.modules.selfservice.selectors.errors import DraftExpired, UnknownSolution
from indgang.modules.selfservice.selectors.receipts import Replay, receipt, replay
from indgang.modules.selfservice.selectors.versions import solution, solutions
from indgang.modules.selfservice.selectors.views import (
    Card,
    DraftInfo,
    DraftView,
    FieldView,
    Option,
    Reason,
    ReceiptView,
    SolutionInfo,
    StepView,
    SummaryView,
)

__all__ = [
    "Card",
    "DraftExpired",
    "DraftInfo",
    "DraftView",
    "FieldView",
    "Option",
    "Reason",
    "ReceiptView",
    "Replay",
    "SolutionInfo",
    "StepView",
    "SummaryView",
    "UnknownSolution",
    "begun",
    "check_reach",
    "draft",
    "drafts_of",
    "find_addresses",
    "receipt",
    "replay",
    "solution",
    "solutions",
    "step_view",
    "summary",
]
