"""What is answered: frozen pictures of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import (
    SETTLED,
    STEP_NAMES,
    CaseState,
    Complaint,
    Fact,
    FilingDirection,
    Finding,
    FollowUp,
    Outcome,
    Section,
    StepKind,
)
from indgang.modules.identity.vocabulary import Ground, Party
from indgang.modules.messages.selectors import MessageDetail
from indgang.modules.messages.vocabulary import Letter

NOTHING = Text()


@dataclass(frozen=True)
class CaseInfo:
    """One case in a list. `status` is the sentence "what happens now?"; `next_date` the date in it.

    `in_review`: the party asked a person to look at the automatic decision, which stands meanwhile.
    """

    id: UUID
    number: str
    key: str
    service_id: str
    title: Text
    state: CaseState
    status: Text
    next_date: date | None
    opened_at: datetime
    decided_at: datetime | None
    outcome: Outcome | None
    unit: str
    journey_id: UUID | None
    version: int
    in_review: bool = False
    hearing: bool = False
    """What we wait for is the party's word on a hearing."""
    waits_for: Text = NOTHING
    """What a case that waits for others waits for, when it is no answer of anybody."""

    @property
    def case_key(self) -> str:
        return f"case:{self.id}"


@dataclass(frozen=True)
class DecisionInfo:
    """One decision, with what it was made from. `automatic`: by rules alone, and a full grant."""

    id: UUID
    case_id: UUID
    sequence: int
    outcome: Outcome
    automatic: bool
    decided_at: datetime
    decided_by: str
    unit: str
    reasons: str
    goes_against: bool
    no_hearing: str
    rule_version: str
    inputs: Mapping[str, Any]
    finding: Finding
    letter: Letter
    message_id: UUID
    complaint: Complaint | None


@dataclass(frozen=True)
class StepInfo:
    at: datetime
    kind: StepKind
    text: Text
    actor_name: str
    internal: str = ""

    @property
    def name(self) -> Text:
        """What staff call it; `text` is in the citizen's words."""
        return STEP_NAMES[self.kind]


@dataclass(frozen=True)
class NoteInfo:
    at: datetime
    author: str
    text: str


@dataclass(frozen=True)
class TaskInfo:
    """`to` is a unit's id, or a word for somebody else; `to_name` what a reader sees.

    `is_review`: it is done by answering the citizen or by taking the case up again, not by a tick.
    """

    id: UUID
    to: str
    to_name: Text
    title: Text
    due: date
    done_at: datetime | None
    days_left: int
    is_review: bool = False
    letter: UUID | None = None
    """The letter that did not arrive, when the task is about one."""


@dataclass(frozen=True)
class ReviewInfo:
    """The party wants a person to look at the automatic decision. `why` is all that they wrote, oldest first."""

    asked_on: date
    due: date
    why: tuple[str, ...]


@dataclass(frozen=True)
class HearingInfo:
    """The party was shown `facts` and the reasons as they stood. `over`: they answered, or the last day is past."""

    at: datetime
    answer_by: date
    facts: tuple[Fact, ...]
    reasons: str
    by: str
    message_id: UUID
    answered: bool
    over: bool


@dataclass(frozen=True)
class SampleInfo:
    """An automatic decision that was drawn. `agrees` None: nobody has looked at it yet, and it is due on `due`.

    `mine`: the reader wrote it in for the citizen, so somebody else must look.
    """

    id: UUID
    due: date
    agrees: bool | None
    reason: str
    by: str
    at: datetime | None
    mine: bool


@dataclass(frozen=True)
class FilingInfo:
    at: datetime
    direction: FilingDirection
    theme: Text
    document: str


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the time line: exactly one of the three is there."""

    at: datetime
    step: StepInfo | None = None
    note: NoteInfo | None = None
    message: MessageDetail | None = None


@dataclass(frozen=True)
class CaseForParty:
    """A case as its party sees it: no names of staff but the one who signed, no notes."""

    info: CaseInfo
    party: Party
    unit_name: Text
    phone: str
    application: tuple[Section, ...]
    steps: tuple[StepInfo, ...]
    messages: tuple[MessageDetail, ...]
    decision: DecisionInfo | None

    @property
    def may_ask_for_review(self) -> bool:
        """Whether the rules alone decided it, and nobody has asked for a person yet."""
        asked = any(step.kind is StepKind.REVIEW_ASKED for step in self.steps)
        return self.decision is not None and self.decision.automatic and not asked

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether its party can still take it back: it is not decided, and never was."""
        return self.info.state not in SETTLED and all(
            step.kind is not StepKind.DECIDED for step in self.steps
        )


@dataclass(frozen=True)
class CaseForStaff:
    """A case as the department sees it.

    `days_left` until we owe the answer, negative when late; it says nothing while we wait for the party, whom we
    asked on `asked_on` and who has until `reply_by`. `protected`: the party has a hidden address, or somebody in the
    case has, wants or may have one. `masked`: the reader has not taken such a case: application, facts, reasons,
    decisions, letters and notes are left out.
    """

    info: CaseInfo
    party: Party
    actor_name: str
    ground: Ground
    unit: str
    unit_name: Text
    department: str
    handler_id: str
    handler: str
    due: date
    days_left: int
    asked_on: date | None
    reply_by: date | None
    protected: bool
    masked: bool
    application: tuple[Section, ...]
    finding: Finding
    follow_ups: tuple[FollowUp, ...]
    tasks: tuple[TaskInfo, ...]
    decisions: tuple[DecisionInfo, ...]
    timeline: tuple[TimelineEntry, ...]
    may_handle: bool
    taken_by_me: bool
    review: ReviewInfo | None = None
    hearings: tuple[HearingInfo, ...] = ()
    unheard: tuple[Fact, ...] = ()
    """What speaks against the party, and they have neither seen nor been heard about."""
    sample: SampleInfo | None = None

    @property
    def hearing(self) -> HearingInfo | None:
        """The last one."""
        return self.hearings[-1] if self.hearings else None

    @property
    def decision(self) -> DecisionInfo | None:
        """The decision that holds: the last one of a decided case."""
        return self.decisions[-1] if self.decisions and self.info.state is CaseState.DECIDED else None
