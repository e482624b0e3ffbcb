"""How far cases are, for those who know them by id."""

from collections.abc import Collection
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.selectors.situation import complaint_of
from indgang.modules.cases.vocabulary import SETTLED, CaseState, Complaint

AT_A_TIME = 500


def state_of(case_id: UUID | str) -> CaseState:
    """Raises NotYours for a case that is not there."""
    state = Case.objects.filter(pk=case_id).values_list("state", flat=True).first()
    if state is None:
        raise NotYours
    return CaseState(state)


def complaint_about(case_id: UUID) -> Complaint | None:
    """How to complain about the last decision in a case; None when there is nothing to complain about."""
    decision = Decision.objects.filter(case=case_id).order_by("-sequence").first()
    return complaint_of(decision) if decision else None


def settled_among(case_ids: Collection[UUID]) -> set[UUID]:
    """Those of the cases in which nothing more is to be done. One query for each 500."""
    wanted = list(case_ids)
    found: set[UUID] = set()
    for i in range(0, len(wanted), AT_A_TIME):
        rows = Case.objects.filter(pk__in=wanted[i : i + AT_A_TIME], state__in=[one.value for one in SETTLED])
        found.update(rows.values_list("pk", flat=True))
    return found


def outcomes_of(case_ids: Collection[UUID]) -> dict[UUID, str]:
    """What came of those of the cases that are settled: `withdrawn`, or the outcome of the last decision. A case that
    is open, or open again, is not there. Two queries for each 500.
    """
    wanted = list(case_ids)
    found: dict[UUID, str] = {}
    for i in range(0, len(wanted), AT_A_TIME):
        some = wanted[i : i + AT_A_TIME]
        states = dict(Case.objects.filter(pk__in=some).values_list("pk", "state"))
        last = Decision.objects.filter(case__in=some).order_by("sequence").values_list("case_id", "outcome")
        decided = dict(last)
        for pk, state in states.items():
            if state == CaseState.WITHDRAWN:
                found[pk] = str(state)
            elif state == CaseState.DECIDED and pk in decided:
                found[pk] = decided[pk]
    return found
