"""A step is saved: everything that was typed is kept, right or wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Acting, Ground, Party
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.rules.inputs import Looked
from indgang.modules.selfservice.rules.read import covered
from indgang.modules.selfservice.rules.shown import ShownStep
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import RowKey, Solution, Step, path_of
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.drafts import missing_in, step_of
from indgang.modules.selfservice.services.adding_rows import in_a_row_of_its_own
from indgang.modules.selfservice.services.beginning import answer_row, expiry, fact_rows
from indgang.modules.selfservice.services.entry_trail import entry_trace
from indgang.modules.selfservice.services.facts import fetched, filling_in
from indgang.modules.selfservice.services.fitting import (
    TYPE_IT_AGAIN,
    WRITTEN_IN,
    Typed,
    fit,
    found_for,
    without_covers,
)
from indgang.modules.selfservice.services.opening import check_open
from indgang.modules.selfservice.services.results import FieldConflict, SaveResult
from indgang.modules.selfservice.vocabulary import AnswerSource, DraftState, QuestionKind


def answer(
    *,
    draft_id: UUID | str,
    step: str,
    values: Mapping[str, str | Sequence[str]],
    seen_revision: int,
    by: Acting,
    page: str = "",
) -> SaveResult:
    """Save a step's answers by key; keys that are not given stay as they are.

    `page` marks the page that was sent: a row that another page has added meanwhile is not added a second time to
    the same place, but after it (`added`).

    A key that somebody else changed after `seen_revision` is not saved but comes back as a conflict with both
    values; all others are. Raises NotYours, AlreadySent, DraftExpired. Never raises for what was typed.
    """
    draft = loading.draft_of(draft_id, by)
    check_open(draft)
    solution = versions.version(draft.version_id).solution
    wanted = solution.step(step)
    if wanted is None:
        raise NotYours
    typed = fit(wanted, values)
    typed.told, typed.page = by.ground is Ground.STAFF, page
    rows = loading.latest(draft.pk)
    without_covers(wanted, typed, lambda key: _covers_shown(draft, key, rows.get(key), seen_revision))
    found = found_for(draft, solution, wanted, typed, rows)
    facts = _facts_ahead(draft, solution, wanted, typed, found, rows, by)
    work = _worked_out(draft, solution, wanted, typed, found, facts, rows, seen_revision, by)
    if not _written(draft, wanted, work, by):
        with transaction.atomic():  # somebody saved in the same moment: once more, and nobody else meanwhile
            draft = loading.draft_of(draft.pk, by, lock=True)
            check_open(draft)
            rows = loading.latest(draft.pk)
            work = _worked_out(draft, solution, wanted, typed, found, facts, rows, seen_revision, by)
            _written(draft, wanted, work, by)
    return _result(draft, wanted, work)


def take(
    *,
    draft: Draft,
    key: str,
    value: Mapping[str, Any],
    proposed_by: str,
    seen_revision: int,
    by: Acting,
    settle: Callable[[Draft], bool],
    reused: str = "",
) -> SaveResult | None:
    """A proposal becomes the citizen's answer, as if they had written it, with the name of who proposed it.

    `value` is `{"typed", "found"}` as the proposal keeps it. `settle` marks the proposal in the same transaction, with
    the draft locked; when it says False somebody was first, nothing is written and None comes back. An answer that was
    changed after `seen_revision` comes back as a conflict, and nothing is written either. Raises NotYours,
    AlreadySent, DraftExpired.
    """
    check_open(draft)
    solution = versions.version(draft.version_id).solution
    step = solution.step_taking(key)
    if step is None:
        raise NotYours
    typed, found = (
        Typed({key: value["typed"]}, proposed_by=proposed_by, reused=reused),
        {key: value.get("found")},
    )
    typed.told = by.ground is Ground.STAFF
    rows = loading.latest(draft.pk)
    facts = _facts_ahead(draft, solution, step, typed, found, rows, by)
    with transaction.atomic():
        draft = loading.draft_of(draft.pk, by, lock=True)
        check_open(draft)
        rows = loading.latest(draft.pk)
        work = _worked_out(draft, solution, step, typed, found, facts, rows, seen_revision, by)
        if not work.conflicts:
            if not settle(draft):
                return None
            _written(draft, step, work, by)
    return _result(draft, step, work)


def _result(draft: Draft, step: Step, work: "_Work") -> SaveResult:
    loaded = loading.Loaded(draft, work.situation.solution, work.rows, work.situation)
    return SaveResult(
        draft.revision,
        draft.updated_at,
        work.errors,
        work.conflicts,
        work.following,
        step_of(loaded, step.id),
        work.added,
    )


def _facts_ahead(
    draft: Draft,
    solution: Solution,
    step: Step,
    typed: Typed,
    found: Mapping[str, Any],
    rows: Mapping[str, Answer],
    by: Acting,
) -> dict[str, Looked]:
    """What the registers say to the new answers, asked before anything is locked."""
    if not solution.asked_with & {key.split(".")[0] for key in typed.values}:
        return {}
    ahead = dict(rows) | {
        key: answer_row(draft, by, key, typed.stored(key, found), typed.source, draft.revision + 1)
        for key in typed.values
    }
    inputs = loading.inputs_of(solution, ground=draft.ground, rows=ahead)
    facts, _ = fetched(solution, inputs, filling_in(by, solution), anew=False)
    return {key: looked for key, looked in facts.items() if looked != inputs.facts.get(key)}


@dataclass(frozen=True)
class _Work:
    """A save that is ready to be written: everything is computed before the lock, so that nobody waits for it."""

    revision: int
    written: Sequence[Answer]
    rows: Mapping[str, Answer]
    situation: Situation
    errors: dict[str, Text]
    conflicts: tuple[FieldConflict, ...]
    following: str
    reached: str
    """The step that is reached for the first time by this save."""
    added: str


def _worked_out(
    draft: Draft,
    solution: Solution,
    step: Step,
    typed: Typed,
    found: Mapping[str, Any],
    facts: dict[str, Looked],
    rows: Mapping[str, Answer],
    seen_revision: int,
    by: Acting,
) -> _Work:
    """What the answers make of the draft as it stands in `rows`. Writes nothing."""
    typed = in_a_row_of_its_own(
        typed,
        lambda: Situation(solution, loading.inputs_of(solution, ground=draft.ground, rows=rows)),
        rows,
        seen_revision,
    )
    new, conflicts = _sorted_out(draft, solution, typed, found, rows, seen_revision, by)
    first_time = not any(step.takes(key) and row.source != AnswerSource.REGISTER for key, row in rows.items())
    revision = draft.revision + 1 if new or facts else draft.revision
    written = [*new, *fact_rows(draft, by, facts, revision)]
    for row in written:
        row.revision = revision
    after = dict(rows) | {row.key: row for row in written}
    situation = Situation(solution, loading.inputs_of(solution, ground=draft.ground, rows=after))
    errors = _errors(situation, situation.shown_step(step.id), typed)
    following = _next(situation, step.id)
    reached = following if not errors and first_time else ""
    return _Work(
        revision, written, after, situation, errors, tuple(conflicts), following, reached, typed.added
    )


@transaction.atomic
def _written(draft: Draft, step: Step, work: _Work, by: Acting) -> bool:
    """Write it, unless the draft was saved or ended since `draft` was read. `draft` is brought up to date."""
    solution, now = work.situation.solution, clock.now()
    changes: dict[str, Any] = {
        "revision": work.revision,
        "step": step.id,
        "updated_at": now,
        "expires_at": expiry(solution, work.situation.inputs),
    }
    if by.ground is Ground.STAFF:
        changes["entered_by_id"] = UUID(by.actor.id)
    as_read = Draft.objects.filter(pk=draft.pk, revision=draft.revision, state=DraftState.OPEN)
    if not as_read.update(**changes):
        return False
    if work.written:
        Answer.objects.bulk_create(work.written)
    if draft.entered_by_id is None:
        _measure(draft, solution, by.party, work.reached, work.errors, {row.key for row in work.written})
    elif by.ground is Ground.STAFF and work.written:
        entry_trace("entry_saved", by, draft.pk, step=step.id)
    for name, value in changes.items():
        setattr(draft, name, value)
    return True


def _sorted_out(
    draft: Draft,
    solution: Solution,
    typed: Typed,
    found: Mapping[str, Any],
    rows: Mapping[str, Answer],
    seen_revision: int,
    by: Acting,
) -> tuple[list[Answer], list[FieldConflict]]:
    """What is new, and what somebody else changed meanwhile to something else."""
    new, conflicts = [], []
    for key, value in typed.values.items():
        stored = typed.stored(key, found)
        now = rows.get(key)
        if now is None and not value and solution.question_at(key) is None:
            continue
        if now is not None and _was_written_in(key, value, rows, seen_revision, by):
            typed.said[key] = WRITTEN_IN
            continue
        if now is not None and now.value.get("typed") == value:
            if stored["found"] == now.value.get("found") or not value:
                continue
        elif now is not None and now.revision > seen_revision:
            if typed.proposed_by:  # whoever takes a proposal must have seen what it takes the place of
                conflicts.append(_conflict(solution, key, value, now, rows))
                continue
            if value == _as_seen(draft, key, seen_revision):
                continue  # nobody touched it on this page: what was written elsewhere stands
            if now.actor != by.actor.key and _is_covered(solution, key):
                typed.said[key] = TYPE_IT_AGAIN
                continue
            if now.actor != by.actor.key:
                conflicts.append(_conflict(solution, key, value, now, rows))
                continue
        new.append(answer_row(draft, by, key, stored, typed.source, 0))
    new += [
        answer_row(draft, by, marker, {"typed": "yes", "found": None}, typed.source, 0)
        for marker in _brought_back(typed, new, rows)
    ]
    return new, conflicts


def _was_written_in(
    key: str, value: str | list[str], rows: Mapping[str, Answer], seen_revision: int, by: Acting
) -> bool:
    """Whether a row is taken away that somebody else has written in since it was seen."""
    row = RowKey.of(key)
    if row is None or row.question or value == "yes":
        return False
    inside = [one for name, one in rows.items() if name.startswith(f"{row.marker}.")]
    return any(one.revision > seen_revision and one.actor != by.actor.key for one in inside)


def _brought_back(typed: Typed, new: list[Answer], rows: Mapping[str, Answer]) -> list[str]:
    """Rows that somebody took away while something was written in them: nothing that is written is lost."""
    found = []
    for answer in new:
        row = RowKey.of(answer.key)
        if row is None or not row.question or not answer.value["typed"] or row.marker in typed.values:
            continue
        marker = rows.get(row.marker)
        if marker is not None and marker.value["typed"] == "no":
            found.append(row.marker)
    return list(dict.fromkeys(found))


def _is_covered(solution: Solution, key: str) -> bool:
    """Whether the answer is not shown again, so that nobody can choose between two of them."""
    question = solution.question_at(key)
    return question is not None and question.kind is QuestionKind.CPR


def _covers_shown(draft: Draft, key: str, now: Answer | None, seen_revision: int) -> set[str]:
    """A CPR number as a page may show it: the newest, and the one that stood there when the page was shown."""
    newest = now.value.get("typed", "") if now else ""
    return {covered(str(one)) for one in (newest, _as_seen(draft, key, seen_revision)) if one}


def _as_seen(draft: Draft, key: str, revision: int) -> str | list[str]:
    """What stood in a field when the page was shown."""
    seen = (
        Answer.objects.filter(draft=draft, key=key, revision__lte=revision)
        .order_by("-revision", "-pk")
        .first()
    )
    value: str | list[str] = seen.value.get("typed", "") if seen else ""
    return value


def _conflict(
    solution: Solution, key: str, value: str | list[str], now: Answer, rows: Mapping[str, Answer]
) -> FieldConflict:
    theirs = now.value.get("typed", "")
    situation = Situation(solution, loading.inputs_of(solution, ground="", rows=rows))
    asked = situation.asked(key)
    shown = asked.read.shown if asked else Text()
    plain = _plain(theirs)
    return FieldConflict(
        key=key,
        label=situation.label_of(asked) if asked else Text(key, key),
        yours=_plain(value),
        theirs=plain,
        theirs_shown=shown or Text(plain, plain),
        by=now.actor_name,
        at=now.at,
    )


def _plain(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _errors(situation: Situation, shown: ShownStep | None, typed: Typed) -> dict[str, Text]:
    errors = {line.key: line.message for line in missing_in(situation, shown)} if shown else {}
    groups = {group.group.id for group in shown.groups} if shown else set()
    sent = {
        key: message for key, message in errors.items() if key in {*typed.values, *typed.attached, *groups}
    }
    return sent | typed.said


def _next(situation: Situation, step: str) -> str:
    """The step after this one; "" is the summary."""
    keys = [shown.step.id for shown in situation.steps]
    at = keys.index(step) if step in keys else -1
    return keys[at + 1] if at + 1 < len(keys) else ""


def _measure(
    draft: Draft, solution: Solution, party: Party, reached: str, errors: Mapping[str, Text], new: set[str]
) -> None:
    """The funnel: a step is reached once; an error counts when what was typed is new.

    It is about those who use the self-service: what staff began is no part of it.
    """
    if reached:
        contacts.measure(
            kind="step_reached",
            journey_id=draft.journey_id,
            service_id=solution.service_id,
            subject=reached,
            party=party,
        )
    for key in errors:
        if key in new:
            contacts.measure(
                kind="field_error",
                journey_id=draft.journey_id,
                service_id=solution.service_id,
                subject=path_of(key),
                party=party,
            )
