"""The words of the ledger: what a contact was, how it ended, how well it was counted."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from indgang.kernel.text import Text


class Direction(StrEnum):
    """Who turned to whom. The definition of an indicator says which it counts."""

    IN = "in"
    OUT = "out"


class Kind(StrEnum):
    """What the contact was about, in the broadest words."""

    INFORMATION = "information"
    TRANSACTION = "transaction"
    STATUS = "status"
    HELP = "help"
    OTHER = "other"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How the contact ended for the one who made it."""

    RESOLVED = "resolved"
    TRANSFERRED = "transferred"
    CALL_BACK = "call_back"
    MISDIRECTED = "misdirected"
    ABANDONED = "abandoned"
    UNKNOWN = "unknown"


class Handling(StrEnum):
    """Whether anybody's hands were needed. A price may depend on it."""

    AUTOMATIC = "automatic"
    STAFF = "staff"
    UNKNOWN = "unknown"


class Quality(StrEnum):
    """How far a row can be trusted."""

    COUNTED = "counted"
    SAMPLED = "sampled"
    ESTIMATED = "estimated"
    TIME_UNRELIABLE = "time_unreliable"


class Audience(StrEnum):
    """Who turned to us (glossary: målgruppe)."""

    CITIZEN = "citizen"
    COMPANY = "company"
    ASSOCIATION = "association"
    PARTNER = "partner"
    STAFF = "staff"
    UNKNOWN = "unknown"


AUDIENCE_NAMES = {
    Audience.CITIZEN: Text("Borgere", "Citizens"),
    Audience.COMPANY: Text("Virksomheder", "Companies"),
    Audience.ASSOCIATION: Text("Foreninger", "Associations"),
    Audience.PARTNER: Text("Samarbejdspartnere", "Partners"),
    Audience.STAFF: Text("Medarbejdere", "Staff"),
    Audience.UNKNOWN: Text("Ukendt", "Unknown"),
}


class BatchKind(StrEnum):
    """Where rows come from. Figures never mix two batches."""

    LIVE = "live"
    ARCHIVE = "archive"
    IMPORT = "import"
    COUNTING_WEEK = "counting_week"


class BatchState(StrEnum):
    """What counts of a batch. Only `current` rows are read by figures, exports and the search for duplicates."""

    CURRENT = "current"
    REPLACED = "replaced"
    UNDONE = "undone"
    REMOVED = "removed"


BATCH_STATE_NAMES = {
    BatchState.CURRENT: Text("Tæller med", "Counts"),
    BatchState.REPLACED: Text("Afløst af nyere tal", "Replaced by newer figures"),
    BatchState.UNDONE: Text("Fortrudt", "Undone"),
    BatchState.REMOVED: Text("Slettet", "Removed"),
}


class MeasurementKind(StrEnum):
    """What a measurement says; `subject` and `value` mean something different for each.

    | kind | subject | value |
    |---|---|---|
    | begun, completed | the solution | – |
    | step_reached, left | the step | – |
    | field_error | the field | – |
    | decided | `automatic` or `staff` | 1 |
    | decision_time | `automatic` or `staff` | days from received to decided |
    | delivered | channel of the message | – |
    | message_cost | channel of the message | kroner |
    | no_show | `no_show` or `came` | 1 |
    | satisfaction | the answer: an `Ease` | 1 |
    | help_asked | the step where somebody asked for help | – |
    | website_first | `yes` or `no`: whether the caller had tried the website first (KL's question) | 1 |
    | completed_how | `alone`, `co_served` or `by_staff` | 1 |
    | page_view | the page | number of views (anonymous, counted in bulk) |
    | not_entitled, already_done | the solution | 1: it ended there, and nothing more was to be done |
    """

    BEGUN = "begun"
    STEP_REACHED = "step_reached"
    LEFT = "left"
    COMPLETED = "completed"
    FIELD_ERROR = "field_error"
    DECIDED = "decided"
    DECISION_TIME = "decision_time"
    DELIVERED = "delivered"
    MESSAGE_COST = "message_cost"
    NO_SHOW = "no_show"
    SATISFACTION = "satisfaction"
    HELP_ASKED = "help_asked"
    WEBSITE_FIRST = "website_first"
    COMPLETED_HOW = "completed_how"
    PAGE_VIEW = "page_view"
    NOT_ENTITLED = "not_entitled"
    ALREADY_DONE = "already_done"


