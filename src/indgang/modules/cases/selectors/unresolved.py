"""Which rules could not decide the cases of a matter, and what they wait for."""

from uuid import UUID

from django.db.models import QuerySet, UUIDField

from indgang.kernel.known_query import Param, known_query
from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import SETTLED, Finding, Unresolved


@known_query
def _of_matter() -> QuerySet[Case]:
    rows = Case.objects.filter(journey__id=Param("journey", UUIDField()), protected=False)
    return rows.exclude(state__in=[state.value for state in SETTLED]).only("pk", "finding")


def unresolved_in(journey_id: UUID) -> dict[UUID, tuple[Unresolved, ...]]:
    """For each case of a matter that is not settled: what stopped the rules. The caller may see the cases. One query.

    Of a case with somebody in it who has a hidden address, nothing is told here.
    """
    return {row.pk: Finding.of(row.finding).unresolved for row in _of_matter()(journey=journey_id)}
