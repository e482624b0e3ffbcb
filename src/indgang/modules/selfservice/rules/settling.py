"""A year of a standing grant, month by month: what held, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indgang.kernel.expressions import MONEY
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Calculation, Line
from indgang.modules.selfservice.rules.wording import shown
from indgang.modules.selfservice.vocabulary import EMPTY

MONTHS = (
    Text("Januar", "January"),
    Text("Februar", "February"),
    Text("Marts", "March"),
    Text("April", "April"),
    Text("Maj", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("August", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("December", "December"),
)
SUM = Text("I alt", "In all")
NOT_KNOWN = Text("Ikke kendt", "Not known")


@dataclass(frozen=True)
class Held:
    """An answer and the day from which it counts. `amount`: a month's, in øre, None: not known; `step`: in words what
    two months are compared by. `ends`: nothing holds from that day.
    """

    since: date
    amount: int | None = None
    step: Text = EMPTY
    ends: bool = False


@dataclass(frozen=True)
class Year:
    """`sum` in øre: None when a month is not known. `table` has a line for each month in which an answer held."""

    year: int
    sum: int | None
    table: Calculation

    @property
    def tables(self) -> tuple[Calculation, ...]:
        return (self.table,)


def year_of(year: int, answers: Sequence[Held], *, title: Text, label: Text) -> Year | None:
    """The year as its answers held, the later over the earlier; None when none did. `label`: what `step` is called."""
    lines, amounts = [], list[int | None]()
    for number, name in enumerate(MONTHS, 1):
        held = _on(date(year, number, 1), answers)
        if held is None or held.ends:
            continue
        amounts.append(held.amount)
        lines.append(Line(f"m{number}", name, _words(held.amount), _note(label, held.step)))
    if not lines:
        return None
    known = [amount for amount in amounts if amount is not None]
    total = sum(known) if len(known) == len(amounts) else None
    lines.append(Line("sum", SUM, _words(total)))
    return Year(year, total, Calculation(f"year_{year}", title, tuple(lines)))


def _on(day: date, answers: Sequence[Held]) -> Held | None:
    """What counts on a day: of those that had begun the one that was given last."""
    begun = [one for one in answers if one.since <= day]
    return begun[-1] if begun else None


def _words(amount: int | None) -> Text:
    return NOT_KNOWN if amount is None else shown(amount, MONEY)


def _note(label: Text, step: Text) -> Text:
    """In both languages, each with its own words."""
    if not step:
        return step
    return Text(f"{label.da}: {step.da}", f"{label.en or label.da}: {step.en or step.da}")
