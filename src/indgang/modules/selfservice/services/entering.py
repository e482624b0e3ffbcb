"""A member of staff writes an application in for somebody who asks for it, and may use another way than the
self-service.

From then on it is a draft like any other: `answer` and `submit` with `acting_in(contact)` as `by`, the same rules, the
same dates, the same decision.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.selectors.running import running
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Need, Party
from indgang.modules.selfservice.models import Draft, StaffEntry
from indgang.modules.selfservice.selectors import drafts, versions
from indgang.modules.selfservice.selectors.contact_ground import acting_in
from indgang.modules.selfservice.selectors.views import DraftInfo
from indgang.modules.selfservice.services.beginning import begun, offered, refresh, still_open
from indgang.modules.selfservice.services.entry_trail import entry_trace
from indgang.modules.selfservice.vocabulary import Circumstance, EntryReason

ASKED_WITHIN = timedelta(days=365)
"""A request that is older was about something else."""


@dataclass(frozen=True)
class StaffRequest:
    """What somebody asked for. `asked_on` and `channel`: when and how they asked us; `need`: a wish told now."""

    reason: EntryReason
    asked_on: date
    channel: Channel
    circumstance: Circumstance = Circumstance.NONE
    need: Need | None = None
    language: str = ""


class NotExempt(Expected):
    """The register does not say that the party is exempt from Digital Post."""

    status = 409
    message = Text(
        "Registret siger ikke, at borgeren er fritaget for Digital Post. Er der særlige forhold? Så vælg dem. Ellers "
        "hjælp borgeren med at gøre det på nettet.",
        "The register does not say that the citizen is exempt from Digital Post. Are there special circumstances? Then "
        "choose them. Otherwise help the citizen to do it online.",
    )


class WhichCircumstance(Expected):
    """Special circumstances without a word of which they are, or the other way round."""

    status = 422
    message = Text("Vælg, hvad der gør forholdene særlige.", "Choose what makes the circumstances special.")


class NoSuchDay(Expected):
    """Nobody asked on a day to come, or so long ago."""

    status = 422
    message = Text(
        "Skriv den dag, borgeren bad om det. Den kan ikke ligge ude i fremtiden.",
        "Write the day the citizen asked for it. It cannot be in the future.",
    )


def begin_for(*, solution: str, contact_id: UUID | str, request: StaffRequest, by: EmployeeInfo) -> DraftInfo:
    """Begin to write in for the party of a contact, or go on with what a colleague began.

    Whether somebody is exempt is asked anew, before anything is locked. Going on needs no new request: the first one
    stands. Raises NotYours, ContactOver, NobodyFound, NotChecked, MayNotSpeak, UnknownSolution, HandedOver, NotForYou,
    NotExempt, WhichCircumstance, NoSuchDay, BadNeed.
    """
    acting = acting_in(contact_id, by)
    version = offered(solution, acting)
    known = still_open(solution, acting)
    if known is not None:
        return _gone_on(known, acting, by)
    _check(request, acting)
    draft = begun(version, acting, entry=_Entry(request, acting, by, version.solution.service_id))
    return drafts.draft(draft.pk, acting).info


def go_on(*, solution: str, contact_id: UUID | str, by: EmployeeInfo) -> DraftInfo | None:
    """Go on with what staff has begun for the party of a contact; None when nothing is begun. Raises as begin_for."""
    acting = acting_in(contact_id, by)
    offered(solution, acting)
    known = still_open(solution, acting)
    return _gone_on(known, acting, by) if known is not None else None


def is_exempt(party: Party) -> bool:
    """Whether a party is exempt from Digital Post. The register is asked when what we know is missing or a day old:
    who never logs in was never asked about. Call it outside a transaction.
    """
    if party.kind != "person":
        return False
    identity.look_up_exemption(person_id=party.id)
    return people.person(party.id).exempt


def _check(request: StaffRequest, by: Acting) -> None:
    if (request.reason is EntryReason.SPECIAL) is (request.circumstance is Circumstance.NONE):
        raise WhichCircumstance
    if not clock.today() - ASKED_WITHIN <= request.asked_on <= clock.today():
        raise NoSuchDay
    if request.reason is EntryReason.EXEMPT and not is_exempt(by.party):
        raise NotExempt


def _gone_on(known: Draft, by: Acting, employee: EmployeeInfo) -> DraftInfo:
    refresh(known, by)
    with transaction.atomic():
        service_id = versions.version(known.version_id).solution.service_id
        _matter(by.mandate, known.pk, service_id, employee)
        entry_trace("entry_gone_on", by, known.pk)
    return drafts.draft(known.pk, by).info


def _matter(contact_id: str, draft_id: UUID, service_id: str, by: EmployeeInfo) -> None:
    """What is written in lands in the contact, and is what it is about when nothing else is yet."""
    contacts.opened(contact_id=contact_id, key=f"entry:{draft_id}", service_id=service_id, by=by)
    if running(contact_id, by).journey_id is None:
        contacts.choose_matter(contact_id=contact_id, service_id=service_id, by=by)


@dataclass(frozen=True)
class _Entry:
    request: StaffRequest
    by: Acting
    employee: EmployeeInfo
    service_id: str

    def before(self, draft_id: UUID) -> None:
        _matter(self.by.mandate, draft_id, self.service_id, self.employee)

    def after(self, draft: Draft) -> None:
        request, contact = self.request, running(self.by.mandate, self.employee)
        StaffEntry.objects.create(
            draft=draft,
            reason=request.reason.value,
            circumstance=request.circumstance.value,
            asked_on=request.asked_on,
            channel=request.channel.value,
            asked_by=(contact.caller or self.by.party).key,
            ground=contact.ground.value,
            mandate=contact.mandate,
            contact=contact.id,
            employee_id=self.by.actor.id,
            need=request.need.value if request.need else "",
            at=clock.now(),
        )
        if request.need is not None and self.by.party.kind == "person":
            identity.declare_need(
                person_id=self.by.party.id,
                need=request.need,
                detail=request.language,
                by=self.by.actor,
                told_in=f"contact:{self.by.mandate}",
            )
        entry_trace("entry_begun", self.by, draft.pk, reason=request.reason.value, version=draft.version_id)
