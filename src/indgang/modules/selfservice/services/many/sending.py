"""One row is checked, and one row is sent: as a draft of its own, by the deed that sends every draft."""

from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Answer, Draft, ManyFile, ManyRow, Submission
from indgang.modules.selfservice.selectors.many_cells import cells_of
from indgang.modules.selfservice.services.beginning import answer_row, expiry, fact_rows
from indgang.modules.selfservice.services.many.rows import WHOLE_ROW, Checked, Checker
from indgang.modules.selfservice.services.results import NotFinished
from indgang.modules.selfservice.services.submitting import submit
from indgang.modules.selfservice.vocabulary import AnswerSource, DraftState, ManyState, RowState

AT_ONCE = 200
"""Drafts that are emptied in one round."""
FIRST = 1
"""The revision of what stood in the row."""
CHANGED = Text(
    "Noget har ændret sig, siden vi så på rækken. Læg den op igen.",
    "Something changed after we looked at the row. Upload it again.",
)

OUR_FAULT = Text(
    "Vi kan ikke læse rækken. Det er en fejl hos os. Ring til os, eller send den for sig.",
    "We cannot read the row. It is our fault. Call us, or send it by itself.",
)


def check_row(file: ManyFile, row: ManyRow, checker: Checker) -> None:
    """Say whether a row can be sent. Safe to repeat."""
    errors = _twice(file, row) or checker.check(cells_of(row)).errors
    state = RowState.BAD if errors else RowState.GOOD
    _note(row, RowState.WAITING, state, errors)


def cannot_check(row: ManyRow) -> None:
    """Something is wrong with us, not with the row."""
    _note(row, RowState.WAITING, RowState.BAD, {WHOLE_ROW: OUR_FAULT})


def stumbled(row: ManyRow) -> bool:
    """Note that a row could not be sent. Whether it is the first time: then it may be the hour, and not the row."""
    if not row.errors:
        _note(row, RowState.GOOD, RowState.GOOD, {WHOLE_ROW: OUR_FAULT})
        return True
    if not _put_back(row, RowState.BAD, {WHOLE_ROW: OUR_FAULT}):
        sent = Submission.objects.get(draft__many_row=row)
        ManyRow.objects.filter(pk=row.pk).update(state=RowState.SENT, submission=sent, cells=b"", errors={})
    return False


def empty_unsent() -> int:
    """What a row said goes from its draft like from any that is too old, as when its file stopped for good. The row can
    be sent still. How many. Safe to repeat.
    """
    old = Draft.objects.filter(state=DraftState.ROW, expires_at__lte=clock.now())
    idle = old.exclude(many_row__file__state=ManyState.SENDING).values_list("pk", "many_row")
    return sum(_emptied(draft_id, row_id) for draft_id, row_id in list(idle[:AT_ONCE]))


@transaction.atomic
def _emptied(draft_id: UUID, row_id: int | None) -> bool:
    row = ManyRow.objects.filter(pk=row_id).first() if row_id else None
    if row is not None:
        return _put_back(row, RowState.GOOD, {})
    return _gone(Draft.objects.select_for_update().get(pk=draft_id))


def send_row(file: ManyFile, row: ManyRow, checker: Checker, by: Acting) -> None:
    """Send a row, once, however often this is called. A row that is no longer good is told, and nothing is sent.

    Raises as `submit`, but for NotFinished.
    """
    draft = Draft.objects.get(pk=row.draft_id) if row.draft_id else None
    if draft is None:
        errors = _twice(file, row)
        checked = None if errors else checker.check(cells_of(row))
        errors = errors or (checked.errors if checked else {})
        if errors or checked is None:
            _note(row, RowState.GOOD, RowState.BAD, errors)
            return
        draft = _on_its_way(file, row, checked, by)
        if draft is None:
            _note(row, RowState.GOOD, RowState.BAD, _twice(file, row) or {WHOLE_ROW: CHANGED})
            return
    try:
        sent = submit(draft_id=draft.pk, key=f"row{row.pk}", by=by, seen_revision=draft.revision)
    except NotFinished:
        _taken_back(row, checker)
        return
    ManyRow.objects.filter(pk=row.pk).update(state=RowState.SENT, submission=sent.id, cells=b"", errors={})


