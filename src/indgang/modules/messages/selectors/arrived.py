"""Whether one message reached its party, for those who know it by its key."""

from indgang.modules.messages.models import Ladder
from indgang.modules.messages.vocabulary import LadderState


def has_arrived(key: str) -> bool:
    """Whether the message with a key arrived, or somebody told its party. No for one that is on its way, that failed,
    that is with the post still, or that is not there.
    """
    done = (LadderState.ARRIVED.value, LadderState.TOLD.value)
    return Ladder.objects.filter(message__key=key, state__in=done).exists()
