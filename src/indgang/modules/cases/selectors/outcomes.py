"""How cases ended, for those who know them by id."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.vocabulary import CaseState, Outcome

AT_A_TIME = 500


@dataclass(frozen=True)
class Ended:
    """Where a case stands. `outcome`: what was last decided, also when the case is looked at again; None: nothing."""

    state: CaseState
    outcome: Outcome | None

    @property
    def stands(self) -> Outcome | None:
        """What was decided, when nobody is looking at it again."""
        return self.outcome if self.state is CaseState.DECIDED else None


def ends_of(case_ids: Collection[UUID]) -> dict[UUID, Ended]:
    """Each case that is there. Two queries for each 500."""
    wanted = list(case_ids)
    found: dict[UUID, Ended] = {}
    for i in range(0, len(wanted), AT_A_TIME):
        part = wanted[i : i + AT_A_TIME]
        rows = Decision.objects.filter(case__in=part).order_by("sequence").values_list("case_id", "outcome")
        last = dict(rows)
        for case_id, state in Case.objects.filter(pk__in=part).values_list("pk", "state"):
            outcome = last.get(case_id)
            found[case_id] = Ended(CaseState(state), Outcome(outcome) if outcome else None)
    return found