@transaction.atomic
def _on_its_way(file: ManyFile, row: ManyRow, checked: Checked, by: Acting) -> Draft | None:
    """The draft of a row; None when the same row of another file was first."""
    locked = ManyRow.objects.select_for_update().get(pk=row.pk)
    if locked.draft_id:  # a second worker
        return Draft.objects.get(pk=locked.draft_id)
    solution, now = checked.situation.solution, clock.now()
    journey = contacts.journey_for(by=by, service_id=solution.service_id)
    draft = Draft.objects.create(
        id=new_id(),
        version_id=file.version_id,
        solution=solution.slug,
        company_id=by.party.id,
        actor_id=by.actor.id,
        ground=by.ground,
        mandate=by.mandate,
        journey_id=journey.id,
        state=DraftState.ROW.value,
        revision=FIRST,
        begun_at=now,
        updated_at=now,
        expires_at=expiry(solution, checked.inputs),
    )
    try:
        with transaction.atomic():
            ManyRow.objects.filter(pk=row.pk).update(draft=draft)
    except IntegrityError:
        draft.delete()
        return None
    rows = fact_rows(draft, by, dict(checked.inputs.facts), FIRST)
    for key, given in checked.inputs.answers.items():
        typed = list(given.typed) if isinstance(given.typed, tuple) else given.typed
        rows.append(
            answer_row(
                draft, by, key, {"typed": typed, "found": given.found}, AnswerSource(given.source), FIRST
            )
        )
    Answer.objects.bulk_create(rows)
    # A row goes through every step that it is asked in, so that the funnel of the form stays a funnel.
    steps = [("step_reached", shown.step.id) for shown in checked.situation.steps]
    for kind, subject in [("begun", solution.slug), *steps]:
        contacts.measure(
            kind=kind,
            journey_id=journey.id,
            service_id=solution.service_id,
            subject=subject,
            party=by.party,
        )
    audit.record(
        action="draft_begun",
        actor=by.actor.key,
        object=f"draft:{draft.pk}",
        party=by.party.key,
        purpose=f"selvbetjening: {solution.slug}",
        detail={"ground": str(by.ground), "version": file.version_id, "file": str(file.pk)},
    )
    return draft


def _taken_back(row: ManyRow, checker: Checker) -> None:
    """A register said something else just now: the row is not good any more, and its draft goes."""
    _put_back(row, RowState.BAD, checker.anew().check(cells_of(row)).errors or {WHOLE_ROW: CHANGED})


@transaction.atomic
def _put_back(row: ManyRow, state: RowState, errors: dict[str, Text]) -> bool:
    """The draft of a row goes, and the row waits, or is told. False when another worker has sent it."""
    locked = ManyRow.objects.select_for_update().get(pk=row.pk)
    if locked.draft_id is not None and not _gone(Draft.objects.select_for_update().get(pk=locked.draft_id)):
        return False
    ManyRow.objects.filter(pk=row.pk).update(draft=None)
    _note(row, RowState.GOOD, state, errors)
    return True


def _gone(draft: Draft) -> bool:
    """A locked draft is emptied. False when it is sent."""
    if draft.state != DraftState.ROW:
        return draft.state != DraftState.SENT
    Answer.objects.filter(draft=draft).delete()
    draft.state, draft.updated_at = DraftState.DELETED.value, clock.now()
    draft.save(update_fields=["state", "updated_at"])
    return True


def _note(row: ManyRow, before: RowState, after: RowState, errors: dict[str, Text]) -> None:
    told = {name: message.as_json() for name, message in errors.items()}
    ManyRow.objects.filter(pk=row.pk, state=before).update(state=after, errors=told)


def _twice(file: ManyFile, row: ManyRow) -> dict[str, Text]:
    """Whether the same stands in another row: one that is sent, or one above it in the file."""
    same = ManyRow.objects.filter(mark=row.mark).exclude(pk=row.pk)
    sent = same.filter(draft__isnull=False).select_related("submission", "file").first()
    if sent is not None:
        number = sent.submission.number if sent.submission else ""
        danish = f" Kvittering {number}." if number else ""
        english = f" Receipt {number}." if number else ""
        return {
            WHOLE_ROW: Text(
                f"Den samme række er sendt før.{danish} Slet den. Skal den sendes igen, så send den for sig.",
                f"The same row was sent before.{english} Delete it. To send it again, send it by itself.",
            )
        }
    above = same.filter(file=file, line__lt=row.line).order_by("line").first()
    if above is None:
        return {}
    return {
        WHOLE_ROW: Text(
            f"Det samme står i række {above.line}. Slet den ene.",
            f"Row {above.line} says the same. Delete one of them.",
        )
    }
