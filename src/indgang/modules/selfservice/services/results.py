"""What the deeds of self-service give back, and how they can fail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel.errors import Expected, Stale
from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors.errors import DraftExpired, UnknownSolution
from indgang.modules.selfservice.selectors.views import StepView

__all__ = [
    "AlreadySent",
    "DraftChanged",
    "DraftExpired",
    "FieldConflict",
    "HandedOver",
    "NoYes",
    "NotFinished",
    "NotForYou",
    "SaveResult",
    "SubmissionInfo",
    "UnknownSolution",
]


@dataclass(frozen=True)
class FieldConflict:
    """Somebody else changed the same answer meanwhile: both values as typed, theirs stands until you
    choose.
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
    summary); the page stays on the step when `ok` is False. `view` is the step as it is now, None when it is
    not shown any more.
    """

    revision: int
    saved_at: datetime
    errors: dict[str, Text]
    conflicts: tuple[FieldConflict, ...]
    next: str
    view: StepView | None
    added: str = ""
    """The row that a button added, when another page had taken the one it asked for."""

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


class NoYes(Expected):
    """Staff send nothing that the citizen has not agreed to."""

    status = 422
    message = Text("Sæt kryds, når borgeren har sagt ja.", "Tick the box when the citizen has said yes.")


class AlreadySent(Expected):
    """A sent draft does not change."""

    message = Text(
        "Du har allerede sendt det. Vil du rette noget, så ring til os.",
        "You have already sent this. If you want to correct something, call us.",
    )


class DraftChanged(Stale):
    """The draft was changed, here or elsewhere, after the page that was sent from."""

    message = Text(
        "Kladden er ændret i et andet vindue. Se det hele igennem, og send så.",
        "The draft was changed in another window. Look it all through, and then send.",
    )


class NotForYou(Expected):
    """This party, age or ground may not use the solution; the message says what to do instead."""

    status = 403
    message = Text(
        "Du kan ikke bruge den her selvbetjening for den, du handler for. Ring til os, så hjælper vi.",
        "You cannot use this self-service for the one you act for. Call us and we will help.",
    )


class HandedOver(Expected):
    """The municipality hands this over to the national solution."""

    message = Text(
        "Det klarer du i den fælles løsning for hele landet.",
        "You do this in the national solution.",
    )
