"""Questions about a draft that somebody helps in: for the citizen, and for the member of staff who was let in."""

from collections.abc import Container, Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts.vocabulary import RunningState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Right
from indgang.modules.selfservice.models import Draft, Joining, Presence
from indgang.modules.selfservice.rules.deciding import find
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution, path_of
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.drafts import step_of
from indgang.modules.selfservice.selectors.helping import presence_mark, together_of
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.views import (
    Card,
    DraftLine,
    FieldView,
    JoiningView,
    OpenProposal,
    StepView,
    Together,
)
from indgang.modules.selfservice.vocabulary import EMPTY, DraftState, JoiningState, QuestionKind, Shared


class HelpOutlived(NotYours):
    """The yes stands, but not what it rests on: the draft is too old, or who fills it in may not do so any more."""


PROTECTED = Text("Beskyttet", "Protected")
WHERE_THEY_LIVE = (QuestionKind.ADDRESS, QuestionKind.DOCTOR)
_WITHOUT_CPR = ("draft__actor__cpr_encrypted", "draft__person__cpr_encrypted")


def together(draft_id: UUID | str, by: Acting) -> Together:
    """Who helps in a draft of one's own. Five queries. Raises NotYours, DraftExpired."""
    draft = loading.draft_of(draft_id, by)
    loading.check_not_gone(draft)
    return together_of(loading.load(draft), by.actor)


def together_for(draft_id: UUID | str, by: EmployeeInfo) -> Together:
    """The same for a member of staff who was let in. Raises NotYours unless they are joined now."""
    joining = joined(draft_id, by)
    loaded = loading.load(joining.draft)
    found = together_of(loaded, by.actor)
    if not masks(loaded, joining):
        return found
    return replace(found, proposals=tuple(_masked_proposal(loaded, one, by) for one in found.proposals))


def mark_for(draft_id: UUID | str, by: Acting | EmployeeInfo) -> str:
    """What changes when there is something new to see. Two queries. Raises NotYours.

    A draft that was sent or deleted has another mark, too; whoever then asks for more is told that it is gone.
    """
    if isinstance(by, Acting):
        return presence_mark(loading.draft_of(draft_id, by), by.actor)
    return presence_mark(joined(draft_id, by, gone=True).draft, by.actor)


def shared_step(draft_id: UUID | str, step: str, by: EmployeeInfo) -> StepView:
    """One step of a draft as the member of staff sees who was let in, with `together` in it.

    Where the party lives, their doctor and what the registers say read "Beskyttet" when the party is protected or
    the matter is or may be sensitive, until the contact is unmasked. Writes that it was seen. Raises NotYours unless
    they are joined now, and for a step that is not there.
    """
    joining = joined(draft_id, by)
    loaded = loading.load(joining.draft)
    view = step_of(loaded, step)
    if view is None:
        raise NotYours
    audit.record(
        action="draft_seen",
        actor=by.actor.key,
        object=f"draft:{joining.draft_id}",
        party=loaded.party.key,
        purpose="hjælp, som borgeren sagde ja til",
        detail={"step": step, "joining": str(joining.pk)},
    )
    found = together_of(loaded, by.actor)
    if masks(loaded, joining):
        view = masked(view, private_in(loaded.solution))
        found = replace(found, proposals=tuple(_masked_proposal(loaded, one, by) for one in found.proposals))
    return replace(view, together=found)


@known_query
def _open_in() -> QuerySet[Draft]:
    rows = Draft.objects.filter(journey__id=Param("journey", UUIDField()), state=DraftState.OPEN.value)
    rows = rows.select_related("actor", "entered_by", "person", "company").order_by("-updated_at")
    return rows.defer("actor__cpr_encrypted", "person__cpr_encrypted")[: loading.MOST_OPEN]


def drafts_in(journey_id: UUID | str) -> list[DraftLine]:
    """The open drafts of a matter, and how far they are: no answer. The caller has checked the matter is theirs."""
    return [_line(loaded) for loaded in loading.load_all(_open_in()(journey=journey_id))]


def joining_of(joining_id: UUID | str, by: EmployeeInfo) -> JoiningView:
    """One's own knock, in whatever state it is. Raises NotYours."""
    row = _rows(by).filter(pk=joining_id).first()
    if row is None:
        raise NotYours
    return _joining(row)


@known_query
def _knocked_at() -> QuerySet[Joining]:
    rows = _with_drafts(Joining.objects.filter(employee__id=Param("employee", UUIDField())))
    return rows.filter(contact__id=Param("contact", UUIDField())).order_by("-asked_at", "-pk")


def joinings_of(contact_id: UUID | str, by: EmployeeInfo) -> list[JoiningView]:
    """What one knocked at in a contact of one's own, the newest first. One query and the drafts' answers."""
    return [_joining(row) for row in _knocked_at()(contact=contact_id, employee=by.id)]


def joined(draft_id: UUID | str, by: EmployeeInfo, *, gone: bool = False) -> Joining:
    """The consent by which a member of staff sees a draft now. Raises NotYours without one.

    It takes the role, a yes that nobody has taken back, an open contact of one's own, and that who fills in may do so
    still: else HelpOutlived. `gone`: also when the draft was sent or deleted meanwhile.
    """
    if not by.may(Right.JOIN_DRAFTS):
        raise NotYours
    row = _rows(by).filter(draft=UUID(str(draft_id)), state=JoiningState.JOINED.value).first()
    if row is None or row.contact is None or row.contact.state != RunningState.OPEN:
        raise NotYours
    if str(row.contact.employee_id) != by.id or (not gone and row.draft.state != DraftState.OPEN):
        raise NotYours
    if row.draft.state == DraftState.OPEN and not _holds(row.draft, row.contact.channel):
        raise HelpOutlived
    return row


