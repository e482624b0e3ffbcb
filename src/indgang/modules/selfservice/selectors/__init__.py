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
from indgang.modules.selfservice.selectors.together import (
    drafts_in,
    joining_of,
    joinings_of,
    mark_for,
    shared_step,
    together,
    together_for,
)
from indgang.modules.selfservice.selectors.versions import solution, solutions
from indgang.modules.selfservice.selectors.views import (
    Card,
    DraftInfo,
    DraftLine,
    DraftView,
    FieldView,
    JoiningView,
    Option,
    Reason,
    ReceiptView,
    SolutionInfo,
    StepView,
    SummaryView,
    Together,
    Written,
)

__all__ = [
    "Card",
    "DraftExpired",
    "DraftInfo",
    "DraftLine",
    "DraftView",
    "FieldView",
    "JoiningView",
    "Option",
    "Reason",
    "ReceiptView",
    "Replay",
    "SolutionInfo",
    "StepView",
    "SummaryView",
    "Together",
    "UnknownSolution",
    "Written",
    "begun",
    "check_reach",
    "draft",
    "drafts_in",
    "drafts_of",
    "find_addresses",
    "joining_of",
    "joinings_of",
    "mark_for",
    "receipt",
    "replay",
    "shared_step",
    "solution",
    "solutions",
    "step_view",
    "summary",
    "together",
    "together_for",
]
