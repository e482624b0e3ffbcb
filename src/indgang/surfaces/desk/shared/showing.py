"""A step of somebody else's draft as the clerk sees it: what stands there, who wrote it, who is where."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors import FieldView, StepView, Together, Written
from indgang.modules.selfservice.selectors.settled import settled_for
from indgang.modules.selfservice.selectors.together import PROTECTED
from indgang.modules.selfservice.vocabulary import (
    EMPTY,
    FROM_A_LIST,
    NO,
    YES,
    AnswerSource,
    JoiningState,
    ProposalEnd,
    QuestionKind,
    StepState,
)
from indgang.surfaces.common import formats
from indgang.surfaces.desk.shared.entering import Here

SUMMARY = "kontroller"
"""What the citizen's page calls its last step."""

NAMES_OF_ENDS = {
    ProposalEnd.ACCEPTED: ("good", Text("Taget imod", "Accepted")),
    ProposalEnd.DECLINED: ("quiet", Text("Nej tak", "Declined")),
    ProposalEnd.WITHDRAWN: ("quiet", Text("Trukket tilbage", "Withdrawn")),
    ProposalEnd.OVERTAKEN: ("quiet", Text("Afløst af et nyere", "Replaced by a newer one")),
}


@dataclass(frozen=True)
class ShownProposal:
    """A proposal and what became of it. Only its own clerk can withdraw it."""

    label: Text
    shown: Text
    now_shown: Text
    note: str
    by: str
    at: str
    open: bool
    urgency: str
    state: Text
    changed_since: bool
    withdraw_url: str


@dataclass(frozen=True)
class ShownField:
    """One question with what stands there now. `cursors`: who is at it."""

    key: str
    label: Text
    help: Text
    value: str
    required: bool
    error: Text
    notice: Text
    written: str
    cursors: tuple[str, ...]
    proposals: tuple[ShownProposal, ...]
    propose_url: str


@dataclass(frozen=True)
class ShownGroup:
    """Questions that are asked several times. `propose_url` asks the citizen for one more row; empty: no room."""

    key: str
    title: Text
    one: Text
    rows: int
    proposals: tuple[ShownProposal, ...]
    propose_url: str


@dataclass(frozen=True)
class Place:
    """Where the citizen is. No `name`: they have no page of the draft open."""

    name: str = ""
    here: bool = False
    question: str = ""
    step_url: str = ""
    step_title: str = ""
    at_end: bool = False
    """Where they check everything and send."""


@dataclass(frozen=True)
class GuideStep:
    title: str
    url: str
    done: bool
    error: bool


@dataclass(frozen=True)
class Guide:
    """Every step can be looked at. `current` counts from 1."""

    steps: tuple[GuideStep, ...]
    current: int


def when(at: datetime) -> str:
    """`kl. 10.42` of today, else with its day."""
    today = timezone.localdate(at) == timezone.localdate(clock.now())
    return formats.clock_time(at) if today else formats.moment(at)


def who_wrote(written: Written | None) -> str:
    """Who wrote an answer, and where it came from; empty when nobody did."""
    if written is None:
        return ""
    words = {
        AnswerSource.CITIZEN: _("%(by)s skrev det %(when)s."),
        AnswerSource.PROPOSAL: _("%(by)s foreslog det. Borgeren tog imod det %(when)s."),
        AnswerSource.REGISTER: _("Hentet fra et register %(when)s."),
        AnswerSource.STAFF: _("%(by)s skrev det ind for borgeren %(when)s."),
    }[written.source]
    return words % {"by": written.by, "when": when(written.at)}


def in_words(field: FieldView) -> str:
    """The answer as one would read it aloud, also when it is wrong; empty when there is none."""
    if field.shown_value:
        return str(field.shown_value)
    typed = field.values or ((field.value,) if field.value else ())
    names = {option.value: str(option.label) for option in field.options}
    if field.kind in (QuestionKind.YES_NO, QuestionKind.CONFIRM):
        names |= {"yes": str(YES), "no": str(NO)}
    return ", ".join(names.get(one, one) for one in typed)


def may_propose(field: FieldView) -> bool:
    """A declaration and a CPR number are the citizen's own; and one cannot propose what one cannot choose."""
    if field.kind in (QuestionKind.CONFIRM, QuestionKind.CPR, QuestionKind.UPLOAD):
        return False
    chosen_from = field.kind is QuestionKind.CHOICE or field.kind in FROM_A_LIST
    return bool(field.options) or not chosen_from


