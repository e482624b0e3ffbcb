"""What the applicant sent is taken back: by their wish, or because they send something else in its place."""

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases import services as cases
from indgang.modules.cases.services import WrongState
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Correction, Draft, Invitation, Note, Submission
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.rounds_of import is_closed_for
from indgang.modules.selfservice.services.telling import cancel


class TooLateToCorrect(Expected):
    """The case was decided while its correction was filled in."""

    status = 409
    message = Text(
        "Vi har afgjort sagen, mens du rettede. Din kladde er gemt. Læs svaret, eller ring til os.",
        "We decided the case while you were correcting it. Your draft is saved. Read the answer, or call us.",
    )


class TooLateForTheRound(Expected):
    """What would be corrected takes part when places are shared out, and the last day to apply is past."""

    status = 409
    message = Text(
        "Fristen er gået, og du er med i fordelingen. Det nye ville komme for sent. Er noget forkert, så ring til os.",
        "The deadline is past, and you take part. The new one would come too late. If something is wrong, call us.",
    )


class CorrectedAlready(Expected):
    """Somebody else who may act in the matter has sent a correction of the same."""

    status = 409
    message = Text(
        "En anden har allerede rettet og sendt det igen. Din kladde er gemt. Se det nye på Min side, og ret det der.",
        "Somebody else has already corrected and sent it again. Your draft is saved. Find the new one on My page, "
        "and correct that.",
    )


def take_back(
    submission: Submission, rows: list[Invitation], *, why: str, by: Acting, instead: str = ""
) -> None:
    """Withdraw its case; those who were asked are told; it clashes with nothing any more. What claims a span of days is
    found all the same, as withdrawn: it was a notice, too.

    `rows` are its invitations, locked by the caller; `instead` the receipt number of what comes in its place. Raises
    as `cases.withdraw`.
    """
    if submission.case_id is None:
        raise NotYours
    cases.withdraw(case_id=submission.case_id, why=why, by=by, instead=instead)
    cancel(submission, rows)
    if versions.version(submission.version_id).solution.claims is None:
        Note.objects.filter(submission=submission).delete()


@transaction.atomic
def take_back_corrected(draft: Draft, *, number: str, by: Acting) -> str:
    """In the transaction that sends a correction, before the rules are asked: take back what it corrects.

    Returns the old case's number; empty when the draft corrects nothing. What the party has withdrawn meanwhile is
    corrected all the same. Raises TooLateToCorrect, TooLateForTheRound, and CorrectedAlready: one matter is never sent
    twice over.
    """
    row = Correction.objects.select_related("submission").filter(draft=draft).first()
    if row is None:
        return ""
    old: Submission = row.submission
    if old.case_id is None:
        return ""
    rows = list(Invitation.objects.select_for_update().filter(submission=old).order_by("pk"))
    if Submission.objects.filter(draft__correction__submission=old).exists():
        raise CorrectedAlready
    if is_closed_for(old.pk, clock.today()):
        raise TooLateForTheRound
    info = case_selectors.case_of(old.case_id, by.party).info
    if info.state is not CaseState.WITHDRAWN:
        try:
            take_back(old, rows, why="", by=by, instead=number)
        except WrongState:
            raise TooLateToCorrect from None
    return info.number
