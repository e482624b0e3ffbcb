"""Whether one message reached its party, for those who know it by its key."""

from datetime import date

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.messages.models import Ladder
from indgang.modules.messages.vocabulary import LadderState


def arrived_on(key: str) -> date | None:
    """The day from which deadlines count for the message with a key: when it arrived, or somebody told its party.

    None for one that is on its way, that failed, that is with the post still, or that is not there.
    """
    done = (LadderState.ARRIVED.value, LadderState.TOLD.value)
    ladder = Ladder.objects.filter(message__key=key, state__in=done).first()
    if ladder is None:
        return None
    arrived: date | None = ladder.arrived_at.astimezone(COPENHAGEN).date() if ladder.arrived_at else None
    return ladder.legal_day or arrived