def _holds(draft: Draft, channel: str) -> bool:
    return draft.expires_at > clock.now() and reaches(draft, channel)


def reaches(draft: Draft, channel: str) -> bool:
    """Whether who fills in a draft may do so today, by this channel, too. One query for a mandate, else none."""
    if draft.ground == Ground.SELF or draft.actor is None:
        return True
    filler = Actor("person", str(draft.actor.pk), draft.actor.name)
    acting = Acting(filler, loading.party_of(draft), Ground(draft.ground), draft.mandate)
    service_id = versions.version(draft.version_id).solution.service_id
    return identity.ground_holds(acting, service_id, channel=channel)


def _rows(by: EmployeeInfo) -> QuerySet[Joining]:
    return _with_drafts(Joining.objects.filter(employee=UUID(by.id)))


def _with_drafts(rows: QuerySet[Joining]) -> QuerySet[Joining]:
    rows = rows.select_related("draft", "draft__actor", "draft__person", "draft__company", "contact")
    return rows.defer(*_WITHOUT_CPR)


def _joining(row: Joining) -> JoiningView:
    solution = versions.version(row.draft.version_id).solution
    step = solution.step(_stuck_at(row.draft))
    return JoiningView(
        id=row.pk,
        draft_id=row.draft_id,
        contact_id=row.contact_id,
        service_id=solution.service_id,
        title=solution.title,
        step=step.id if step else "",
        step_title=step.title if step else EMPTY,
        state=JoiningState(row.state),
        ended_by=row.ended_by,
        asked_at=row.asked_at,
    )


def _stuck_at(draft: Draft) -> str:
    """The page that the citizen had open last, else what they saved last, else the beginning."""
    citizens = Presence.objects.filter(draft=draft, staff=False).exclude(step="").order_by("-seen_at")
    last = citizens.values_list("step", flat=True).first()
    return last or draft.step or versions.version(draft.version_id).solution.steps[0].id


def _line(loaded: Loaded) -> DraftLine:
    steps = loaded.situation.steps
    left = [shown for shown in steps if shown.problems]
    wrong = sum(1 for shown in steps for asked in shown.asked if asked.error and asked.typed)
    return DraftLine(
        id=loaded.draft.pk,
        solution=loaded.solution.slug,
        title=loaded.solution.title,
        step=left[0].step.id if left else "",
        step_title=left[0].step.title if left else EMPTY,
        done=len(steps) - len(left),
        total=len(steps),
        errors=wrong,
        saved_at=loaded.draft.updated_at,
        shared=Shared(loaded.draft.shared),
        entered_by=loaded.draft.entered_by.name if loaded.draft.entered_by else "",
        finds="" if left else find(loaded.situation, version="").outcome,
    )


# --- masking ---------------------------------------------------------------------------------------------------


def masks(loaded: Loaded, joining: Joining) -> bool:
    """Whether a step is covered for whoever joined by this consent."""
    person, contact = loaded.draft.person, joining.contact
    if person is not None and contact is not None and contact.person_id == person.pk and contact.unmasked_at:
        return False
    return (person is not None and person.protected) or may_be_sensitive(loaded.solution, loaded.situation)


def may_be_sensitive(solution: Solution, situation: Situation) -> bool:
    """Whether the matter is sensitive, or a register that would tell is silent.

    A question that the citizen has not come to yet does not hide what they ask for help with.
    """
    if solution.sensitive is None:
        return False
    answer = situation.compute(solution.sensitive)
    if answer.known:
        return answer.value is not False
    roots = {path.split(".")[0].split("[")[0] for path in answer.missing}
    return not roots or not roots <= solution.asked_names


class PrivateKeys(Container[str]):
    """The keys of answers to some questions, in whichever row they stand."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and path_of(key) in self._paths


def private_in(solution: Solution) -> PrivateKeys:
    """The questions that tell where the party lives: an address, a doctor near by, and what is written beside an
    address (the name on the door).
    """
    found = {question.id for question in solution.questions.values() if question.kind in WHERE_THEY_LIVE}
    for step in solution.steps:
        if any(question.kind is QuestionKind.ADDRESS for question in step.questions):
            found |= {question.id for question in step.questions if question.kind is QuestionKind.TEXT}
            rows = ((group, question) for group in step.groups for question in group.questions)
            found |= {f"{group.id}.{one.id}" for group, one in rows if one.kind is QuestionKind.TEXT}
    return PrivateKeys(found)


def masked(view: StepView, private: Container[str]) -> StepView:
    """A step without the answers to private questions, and what the registers say."""
    return replace(
        view,
        fields=tuple(_masked_field(field) if field.key in private else field for field in view.fields),
        cards=tuple(_masked_card(card) for card in view.cards),
    )


def _masked_field(field: FieldView) -> FieldView:
    if not (field.value or field.shown_value or field.options):
        return field
    shown = PROTECTED if field.value or field.shown_value else EMPTY
    return replace(field, value="", values=(), shown_value=shown, options=(), notice=EMPTY)


def _masked_card(card: Card) -> Card:
    return replace(card, rows=(), available=False, note=PROTECTED, right_value="")


def _masked_proposal(loaded: Loaded, one: OpenProposal, by: EmployeeInfo) -> OpenProposal:
    if one.key not in private_in(loaded.solution):
        return one
    shown = one.shown if one.by == by.name else PROTECTED  # a colleague may have seen what it is made from
    return replace(one, shown=shown, now_shown=PROTECTED if one.now_shown else EMPTY)
