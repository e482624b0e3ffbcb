"""What somebody sees who is asked about another's submission, and what the applicant and staff see of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.vocabulary import SETTLED
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Invitation, InvitationAnswer, Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.rules.wording import NOT_KNOWN
from indgang.modules.selfservice.schema.look_ups import STANDING_WORDS
from indgang.modules.selfservice.schema.solution import Ask, Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.answerers import (
    MustAnswerThemselves,
    is_applicant,
    may_answer_for_another,
)
from indgang.modules.selfservice.selectors.others import holding, invitations_of, newest_of, others_of
from indgang.modules.selfservice.selectors.views import SummaryRow
from indgang.modules.selfservice.vocabulary import InvitationState, Standing

PREFIX = "submission:"
HIDDEN = Text("Beskyttet", "Protected")
STILL_ASKED = (
    InvitationState.OPEN.value,
    InvitationState.SILENT.value,
    InvitationState.UNREACHED.value,
    InvitationState.ANSWERED.value,
)
"""Who may answer, or think again, until the case is settled."""


@dataclass(frozen=True)
class AskedLine:
    """One question on somebody's page. `answered`: they have, and may change it until the case is decided."""

    id: UUID
    title: Text
    answer_by: date
    answered: bool
    service_id: str


@dataclass(frozen=True)
class AnswerOption:
    value: str
    label: Text


@dataclass(frozen=True)
class InvitationView:
    """A question to somebody. `facts` is all that they are told of the submission, and nothing once it is settled or
    taken back. `answered`, `text`: the newest that they said, empty before; `open`: they can still answer.
    """

    id: UUID
    title: Text
    intro: Text
    facts: tuple[SummaryRow, ...]
    duty: Text
    paragraph: str
    choices: tuple[AnswerOption, ...]
    answer_by: date
    answered: str
    answered_label: Text
    answered_on: date | None
    text: str
    open: bool
    service_id: str
    unit: str
    told_by: str = ""
    """Who of the staff wrote the answer down; empty when they answered themselves."""


@dataclass(frozen=True)
class AskedOther:
    """Whom the applicant's case waits for, never by name: `label` is what the solution calls them."""

    label: Text
    standing: Standing
    says: Text
    answer_by: date

    @property
    def waiting(self) -> bool:
        return self.standing is Standing.WAITING


@dataclass(frozen=True)
class OtherForStaff:
    """Somebody who was asked, as the caseworker sees them. `answer` is empty while they have said nothing.

    `is_stranger`: the applicant does not know who it is. `is_veiled`: nor what they answered.
    """

    id: UUID
    label: Text
    name: str
    state: InvitationState
    choices: tuple[AnswerOption, ...]
    is_stranger: bool
    is_veiled: bool
    asked_at: datetime
    answer_by: date
    answer: Text
    text: str
    answered_at: datetime | None
    told_by: str
    """Who of the staff wrote it down; empty when they answered themselves."""

    @property
    def can_be_told(self) -> bool:
        """Whether a caseworker can still write down what they say."""
        return self.state in (InvitationState.OPEN, InvitationState.SILENT, InvitationState.UNREACHED)


@dataclass(frozen=True)
class MayAsk:
    """Others whom a caseworker can let be asked."""

    ask: str
    label: Text


def check_answerer(row: Invitation, by: Acting) -> None:
    """Whether somebody is the one who is asked, or acts for them and has no part in the matter.

    Raises NotYours, MustAnswerThemselves.
    """
    service_id = solution_of(row).service_id
    theirs = by.party.kind == "person" and str(row.person_id) == by.party.id
    if not theirs or not identity.ground_holds(by, service_id):
        raise NotYours
    if by.ground is not Ground.SELF and not may_answer_for_another(row.submission, by.actor):
        raise MustAnswerThemselves


@known_query
def _put_to() -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(person=Param("person", UUIDField()), state__in=STILL_ASKED)
    return (
        rows.select_related("submission")
        .only("ask", "answer_by", "submission__version", "submission__case_id")
        .order_by("answer_by", "pk")
    )


def invitations_to(by: Acting) -> list[AskedLine]:
    """What somebody can answer, or change their answer to: until the case is settled, also when the day has passed.

    The nearest day first. One query, and two more when there is anything.
    """
    if by.party.kind != "person":
        return []
    lines = []
    rows = _put_to()(person=by.party.id)
    if not rows:
        return []
    settled = cases.settled_among([row.submission.case_id for row in rows if row.submission.case_id])
    said = InvitationAnswer.objects.filter(invitation__in=[row.pk for row in rows])
    answered = set(said.values_list("invitation_id", flat=True))
    for row in rows:
        if row.submission.case_id in settled:
            continue
        solution = versions.version(row.submission.version_id).solution
        ask = solution.ask(row.ask)
        if by.ground is not Ground.SELF and is_applicant(row.submission, by.actor):
            continue
        if ask is not None:
            line = AskedLine(row.pk, ask.title, row.answer_by, row.pk in answered, solution.service_id)
            lines.append(line)
    return lines


def _situation(submission: Submission) -> Situation:
    solution = versions.version(submission.version_id).solution
    return Situation(solution, Inputs.of(holding(submission).inputs))