def fields_of(at: Here, view: StepView) -> list[ShownField]:
    """Every question of the step. What is not answered yet is no error."""
    present = _together(view).here
    proposals = _proposals(at, view)
    found = []
    for field in view.fields:
        value = in_words(field)
        found.append(
            ShownField(
                key=field.key,
                label=field.full_label,
                help=field.help,
                value=value,
                required=field.required,
                error=field.error if value else EMPTY,
                notice=field.notice,
                written=who_wrote(field.written) if value else "",
                cursors=tuple(one.name for one in present if (one.step, one.field) == (view.key, field.key)),
                proposals=tuple(proposals.get(field.key, ())),
                propose_url=at.address("propose", view.key, field.key) if may_propose(field) else "",
            )
        )
    return found


def groups_of(at: Here, view: StepView) -> list[ShownGroup]:
    """Every group of the step, with how many rows there are; the rows' questions stand among the others."""
    proposals = _proposals(at, view)
    return [
        ShownGroup(
            key=group.key,
            title=group.title,
            one=group.one,
            rows=len(group.rows),
            proposals=tuple(proposals.get(group.key, ())),
            propose_url=at.address("propose", view.key, group.add_key) if group.add_key else "",
        )
        for group in view.groups
    ]


def is_masked(view: StepView) -> bool:
    """Whether something on the step is covered until the clerk has said why they must see it."""
    covered = [card.note for card in view.cards] + [field.shown_value for field in view.fields]
    return PROTECTED in covered


def guide_of(at: Here, view: StepView) -> Guide:
    """The step guide. The clerk can look at every step, also where the citizen has not been."""
    lines = [
        GuideStep(
            title=str(one.title),
            url=at.address("shared_step", one.key),
            done=not one.errors and one.state is not StepState.CURRENT,
            error=False,
        )
        for one in view.steps
    ]
    return Guide(tuple(lines), view.number)


def place_of(at: Here, view: StepView) -> Place:
    """Where the citizen is now: at a question here, on another step, elsewhere, or nowhere."""
    found = next((one for one in _together(view).here if not one.staff), None)
    if found is None:
        return Place()
    if found.step == view.key:
        labels = {field.key: str(field.full_label) for field in view.fields}
        return Place(found.name, here=True, question=labels.get(found.field, ""))
    titles = {one.key: str(one.title) for one in view.steps}
    if found.step not in titles:
        return Place(found.name, at_end=found.step == SUMMARY)
    url = at.address("shared_step", found.step)
    return Place(found.name, step_url=url, step_title=titles[found.step])


def others_of(at: Here, view: StepView) -> list[str]:
    """The other clerks in the draft, by name and unit."""
    found = []
    for helper in _together(view).helpers:
        if helper.joining_id == at.help.id:
            continue
        joined = helper.state is JoiningState.JOINED
        words = _("%(name)s, %(unit)s, er også med") if joined else _("%(name)s, %(unit)s, har spurgt")
        found.append(words % {"name": helper.name, "unit": helper.unit})
    return found


def consent_of(at: Here, view: StepView) -> str:
    """When the citizen let this clerk in."""
    mine = (one.since for one in _together(view).helpers if one.joining_id == at.help.id)
    return _("Borgeren sagde ja %(when)s.") % {"when": when(next(mine, at.help.asked_at))}


def _together(view: StepView) -> Together:
    """Somebody helps, or the clerk would not be here. Raises LookupError for a draft without help."""
    if view.together is None:
        raise LookupError(f"{view.key}: nobody helps in this draft.")
    return view.together


def _proposals(at: Here, view: StepView) -> dict[str, list[ShownProposal]]:
    """The proposals by question: the open one first, then what became of the others."""
    found: dict[str, list[ShownProposal]] = {}
    for one in _together(view).proposals:
        mine = one.by == at.by.name
        found.setdefault(one.place, []).append(
            ShownProposal(
                label=one.label,
                shown=one.shown,
                now_shown=one.now_shown,
                note=one.note,
                by=one.by,
                at=when(one.at),
                open=True,
                urgency="busy",
                state=Text("Venter på borgeren", "Waiting for the citizen"),
                changed_since=one.changed_since,
                withdraw_url=at.address("withdraw_proposal", one.id) if mine else "",
            )
        )
    for old in settled_for(at.draft_id, view.key, at.by):
        urgency, state = NAMES_OF_ENDS[old.end]
        found.setdefault(old.key, []).append(
            ShownProposal(
                label=EMPTY,
                shown=old.shown,
                now_shown=EMPTY,
                note="",
                by=old.by,
                at=when(old.at),
                open=False,
                urgency=urgency,
                state=state,
                changed_since=False,
                withdraw_url="",
            )
        )
    return found
