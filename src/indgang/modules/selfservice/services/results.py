"""What the deeds of self-service give back, and how they can fail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text


@dataclass(frozen=True)
class FieldConflict:
    """Somebody else changed the same answer meanwhile: both values as typed, theirs stands until you choose.
    """

    key: str
    label: Text
    yours: str
    theirs: str
    theirs_shown: Text
    by: str
    at: datetime


@dataclass(frozen=True)
class SaveResult:
    """What came of saving a step. Everything that was typed is stored, right or wrong, but for conflicts.

    `errors` by key are sentences for the fields of this step. `next` is the step to go to ("" is the
    summary); the page stays on the step when `ok` is False.
    """

    revision: int
    saved_at: datetime
    errors: dict[str, Text]
    conflicts: tuple[FieldConflict, ...]
    next: str

    @property
    def ok(self) -> bool:
        return not self.errors and not self.conflicts


@dataclass(frozen=True)
class SubmissionInfo:
    """A draft that was sent. `repeated`: it had been sent before, and this is that same submission."""

    id: UUID
    number: str
    sent_at: datetime
    outcome: str
    case_id: UUID | None
    repeated: bool


class NotFinished(Expected):
    """Something must be answered or put right before sending; `selectors.summary` lists it."""

    message = Text(
        "Der mangler svar, før du kan sende. Du kan se hvilke her.",
        "Some answers are missing before you can send. You can see which here.",
    )


class AlreadySent(Expected):
    """A sent draft does not change."""

    message = Text(
        "Du har allerede sendt det. Vil du rette noget, så ring til os.",
        "You have already sent this. If you want to correct something, call us.",
    )


class DraftExpired(Expected):
    """The draft is too old, or was deleted."""

    message = Text(
        "Din kladde er for gammel og er slettet. Begynd på en ny.",
        "Your draft is too old and has been deleted. Begin a new one.",
    )


class NotForYou(Expected):
    """This party, age or ground may not use the solution; the message says what to do instead."""


class UnknownSolution(Expected):
    """There is no such solution here."""

    message = Text(
        "Vi kan ikke finde den selvbetjening. Søg efter den, eller ring til os.",
        "We cannot find that self-service. Search for it, or call us.",
    )


class HandedOver(Expected):
    """The municipality hands this over to the national solution."""

    message = Text(
        "Det klarer du i den fælles løsning for hele landet.",
        "You do this in the national solution.",
    )
