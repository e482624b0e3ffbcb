"""What an import tells: while it runs, and when it is over."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import ImportState


class BadFile(Expected):
    """The file cannot be read at all: nothing was changed."""

    status = 422


class TooManyRejected(Expected):
    """More than half of the rows were rejected: nothing was written. `report` tells what was found."""

    status = 422
    message = Text(
        "Mere end halvdelen af rækkerne er afvist, så intet er læst ind. Ret mappingen, og prøv igen.",
        "More than half of the rows were rejected, so nothing was imported. Mend the mapping and try again.",
    )

    def __init__(self, report: "ImportReport") -> None:
        super().__init__()
        self.report = report


@dataclass(frozen=True)
class Progress:
    """How far an import is. `step` counts from 1 to `steps`; `rows` is known once they have been read."""

    step: int
    steps: int
    what: Text
    rows: int = 0


@dataclass(frozen=True)
class ColumnReport:
    """What was understood of one column.

    `role` is the field of the ledger that it fills, or `dropped`. `understood`, `empty` and `not_understood` count
    rows; a dropped column was not looked into, so all three are 0. `words` are examples of what was not understood,
    each with how often it stands there and the nearest words that the mapping knows; never those of a key or a party.
    """

    name: str
    role: str
    understood: int = 0
    empty: int = 0
    not_understood: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """An import from end to end. `read` is always `accepted` + `rejected` + `duplicates`.

    `batch` is empty when none was made: a trial, nothing new, or too much rejected. `already` names the batch that
    holds this very file. `reasons` counts rejected rows by reason, `channels` counts accepted rows by channel.
    """

    file: str
    mapping: str
    batch: str
    state: ImportState
    already: str = ""
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicates: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    columns: tuple[ColumnReport, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    rejects_file: str = ""
    seconds: float = 0.0
    warnings: tuple[Text, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data for JSON; warnings in English."""
        found = asdict(self)
        found["state"] = str(self.state)
        found["first_day"] = self.first_day.isoformat() if self.first_day else None
        found["last_day"] = self.last_day.isoformat() if self.last_day else None
        found["seconds"] = round(self.seconds, 3)
        found["warnings"] = [one.en for one in self.warnings]
        return found
