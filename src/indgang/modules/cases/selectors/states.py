"""How far cases are, for those who know them by id."""

from collections.abc import Collection
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import SETTLED, CaseState

AT_A_TIME = 500


def state_of(case_id: UUID | str) -> CaseState:
    """Raises NotYours for a case that is not there."""
    state = Case.objects.filter(pk=case_id).values_list("state", flat=True).first()
    if state is None:
        raise NotYours
    return CaseState(state)


def settled_among(case_ids: Collection[UUID]) -> set[UUID]:
    """Those of the cases in which nothing more is to be done. One query for each 500."""
    wanted = list(case_ids)
    found: set[UUID] = set()
    for i in range(0, len(wanted), AT_A_TIME):
        rows = Case.objects.filter(pk__in=wanted[i : i + AT_A_TIME], state__in=[one.value for one in SETTLED])
        found.update(rows.values_list("pk", flat=True))
    return found
