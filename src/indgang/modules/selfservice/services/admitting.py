"""A caseworker lets a submission take part in a round, though something else in it is for a person."""

from uuid import UUID

from django.db import transaction

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases.services import NotAllowed, TakeFirst, WrongState
from indgang.modules.cases.vocabulary import SETTLED
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules import sharing
from indgang.modules.selfservice.selectors.rounds_of import open_round
from indgang.modules.selfservice.services.reconsidering import situation_of
from indgang.modules.selfservice.services.taking_part import enter, hold, locked_round


class CannotTakePart(Expected):
    """No round is open for it, or something that the round builds on is not known."""

    status = 409
    message = Text(
        "Den kan ikke komme med. Der er ingen åben fordeling, eller vi mangler noget, som den bygger på.",
        "It cannot take part. No round is open, or we lack something that the round builds on.",
    )


@transaction.atomic
def admit(*, case_id: UUID | str, by: EmployeeInfo) -> None:
    """A caseworker lets a submission take part though something else in it is for a person, who decides it afterwards.

    It counts as everybody else's, and is told what it got. Again is the same. Raises NotYours, NotAllowed, TakeFirst,
    WrongState for a settled case, CannotTakePart.
    """
    case = case_selectors.case_for_staff(
        case_id, by, purpose="tage en ansøgning med i en fordeling", with_timeline=False
    )
    if case.masked:
        raise TakeFirst
    if not case.may_handle:
        raise NotAllowed
    submission = Submission.objects.filter(case_id=case.info.id).first()
    if submission is None:
        raise NotYours
    situation = situation_of(submission)
    shares = situation.solution.shares
    if shares is None:
        raise CannotTakePart
    if case.info.state in SETTLED:
        raise WrongState
    there = open_round(situation.solution.slug, situation.inputs.today)
    if there is None or not sharing.takes_part(situation):
        raise CannotTakePart
    hold(submission, situation, by.actor)
    round_ = locked_round(str(there.pk))
    if round_ is None or not sharing.same_order(round_.order, sharing.order_of(shares)):
        raise CannotTakePart
    enter(submission, situation, shares, round_, by=by.actor.key)
