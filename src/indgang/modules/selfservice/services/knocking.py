"""A member of staff asks to help in a draft: by a code or in a matter, on the citizen's screen or at the counter."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.selectors.running import Running, running
from indgang.modules.contacts.services import MayNotSpeak, help_codes
from indgang.modules.contacts.services import running as calls
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.models import Draft, Joining
from indgang.modules.selfservice.models.joining import LIVE
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.together import joining_of, reaches
from indgang.modules.selfservice.selectors.views import JoiningView
from indgang.modules.selfservice.services import joining as joinings
from indgang.modules.selfservice.services.opening import check_open
from indgang.modules.selfservice.vocabulary import Consent, JoiningEnd, JoiningState

READ_ALOUD = "Borgeren har vist billed-id og sagt ja til, at medarbejderen ser kladden og foreslår svar."


@dataclass(frozen=True)
class Knocked:
    """Where one knocked: what it is about, and no name and no answer."""

    joining_id: UUID
    draft_id: UUID
    service_id: str
    title: Text
    step: str
    step_title: Text


class MandateDoesNotReach(Expected):
    """Who fills in the draft may do that online, and not by the channel of this contact."""

    status = 403
    message = Text(
        "Fuldmagten gælder ikke her. Du må fortælle om reglerne, men ikke se kladden. Borgeren selv kan give en "
        "fuldmagt, der også gælder her.",
        "The power of attorney does not hold here. You may tell about the rules, but not see the draft. The citizen "
        "can give one that holds here too.",
    )


class NotAtTheCounter(Expected):
    """Consent at the counter takes somebody who stands there and has shown a photo ID."""

    status = 409
    message = Text(
        "Borgeren skal stå hos dig og have vist billed-id, og det skal være den, som udfylder kladden. Ellers siger "
        "borgeren selv ja på sin egen skærm.",
        "The citizen must be with you and have shown photo ID, and must be the one who fills in the draft. Otherwise "
        "the citizen says yes on their own screen.",
    )


def knock(
    *, contact_id: UUID | str, by: EmployeeInfo, code: str = "", draft_id: UUID | str | None = None
) -> Knocked:
    """Ask to help in a draft: by the code that the citizen read out, or in a draft of the contact's own matter.

    Nothing is seen before the citizen says yes. Knocking twice is one knock. Raises NotYours, ContactOver, NoSuchCode,
    TooManyTries, AlreadySent, DraftExpired, MandateDoesNotReach.
    """
    if not by.may(Right.JOIN_DRAFTS):
        raise NotYours
    contact, step, read_by = running(contact_id, by), "", ""
    if code or draft_id is None:
        spot = help_codes.use_help_code(code=code, contact_id=contact.id, by=by)
        draft_id, step, read_by = spot.draft_key.removeprefix(joinings.PREFIX), spot.step, spot.made_by
    elif contact.journey_id is None:
        raise NotYours
    draft = joinings.for_staff().filter(pk=draft_id).first()
    if draft is None or (not code and draft.journey_id != contact.journey_id):
        raise NotYours
    check_open(draft)
    _check_reach(draft, contact, by)
    joining = _knocked(contact, draft.pk, by, read_by)
    solution = joinings.solution_of(draft)
    at = solution.step(step or joining_of(joining.pk, by).step) or solution.steps[0]
    return Knocked(joining.pk, draft.pk, solution.service_id, solution.title, at.id, at.title)


def _check_reach(draft: Draft, contact: Running, by: EmployeeInfo) -> None:
    """Who fills in for another may do so by this channel, too. A refusal stands in the trail."""
    if reaches(draft, contact.channel):
        return
    audit.record(
        action="help_refused",
        actor=by.actor.key,
        object=joinings.key_of(draft),
        party=loading.party_of(draft).key,
        purpose=joinings.HELP_ASKED_FOR,
        detail={"channel": contact.channel, "contact": str(contact.id)},
    )
    raise MandateDoesNotReach


@transaction.atomic
def _knocked(contact: Running, draft_id: UUID, by: EmployeeInfo, read_by: str) -> Joining:
    """`read_by`: whose code was read out, which tells that whoever speaks in the contact sees their screen."""
    calls.opened(
        contact_id=contact.id,
        key=f"{joinings.PREFIX}{draft_id}",
        service_id=joinings.solution_of(joinings.for_staff().get(pk=draft_id)).service_id,
        by=by,
    )
    draft = joinings.for_staff().select_for_update(of=("self",)).get(pk=draft_id)
    check_open(draft)
    live = Joining.objects.filter(draft=draft, employee=UUID(by.id), state__in=LIVE).first()
    if live is not None and live.contact_id == contact.id:
        _note_code(contact, live, read_by, by)
        return live
    if live is not None:
        joinings.end(draft, JoiningEnd.CLERK, by.actor, joining_id=live.pk)
    joining = Joining.objects.create(
        draft=draft,
        contact_id=contact.id,
        employee_id=by.id,
        employee_name=by.name,
        unit=by.unit,
        state=JoiningState.ASKED.value,
        asked_at=clock.now(),
    )
    _note_code(contact, joining, read_by, by)
    joinings.trace("help_offered", by.actor, draft, joining)
    joinings.settled(draft)
    return joining


def _note_code(contact: Running, joining: Joining, read_by: str, by: EmployeeInfo) -> None:
    if read_by:
        calls.opened(contact_id=contact.id, key=joinings.read_out_key(joining.pk, read_by), by=by)


def join_at_counter(*, joining_id: UUID | str, by: EmployeeInfo) -> None:
    """The citizen stands here, has shown photo ID and says yes aloud. Safe to repeat.

    Raises NotYours, ContactOver, NotAtTheCounter, HelpIsOver when the knock has ended.
    """
    knocked = joining_of(joining_id, by)
    if knocked.contact_id is None or not by.may(Right.JOIN_DRAFTS):
        raise NotYours
    contact = running(knocked.contact_id, by)
    _joined_at_counter(knocked, contact, by)
    if contact.journey_id is None:
        # In a transaction of its own: whoever asks for help or sends locks the draft, and then the matter.
        with suppress(MayNotSpeak):  # the matter stays unchosen, and nothing of it is shown
            calls.choose_matter(contact_id=contact.id, service_id=knocked.service_id, by=by)


@transaction.atomic
def _joined_at_counter(knocked: JoiningView, contact: Running, by: EmployeeInfo) -> None:
    draft = joinings.for_staff().select_for_update(of=("self",)).get(pk=knocked.draft_id)
    check_open(draft)
    here = contact.caller or contact.party
    shown = contact.channel == Channel.IN_PERSON and contact.id_check is IdCheck.PHOTO_ID
    if not shown or here is None or here.key != f"person:{draft.actor_id or draft.person_id}":
        raise NotAtTheCounter
    joining = Joining.objects.select_for_update().get(pk=knocked.id)
    if joining.state == JoiningState.JOINED:
        return
    if joining.state != JoiningState.ASKED:
        raise joinings.HelpIsOver
    joinings.join(draft, joining, Consent.COUNTER, by.actor, READ_ALOUD)


@transaction.atomic
def leave(*, joining_id: UUID | str, by: EmployeeInfo) -> None:
    """The member of staff goes out of the draft. Safe to repeat. Raises NotYours."""
    knocked = joining_of(joining_id, by)
    draft = joinings.for_staff().select_for_update(of=("self",)).get(pk=knocked.draft_id)
    joinings.end(draft, JoiningEnd.CLERK, by.actor, joining_id=knocked.id)
