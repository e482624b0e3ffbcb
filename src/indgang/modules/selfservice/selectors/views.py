"""What a page is given: frozen pictures of a draft, a step and the summary.

A page reads these and asks nothing else. Every text is bilingual; a date is a date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Calculation
from indgang.modules.selfservice.selectors.group_views import GroupView, WayOut
from indgang.modules.selfservice.vocabulary import (
    EMPTY,
    AnswerSource,
    DraftState,
    JoiningState,
    QuestionKind,
    Shared,
    StepState,
)


@dataclass(frozen=True)
class SolutionInfo:
    """A self-service solution as offered here. `mode` is own or hand_over; `minutes` is how long it takes."""

    slug: str
    title: Text
    summary: Text
    service_id: str
    mode: str
    minutes: int
    steps: int
    version: str


@dataclass(frozen=True)
class StepInfo:
    """One step in the step guide. `number` counts from 1."""

    key: str
    number: int
    title: Text
    state: StepState
    errors: int = 0


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen. `chosen`: it is chosen now."""

    value: str
    label: Text
    help: Text = EMPTY
    chosen: bool = False


@dataclass(frozen=True)
class CardRow:
    label: Text
    value: Text


@dataclass(frozen=True)
class Card:
    """What we already know, where from, and when we fetched it; and the way to say that it is wrong.

    `available` is False when the register did not answer: there are no rows then, `note` says what happens.
    `wrong_key` is the name of the tick box "it is wrong" (value "yes"), empty when nothing can be said
    against it; `right_key` is the name of the text field "what is right", shown when the box is ticked
    (always there without JavaScript). Both are saved like any other value of the step. Of a register that did
    not answer only `right_key` is there, to tell us what we could not fetch.
    """

    key: str
    title: Text
    rows: tuple[CardRow, ...]
    source: Text
    fetched_at: datetime | None
    available: bool
    note: Text
    wrong_key: str
    wrong: bool
    right_key: str
    right_label: Text
    right_value: str
    right_error: Text


@dataclass(frozen=True)
class Written:
    """Who wrote an answer. `by` is who proposed it when the citizen took a proposal (`source` proposal).

    `staff`: a helper proposed it. What staff wrote in on request has `source` staff.
    """

    by: str
    staff: bool
    source: AnswerSource
    at: datetime
    revision: int = 0


@dataclass(frozen=True)
class FieldView:
    """One question with its present answer, exactly as typed, also when it is wrong.

    `value` is the text as typed; `values` the chosen ones of a list of tick boxes. `shown_value` is the
    answer in words ("1. december 2026"). For an address `value` is the register's id once it is known, else
    the typed text, and `options` are the addresses to choose between; the page sends back an option's value
    or a new text under the same key. `autocomplete` is the HTML attribute. `max_length` counts characters,
    0 when there is no limit.
    """

    key: str
    kind: QuestionKind
    label: Text
    help: Text
    why: Text
    required: bool
    value: str
    values: tuple[str, ...]
    shown_value: Text
    options: tuple[Option, ...]
    error: Text
    notice: Text
    autocomplete: str
    max_length: int
    written: Written | None = None
    reusable: bool = False
    """It is not answered, and what was written before under the same key may be offered."""
    expected: bool = False
    """Not required, but the citizen is told once when the answer is missing: `warning` says what."""
    warning: Text = EMPTY
    group: str = ""
    within: Text = EMPTY
    """The row of a group that it stands in: `Ønske 2`."""

    @property
    def full_label(self) -> Text:
        """The label with the row: for wherever it stands alone."""
        if not self.within:
            return self.label
        da, en = (f"{self.within.da}: {self.label.da}", f"{self.within.en}: {self.label.en or self.label.da}")
        return Text(da, en)


@dataclass(frozen=True)
class ErrorLine:
    """A line of the error summary: links to the field `key`."""

    key: str
    label: Text
    message: Text


@dataclass(frozen=True)
class DraftInfo:
    """A draft in a list. `step` is where to go on; `done` of `total` steps are finished.

    `actor_name` is who fills it in; `by_staff`: a member of staff writes it in, in the unit `entered_in`.
    """

    id: UUID
    solution: str
    service_id: str
    title: Text
    party_name: str
    actor_name: str
    step: str
    step_title: Text
    done: int
    total: int
    revision: int
    saved_at: datetime
    expires_at: datetime
    state: DraftState
    submission_id: UUID | None = None
    shared: Shared = Shared.ALONE
    by_staff: bool = False
    entered_in: Text = EMPTY


@dataclass(frozen=True)
class DraftView:
    """A draft with its step guide."""

    info: DraftInfo
    steps: tuple[StepInfo, ...]
    saved_step: str = ""
    """The step that was saved last, when it is shown still."""
    way_out: WayOut | None = None


