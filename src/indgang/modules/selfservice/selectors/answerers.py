"""Who may answer for somebody who was asked: nobody who is in the matter themselves, by any ground or channel."""

from uuid import UUID

from indgang.adapters.cpr.types import CprUnavailable
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as people
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.selfservice.models import Answer, Draft, Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.registers import connected

WHY = "se, om den, der svarer for en anden, selv er med i sagen"


class MustAnswerThemselves(NotYours):
    """Who acts for the one that is asked is in the matter too, or we cannot see that they are not."""

    message = Text(
        "Her skal den, som vi har spurgt, selv svare, fordi du også er med i sagen. De kan svare på Min side eller "
        "ringe til os.",
        "Here the person we asked must answer themselves, because you are part of the case too. They can answer on "
        "My page or call us.",
    )


def is_applicant(submission: Submission, speaker: Actor) -> bool:
    """Whether it is their submission: they are the party, sent it, wrote in it, or may act for the
    party in such matters.
    """
    if speaker.key in (f"person:{submission.person_id}", submission.actor):
        return True
    draft = Draft.objects.filter(pk=submission.draft_id, actor=UUID(speaker.id))
    wrote = Answer.objects.filter(draft=submission.draft_id, actor=speaker.key)
    if draft.exists() or wrote.exists():
        return True
    service_id = versions.version(submission.version_id).solution.service_id
    return any(
        option.acting.party.id == str(submission.person_id) and {"*", service_id} & set(option.scope)
        for option in identity.acting_options(speaker.id)
    )


def may_answer_for_another(submission: Submission, speaker: Actor) -> bool:
    """Whether somebody with a ground is outside the matter. Asks the register whether they are one of those whom it
    is about; when it is silent we do not know, and then they are not let through.
    """
    if is_applicant(submission, speaker):
        return False
    solution = versions.version(submission.version_id).solution
    notes = solution.shape.notes
    about = Situation(solution, Inputs.of(submission.inputs)).facts.get(notes.people) if notes else None
    if not about:
        return True
    cpr = connected().cpr
    if cpr is None:
        return False
    try:
        record = cpr.person(people.cpr_of(person_id=speaker.id, purpose=WHY, by=speaker))
    except CprUnavailable:
        return False
    return record is not None and record.ref not in about
