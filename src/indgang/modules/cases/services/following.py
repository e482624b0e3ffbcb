"""What a decision brings about: a task for somebody, or a message to the party, at once or on its day."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision, DueMessage, Task
from indgang.modules.cases.rules import letters
from indgang.modules.cases.selectors.letters import sender_of
from indgang.modules.cases.selectors.situation import party_of
from indgang.modules.cases.services.shared import file
from indgang.modules.cases.vocabulary import CaseState, FilingDirection, FollowUp
from indgang.modules.identity.vocabulary import SYSTEM, Actor
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import MessageKind

_AT_ONCE = 200


def follow(case: Case, follow_ups: Sequence[FollowUp], decision: Decision, actor: Actor) -> None:
    """Plan each follow-up of a decision; a message whose day is here goes at once."""
    today = clock.today()
    for number, follow_up in enumerate(follow_ups):
        if follow_up.kind != "message":
            Task.objects.create(
                case=case,
                key=f"{decision.pk}:{number}",
                to=follow_up.to,
                title=follow_up.title.as_json(),
                due=follow_up.due,
                created_at=clock.now(),
            )
        elif follow_up.due > today:
            DueMessage.objects.create(
                case=case,
                decision=decision,
                number=number,
                due=follow_up.due,
                title=follow_up.title.as_json(),
                text=follow_up.text.as_json(),
            )
        else:
            _send(case, follow_up.title, follow_up.text, f"{decision.pk}:{number}", actor)


def send_due_messages() -> int:
    """Send what was planned for today or earlier, and drop what its decision no longer stands behind. How many were
    sent. For the routine; safe to repeat, and to run twice at once.
    """
    rows = DueMessage.objects.filter(due__lte=clock.today(), sent_at=None, dropped_at=None)
    return sum(_when_due(pk, case_id) for pk, case_id in rows.values_list("pk", "case_id")[:_AT_ONCE])


@transaction.atomic
def _when_due(due_id: UUID, case_id: UUID) -> bool:
    """False when somebody was first, or the case was taken up again since: its next decision plans its own."""
    case = Case.objects.select_for_update().get(pk=case_id)
    row = DueMessage.objects.filter(pk=due_id, sent_at=None, dropped_at=None).first()
    if row is None:
        return False
    last = Decision.objects.filter(case=case).order_by("-sequence").values_list("pk", flat=True).first()
    stands = case.state == CaseState.DECIDED and last == row.decision_id
    if stands:
        _send(case, Text.of(row.title), Text.of(row.text), f"{row.decision_id}:{row.number}", SYSTEM)
        row.sent_at = clock.now()
    else:
        row.dropped_at = clock.now()
    row.save(update_fields=["sent_at", "dropped_at"])
    return stands


def _send(case: Case, title: Text, text: Text, key: str, actor: Actor) -> None:
    letter = letters.follow_up_letter(title=title, text=text, sender=sender_of(case))
    message_id = messages.send(
        to=party_of(case),
        letter=letter,
        kind=MessageKind.NOTICE,
        by=actor,
        journey_id=case.journey_id,
        case_key=f"case:{case.pk}",
        service_id=case.service_id,
        unit=case.unit_id,
        reference=case.number,
        as_pdf=False,
        key=f"follow_up:{key}",
    )
    file(case, FilingDirection.OUT, title, f"message:{message_id}")
