"""Automatic decisions are drawn by lot, and a person says what they think of them."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Sample, SampleAnswer
from indgang.modules.cases.rules import deciding, sampling
from indgang.modules.cases.services.shared import (
    LONGEST,
    TOO_LONG,
    BadInput,
    WrongState,
    check_not_masked,
    locked,
    save,
    step,
    trace,
)
from indgang.modules.cases.vocabulary import StepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo

SHARE = "stikproeve.pct"
WORKING_DAYS = "sag.gennemsyn_frist_hverdage"
SAY_WHY = Text("Skriv, hvorfor du er uenig.", "Write why you disagree.")
CHOOSE = Text("Vælg, om du er enig.", "Choose whether you agree.")


class OwnEntry(Expected):
    """Who wrote it in for the citizen does not judge it."""

    status = 403
    message = Text(
        "Du har selv skrevet det ind for borgeren. En kollega skal se på stikprøven.",
        "You wrote it in for the citizen yourself. A colleague must look at the sample.",
    )


def draw(case: Case, decision_id: UUID) -> bool:
    """Draw an automatic decision, or not, inside the transaction that makes it. Whether it was drawn.

    Without the parameter nothing is drawn; `samples` says so.
    """
    today = clock.today()
    parameters = identity.parameters()
    pct = sampling.share(parameters.deciding(SHARE, today))
    if not sampling.drawn(case.key, pct=pct, key=settings.PARTY_KEY):
        return False
    days = parameters.deciding(WORKING_DAYS, today)
    Sample.objects.create(
        decision_id=decision_id,
        drawn_at=clock.now(),
        pct=pct,
        due=deciding.due_for_review(today, days, identity.municipality().closed_days),
    )
    return True


@transaction.atomic
def answer_sample(*, case_id: UUID | str, agrees: bool | None, reason: str, by: EmployeeInfo) -> None:
    """A caseworker has looked at a drawn decision. A disagreement has a reason; the citizen's yes stands meanwhile.

    The first answer stays; the same answer again is one answer. Raises NotYours, NotAllowed, TakeFirst, OwnEntry,
    BadInput, WrongState when nothing was drawn or somebody has answered.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    sample = Sample.objects.filter(decision__case=case).order_by("-drawn_at").first()
    if sample is None:
        raise WrongState
    if case.actor == by.actor.key:
        raise OwnEntry
    if agrees is None:
        raise BadInput("agrees", CHOOSE)
    said = cleaned(reason)
    if len(said) > LONGEST:
        raise BadInput("reason", TOO_LONG)
    if not agrees and not said:
        raise BadInput("reason", SAY_WHY)
    before = SampleAnswer.objects.filter(sample=sample).first()
    if before is not None:
        if (before.agrees, before.reason, str(before.by_id)) == (agrees, said, by.id):
            return
        raise WrongState
    SampleAnswer.objects.create(
        sample=sample, agrees=agrees, reason=said, by_id=UUID(by.id), by_name=by.name, at=clock.now()
    )
    save(case)
    text = Text("En medarbejder kontrollerede det automatiske svar", "A person checked the automatic answer")
    step(case, StepKind.SAMPLED, by.actor, text, internal=_said(agrees, said))
    trace(case, "case_sampled", by.actor, "stikprøve", agrees=agrees)


def _said(agrees: bool, reason: str) -> str:
    word = "Enig" if agrees else "Uenig"
    return f"{word}. {reason}".strip()
