"""Whether a draft can still be changed."""

from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.services.results import AlreadySent
from indgang.modules.selfservice.vocabulary import DraftState


def check_open(draft: Draft) -> None:
    """Raises AlreadySent, DraftExpired."""
    if draft.state == DraftState.SENT:
        raise AlreadySent
    loading.check_not_gone(draft)
