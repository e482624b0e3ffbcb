"""What to show in the work list."""

from collections.abc import Mapping

from indgang.modules.cases.selectors import WorkFilter
from indgang.modules.cases.vocabulary import CaseState


def read_filter(query: Mapping[str, str]) -> WorkFilter:
    """The filter in an address. What cannot be read is left out: a bad link still gives a list."""
    raw = query.get("tilstand", "")
    page = query.get("side", "1")
    return WorkFilter(
        state=CaseState(raw) if raw in set(CaseState) else None,
        mine=query.get("mine") == "ja",
        overdue=query.get("over_frist") == "ja",
        whole_department=query.get("hele") == "ja",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )
