"""What the page of a receipt is given: what was sent, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.cases.selectors import CaseForParty
from indgang.modules.cases.vocabulary import Calculation
from indgang.modules.selfservice.selectors.views import SummarySection
from indgang.modules.selfservice.vocabulary import EMPTY


@dataclass(frozen=True)
class ReasonFact:
    label: Text
    value: Text
    source: Text


@dataclass(frozen=True)
class Reason:
    """One line of "Hvorfor?": the rule in words, its paragraph, what it rested on."""

    rule: str
    title: Text
    paragraph: str
    because: Text
    facts: tuple[ReasonFact, ...]


@dataclass(frozen=True)
class TimelineRow:
    """`at` is the day; `done`: it has happened."""

    at: date | None
    text: Text
    done: bool


@dataclass(frozen=True)
class ReceiptView:
    """What was sent, and what came of it. `outcome` is the rules' finding at that time.

    `result` is the first sentence; `what_now` one sentence with a date. `why` are the rules that hold,
    `open_points` those that a person must look at. `case` is the case as it stands now, with its letters
    and its decision. `calculations`: how the amounts came about. `written_by` and `written_in` are the member
    of staff and the unit, when one wrote it in.
    """

    submission_id: UUID
    number: str
    sent_at: datetime
    title: Text
    service_id: str
    solution: str
    party_name: str
    outcome: str
    automatic: bool
    result: Text
    what_now: Text
    timeline: tuple[TimelineRow, ...]
    why: tuple[Reason, ...]
    open_points: tuple[Reason, ...]
    sections: tuple[SummarySection, ...]
    case_id: UUID | None
    case_number: str
    case: CaseForParty | None = None
    written_by: str = ""
    written_in: Text = EMPTY
    calculations: tuple[Calculation, ...] = ()
    shared: tuple[Reason, ...] = ()
    """How places were shared out, once it is decided: of the lines in `why` those that are about it."""
    too_late_to_correct: bool = False
    """It stands in a round that takes no more, so that another in its place would come too late."""