def invitation(invitation_id: UUID | str, by: Acting) -> InvitationView:
    """One question with what may be told. Raises NotYours for another's, as for one that is not there, and
    MustAnswerThemselves.
    """
    row = Invitation.objects.filter(pk=invitation_id).select_related("submission").first()
    if row is None:
        raise NotYours
    check_answerer(row, by)
    return view_of(row)


def solution_of(row: Invitation) -> Solution:
    return versions.version(row.submission.version_id).solution


def view_of(row: Invitation) -> InvitationView:
    """The question, the newest answer, and what may be told. The caller has checked who sees it. Raises NotYours."""
    submission, solution = row.submission, solution_of(row)
    ask = solution.ask(row.ask)
    if ask is None:
        raise NotYours
    newest = InvitationAnswer.objects.filter(invitation=row).order_by("-at", "-pk").first()
    chosen = ask.choice(newest.value) if newest else None
    settled = submission.case_id is not None and cases.state_of(submission.case_id) in SETTLED
    is_open = row.state != InvitationState.CANCELLED and not settled
    wording = _situation(submission).wording
    told = [(tell.label, wording.words(tell.value)) for tell in ask.tells] if is_open else []
    return InvitationView(
        id=row.pk,
        title=wording.fill(ask.title),
        intro=wording.fill(ask.intro) if is_open else Text(),
        facts=tuple(SummaryRow("", label, value, Text()) for label, value in told if value != NOT_KNOWN),
        duty=wording.fill(ask.duty),
        paragraph=ask.paragraph,
        choices=tuple(AnswerOption(choice.value, choice.label) for choice in ask.choices),
        answer_by=row.answer_by,
        answered=newest.value if newest else "",
        answered_label=chosen.label if chosen else Text(),
        answered_on=newest.at.astimezone(COPENHAGEN).date() if newest else None,
        text="" if newest is None or _is_about_them(newest) else newest.text,
        open=is_open,
        service_id=solution.service_id,
        unit=solution.shape.unit,
        told_by=told_by(newest),
    )


def _is_about_them(said: InvitationAnswer) -> bool:
    """Whether a caseworker wrote how they heard it: those are not the words of the one who answered."""
    return said.ground == Ground.STAFF and not said.mandate


def told_by(said: InvitationAnswer | None) -> str:
    return said.actor_name if said is not None and said.ground == Ground.STAFF else ""


def asked_others(submission_id: UUID) -> tuple[AskedOther, ...]:
    """Whom the applicant's case waits for, or waited for: a line for each group that was asked, without names."""
    submission = Submission.objects.only("id", "version_id").get(pk=submission_id)
    solution = versions.version(submission.version_id).solution
    if not solution.asks:
        return ()
    found = others_of(submission_id, solution.asks, solution.slug)
    return tuple(
        AskedOther(ask.label, stands, STANDING_WORDS[stands], found.answer_by[ask.id])
        for ask in solution.asks
        if (stands := found.standings[ask.id]) is not Standing.NOBODY and ask.id in found.answer_by
    )


def asked_in_case(case_key: str) -> tuple[AskedOther, ...]:
    """As `asked_others`, by the key that the case was opened with; nothing for a case that came another way."""
    submission_id = _submission_id(case_key)
    return asked_others(submission_id) if submission_id else ()


def others_for_staff(
    case_key: str, *, hidden_too: bool = True
) -> tuple[tuple[OtherForStaff, ...], tuple[MayAsk, ...]]:
    """Who was asked with what they said, and whom a caseworker can still let be asked. The caller may see the case.

    `hidden_too`: name and answer of somebody with a hidden address, too; only for who has taken the case.
    """
    submission_id = _submission_id(case_key)
    submission = Submission.objects.filter(pk=submission_id).first() if submission_id else None
    if submission is None:
        return (), ()
    solution = versions.version(submission.version_id).solution
    if not solution.asks:
        return (), ()
    rows = invitations_of(submission.pk)
    shown = tuple(_for_staff(row, solution, hidden=row.is_veiled and not hidden_too) for row in rows)
    asked = {row.ask for row in rows}
    left = [ask for ask in solution.asks if ask.id not in asked]
    situation = _situation(submission) if left else None
    may = tuple(MayAsk(ask.id, ask.label) for ask in left if situation and _can_be_asked(situation, ask))
    return shown, may


def _can_be_asked(situation: Situation, ask: Ask) -> bool:
    return situation.holds(ask.when)


def _for_staff(row: Invitation, solution: Solution, *, hidden: bool) -> OtherForStaff:
    ask = solution.ask(row.ask)
    newest = None if hidden else newest_of(row)
    choice = ask.choice(newest.value) if ask and newest else None
    return OtherForStaff(
        id=row.pk,
        choices=tuple(AnswerOption(one.value, one.label) for one in ask.choices) if ask else (),
        label=ask.label if ask else Text(row.ask, row.ask),
        name=str(HIDDEN) if hidden else identity.person(row.person_id).name,
        state=InvitationState(row.state),
        is_stranger=row.is_stranger,
        is_veiled=row.is_veiled,
        asked_at=row.made_at,
        answer_by=row.answer_by,
        answer=choice.label if choice else Text(),
        text=newest.text if newest else "",
        answered_at=newest.at if newest else None,
        told_by=told_by(newest),
    )


def _submission_id(case_key: str) -> UUID | None:
    if not case_key.startswith(PREFIX):
        return None
    try:
        return UUID(case_key.removeprefix(PREFIX))
    except ValueError:
        return None
