"""What staff do in a draft that they write in, as the citizen can read it later."""

from uuid import UUID

from indgang.modules.audit import services as audit
from indgang.modules.contacts.selectors.running import ContactOver, info, row_of
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting

PURPOSE = "skrive en ansøgning ind"


def hold_contact(by: Acting) -> None:
    """Lock the contact that staff act in, so that it cannot be closed meanwhile; before any draft is locked.

    Raises NotYours, ContactOver when it is closed already.
    """
    row = row_of(by.mandate, identity.employee(by.actor.id), lock=True)
    if not info(row).is_open:
        raise ContactOver


def entry_trace(action: str, by: Acting, draft_id: UUID, **detail: str) -> None:
    """A row of the trail, with the contact. Never the circumstance: the trail outlives what it is about."""
    audit.record(
        action=action,
        actor=by.actor.key,
        object=f"draft:{draft_id}",
        party=by.party.key,
        purpose=PURPOSE,
        detail={"contact": by.mandate, **detail},
    )
