"""A worse answer that nobody signed before its day is worked out again by the caseworker who has the case."""

from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as known
from indgang.modules.cases import services as cases
from indgang.modules.cases.services import StaleCase, TakeFirst, WrongState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.selectors.standing_grants import standing_of
from indgang.modules.selfservice.services.recalculating import (
    Worked,
    due_for,
    keep_row,
    letters_for,
    note_protection,
    version_for,
    worked_out,
)
from indgang.modules.selfservice.vocabulary import Again


class NoFigures(Expected):
    """The registers or a parameter do not say enough today."""

    status = 409
    message = Text(
        "Vi kan ikke se alle tal lige nu. Prøv igen senere, eller sig ja til det, der gælder.",
        "We cannot see all figures right now. Try again later, or say yes to what holds.",
    )


class AtItsEnd(Expected):
    """By the rules of today it has come to its end."""

    status = 409
    message = Text(
        "Ydelsen er slut efter reglerne. Sig ja til det, der gælder. Så får I en opgave om at stoppe den.",
        "By the rules it has come to its end. Say yes to what holds. Then you get a task to stop it.",
    )


class OncePerMonth(Expected):
    """This month is worked out already."""

    status = 409
    message = Text(
        "Vi har regnet igen i den her måned. Vent til næste måned, eller sig ja til det, der gælder.",
        "This month is worked out already. Wait for the next, or say yes to what holds.",
    )


def work_out_anew(*, case_id: UUID, by: EmployeeInfo, seen_version: int) -> Again:
    """Today's figures and a day ahead in the place of an answer whose day is past. The registers are asked before
    anything is locked: call it outside a transaction.

    Raises NotYours, NotAllowed, TakeFirst, StaleCase, WrongState (its day is ahead, or it is settled), NoFigures,
    AtItsEnd, OncePerMonth.
    """
    case = known.case_for_staff(case_id, by, purpose="regne igen", with_timeline=False)
    if case.masked:
        raise TakeFirst
    if case.info.version != seen_version:
        raise StaleCase
    if not known.is_too_late(case):
        raise WrongState
    last = Recalculation.objects.filter(case_id=case_id).order_by("-month").first()
    if last is None:
        raise NotYours
    month = clock.today().replace(day=1)
    rows = Submission.objects.select_related("person", "company").defer("person__cpr_encrypted")
    submission = rows.get(pk=last.submission_id)
    if Recalculation.objects.filter(submission=submission, month=month).exists():
        raise OncePerMonth
    stands = standing_of(submission, but_for=case_id)
    version = version_for(submission, stands) if stands else None
    if stands is None or version is None:
        raise WrongState
    worked = worked_out(submission, stands, version)
    if worked.weighed.result is Again.UNKNOWN:
        raise NoFigures
    if worked.weighed.result is Again.OVER:
        raise AtItsEnd
    _put(worked, month, case_id, by, seen_version)
    return worked.weighed.result


@transaction.atomic
def _put(worked: Worked, month: date, case_id: UUID, by: EmployeeInfo, seen_version: int) -> None:
    """The case and the month's row, together or not at all."""
    submission = Submission.objects.select_for_update().get(pk=worked.submission.pk)
    if Recalculation.objects.filter(submission=submission, month=month).exists():
        raise OncePerMonth
    now_stands = standing_of(submission, but_for=case_id)
    if now_stands is None or now_stands.mark != worked.stands.mark:
        raise WrongState
    note_protection(worked)
    cases.prepare_anew(
        case_id=case_id,
        finding=worked.finding,
        inputs=worked.situation.inputs.as_json(),
        letters=letters_for(worked, due_for(worked.situation)),
        follow_ups=deciding.follow_ups(worked.situation),
        by=by,
        seen_version=seen_version,
    )
    keep_row(worked, month, new_id(), case_id)