class Ease(StrEnum):
    """The five answers to "how easy was it?": one question, asked once about a matter."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    SO_SO = "so_so"
    HARD = "hard"
    VERY_HARD = "very_hard"


class WebsiteFirst(StrEnum):
    """KL's question: had they tried the website first?"""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Cause(StrEnum):
    """What of ours made somebody turn to us (glossary: unødig henvendelse). The citizen's words stand in the case.

    NONE: nobody was asked. OURS_NOT: we asked, and nothing was wrong on our side.
    """

    NONE = ""
    OURS_NOT = "none"
    LETTER = "letter_unclear"
    WEBSITE = "website_unclear"
    SOLUTION = "self_service_failed"
    LOGIN = "login_failed"
    NO_ANSWER = "no_answer_yet"
    OUR_MISTAKE = "our_mistake"
    SENT_ON = "sent_to_the_wrong_place"


CAUSE_NAMES = {
    Cause.NONE: Text("Ikke spurgt", "Not asked"),
    Cause.OURS_NOT: Text("Ingen fejl hos os", "Nothing wrong on our side"),
    Cause.LETTER: Text("Et brev var svært at forstå", "A letter was hard to understand"),
    Cause.WEBSITE: Text("Hjemmesiden gav ikke svar", "The website had no answer"),
    Cause.SOLUTION: Text("Selvbetjeningen virkede ikke", "The self-service did not work"),
    Cause.LOGIN: Text("Kunne ikke logge ind", "Could not log in"),
    Cause.NO_ANSWER: Text("Har ikke fået svar", "Has had no answer"),
    Cause.OUR_MISTAKE: Text("Vi har lavet en fejl", "We made a mistake"),
    Cause.SENT_ON: Text("Blev sendt det forkerte sted hen", "Was sent to the wrong place"),
}


EASE_NAMES = {
    Ease.VERY_EASY: Text("Meget let", "Very easy"),
    Ease.EASY: Text("Let", "Easy"),
    Ease.SO_SO: Text("Hverken let eller svært", "Neither easy nor hard"),
    Ease.HARD: Text("Svært", "Hard"),
    Ease.VERY_HARD: Text("Meget svært", "Very hard"),
}

OUTCOME_NAMES = {
    Outcome.RESOLVED: Text("Løst", "Resolved"),
    Outcome.TRANSFERRED: Text("Stillet videre", "Transferred"),
    Outcome.CALL_BACK: Text("Vi ringer tilbage", "Call back"),
    Outcome.MISDIRECTED: Text("Forkert sted", "Wrong place"),
    Outcome.ABANDONED: Text("Opgivet", "Given up"),
    Outcome.UNKNOWN: Text("Ukendt", "Unknown"),
}

HANDLING_NAMES = {
    Handling.AUTOMATIC: Text("Automatisk", "Automatic"),
    Handling.STAFF: Text("Medarbejder", "Staff"),
    Handling.UNKNOWN: Text("Ukendt", "Unknown"),
}

KIND_NAMES = {
    Kind.INFORMATION: Text("Information", "Information"),
    Kind.TRANSACTION: Text("Anmeldelse eller ansøgning", "Notice or application"),
    Kind.STATUS: Text("Spørgsmål til en sag", "Question about a case"),
    Kind.HELP: Text("Hjælp", "Help"),
    Kind.OTHER: Text("Andet", "Other"),
    Kind.UNKNOWN: Text("Ukendt", "Unknown"),
}

QUALITY_NAMES = {
    Quality.COUNTED: Text("Talt", "Counted"),
    Quality.SAMPLED: Text("Stikprøve", "Sampled"),
    Quality.ESTIMATED: Text("Skøn", "Estimated"),
    Quality.TIME_UNRELIABLE: Text("Tidspunktet er usikkert", "The time is uncertain"),
}

