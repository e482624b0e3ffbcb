"""What was claimed before for the same people: read out of what was sent, by the version it was sent with."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.expressions.functions import add_months
from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases.vocabulary import CaseState, Outcome
from indgang.modules.selfservice.models import Note, Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.others import holding

MOST = 100
"""More earlier ones than so many are not known: a person looks."""


def claims(
    *, solution: str, party: str, submission: UUID | None, people: Collection[str], months: int, today: date
) -> list[dict[str, Any]] | None:
    """The earlier submissions about any of these people within so many months, the first first.

    None when one of them cannot be read, or they are too many: what is there is not left out. `party` is
    `person:<id>` or `company:<id>`; of a submission that was sent, its own party counts, and only what was sent before.
    """
    since = date.fromordinal(add_months(today.toordinal(), -months))
    about = Note.objects.filter(solution=solution, kind="person", value__in=list(people), at__date__gte=since)
    rows = Submission.objects.filter(pk__in=about.values("submission"))
    if submission is not None:
        this = Submission.objects.get(pk=submission)
        party = f"person:{this.person_id}" if this.person_id else f"company:{this.company_id}"
        rows = rows.exclude(pk=submission).filter(at__lte=this.at)
    found = list(rows.order_by("at", "pk")[: MOST + 1])
    if len(found) > MOST:
        return None
    outcomes = case_selectors.outcomes_of([row.case_id for row in found if row.case_id is not None])
    claimed: list[dict[str, Any]] = []
    for row in found:
        one = _claim(row, party)
        if one is None:
            return None
        before = [other["begins"] for other in claimed if other["mine"]]
        outcome = outcomes.get(row.case_id, "") if row.case_id else ""
        claimed.append(
            {
                **one,
                "opens": one["mine"] and one["begins"] not in before,
                "stands": outcome not in (CaseState.WITHDRAWN, Outcome.REFUSED),
            }
        )
    return claimed


def _claim(row: Submission, party: str) -> dict[str, Any] | None:
    """What one claimed; None when it cannot be read."""
    made = versions.version(row.version_id).solution
    if made.claims is None:
        return None
    situation = Situation(made, Inputs.of(holding(row).inputs))
    days = {name: situation.compute(getattr(made.claims, name)).value for name in ("first", "last", "begins")}
    if not all(isinstance(day, date) for day in days.values()):
        return None
    mine = party in (f"person:{row.person_id}", f"company:{row.company_id}")
    return {
        "ref": row.number if mine else "",
        "mine": mine,
        "sent": row.at.astimezone(COPENHAGEN).date().isoformat() if mine else None,
        **{name: day.isoformat() for name, day in days.items() if mine or name != "begins"},
    }
