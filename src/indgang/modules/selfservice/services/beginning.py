"""A draft begins."""

from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.ids import new_id
from indgang.modules.audit import services as audit
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.rules.dated import parameter_value
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.reading import typed_of
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import contact_ground, drafts, loading, versions
from indgang.modules.selfservice.selectors.loading import FACT
from indgang.modules.selfservice.selectors.versions import HAND_OVER, Version
from indgang.modules.selfservice.selectors.views import DraftInfo
from indgang.modules.selfservice.services.expiring import expire
from indgang.modules.selfservice.services.facts import fetched, filling_in
from indgang.modules.selfservice.services.results import HandedOver, NotForYou
from indgang.modules.selfservice.vocabulary import AnswerSource, DraftState

FRESH_FOR = timedelta(hours=20)


class Entry(Protocol):
    """What staff add when they begin a draft on request, in the same transaction."""

    def before(self, draft_id: UUID) -> None:
        """The contact is locked before the draft."""

    def after(self, draft: Draft) -> None:
        """Why, and the row in the trail. Who uses no self-service is not counted among those who began one."""


def begin(*, solution: str, by: Acting) -> DraftInfo:
    """Begin a draft, or go on with the one this actor has open for this party.

    Looks up what the registers know. Raises UnknownSolution, HandedOver when the municipality leaves it to
    the national solution, NotForYou.
    """
    version = offered(solution, by)
    known = still_open(solution, by)
    draft = known or begun(version, by)
    if known is not None:
        refresh(known, by)
    return drafts.draft(draft.pk, by).info


def offered(solution: str, by: Acting) -> Version:
    """The version that holds now. Raises UnknownSolution, HandedOver, NotForYou."""
    version = versions.active(solution)
    if versions.mode(solution) == HAND_OVER:
        raise HandedOver
    check_may_use(version.solution, by)
    return version


def still_open(solution: str, by: Acting) -> Draft | None:
    """The draft that they go on with. One that is too old ends now."""
    known = drafts.open_draft(solution, by)
    if known is not None and known.expires_at <= clock.now():
        expire(draft_id=known.pk)
        return None
    return known


def check_may_use(solution: Solution, by: Acting) -> None:
    """Raises NotForYou when the party, the ground or the mandate does not reach this solution.

    A solution names the grounds of its users. Staff are none of them: their ground is the contact, which is looked at
    again here, and whoever speaks for the party must have a ground that reaches the solution.
    """
    who = solution.shape.who_may
    if by.party.kind not in who.parties:
        raise NotForYou
    if by.ground is Ground.STAFF:
        contact = contact_ground.check_contact(by, solution.service_id)
        if contact.caller is not None and str(contact.ground) not in who.grounds:
            raise NotForYou
        return
    if str(by.ground) not in who.grounds:
        raise NotForYou
    if not identity.ground_holds(by, solution.service_id):
        raise NotForYou


def begun(version: Version, by: Acting, *, entry: Entry | None = None) -> Draft:
    """A new draft with what the registers know; `entry` is why staff write it in. Raises NotForYou.

    When somebody began one in the same moment, that one.
    """
    solution = version.solution
    empty = loading.inputs_of(solution, ground=by.ground, rows={}, facts={})
    facts, situation = fetched(solution, empty, filling_in(by, solution), anew=True)
    _check_allowed(situation)
    try:
        return _make(version, by, situation, facts, entry)
    except IntegrityError:  # the other of two clicks was first
        draft = drafts.open_draft(solution.slug, by)
        if draft is None:
            raise
        return draft


def _check_allowed(situation: Situation) -> None:
    """Raises NotForYou when it is known that this party may not use the solution."""
    solution = situation.solution
    if situation.compute(solution.may_use).value is False:
        raise NotForYou(situation.wording.fill(solution.shape.who_may.otherwise.text))


@transaction.atomic
def _make(
    version: Version, by: Acting, situation: Situation, facts: dict[str, Looked], entry: Entry | None
) -> Draft:
    solution, now, draft_id = version.solution, clock.now(), new_id()
    if entry is not None:
        entry.before(draft_id)
    journey = contacts.journey_for(by=by, service_id=solution.service_id)
    draft = Draft.objects.create(
        id=draft_id,
        version_id=version.hash,
        solution=solution.slug,
        person_id=by.party.id if by.party.kind == "person" else None,
        company_id=by.party.id if by.party.kind == "company" else None,
        actor_id=None if entry else by.actor.id,
        entered_by_id=by.actor.id if entry else None,
        ground=by.ground,
        mandate=by.mandate,
        journey_id=journey.id,
        begun_at=now,
        updated_at=now,
        expires_at=expiry(solution, situation.inputs),
    )
    rows = fact_rows(draft, by, facts, draft.revision)
    for key, value in situation.prefills().items():
        question = solution.questions[key]
        stored = {"typed": typed_of(question.kind, value), "found": situation.names_of(question)}
        rows.append(answer_row(draft, by, key, stored, AnswerSource.REGISTER, draft.revision))
    Answer.objects.bulk_create(rows)
    if entry is not None:
        entry.after(draft)
        return draft
    contacts.measure(
        kind="begun",
        journey_id=journey.id,
        service_id=solution.service_id,
        subject=solution.slug,
        party=by.party,
    )
    contacts.measure(
        kind="step_reached",
        journey_id=journey.id,
        service_id=solution.service_id,
        subject=situation.steps[0].step.id,
        party=by.party,
    )
    audit.record(
        action="draft_begun",
        actor=by.actor.key,
        object=f"draft:{draft.pk}",
        party=by.party.key,
        purpose=f"selvbetjening: {solution.slug}",
        detail={"ground": str(by.ground), "version": version.hash},
    )
    return draft


def refresh(draft: Draft, by: Acting) -> None:
    """What the registers said may be old when somebody comes back: fetch it again, once a day, and what they
    could not say at once.
    """
    rows = loading.latest(draft.pk)
    facts = [row for key, row in rows.items() if key.startswith(FACT)]
    last = max((row.at for row in facts), default=None)
    known = all(row.value["value"] is not None for row in facts)
    if known and last is not None and clock.now() - last < FRESH_FOR:
        return
    solution = versions.version(draft.version_id).solution
    inputs = loading.inputs_of(solution, ground=draft.ground, rows=rows)
    found, _ = fetched(solution, inputs, filling_in(by, solution), anew=True)
    with transaction.atomic():
        locked = loading.draft_of(draft.pk, by, lock=True)
        if locked.state == DraftState.OPEN:
            locked.revision += 1
            locked.save(update_fields=["revision"])
            Answer.objects.bulk_create(fact_rows(locked, by, found, locked.revision))


def expiry(solution: Solution, inputs: Inputs) -> Any:
    """When a draft that nobody touches is too old. Without the parameter it is kept for a day only."""
    use = next(use for use in solution.parameters if use.id == solution.shape.keep_draft_days)
    days = parameter_value(use, inputs.parameters.get(use.id), inputs.municipality)
    return clock.now() + timedelta(days=int(days) if days else 1)


def fact_rows(draft: Draft, by: Acting, facts: dict[str, Looked], revision: int) -> list[Answer]:
    return [
        answer_row(draft, by, FACT + key, looked.as_json(), AnswerSource.REGISTER, revision)
        for key, looked in facts.items()
    ]


def answer_row(
    draft: Draft, by: Acting, key: str, value: dict[str, Any], source: AnswerSource, revision: int
) -> Answer:
    return Answer(
        draft=draft,
        key=key,
        value=value,
        source=source,
        actor=by.actor.key,
        actor_name=by.actor.name,
        at=clock.now(),
        revision=revision,
    )
