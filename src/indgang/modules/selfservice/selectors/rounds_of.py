"""The round that a submission takes part in, and what it got there."""

from datetime import date
from typing import Any
from uuid import UUID

from indgang.modules.selfservice.models import Round, RoundEntry, RoundRun, Submission
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.vocabulary import RoundState, ShareState


def open_round(solution: str, day: date) -> Round | None:
    """The round for what is sent on a day, when it is not run yet."""
    rows = Round.objects.filter(solution=solution, state=RoundState.OPEN, opens__lte=day, closes__gte=day)
    return rows.first()


def entry_of(submission_id: UUID) -> RoundEntry | None:
    return RoundEntry.objects.select_related("round").filter(submission=submission_id).first()


def is_closed_for(submission_id: UUID, day: date) -> bool:
    """Whether it stands in a round that takes no more: another in its place would come too late."""
    rows = RoundEntry.objects.filter(submission=submission_id, stands=True, round__closes__lt=day)
    return rows.exists()


def may_admit(case_key: str, service_id: str) -> bool:
    """Whether a caseworker may let a case take part in a round: its solution shares places out, a round is open for the
    day on which it was sent, and it is in none. No query for a service whose solutions share nothing out.
    """
    slugs = [
        slug
        for slug in versions.solutions()
        if (solution := versions.active(slug).solution).shares is not None
        and service_id in solution.shape.services
    ]
    prefix, _sign, number = case_key.partition(":")
    if not slugs or prefix != "submission":
        return False
    sent = Submission.objects.filter(pk=number, version__slug__in=slugs).values("pk", "inputs").first()
    if sent is None or RoundEntry.objects.filter(submission=sent["pk"], stands=True).exists():
        return False
    day = date.fromisoformat(sent["inputs"]["today"])
    return any(open_round(slug, day) is not None for slug in slugs)


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
