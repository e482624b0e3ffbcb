"""Somebody on the staff helps in a draft: asked for, agreed to, ended.

Locks in this order: the running contact, the draft, what happens between them. A citizen's deeds never touch the
contact.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, UUIDField

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.selectors.running import Running, running, steps_of
from indgang.modules.contacts.services import help_codes
from indgang.modules.contacts.services import running as calls
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Actor, Party
from indgang.modules.selfservice.models import Draft, Joining, Proposal
from indgang.modules.selfservice.models.joining import LIVE
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.services.opening import check_open
from indgang.modules.selfservice.services.presence import beat, gone
from indgang.modules.selfservice.vocabulary import Consent, DraftState, JoiningEnd, JoiningState, Shared

HELP_ASKED_FOR = "hjælp, som borgeren bad om"
PREFIX = "draft:"


class HelpIsOver(Expected):
    """The citizen answers a knock that has ended."""

    status = 409
    message = Text(
        "Medarbejderen er gået igen. Ring, eller lav en ny kode, hvis du stadig vil have hjælp.",
        "The member of staff has left again. Call us, or make a new code, if you still want help.",
    )


# --- the citizen -------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_help(*, draft_id: UUID | str, step: str, by: Acting) -> help_codes.NewCode:
    """Make a help code for the place where the citizen is stuck. Raises NotYours, AlreadySent, DraftExpired,
    TooManyCodes.
    """
    draft = loading.draft_of(draft_id, by, lock=True)
    check_open(draft)
    solution = solution_of(draft)
    at = step if solution.step(step) is not None else ""
    code = help_codes.ask_for_help(by=by, service_id=solution.service_id, draft_key=key_of(draft), step=at)
    beat(draft_id=draft.pk, who=by.actor, staff=False, step=at, field="")
    if draft.shared == Shared.ALONE:
        draft.shared = Shared.ASKED.value
    _marked(draft)
    return code


def confirm(*, joining_id: UUID | str, yes: bool, by: Acting) -> None:
    """The citizen says yes or no on their own screen. Safe to repeat; a no after a yes ends it.

    With a yes the contact learns who it is about, if it did not know, and who speaks when that is somebody with a
    mandate; but only when their own code was read out there. Without it a yes tells who is at the screen, and nothing
    of who is in the contact. Raises NotYours, AlreadySent, DraftExpired, HelpIsOver when whoever
    knocked has gone.
    """
    _confirm(joining_id, yes, by)
    if yes:
        _introduce(joining_id, by)


@transaction.atomic
def _confirm(joining_id: UUID | str, yes: bool, by: Acting) -> None:
    draft = _draft_of_joining(joining_id, by)
    check_open(draft)
    joining = Joining.objects.select_for_update().get(pk=joining_id)
    state = JoiningState(joining.state)
    if state is (JoiningState.JOINED if yes else JoiningState.DECLINED):
        return
    if state is JoiningState.JOINED:  # a no after a yes, from another window: that one goes
        end(draft, JoiningEnd.CITIZEN, by.actor, joining_id=joining.pk)
        return
    if state is not JoiningState.ASKED:
        if yes:
            raise HelpIsOver
        return
    if yes:
        join(draft, joining, Consent.SCREEN, by.actor, "samtykke på egen skærm")
        return
    joining.state, joining.ended_at = JoiningState.DECLINED.value, clock.now()
    joining.ended_by = JoiningEnd.CITIZEN.value
    joining.save(update_fields=["state", "ended_at", "ended_by"])
    trace("help_declined", by.actor, draft, joining)
    settled(draft)


def _introduce(joining_id: UUID | str, by: Acting) -> None:
    """Tell the contact whose draft it leads to, and who let the clerk in when that is somebody who acts for them.

    In a transaction of its own, since the contact is locked before the draft. A contact that knows others already, or
    is over, or where they did not read out a code of theirs, stays as it is.
    """
    row = Joining.objects.select_related("draft__actor", "draft__person", "draft__company").get(pk=joining_id)
    if row.contact_id is None or not _read_it_out(row.contact_id, row.pk, by.actor):
        return
    clerk, party = identity.employee(row.employee_id), loading.party_of(row.draft)
    speaker = Party("person", by.actor.id, by.actor.name)
    caller = None if speaker.key == party.key else speaker
    service_id = solution_of(row.draft).service_id
    try:
        with transaction.atomic():
            contact = running(row.contact_id, clerk)
            if _is_new_to(contact, speaker):
                calls.identify(
                    contact_id=contact.id,
                    party=party,
                    caller=caller,
                    ground=by.ground,
                    mandate=by.mandate,
                    service_id=service_id,
                    by=clerk,
                )
                contact = running(row.contact_id, clerk)
            if contact.party is None or (contact.party.key, contact.caller) != (party.key, caller):
                return
            if contact.id_check is IdCheck.NONE:
                calls.check_id(contact_id=contact.id, how=IdCheck.SCREEN, by=clerk)
            if contact.journey_id is None:
                calls.choose_matter(contact_id=contact.id, service_id=service_id, by=clerk)
    except Expected:
        return  # closed meanwhile, or they may not speak by this channel: nothing to introduce


def read_out_key(joining_id: UUID, reader: str) -> str:
    """What the contact keeps when its knock came by a code that was read out there, and whose code it was."""
    return f"code:{joining_id}:{reader}"


def _read_it_out(contact_id: UUID, joining_id: UUID, by: Actor) -> bool:
    """Whether the one who is at the screen is also the one who read out their code in the contact."""
    key = read_out_key(joining_id, by.key)
    return any(step.key == key for step in steps_of(contact_id))


def _is_new_to(contact: Running, speaker: Party) -> bool:
    """Nobody is found yet, or whoever speaks was found as themselves before it was said what it is about."""
    if contact.party is None:
        return True
    alone = contact.caller is None and contact.journey_id is None
    return alone and contact.party.key == speaker.key


@transaction.atomic
def stop(*, draft_id: UUID | str, by: Acting) -> None:
    """The citizen ends all help in the draft at once, and no code leads to it any more. Safe to repeat.

    Raises NotYours.
    """
    draft = loading.draft_of(draft_id, by, lock=True)
    help_codes.end_codes(draft_key=key_of(draft))
    end(draft, JoiningEnd.CITIZEN, by.actor)


# --- the end -----------------------------------------------------------------------------------------------------


@known_query
def _helped_by() -> QuerySet[Joining]:
    rows = Joining.objects.filter(contact__id=Param("contact", UUIDField()), state__in=LIVE)
    return rows.only("pk", "draft_id")


def end_of_contact(*, contact_id: UUID) -> None:
    """Whoever helped by a contact sees nothing any more when it is over. Runs in the deed that closes it."""
    drafts = {row.draft_id for row in _helped_by()(contact=contact_id)}
    if not drafts:
        return
    for draft in for_staff().select_for_update(of=("self",)).filter(pk__in=drafts).order_by("pk"):
        end(draft, JoiningEnd.CONTACT, SYSTEM, contact_id=contact_id)


def end(
    draft: Draft,
    why: JoiningEnd,
    by: Actor,
    *,
    contact_id: UUID | None = None,
    joining_id: UUID | None = None,
) -> None:
    """End the help in a draft that the caller has locked: all of it, what came by one contact, or one.

    What was proposed and not answered stays, so that the citizen can still take it alone.
    """
    ending = Joining.objects.filter(draft=draft, state__in=LIVE)
    if contact_id is not None:
        ending = ending.filter(contact_id=contact_id)
    if joining_id is not None:
        ending = ending.filter(pk=joining_id)
    found = list(ending)
    for joining in found:
        joining.state, joining.ended_at, joining.ended_by = JoiningState.ENDED.value, clock.now(), why.value
        joining.save(update_fields=["state", "ended_at", "ended_by"])
        gone(draft_id=draft.pk, who=f"employee:{joining.employee_id}")
        trace("help_ended", by, draft, joining, purpose=why.value)
    if found or draft.shared:
        settled(draft)


def end_unused_help() -> int:
    """A draft whose help code ran out before anybody came is filled in alone again. Returns how many.

    For the routine; safe to repeat. A proposal that nobody has answered keeps it shared.
    """
    return sum(_end_unused(key) for key in help_codes.run_out())


@transaction.atomic
def _end_unused(key: str) -> bool:
    """False when somebody asked again or knocked meanwhile, or a proposal waits. Codes are made under the same lock."""
    draft = Draft.objects.select_for_update().filter(pk=key.removeprefix(PREFIX)).first()
    if help_codes.end_run_out(draft_key=key) or draft is None or draft.shared != Shared.ASKED:
        return False
    settled(draft)
    return draft.shared == Shared.ALONE


def completed(draft: Draft, service_id: str, by: Acting, exempt: bool | None) -> None:
    """The draft, which the caller has locked, was sent: measure how it was filled in, and end the help."""
    contacts.measure(
        kind="completed_how",
        journey_id=draft.journey_id,
        service_id=service_id,
        subject=how_completed(draft, by.actor),
        value=1,
        party=by.party,
        exempt=exempt,
    )
    if draft.shared:
        help_codes.end_codes(draft_key=key_of(draft))
        end(draft, JoiningEnd.DRAFT, by.actor)


def how_completed(draft: Draft, by: Actor) -> str:
    """Whether a draft was filled in alone or with help, or written in by staff: `alone`, `co_served`, `by_staff`.

    What staff began and the citizen sends is `co_served`. No query for who never asked.
    """
    if draft.entered_by_id is not None:
        return "by_staff" if by.kind == "employee" else "co_served"
    if draft.shared_mark and Joining.objects.filter(draft=draft, joined_at__isnull=False).exists():
        return "co_served"
    return "alone"


# --- what they share ---------------------------------------------------------------------------------------------


def key_of(draft: Draft) -> str:
    return f"{PREFIX}{draft.pk}"


def solution_of(draft: Draft) -> Solution:
    return versions.version(draft.version_id).solution


def for_staff() -> QuerySet[Draft]:
    rows = Draft.objects.select_related("actor", "person", "company")
    return rows.defer("actor__cpr_encrypted", "person__cpr_encrypted")


def _draft_of_joining(joining_id: UUID | str, by: Acting) -> Draft:
    """The draft somebody knocked at, locked. Raises NotYours when it is not the citizen's."""
    draft_id = Joining.objects.filter(pk=joining_id).values_list("draft_id", flat=True).first()
    if draft_id is None:
        raise NotYours
    return loading.draft_of(draft_id, by, lock=True)


