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


class Need(StrEnum):
    """How somebody wishes to be helped: only what they said themselves, never why, and never a guess."""

    PAPER = "paper"
    LARGE_PRINT = "large_print"
    PERSON = "person"
    INTERPRETER = "interpreter"


NEED_NAMES = {
    Need.PAPER: Text("Breve på papir", "Letters on paper"),
    Need.LARGE_PRINT: Text("Stor skrift i breve", "Large print in letters"),
    Need.PERSON: Text("Hjælp af et menneske", "Help from a person"),
    Need.INTERPRETER: Text("Tolk", "An interpreter"),
}


class NoticeKind(StrEnum):
    """Where a notice without content can go, when somebody has asked for it."""

    SMS = "sms"
    EMAIL = "email"


class Role(StrEnum):
    """What somebody is employed as. `rules/roles.py` says what each is called, what it is for, and what it may do."""

    CLERK = "clerk"
    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    STRATEGIST = "strategist"
    DEPARTMENT_HEAD = "department_head"
    BOARD = "board"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """One thing a role may do; views ask for rights, never for roles."""

    HANDLE_CONTACTS = "handle_contacts"
    FIND_PEOPLE = "find_people"
    UNMASK = "unmask"
    JOIN_DRAFTS = "join_drafts"
    ENTER_FOR_CITIZENS = "enter_for_citizens"
    PRINT_LETTERS = "print_letters"
    SEE_WORK_LIST = "see_work_list"
    HANDLE_CASES = "handle_cases"
    SEE_STEERING = "see_steering"
    SEE_TOTALS = "see_totals"
    SEE_LEDGER_ROWS = "see_ledger_rows"
    SEE_TEAM = "see_team"
    ANSWER_FEEDBACK = "answer_feedback"
    TELL_OF_OUTAGES = "tell_of_outages"
    SEE_ACCESS = "see_access"
    IMPORT_CONTACTS = "import_contacts"
    STEER = "steer"
    SEE_POST = "see_post"
    SEND_TO_MANY = "send_to_many"
    READ_INBOX = "read_inbox"
    DESIGN_SOLUTIONS = "design_solutions"


RIGHT_NAMES = {
    Right.HANDLE_CONTACTS: Text("Tage opkald og besøg", "Take calls and visits"),
    Right.FIND_PEOPLE: Text("Søge efter borgere", "Search for citizens"),
    Right.UNMASK: Text("Vise en skjult adresse", "Show a hidden address"),
    Right.JOIN_DRAFTS: Text("Hjælpe i en borgers kladde", "Help in a citizen's draft"),
    Right.ENTER_FOR_CITIZENS: Text("Skrive ind for en borger", "Write an application for a citizen"),
    Right.PRINT_LETTERS: Text("Printe breve", "Print letters"),
    Right.SEE_WORK_LIST: Text("Se sager", "See cases"),
    Right.HANDLE_CASES: Text("Afgøre sager", "Decide cases"),
    Right.SEE_STEERING: Text("Se tal for ydelser", "See figures of services"),
    Right.SEE_TOTALS: Text("Se kommunens samlede tal", "See the figures of the whole municipality"),
    Right.SEE_LEDGER_ROWS: Text("Se rækkerne bag et tal", "See the rows behind a figure"),
    Right.SEE_TEAM: Text("Se enhedens opkald og opgaver", "See the unit's calls and tasks"),
    Right.ANSWER_FEEDBACK: Text("Svare på ris og ros til tekster", "Answer feedback on texts"),
    Right.TELL_OF_OUTAGES: Text("Melde, at noget er nede", "Say that something is down"),
    Right.SEE_ACCESS: Text("Se, hvem der har slået op", "See who looked things up"),
    Right.IMPORT_CONTACTS: Text("Indlæse tal om henvendelser", "Import figures of contacts"),
    Right.STEER: Text("Følge op på mål og lave rapporter", "Follow up on targets and make reports"),
    Right.SEE_POST: Text("Se, om breve nåede frem", "See whether letters arrived"),
    Right.SEND_TO_MANY: Text("Sende et brev til mange", "Send a letter to many"),
    Right.READ_INBOX: Text(
        "Læse det, borgere har skrevet til enheden", "Read what citizens wrote to the unit"
    ),
    Right.DESIGN_SOLUTIONS: Text("Se og prøve løsninger, før de bruges", "Look at solutions and try them"),
}


class Reach(StrEnum):
    """How far a right reaches, the nearest first."""

    OWN = "own"
    UNIT = "unit"
    DEPARTMENT = "department"
    MUNICIPALITY = "municipality"


REACH_NAMES = {
    Reach.OWN: Text("sine egne", "their own"),
    Reach.UNIT: Text("enheden", "the unit"),
    Reach.DEPARTMENT: Text("forvaltningen", "the department"),
    Reach.MUNICIPALITY: Text("kommunen", "the municipality"),
}


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
