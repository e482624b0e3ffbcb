"""What contacts tells the others."""

from dataclasses import dataclass
from uuid import UUID

from indgang.modules.identity.vocabulary import Party


@dataclass(frozen=True)
class CaseNote:
    """A note for a case, written from a contact. `key` makes a repeat harmless."""

    case_id: UUID
    text: str
    key: str


@dataclass(frozen=True)
class ContactClosed:
    """A call or a visit is over. Whoever helped in it no longer sees anything by it.

    `party` is None for an anonymous contact; `cancelled` when it was opened by mistake and counts as nothing.
    """

    contact_id: UUID
    journey_id: UUID | None
    party: Party | None
    channel: str
    employee_id: str
    notes: tuple[CaseNote, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True)
class ContactHandedOver:
    """A call or a visit goes on with a colleague. What was agreed to with the first one ends."""

    contact_id: UUID


@dataclass(frozen=True)
class ContactAboutAnother:
    """A call or a visit is about somebody else now. What was agreed to for the first one ends."""

    contact_id: UUID
