"""Who is looked up in registers, and how."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from indgang.modules.selfservice.schema.solution import Ask
from indgang.modules.selfservice.selectors.registers import Registers

Saw = Callable[[str, Sequence[str]], None]


@dataclass(frozen=True)
class Asker:
    """Who is looked up, and how. `cpr` stays in memory and is not printed; `today` makes ages."""

    registers: Registers
    cpr: str = field(repr=False)
    today: date
    solution: str
    now: datetime
    alone: bool = False
    """A trial run: as if nobody had sent anything before."""
    asks: tuple[Ask, ...] = ()
    """Whom the solution may ask."""
    submission: UUID | None = None
    """What was sent, when the rules are asked once more about it."""
    party: str = ""
    """Whom it is about, as `person:<id>`; when it was sent already, the submission says it."""
    cvr: str = ""
    """The number of the company that the party is."""
    for_other: bool = False
    """Somebody else than the party asks: where the party lives is not told them when it is hidden."""
    saw: Saw | None = field(default=None, repr=False)
    """Writes in the trail that others than the party were looked up: the look-up's name, and their CPR numbers."""

    def note(self, look_up: str, numbers: Sequence[str]) -> None:
        """Others are looked up now. Nothing is written for a trial run."""
        if self.saw is not None and numbers:
            self.saw(look_up, numbers)
