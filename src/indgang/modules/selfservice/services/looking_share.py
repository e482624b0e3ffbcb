"""What came of a round, as the rules are told."""

from collections.abc import Mapping
from typing import Any

from indgang.modules.selfservice.selectors.rounds_of import told_of
from indgang.modules.selfservice.services.asker import Asker
from indgang.modules.selfservice.vocabulary import ShareState


def share(asked: Mapping[str, Any], asker: Asker) -> Any:
    """Where a submission stands in its round. A trial run is told that one is open."""
    if asker.alone:
        return {"state": ShareState.WAITING.value}
    return told_of(solution=asker.solution, submission=asker.submission, sent_on=asker.today)