@dataclass(frozen=True)
class Helper:
    """Somebody on the staff who asks to help (`asked`) or does (`joined`). `since` is when they asked or joined."""

    joining_id: UUID
    name: str
    unit: Text
    state: JoiningState
    since: datetime


@dataclass(frozen=True)
class Here:
    """Somebody who has a page of the draft open now. `field` is a question's key, or empty."""

    name: str
    staff: bool
    step: str
    field: str


@dataclass(frozen=True)
class OpenProposal:
    """An answer that a helper proposes. `shown` and `now_shown` are in words; `now_shown` is what stands there now.

    `changed_since`: the citizen answered after the helper saw it, so both values are shown.
    """

    id: UUID
    key: str
    step: str
    label: Text
    shown: Text
    now_shown: Text
    by: str
    at: datetime
    note: str
    changed_since: bool
    group: str = ""
    """The group that one more row is proposed for; empty for an answer."""

    @property
    def place(self) -> str:
        """What it stands beside on the page: its question, or its group."""
        return self.group or self.key


@dataclass(frozen=True)
class Together:
    """Who helps, who is where, and what is proposed. `mark` changes when any of it does, or an answer."""

    mark: str
    shared: Shared
    helpers: tuple[Helper, ...]
    here: tuple[Here, ...]
    proposals: tuple[OpenProposal, ...]

    @property
    def joined(self) -> tuple[Helper, ...]:
        return tuple(one for one in self.helpers if one.state is JoiningState.JOINED)

    @property
    def knocking(self) -> tuple[Helper, ...]:
        return tuple(one for one in self.helpers if one.state is JoiningState.ASKED)


@dataclass(frozen=True)
class DraftLine:
    """A draft as a desk lists it: how far it is, and no answer of it. `errors` counts answers that are wrong.

    `entered_by` is the member of staff who writes it in, empty when the citizen fills it in. `finds` is what the rules
    would find if it were sent as it stands, with what the registers said last; empty while something is missing.
    """

    id: UUID
    solution: str
    title: Text
    step: str
    step_title: Text
    done: int
    total: int
    errors: int
    saved_at: datetime
    shared: Shared
    entered_by: str = ""
    finds: str = ""


@dataclass(frozen=True)
class JoiningView:
    """A knock as the one who knocked sees it, in any state. `step` is where help was asked for, or where to go on.

    Nothing of the draft but what it is about: no name, no answer.
    """

    id: UUID
    draft_id: UUID
    contact_id: UUID | None
    service_id: str
    title: Text
    step: str
    step_title: Text
    state: JoiningState
    ended_by: str
    asked_at: datetime


@dataclass(frozen=True)
class StepView:
    """Everything one step's page shows. `previous` and `next` are step keys; an empty `next` is the
    summary. `together` is there only when somebody helps or is asked to.
    """

    draft: DraftInfo
    key: str
    number: int
    total: int
    title: Text
    intro: Text
    steps: tuple[StepInfo, ...]
    cards: tuple[Card, ...]
    fields: tuple[FieldView, ...]
    errors: tuple[ErrorLine, ...]
    revision: int
    saved_at: datetime
    previous: str
    next: str
    together: Together | None = None
    groups: tuple[GroupView, ...] = ()
    way_out: WayOut | None = None

    def values_from(self, getlist: Callable[[str], Sequence[str]]) -> dict[str, list[str]]:
        """What was sent for this step, from `request.POST.getlist`: the form for `services.answer(values=…)`.

        A tick box that was left empty sends nothing; here it counts as the empty answer.
        """
        names = [field.key for field in self.fields]
        for card in self.cards:
            names += [name for name in (card.wrong_key, card.right_key) if name]
        return {name: list(getlist(name)) for name in names}


@dataclass(frozen=True)
class SummaryRow:
    key: str
    label: Text
    value: Text
    source: Text
    error: Text = EMPTY


@dataclass(frozen=True)
class SummarySection:
    """The answers of one step; `step` is where they are changed."""

    step: str
    title: Text
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Missing:
    """An answer that must be given or put right before sending."""

    step: str
    key: str
    label: Text
    message: Text


@dataclass(frozen=True)
class SummaryView:
    """Check before sending. `ready`: nothing is missing; `key` goes along with the send button. `calculations`: what
    the answers come to, once they are all there.
    """

    draft: DraftInfo
    steps: tuple[StepInfo, ...]
    sections: tuple[SummarySection, ...]
    missing: tuple[Missing, ...]
    ready: bool
    revision: int
    saved_at: datetime
    key: str
    previous: str
    together: Together | None = None
    way_out: WayOut | None = None
    calculations: tuple[Calculation, ...] = ()
