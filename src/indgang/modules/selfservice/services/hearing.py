"""Those who were asked answer, think again, or are silent; the applicant takes it all back."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases import services as cases
from indgang.modules.cases.services import NotAllowed, TakeFirst, WrongState
from indgang.modules.cases.vocabulary import SETTLED, CaseState, FilingDirection
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Ground, Party
from indgang.modules.selfservice.models import Draft, Invitation, InvitationAnswer, Submission
from indgang.modules.selfservice.schema.solution import Ask, AskChoice
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.invitations import check_answerer
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.services.inviting import invite, people_for
from indgang.modules.selfservice.services.looking import asker_for
from indgang.modules.selfservice.services.reconsidering import (
    Facts,
    reconsider,
    registers_now,
    situation_of,
)
from indgang.modules.selfservice.services.taking_back import take_back
from indgang.modules.selfservice.services.telling import cancel
from indgang.modules.selfservice.vocabulary import LONGEST_ANSWER, InvitationState, Meaning


class BadAnswer(Expected):
    """An answer that cannot be kept. `field` is `value` or `text`."""

    status = 400

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(message)
        self.field = field


class NoLongerAsked(Expected):
    """The submission was withdrawn, or the case is closed."""

    status = 409
    message = Text(
        "Du skal ikke svare længere. Sagen er trukket tilbage eller afgjort.",
        "You need not answer any more. The case was withdrawn or decided.",
    )


class CannotAsk(Expected):
    """A caseworker wants others asked who cannot, or may not, be asked."""

    status = 409
    message = Text(
        "Vi kan ikke spørge dem herfra. Der er ingen at spørge, de er for mange, eller sagen er beskyttet.",
        "They cannot be asked from here. There is nobody to ask, they are too many, or the case is protected.",
    )


CHOOSE = Text("Vælg et svar.", "Choose an answer.")
SAY_HOW = Text(
    "Skriv, hvem du talte med, og hvordan du ved, at det er dem.",
    "Write whom you spoke with, and how you know that it is them.",
)
TOO_LONG = Text("Skriv højst 2.000 tegn.", "Write at most 2,000 characters.")


def locked(submission_id: UUID) -> list[Invitation]:
    """Everybody who was asked about a submission, locked in one order: first these, then the case."""
    rows = Invitation.objects.select_for_update().filter(submission=submission_id).order_by("pk")
    return list(rows)


def answer_invitation(*, invitation_id: UUID | str, value: str, text: str, by: Acting) -> None:
    """Somebody who was asked answers, or thinks again until the case is decided; the rules are asked again.

    The same answer twice is one. What comes after the decision changes nothing, but somebody reads it. The registers
    are asked anew first, so call it outside a transaction. Raises NotYours for another's question,
    MustAnswerThemselves, BadAnswer, NoLongerAsked.
    """
    found = find_asked(invitation_id)
    check_answerer(found, by)
    take_answer(found, value, text, by)


def find_asked(invitation_id: UUID | str) -> Invitation:
    """The question, with the submission and who is asked. Raises NotYours."""
    rows = Invitation.objects.select_related("submission__person", "submission__company", "person")
    without_cpr = rows.defer("submission__person__cpr_encrypted", "person__cpr_encrypted")
    found = without_cpr.filter(pk=invitation_id).first()
    if found is None:
        raise NotYours
    return found


def answer_invitation_for(*, invitation_id: UUID | str, value: str, text: str, by: EmployeeInfo) -> None:
    """A caseworker who has the case writes down what somebody said who cannot answer on their own page.

    `text` must say how: whom they spoke with, and how they know that it is them. Raises as `answer_invitation`, and
    NotAllowed, TakeFirst when the case is not theirs.
    """
    found = find_asked(invitation_id)
    case_id = found.submission.case_id
    if case_id is None:
        raise NotYours
    case = case_selectors.case_for_staff(case_id, by, purpose="skrive et svar ind", with_timeline=False)
    if not case.may_handle:
        raise NotAllowed
    if case.masked or not case.taken_by_me:
        raise TakeFirst
    if not cleaned(text):
        raise BadAnswer("text", SAY_HOW)
    party = Party("person", str(found.person_id), found.person.name)
    take_answer(found, value, text, Acting(by.actor, party, Ground.STAFF))


def take_answer(
    found: Invitation,
    value: str,
    text: str,
    by: Acting,
    *,
    first: Callable[[], None] = lambda: None,
    detail: Mapping[str, str] | None = None,
) -> None:
    """Keep an answer, and ask the rules again with what the registers say now. The caller has checked who answers.

    The registers are asked before anything is locked. `first`: what must be locked before the question is; `detail`:
    what the trail keeps beside the answer. Raises BadAnswer, NoLongerAsked.
    """
    submission: Submission = found.submission
    choice = _ask_of(submission, found.ask).choice(value)
    if choice is None:
        raise BadAnswer("value", CHOOSE)
    words = cleaned(text)
    if len(words) > LONGEST_ANSWER:
        raise BadAnswer("text", TOO_LONG)
    facts = registers_now(submission) if _may_change_the_case(found) else None
    with transaction.atomic():
        first()
        _keep(found, choice, words, by, facts, detail)


def _may_change_the_case(row: Invitation) -> bool:
    """Whether the rules are asked again when this one answers. It is looked at again under the lock."""
    case_id = row.submission.case_id
    if row.is_veiled or row.state == InvitationState.CANCELLED or case_id is None:
        return False
    return case_selectors.state_of(case_id) not in SETTLED


def _keep(
    found: Invitation,
    choice: AskChoice,
    words: str,
    by: Acting,
    facts: Facts | None,
    detail: Mapping[str, str] | None,
) -> None:
    rows = locked(found.submission_id)
    row = next(one for one in rows if one.pk == found.pk)
    newest = InvitationAnswer.objects.filter(invitation=row).order_by("-at", "-pk").first()
    if newest is not None and (newest.value, newest.text) == (choice.value, words):
        return
    if row.state == InvitationState.CANCELLED:
        raise NoLongerAsked
    said = InvitationAnswer.objects.create(
        invitation=row,
        value=choice.value,
        meaning=choice.means.value,
        text=words,
        actor=by.actor.key,
        actor_name=by.actor.name,
        ground=by.ground,
        mandate=by.mandate,
        at=clock.now(),
    )
    audit.record(
        action="invitation_answered",
        actor=by.actor.key,
        object=f"invitation:{row.pk}",
        party=by.party.key,
        purpose="svar i en andens sag",
        detail=dict(detail or {}),
    )
    _take_in(found.submission, _ask_of(found.submission, row.ask), row, rows, said, facts)


def _ask_of(submission: Submission, key: str) -> Ask:
    ask = versions.version(submission.version_id).solution.ask(key)
    if ask is None:
        raise NotYours
    return ask


def _take_in(
    submission: Submission,
    ask: Ask,
    row: Invitation,
    rows: list[Invitation],
    said: InvitationAnswer,
    facts: Facts | None,
) -> None:
    """What an answer does. One that the applicant may not learn does nothing that they can see: that of somebody with
    a hidden address, and a yes beside one of those, which is for a person to weigh.
    """
    beside = any(one.is_veiled for one in rows if one.ask == row.ask)
    unseen = row.is_veiled or (beside and said.meaning == Meaning.YES)
    if not unseen:
        row.state = InvitationState.ANSWERED.value
        row.save(update_fields=["state"])
    case_id = submission.case_id
    if case_id is None:
        return
    theme = Text(f"Svar: {ask.label.da}", f"Answer: {ask.label.en or ask.label.da}")
    cases.file_document(
        case_id=case_id, direction=FilingDirection.IN, theme=theme, document=f"answer:{said.pk}"
    )
    if case_selectors.state_of(case_id) in SETTLED:
        cases.read_answer(case_id=case_id, key=f"answer:{said.pk}")
    elif unseen:
        cases.read_answer(case_id=case_id, key=f"answer:{said.pk}", only_when_taken=True)
    else:
        told = Text(f"Nyt svar: {ask.label.da}", f"New answer: {ask.label.en or ask.label.da}")
        try:
            with transaction.atomic():
                decided = reconsider(submission, because=f"answer:{said.pk}", told=told, facts=facts)
        except WrongState:  # a caseworker decided it at this very moment
            cases.read_answer(case_id=case_id, key=f"answer:{said.pk}")
        else:
            if decided:
                cancel(submission, rows)


def ask_others(*, submission_id: UUID | str, ask: str, by: EmployeeInfo) -> int:
    """A caseworker lets others be asked where the rules did not by themselves. Returns how many were asked now.

    The case waits for them; it stays with whoever has it, and that person decides. Raises NotYours, NotAllowed,
    TakeFirst, CannotAsk when there is nobody to ask, too many, or the matter is sensitive.
    """
    submission = _sent(submission_id)
    if submission.case_id is None:
        raise NotYours
    case = case_selectors.case_for_staff(submission.case_id, by, purpose="spørge andre", with_timeline=False)
    if case.masked:
        raise TakeFirst
    if not case.may_handle:
        raise NotAllowed
    wanted = _ask_of(submission, ask)
    situation = situation_of(submission)
    if case.protected or case.info.state in SETTLED or not situation.holds(wanted.when):
        raise CannotAsk
    party = Party(case.party.kind, case.party.id, case.party.name)
    asker = asker_for(connected(), cpr="", solution=situation.solution)
    whom = people_for(situation, wanted, asker, party)
    if not whom:
        raise CannotAsk
    with transaction.atomic():
        before = len(locked(submission.pk))
        invite(submission, situation, whom, by=by.actor)
        now = Invitation.objects.filter(submission=submission).count()
        if now > before:
            reconsider(submission, because=f"asked:{ask}", told=Text())
    return now - before


def _sent(submission_id: UUID | str) -> Submission:
    """Raises NotYours for what is no submission: a case may have come in another way."""
    try:
        return Submission.objects.get(pk=UUID(str(submission_id)))
    except (ValueError, Submission.DoesNotExist):
        raise NotYours from None


@transaction.atomic
def withdraw(*, case_id: UUID | str, why: str, by: Acting) -> None:
    """The applicant takes back what they sent, until it is decided; those who were asked are told. Safe to repeat.

    Raises NotYours, BadInput, and WrongState when it was decided.
    """
    submission = Submission.objects.filter(case_id=case_id, **{f"{by.party.kind}_id": by.party.id}).first()
    if submission is None:
        raise NotYours
    rows = locked(submission.pk)
    if case_selectors.state_of(case_id) is CaseState.WITHDRAWN:
        loading.check_ground(by, versions.version(submission.version_id).solution.service_id)
        return
    take_back(submission, rows, why=why, by=by)
    journey_id = Draft.objects.values_list("journey_id", flat=True).get(pk=submission.draft_id)
    if journey_id is not None:
        contacts.close_journey(journey_id=journey_id)
