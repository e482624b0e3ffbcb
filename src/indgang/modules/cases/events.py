"""News from cases."""

from dataclasses import dataclass
from uuid import UUID

from indgang.modules.identity.vocabulary import Party


@dataclass(frozen=True)
class CaseOpened:
    case_id: UUID
    submission_key: str
    party: Party
    service_id: str
    journey_id: UUID | None


@dataclass(frozen=True)
class CaseDecided:
    """`days` from received to decided, with decimals. `outcome` is a word of cases.vocabulary.Outcome."""

    case_id: UUID
    submission_key: str
    party: Party
    service_id: str
    outcome: str
    automatic: bool
    journey_id: UUID | None
    days: float


@dataclass(frozen=True)
class CaseWithdrawn:
    """The party took it back before it was decided."""

    case_id: UUID
    submission_key: str
    party: Party
