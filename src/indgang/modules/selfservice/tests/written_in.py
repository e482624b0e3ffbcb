"""Clerks, a contact with somebody, and a draft that a clerk writes in."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from indgang.modules.channels.vocabulary import Channel
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import (
    StaffRequest,
)
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.vocabulary import Circumstance, EntryReason, SaidYes

TODAY = date(2026, 11, 21)
NO_MITID = StaffRequest(EntryReason.SPECIAL, TODAY, Channel.IN_PERSON, Circumstance.NO_MITID)
EXEMPT = StaffRequest(EntryReason.EXEMPT, TODAY, Channel.TELEPHONE)
SENSIBLE = StaffRequest(EntryReason.SENSIBLE, TODAY, Channel.IN_PERSON)

Meets = Callable[..., UUID]


class WritingIn(Filling):
    """A draft as a clerk fills it in."""

    def send(self, key: str = "the-button") -> Any:
        return services.submit(
            draft_id=self.draft_id, key=key, by=self.by, seen_revision=self.revision, yes=SaidYes.ALOUD
        )


def write_in(contact: UUID, by: EmployeeInfo, request: StaffRequest = NO_MITID) -> WritingIn:
    info = services.begin_for(solution="flytning", contact_id=contact, request=request, by=by)
    return WritingIn(entering.acting_in(contact, by), info.id, info.revision)
