"""What somebody is asked who calls or comes: for the clerk who has them in hand, and has seen who they are."""

from dataclasses import replace
from uuid import UUID

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import selectors as cases
from indgang.modules.contacts.selectors.running import Running, running
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party, Right
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.answerers import may_answer_for_another
from indgang.modules.selfservice.selectors.invitations import (
    HIDDEN,
    STILL_ASKED,
    AskedLine,
    InvitationView,
    solution_of,
    view_of,
)

WHERE = "dwelling"


class CheckIdFirst(Expected):
    """Nobody's answer is read or written before it is known who they are."""

    status = 409
    message = Text(
        "Find først den, du taler med, og kontrollér, hvem det er. Så kan du se, hvad vi har spurgt om.",
        "First find the one you speak with, and check who it is. Then you can see what we have asked.",
    )


def asked_party(contact: Running) -> Party:
    """Whom the contact is about, once it is known who speaks. Raises CheckIdFirst."""
    if contact.party is None or contact.party.kind != "person" or contact.id_check is IdCheck.NONE:
        raise CheckIdFirst
    return contact.party


def may_speak(contact: Running, row: Invitation) -> bool:
    """Whether whoever speaks may answer for the party: about this service, by the channel of the contact, and with no
    part of their own in the matter.
    """
    if contact.caller is None or contact.party is None:
        return True
    caller = Actor("person", contact.caller.id, contact.caller.name)
    acting = Acting(caller, contact.party, Ground(contact.ground), contact.mandate)
    holds = identity.ground_holds(acting, solution_of(row).service_id, channel=contact.channel)
    return holds and may_answer_for_another(row.submission, caller)


def questions_in(contact_id: UUID | str, by: EmployeeInfo) -> list[AskedLine]:
    """What the party of a contact can answer now, the nearest day first; a late answer counts, too.

    A caller sees what their mandate reaches by this channel. Raises NotYours, ContactOver, CheckIdFirst.
    """
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotYours
    contact = running(contact_id, by)
    party = asked_party(contact)
    rows = Invitation.objects.filter(person=UUID(party.id), state__in=STILL_ASKED)
    found = list(rows.select_related("submission").order_by("answer_by", "pk"))
    settled = cases.settled_among([row.submission.case_id for row in found if row.submission.case_id])
    said = InvitationAnswer.objects.filter(invitation__in=[row.pk for row in found])
    answered = set(said.values_list("invitation_id", flat=True)) if found else set()
    lines = []
    for row in found:
        solution = solution_of(row)
        ask = solution.ask(row.ask)
        if ask and row.submission.case_id not in settled and may_speak(contact, row):
            line = AskedLine(row.pk, ask.title, row.answer_by, row.pk in answered, solution.service_id)
            lines.append(line)
    return lines


def question_in(contact_id: UUID | str, invitation_id: UUID | str, by: EmployeeInfo) -> InvitationView:
    """One of them, with what may be told. Writes that it was seen. Raises NotYours, ContactOver, CheckIdFirst.

    Where a protected party lives reads "Beskyttet" until the contact is unmasked.
    """
    if not by.may(Right.HANDLE_CONTACTS):
        raise NotYours
    contact = running(contact_id, by)
    party = asked_party(contact)
    row = (
        Invitation.objects.filter(pk=invitation_id, person=UUID(party.id))
        .select_related("submission")
        .first()
    )
    if row is None or not may_speak(contact, row):
        raise NotYours
    audit.record(
        action="invitation_seen",
        actor=by.actor.key,
        object=f"invitation:{row.pk}",
        party=party.key,
        purpose="hjælpe en, som vi har spurgt",
        detail={"contact": str(contact.id)},
    )
    view = view_of(row)
    return _masked(view, solution_of(row), row.ask) if contact.masked else view


def _masked(view: InvitationView, solution: Solution, ask_id: str) -> InvitationView:
    """A stranger is asked about their own home: then what says where it is stays hidden."""
    homes = {use.id for use in solution.facts if use.look_up == WHERE}
    ask = solution.ask(ask_id)
    tells = ask.tells if ask else ()
    facts = tuple(
        replace(row, value=HIDDEN) if tell.value.split(".")[0] in homes else row
        for row, tell in zip(view.facts, tells, strict=False)  # none once it is settled
    )
    return replace(view, facts=facts)
