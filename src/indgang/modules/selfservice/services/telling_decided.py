"""Those who were asked are told what came out of it, when the solution says so."""

from collections.abc import Mapping
from uuid import UUID

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.vocabulary import OUTCOME_NAMES, Outcome
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages.vocabulary import MessageKind
from indgang.modules.selfservice.models import Invitation, Submission
from indgang.modules.selfservice.services.inviting import letter_for, tell
from indgang.modules.selfservice.services.reconsidering import situation_of
from indgang.modules.selfservice.vocabulary import EMPTY, InvitationState

COMPLAIN = Text(
    "Er du ikke enig, kan du klage til os. Vi skal have din klage senest den {until}. Holder vi fast, afgør {body} "
    "den.",
    "If you disagree you can complain to us. We must have your complaint by {until}. If we keep to our decision, "
    "{body} decides it.",
)


def tell_decided(submission_id: UUID | str, outcome: Outcome) -> int:
    """Send the letter `decided` of each ask to those who were asked; the caller's transaction. Repeats are harmless.

    It holds what `tells` allows, the outcome and how to complain. Nobody with a hidden address gets one, nor anybody in
    a matter that is protected by now, nor who was let off before it was decided. Returns how many were written to.
    """
    submission = Submission.objects.get(pk=submission_id)
    rows = Invitation.objects.filter(submission=submission, is_veiled=False, is_stranger=False)
    asked = [row for row in rows.order_by("pk") if row.state != InvitationState.CANCELLED]
    if not asked:
        return 0
    situation = situation_of(submission)
    solution = situation.solution
    letters = {ask.id: ask for ask in solution.asks if ask.decided}
    protected = solution.sensitive is not None and situation.compute(solution.sensitive).value is not False
    told = [row for row in asked if row.ask in letters]
    if protected or not told:
        return 0
    more = _came_out(submission, outcome)
    for row in told:
        ask = letters[row.ask]
        letter = letter_for(situation, ask, ask.decided, row.answer_by, more)
        to = Party("person", str(row.person_id), identity.person(row.person_id).name)
        tell(
            row,
            submission,
            solution,
            letter,
            to=to,
            kind=MessageKind.NOTICE,
            by=SYSTEM,
            key=f":{outcome.value}",
        )
    return len(told)


def _came_out(submission: Submission, outcome: Outcome) -> Mapping[str, Text]:
    """What the letter may name beside what they are told."""
    complaint = cases.complaint_about(submission.case_id) if submission.case_id else None
    how = EMPTY
    if complaint is not None:
        until = long_date(complaint.until)
        how = Text(
            COMPLAIN.da.format(until=until.da, body=complaint.body),
            COMPLAIN.en.format(until=until.en, body=complaint.body),
        )
    return {"decided_outcome": OUTCOME_NAMES[outcome], "decided_complaint": how}
