"""What each table must say about the personal data it holds (GDPR articles 5, 6 and 30)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Privacy:
    """Purpose, legal basis and retention of one table.

    `days`: rows are removed this many days after the date in `since` (a field's name), when `only` holds
    (field lookups, such as `{"state": "closed"}`). None: kept, and `kept_because` says why. `with_case`: the path of
    a field with a case's key (`case:<id>`): however old a row is, it stays as long as that case.
    """

    purpose: str
    basis: str
    days: int | None = None
    since: str = ""
    only: dict[str, object] = field(default_factory=dict)
    with_case: str = ""
    kept_because: str = ""
    subjects: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.days is None and not self.kept_because:
            raise ValueError("A table that is never cleaned must say why: set kept_because.")
        if self.days is not None and not self.since:
            raise ValueError("A table with a retention must name the date it counts from: set since.")


NO_PERSONAL_DATA = "Holds no personal data"


def no_personal_data(purpose: str) -> Privacy:
    """For tables of content and figures."""
    return Privacy(purpose=purpose, basis="–", kept_because=NO_PERSONAL_DATA)
