"""A helper proposes an answer; it is none until the citizen takes it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor
from indgang.modules.selfservice.models import Draft, Joining, Proposal, ProposalAnswer
from indgang.modules.selfservice.schema.solution import RowKey, Step
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.drafts import missing_in
from indgang.modules.selfservice.selectors.helping import proposed
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.together import joined, private_in
from indgang.modules.selfservice.services import joining as joinings
from indgang.modules.selfservice.services.answering import take
from indgang.modules.selfservice.services.fitting import fit, found_for
from indgang.modules.selfservice.services.opening import check_open
from indgang.modules.selfservice.services.results import SaveResult
from indgang.modules.selfservice.vocabulary import DraftState, ProposalEnd

LONGEST_NOTE = 300


class CannotPropose(Expected):
    """The proposal cannot stand in the field; the message says why, in the words that the citizen would get."""

    status = 422


class ProposalGone(Expected):
    """The citizen takes a proposal that was taken back, replaced, or turned down in another window."""

    status = 409
    message = Text(
        "Forslaget er trukket tilbage eller afløst af et nyere. Dit svar er ikke ændret.",
        "The proposal was taken back or replaced by a newer one. Your answer is not changed.",
    )


NOT_ASKED_NOW = Text(
    "Det spørger vi ikke om lige nu. Hent siden igen.", "That is not asked now. Reload the page."
)
THE_SAME = Text("Det står der allerede.", "That is what stands there already.")
EMPTY_PROPOSAL = Text("Skriv, hvad du foreslår.", "Write what you propose.")


def propose(
    *,
    draft_id: UUID | str,
    key: str,
    value: str | Sequence[str],
    seen_revision: int,
    note: str,
    form_key: str,
    by: EmployeeInfo,
) -> UUID:
    """Propose an answer to one question, seen at a revision. The same `form_key` is the same proposal.

    An older open proposal for the question is overtaken. Raises NotYours unless joined now, CannotPropose.
    """
    joining = joined(draft_id, by)
    if known := same_form(form_key, joining):
        return known
    loaded = loading.load(joining.draft)
    step = loaded.solution.step_with(key)
    shown = loaded.situation.shown_step(step.id) if step else None
    if step is None or shown is None or key not in {asked.key for asked in shown.asked}:
        raise CannotPropose(NOT_ASKED_NOW)
    stored = _fit(loaded, step, key, value)
    row = Proposal(
        draft=joining.draft,
        joining=joining,
        key=key,
        value=stored,
        seen_revision=max(0, min(seen_revision, loaded.draft.revision)),
        note=cleaned(note)[:LONGEST_NOTE],
        actor=by.actor.key,
        actor_name=by.name,
        form_key=form_key[:80],
    )
    after = proposed(loaded, row).shown_step(step.id)
    problems = {line.key: line.message for line in missing_in(loaded.situation, after)} if after else {}
    if key in problems:
        raise CannotPropose(problems[key])
    return kept(row, by)


def same_form(form_key: str, joining: Joining) -> UUID | None:
    """The proposal that this form made already. Raises NotYours for somebody else's form."""
    row = Proposal.objects.filter(form_key=form_key[:80]).first()
    if row is None:
        return None
    if (row.draft_id, row.actor) != (joining.draft_id, f"employee:{joining.employee_id}"):
        raise NotYours
    found: UUID = row.pk
    return found


def _fit(loaded: Loaded, step: Step, key: str, value: str | Sequence[str]) -> dict[str, Any]:
    """The value as an answer keeps it. Raises CannotPropose for nothing, too much, or what stands there."""
    typed = fit(step, {key: value})
    if key in typed.said:
        raise CannotPropose(typed.said[key])
    if not typed.values[key]:
        raise CannotPropose(EMPTY_PROPOSAL)
    now = loaded.rows.get(key)
    covered = key in private_in(loaded.solution)  # or one could guess what stands there
    if not covered and now is not None and now.value.get("typed") == typed.values[key]:
        raise CannotPropose(THE_SAME)
    return typed.stored(key, found_for(loaded.draft, loaded.solution, step, typed, loaded.rows))


@transaction.atomic
def kept(row: Proposal, by: EmployeeInfo) -> UUID:
    """Write a proposal that was looked at; what it takes the place of is overtaken. Raises NotYours."""
    draft = Draft.objects.select_for_update().get(pk=row.draft_id)
    joining = joined(draft.pk, by)  # the citizen may have said stop meanwhile
    if known := same_form(row.form_key, joining):
        return known
    waiting = Proposal.objects.filter(draft=draft, answer=None)
    for older in [one for one in waiting if one.key == row.key or _of_one_group(one.key, row.key)]:
        _answer(older, ProposalEnd.OVERTAKEN, by.actor, draft.revision)
        _trace("proposal_" + ProposalEnd.OVERTAKEN.value, by.actor, joining.draft, older)
    row.at = clock.now()
    row.save(force_insert=True)
    _changed(draft)
    _trace("proposed", by.actor, joining.draft, row)
    found: UUID = row.pk
    return found


