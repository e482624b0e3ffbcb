"""What staff say about the texts, and what their editors answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from indgang.kernel import clock
from indgang.modules.catalogue.models import Feedback
from indgang.modules.catalogue.vocabulary import FeedbackState, TextPart

SHOWN_AFTERWARDS = timedelta(days=60)
MOST = 200


@dataclass(frozen=True)
class FeedbackInfo:
    """One of them. `giver` and `answerer` are names, empty for somebody who is gone; `giver_unit` is a unit's id."""

    id: UUID
    service_id: str
    part: TextPart
    text: str
    giver: str
    giver_unit: str
    given_at: datetime
    state: FeedbackState
    answer: str
    answerer: str
    answered_at: datetime | None
    seen: bool


def _info(row: Feedback) -> FeedbackInfo:
    giver, answerer = row.given_by, row.answered_by
    return FeedbackInfo(
        id=row.pk,
        service_id=row.service_id,
        part=TextPart(row.part),
        text=row.text,
        giver=giver.name if giver else "",
        giver_unit=giver.unit_id or "" if giver else "",
        given_at=row.given_at,
        state=FeedbackState(row.state),
        answer=row.answer,
        answerer=answerer.name if answerer else "",
        answered_at=row.answered_at,
        seen=row.seen_at is not None,
    )


def _rows() -> QuerySet[Feedback]:
    return Feedback.objects.select_related("given_by", "answered_by")


def open_feedback() -> list[FeedbackInfo]:
    """What nobody has answered, the oldest first; 200 at most. One query."""
    return [_info(row) for row in _rows().filter(state=FeedbackState.OPEN.value).order_by("given_at")[:MOST]]


def answered_feedback() -> list[FeedbackInfo]:
    """What was answered within 60 days, the newest first. One query."""
    since = clock.now() - SHOWN_AFTERWARDS
    return [_info(row) for row in _rows().filter(answered_at__gte=since).order_by("-answered_at")[:MOST]]


def feedback_of(employee_id: UUID | str) -> list[FeedbackInfo]:
    """What one member of staff said, the newest first. One query."""
    return [_info(row) for row in _rows().filter(given_by__id=employee_id).order_by("-given_at")[:MOST]]
