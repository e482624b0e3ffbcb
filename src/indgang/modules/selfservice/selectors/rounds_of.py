"""The round that a submission takes part in, and what it got there."""

from datetime import date
from typing import Any
from uuid import UUID

from indgang.modules.selfservice.models import Round, RoundEntry, RoundRun
from indgang.modules.selfservice.vocabulary import RoundState, ShareState


def open_round(solution: str, day: date) -> Round | None:
    """The round for what is sent on a day, when it is not run yet."""
    rows = Round.objects.filter(solution=solution, state=RoundState.OPEN, opens__lte=day, closes__gte=day)
    return rows.first()


def entry_of(submission_id: UUID) -> RoundEntry | None:
    return RoundEntry.objects.select_related("round").filter(submission=submission_id).first()


def told_of(*, solution: str, submission: UUID | None, sent_on: date) -> dict[str, Any]:
    """The fact that the rules read: where a submission stands in its round, or where one sent on that day would."""
    entry = entry_of(submission) if submission is not None else None
    if entry is not None and entry.result is not None:
        run = RoundRun.objects.only("seed").get(round=entry.round_id)
        return {
            **entry.result,
            "submission": str(entry.submission_id),
            "round": str(entry.round_id),
            "seal": entry.round.seal,
            "seed": run.seed,
            "order": entry.round.order,
        }
    round_ = open_round(solution, sent_on)
    if round_ is None:
        return {"state": ShareState.NONE.value}
    return {
        "state": ShareState.WAITING.value,
        "round": str(round_.pk),
        "seal": round_.seal,
        "order": round_.order,
    }
