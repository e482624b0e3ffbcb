"""How easy it was, as citizens, companies and staff answered: told apart only as far as nobody is found."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import Audience, Ease
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import scope_of
from indgang.modules.strategy.vocabulary import FEWEST, Question

SATISFIED = (Ease.VERY_EASY, Ease.EASY)


@dataclass(frozen=True)
class Answered:
    """The answers of one audience, or about one service, or of one department."""

    answers: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.answers.values())

    @property
    def enough(self) -> bool:
        """Whether so many answered that nobody's answer is seen."""
        return self.count >= FEWEST

    @property
    def satisfied(self) -> float | None:
        """The percentage that found it very easy or easy; None when nobody answered."""
        return self.share(*SATISFIED)

    def share(self, *answers: Ease) -> float | None:
        """The percentage of some of the answers."""
        return 100 * sum(self.answers.get(one, 0) for one in answers) / self.count if self.count else None


@dataclass(frozen=True)
class Satisfaction:
    """A year's answers. `services` are those of citizens and companies, `departments` those of staff: only the ones
    that enough answered for. `few` is how many answers of staff stand in no department that is shown.
    """

    audiences: Mapping[Audience, Answered]
    services: Mapping[str, Answered]
    departments: Mapping[str, Answered]
    few: int


def satisfaction(asked: Question) -> Satisfaction:
    """The answers of our own rows in a year; one query. An audience that too few answered for is empty."""
    from indgang.modules.strategy.rules.answer_counts import answer_counts  # loads the analytical library

    found = scope_of(asked, contacts.batch(asked.batch))
    running = engine()
    with running.lock:
        running.refresh()
        rows = running.rows(running.sql(answer_counts(running.ledger(found, ()))))
    columns = ("audience", "department", "service", "subject_key", "rows")
    return told_apart(tuple(row[column] for column in columns) for row in rows)


def told_apart(rows: Iterable[tuple[Any, ...]]) -> Satisfaction:
    """Counts of (audience, department, service, answer, how many) as they may be shown.

    What is left over when the departments that are shown are taken from all of staff is none, or enough.
    """
    audiences: dict[str, Counter[str]] = {}
    services: dict[str, Counter[str]] = {}
    departments: dict[str, Counter[str]] = {}
    for audience, department, service, answer, count in rows:
        audiences.setdefault(audience or Audience.UNKNOWN, Counter())[answer] += count
        where, key = (departments, department) if audience == Audience.STAFF else (services, service)
        where.setdefault(key, Counter())[answer] += count
    staff = Answered(audiences.get(Audience.STAFF, Counter()))
    shown = {key: Answered(found) for key, found in departments.items() if key and Answered(found).enough}
    while shown and 0 < staff.count - sum(one.count for one in shown.values()) < FEWEST:
        shown.pop(min(shown, key=lambda key: shown[key].count))
    everybody = {Audience(key): Answered(found) for key, found in audiences.items()}
    if not staff.enough:
        everybody.pop(Audience.STAFF, None)
    return Satisfaction(
        audiences=everybody,
        services={key: one for key, found in services.items() if key and (one := Answered(found)).enough},
        departments=shown if staff.enough else {},
        few=staff.count - sum(one.count for one in shown.values()) if staff.enough else 0,
    )
