"""What a draft corrects."""

from uuid import UUID

from indgang.modules.selfservice.models import Correction


def corrects(draft_id: UUID | str) -> str:
    """The receipt number of what is withdrawn when the draft is sent; empty when it corrects nothing. One query.

    The caller has seen that the draft is theirs.
    """
    numbers = Correction.objects.filter(draft__pk=draft_id).values_list("submission__number", flat=True)
    return numbers.first() or ""