def join(draft: Draft, joining: Joining, consent: Consent, by: Actor, purpose: str) -> None:
    joining.state, joining.joined_at = JoiningState.JOINED.value, clock.now()
    joining.consent, joining.consent_by = consent.value, by.key
    joining.save(update_fields=["state", "joined_at", "consent", "consent_by"])
    trace("joined", by, draft, joining, purpose=purpose)
    settled(draft)


def settled(draft: Draft) -> None:
    """What the draft says of who helps in it, from what stands. An unanswered proposal is a reason to look, too."""
    states = set(Joining.objects.filter(draft=draft, state__in=LIVE).values_list("state", flat=True))
    if JoiningState.JOINED.value in states:
        shared = Shared.JOINED
    elif states:
        shared = Shared.KNOCKING
    elif draft.state == DraftState.OPEN and Proposal.objects.filter(draft=draft, answer=None).exists():
        shared = Shared.ASKED
    else:
        shared = Shared.ALONE
    draft.shared = shared.value
    _marked(draft)


def _marked(draft: Draft) -> None:
    draft.shared_mark += 1
    draft.save(update_fields=["shared", "shared_mark"])


def trace(action: str, by: Actor, draft: Draft, joining: Joining, *, purpose: str = HELP_ASKED_FOR) -> None:
    audit.record(
        action=action,
        actor=by.key,
        object=key_of(draft),
        party=loading.party_of(draft).key,
        purpose=purpose,
        detail={"joining": str(joining.pk), "employee": f"employee:{joining.employee_id}"},
    )
