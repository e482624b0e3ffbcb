"""Which cases are still there: asked before what belongs to a case is deleted for its age."""

from collections.abc import Collection
from uuid import UUID

from indgang.modules.cases.models import Case

PREFIX = "case:"
AT_A_TIME = 500


def keys_that_exist(keys: Collection[str]) -> set[str]:
    """Those of the keys (`case:<id>`) whose case is there. One query for each 500; other words are no case's."""
    ids = {key: UUID(key.removeprefix(PREFIX)) for key in keys if key.startswith(PREFIX) and _is_id(key)}
    wanted = list(ids.values())
    found: set[UUID] = set()
    for i in range(0, len(wanted), AT_A_TIME):
        found.update(Case.objects.filter(pk__in=wanted[i : i + AT_A_TIME]).values_list("pk", flat=True))
    return {key for key, case_id in ids.items() if case_id in found}


def _is_id(key: str) -> bool:
    try:
        UUID(key.removeprefix(PREFIX))
    except ValueError:
        return False
    return True
