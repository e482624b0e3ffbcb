"""The applicant corrects what they sent, until it is decided: a new draft with their answers in it."""

from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.files import services as files
from indgang.modules.files.vocabulary import CASE
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Answer, Correction, Draft, Submission
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked
from indgang.modules.selfservice.schema.solution import RIGHT, WRONG, RowKey, Solution
from indgang.modules.selfservice.selectors import drafts, loading, receipts
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.rounds_of import is_closed_for
from indgang.modules.selfservice.selectors.views import DraftInfo
from indgang.modules.selfservice.services.beginning import answer_row, begun, fact_rows, offered, still_open
from indgang.modules.selfservice.services.enclosing import owner_of
from indgang.modules.selfservice.services.facts import fetched, filling_in
from indgang.modules.selfservice.services.taking_back import TooLateForTheRound
from indgang.modules.selfservice.vocabulary import AnswerSource, DraftState, QuestionKind

ANEW = ("cpr", "confirm")
"""Kinds of questions that are answered anew: a number that is never shown again, and a promise."""


class CannotCorrect(Expected):
    """It is decided or withdrawn, or has been decided once."""

    status = 409
    message = Text(
        "Det kan ikke rettes længere. Se på kvitteringen, hvad der er sket, eller ring til os.",
        "It cannot be corrected any more. See on the receipt what has happened, or call us.",
    )


class DraftInTheWay(Expected):
    """The party has another draft of the same solution, which is about something else."""

    status = 409
    message = Text(
        "Du har allerede en kladde til det samme. Send den eller slet den på Min side, og ret så det, du har sendt.",
        "You already have a draft of the same. Send it or delete it on My page, and then correct what you sent.",
    )


def correct(*, submission_id: UUID | str, by: Acting) -> DraftInfo:
    """Begin a draft with what was sent, or go on with the one that was begun. What was sent holds until it is sent.

    Raises NotYours, CannotCorrect, TooLateForTheRound, DraftInTheWay, and as `begin` when the solution is no longer
    theirs to use.
    """
    view = receipts.receipt(submission_id, by)
    if by.ground is Ground.STAFF:
        raise NotYours
    if view.case is None or not view.case.may_be_withdrawn:
        raise CannotCorrect
    if is_closed_for(view.submission_id, clock.today()):
        raise TooLateForTheRound
    submission = Submission.objects.get(pk=view.submission_id)
    version = offered(view.solution, by)
    draft = still_open(view.solution, by)
    if draft is None:
        draft = begun(version, by)
    elif not Correction.objects.filter(draft=draft, submission=submission).exists():
        raise DraftInTheWay
    _fill(draft, submission, version.solution, by)
    return drafts.draft(draft.pk, by).info


def _fill(draft: Draft, submission: Submission, solution: Solution, by: Acting) -> None:
    """Put the answers into a fresh draft, once: two presses are one correction."""
    if Correction.objects.filter(draft=draft, submission=submission).exists():
        return
    facts = _looked_up(draft, submission, solution, by)
    try:
        with transaction.atomic():
            row = loading.draft_of(draft.pk, by, lock=True)
            known = Correction.objects.filter(draft=row).first()
            if known is not None and known.submission_id == submission.pk:
                return
            if known is not None or row.state != DraftState.OPEN or row.revision > 0:
                raise DraftInTheWay
            Correction.objects.create(draft=row, submission=submission, at=clock.now())
            row.revision += 1
            row.save(update_fields=["revision"])
            answers = _answers(row, submission, solution, by)
            _with_own_files(row, submission, solution, answers, by)
            Answer.objects.bulk_create([*answers, *fact_rows(row, by, facts, row.revision)])
            audit.record(
                action="draft_corrects",
                actor=by.actor.key,
                object=f"draft:{row.pk}",
                party=by.party.key,
                purpose="rettet",
                detail={"submission": str(submission.pk)},
            )
    except IntegrityError:
        raise DraftInTheWay from None


def _looked_up(draft: Draft, submission: Submission, solution: Solution, by: Acting) -> dict[str, Looked]:
    """What the registers say to the answers, as when they were typed: what can be chosen and what it costs rest on it.

    Asked before anything is locked.
    """
    rows = loading.latest(draft.pk) | {row.key: row for row in _answers(draft, submission, solution, by)}
    inputs = loading.inputs_of(solution, ground=draft.ground, rows=rows)
    facts, _ = fetched(solution, inputs, filling_in(by, solution), anew=False)
    return {key: looked for key, looked in facts.items() if looked != inputs.facts.get(key)}


def _answers(draft: Draft, submission: Submission, solution: Solution, by: Acting) -> list[Answer]:
    """What was answered to questions that are still asked, from whom it was."""
    given = Inputs.of(holding(submission).inputs).answers
    sources = {one.value for one in AnswerSource}
    return [
        answer_row(
            draft,
            by,
            key,
            _stored(one),
            AnswerSource(one.source) if one.source in sources else AnswerSource.CITIZEN,
            draft.revision,
        )
        for key, one in given.items()
        if _asked_still(key, solution)
    ]


def _with_own_files(
    draft: Draft, submission: Submission, solution: Solution, answers: list[Answer], by: Acting
) -> None:
    """What was attached stays with the first case, and is the draft's as well. What is not there any more is left
    out.
    """
    for answer in answers:
        question = solution.question_at(answer.key)
        if question is None or question.kind is not QuestionKind.UPLOAD:
            continue
        marks = answer.value["typed"] if isinstance(answer.value["typed"], list) else []
        copies = [
            files.copy_to(file_id=mark, owner=f"{CASE}{submission.case_id}", to=owner_of(draft), by=by.actor)
            for mark in marks
        ]
        kept = {
            str(one.id): {"name": one.title, "kind": one.kind.value, "pages": one.pages}
            for one in copies
            if one is not None
        }
        answer.value = {"typed": list(kept), "found": kept}


def _stored(given: Given) -> dict[str, object]:
    return {name: value for name, value in given.as_json().items() if name != "source"}


def _asked_still(key: str, solution: Solution) -> bool:
    for end in (WRONG, RIGHT):
        if key.endswith(end) and key.removesuffix(end) in solution.cards:
            return True
    row = RowKey.of(key)
    if row is not None and not row.question:
        return row.group in solution.groups
    question = solution.question_at(key)
    return question is not None and question.kind.value not in ANEW