def _of_one_group(one: str, other: str) -> bool:
    """Whether both ask for one more row of the same group."""
    rows = [RowKey.of(key) for key in (one, other)]
    groups = {row.group for row in rows if row is not None and row.is_marker}
    return len(groups) == 1 and all(row is not None and row.is_marker for row in rows)


@transaction.atomic
def withdraw_proposal(*, proposal_id: UUID | str, by: EmployeeInfo) -> None:
    """Take one's own proposal back, while nobody has answered it. Safe to repeat. Raises NotYours."""
    row = Proposal.objects.filter(pk=proposal_id, actor=by.actor.key).first()
    if row is None:
        raise NotYours
    draft = Draft.objects.select_for_update().get(pk=row.draft_id)
    joining = joined(draft.pk, by)
    if _is_answered(row):
        return
    _answer(row, ProposalEnd.WITHDRAWN, by.actor, draft.revision)
    _trace("proposal_" + ProposalEnd.WITHDRAWN.value, by.actor, joining.draft, row)
    _changed(draft)


def settle_proposal(
    *, proposal_id: UUID | str, accept: bool, seen_revision: int, by: Acting
) -> SaveResult | None:
    """The citizen takes a proposal or says no thanks. None when there was nothing left to do.

    Taken, it is the citizen's answer. When the answer was changed after `seen_revision`, it is a conflict with both
    values and nothing is written. Raises NotYours, AlreadySent, DraftExpired, ProposalGone.
    """
    row = Proposal.objects.filter(pk=proposal_id).first()
    if row is None:
        raise NotYours
    draft = loading.draft_of(row.draft_id, by)
    check_open(draft)
    if _is_answered(row):
        _over(row, accept)
        return None

    def settle(locked: Draft) -> bool:
        return _settle(row, ProposalEnd.ACCEPTED if accept else ProposalEnd.DECLINED, by, locked)

    if accept:
        result = take(
            draft=draft,
            key=_key_now(draft, row.key),
            value=row.value,
            proposed_by=row.actor_name,
            seen_revision=seen_revision,
            by=by,
            settle=settle,
        )
        if result is None:
            _over(row, accept)
        return result
    with transaction.atomic():
        locked = loading.draft_of(draft.pk, by, lock=True)
        check_open(locked)
        settle(locked)
    return None


def _key_now(draft: Draft, key: str) -> str:
    """Where a proposal goes. A row goes to the next free place when the citizen has added that one meanwhile."""
    row = RowKey.of(key)
    if row is None or not row.is_marker:
        return key
    loaded = loading.load(draft)
    if key not in loaded.rows:
        return key
    groups = (group for step in loaded.situation.steps for group in step.groups)
    return next((one.next_key for one in groups if one.group.id == row.group and one.next_key), key)


def _over(row: Proposal, accept: bool) -> None:
    """Somebody was first. Taking what is taken already is no harm."""
    taken = ProposalAnswer.objects.filter(proposal=row.pk, kind=ProposalEnd.ACCEPTED.value)
    if accept and not taken.exists():
        raise ProposalGone


def _settle(row: Proposal, end: ProposalEnd, by: Acting, draft: Draft) -> bool:
    """Mark a proposal, with the draft locked. False when somebody was first."""
    if _is_answered(row):
        return False
    _answer(row, end, by.actor, draft.revision)
    _trace("proposal_" + end.value, by.actor, draft, row)
    joinings.settled(draft)
    return True


def _is_answered(row: Proposal) -> bool:
    return ProposalAnswer.objects.filter(proposal=row.pk).exists()


def _answer(row: Proposal, end: ProposalEnd, by: Actor, revision: int) -> None:
    ProposalAnswer.objects.create(
        proposal=row, kind=end.value, actor=by.key, at=clock.now(), revision=revision
    )


def _changed(draft: Draft) -> None:
    if draft.state == DraftState.OPEN:
        draft.shared_mark += 1
        draft.save(update_fields=["shared_mark"])


def _trace(action: str, by: Actor, draft: Draft, row: Proposal) -> None:
    """Which question, never the value."""
    audit.record(
        action=action,
        actor=by.key,
        object=joinings.key_of(draft),
        party=loading.party_of(draft).key,
        purpose=joinings.HELP_ASKED_FOR,
        detail={"question": row.key, "proposal": str(row.pk)},
    )