MEASUREMENT_NAMES = {
    MeasurementKind.BEGUN: Text("Begyndt", "Begun"),
    MeasurementKind.STEP_REACHED: Text("Nåede et trin", "Reached a step"),
    MeasurementKind.LEFT: Text("Forlod den", "Left"),
    MeasurementKind.COMPLETED: Text("Gjort færdig", "Completed"),
    MeasurementKind.FIELD_ERROR: Text("Fejl i et felt", "Error in a field"),
    MeasurementKind.DECIDED: Text("Afgjort", "Decided"),
    MeasurementKind.DECISION_TIME: Text("Svartid", "Decision time"),
    MeasurementKind.DELIVERED: Text("Afleveret", "Delivered"),
    MeasurementKind.MESSAGE_COST: Text("Pris for en besked", "Cost of a message"),
    MeasurementKind.NO_SHOW: Text("Mødte eller udeblev", "Came or did not"),
    MeasurementKind.SATISFACTION: Text("Svar om tilfredshed", "Answer about satisfaction"),
    MeasurementKind.HELP_ASKED: Text("Bad om hjælp", "Asked for help"),
    MeasurementKind.WEBSITE_FIRST: Text("Havde prøvet hjemmesiden", "Had tried the website"),
    MeasurementKind.COMPLETED_HOW: Text("Gjort færdig alene eller med hjælp", "Completed alone or with help"),
    MeasurementKind.PAGE_VIEW: Text("Sidevisninger", "Page views"),
    MeasurementKind.NOT_ENTITLED: Text("Havde ikke ret til det", "Was not entitled"),
    MeasurementKind.ALREADY_DONE: Text("Var allerede gjort", "Had been done already"),
}

# What the name of the live batch begins with: `live-<municipality>`.
LIVE = "live"

# The mark of a batch whose rows hold library visits: they are counted, and a filter leaves them out.
LIBRARY_VISITS = "library_visits"


@dataclass(frozen=True)
class JourneyInfo:
    """One matter: one service for one party."""

    id: UUID
    service_id: str
    party_key: str
    begun_at: datetime
    touched_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class ArchiveRow:
    """One row as a source prints it. `weight` is the number of contacts it stands for."""

    source_row: str
    channel: str
    weight: Decimal
    quality: str
    page: str
    compiled_by: str
    note: Text
    service: str = ""


@dataclass(frozen=True)
class Archive:
    """A batch from a document: what was counted elsewhere or before, by its own counting rule.

    `at` is the moment that every row gets (a year's figure knows no better). `marks` names rows by what
    they match, such as `{"library_visits": {"channel": "in_person", "service": "bibliotek"}}`. Without
    `knows_channels` each group of channels stands in one generic channel.
    """

    name: str
    title: Text
    municipality: str
    year: int
    document: str
    counting_rule: Text
    at: datetime
    rows: tuple[ArchiveRow, ...]
    marks: dict[str, dict[str, str]]
    knows_channels: bool = True


@dataclass(frozen=True)
class LedgerRow:
    """One contact or measurement as the drill-down shows it: nothing in it leads to a person or to staff.

    `what` is the channel of a contact or the kind of a measurement; `source` says where an archive's row
    stands in its document.
    """

    at: datetime
    what: str
    service_id: str
    outcome: str
    handling: str
    weight: Decimal
    quality: str
    batch: str
    source: str
    note: Text
    value: float | None = None


@dataclass(frozen=True)
class BatchInfo:
    """Where rows come from and how they were counted. `year` is None when rows go on arriving.

    A whole series is one of these, too: `name` is then the series' id, and `ids` are its batches that count.
    `edges` are the first and the last day of each of them, by its id: gaps between contacts stop there.
    `rows` is the number of ledger rows of an import; 0 where nobody has counted them.
    """

    id: int
    name: str
    kind: BatchKind
    title: Text
    municipality: str
    year: int | None
    document: str
    counting_rule: Text
    knows_channels: bool
    marks: dict[str, dict[str, str]]
    sources: dict[str, dict[str, object]]
    ids: tuple[int, ...] = ()
    series: str = ""
    rule_hash: str = ""
    state: BatchState = BatchState.CURRENT
    rows: int = 0
    first_day: date | None = None
    last_day: date | None = None
    edges: tuple[tuple[int, date, date], ...] = ()
