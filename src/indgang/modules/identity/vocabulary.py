"""The words of identity: who somebody is, and on what ground they act."""

from dataclasses import dataclass
from enum import StrEnum

from indgang.kernel.text import Text


class Ground(StrEnum):
    """Why somebody may act (architecture: who acts)."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    MANDATE = "mandate"
    COMPANY = "company"
    STAFF = "staff"


GROUND_NAMES = {
    Ground.SELF: Text("for dig selv", "for yourself"),
    Ground.PARENT: Text("som forælder", "as a parent"),
    Ground.GUARDIAN: Text("som værge", "as a guardian"),
    Ground.MANDATE: Text("med fuldmagt", "with a power of attorney"),
    Ground.COMPANY: Text("for din virksomhed", "for your company"),
    Ground.STAFF: Text("som medarbejder", "as staff"),
}


class Role(StrEnum):
    """What a member of staff may do. The rights of each role stand in `rules.py`."""

    CLERK = "clerk"
    CASEWORKER = "caseworker"
    STRATEGIST = "strategist"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.CLERK: Text("Medarbejder i borgerservice", "Front-desk clerk"),
    Role.CASEWORKER: Text("Sagsbehandler", "Caseworker"),
    Role.STRATEGIST: Text("Kanalstrateg", "Channel strategist"),
    Role.EDITOR: Text("Webredaktør", "Web editor"),
    Role.ADMINISTRATOR: Text("Administrator", "Administrator"),
}


class Right(StrEnum):
    """One thing a role may do; views ask for rights, never for roles."""

    HANDLE_CONTACTS = "handle_contacts"
    FIND_PEOPLE = "find_people"
    UNMASK = "unmask"
    JOIN_DRAFTS = "join_drafts"
    SEE_WORK_LIST = "see_work_list"
    HANDLE_CASES = "handle_cases"
    SEE_STEERING = "see_steering"
    SEE_LEDGER_ROWS = "see_ledger_rows"


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a matter concerns. `kind` is person or company; `id` the row's id as text."""

    kind: str
    id: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `kind` is person, employee or system."""

    kind: str
    id: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SYSTEM = Actor("system", "", "Indgang")


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts for whom, and why: what every deed takes as `by`."""

    actor: Actor
    party: Party
    ground: Ground = Ground.SELF
    mandate: str = ""

    @property
    def for_somebody_else(self) -> bool:
        return self.ground is not Ground.SELF
