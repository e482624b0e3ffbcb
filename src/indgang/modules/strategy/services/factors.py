"""Saying how far we are with what drives benefits."""

from django.db import transaction

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy.models import FactorAnswer
from indgang.modules.strategy.selectors.factors import factors

LONGEST_NOTE = 1000  # characters


class NoSuchAnswer(Expected):
    """One answers yes, partly or no."""

    status = 422
    message = Text("Svar ja, delvist eller nej.", "Answer yes, partly or no.")


class NoteTooLong(Expected):
    """A note that does not fit."""

    status = 422
    message = Text("Skriv højst 1.000 tegn.", "Write at most 1,000 characters.")


@transaction.atomic
def answer_factor(*, factor: str, year: int, answer: str, note: str, by: EmployeeInfo) -> None:
    """Say how far the municipality is with a factor in a year; a later answer replaces it.

    Raises NotYours (also for a factor that there is not), NoSuchAnswer, NoteTooLong.
    """
    if by.reach(Right.STEER) is not Reach.MUNICIPALITY or factor not in {one.id for one in factors(year)}:
        raise NotYours
    if answer not in ("yes", "partly", "no"):
        raise NoSuchAnswer
    words = without_cpr(cleaned(note))
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong
    FactorAnswer.objects.update_or_create(
        factor=factor,
        year=year,
        municipality=identity.municipality().id,
        defaults={"answer": answer, "note": words},
    )
    audit.record(
        action="factor_answered",
        actor=by.actor.key,
        object=f"factor:{factor}",
        detail={"year": year, "answer": answer},
    )
