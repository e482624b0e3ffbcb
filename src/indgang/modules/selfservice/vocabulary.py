"""The words of self-service."""

from enum import StrEnum

from indgang.kernel.text import Text


class DraftState(StrEnum):
    """Where a draft is. Only an open one can be changed."""

    OPEN = "open"
    SENT = "sent"
    DELETED = "deleted"
    EXPIRED = "expired"


class AnswerSource(StrEnum):
    """Where a value came from."""

    CITIZEN = "citizen"
    REGISTER = "register"
    PROPOSAL = "proposal"


class Shared(StrEnum):
    """Whether anybody helps in a draft. It stands on the draft, so that a page without help asks for nothing more."""

    ALONE = ""
    ASKED = "asked"
    """A help code was made."""
    KNOCKING = "knocking"
    """Somebody on the staff asks to join."""
    JOINED = "joined"


class JoiningState(StrEnum):
    """Where somebody who helps is."""

    ASKED = "asked"
    JOINED = "joined"
    DECLINED = "declined"
    ENDED = "ended"


class Consent(StrEnum):
    """How the citizen said yes: on the own screen, or at the counter after an ID check."""

    SCREEN = "screen"
    COUNTER = "counter"


class JoiningEnd(StrEnum):
    """Who or what ended the help."""

    CITIZEN = "citizen"
    CLERK = "clerk"
    CONTACT = "contact"
    DRAFT = "draft"


class ProposalEnd(StrEnum):
    """What became of a proposal."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"
    """A newer proposal for the same question, or the help ended."""


class InvitationState(StrEnum):
    """Where somebody is who was asked about another's submission."""

    OPEN = "open"
    ANSWERED = "answered"
    SILENT = "silent"
    """The last day to answer is past."""
    CANCELLED = "cancelled"
    """The submission was withdrawn, or decided without the answer."""


class Meaning(StrEnum):
    """What an answer of somebody who was asked comes to. A doubt counts as no: a person looks at it."""

    YES = "yes"
    NO = "no"
    DOUBT = "doubt"


class Standing(StrEnum):
    """What those who were asked for one thing come to, together."""

    NOBODY = "nobody"
    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    SILENT = "silent"


class QuestionKind(StrEnum):
    """What sort of answer a question takes: only those that a shipped solution uses."""

    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    PEOPLE = "people"
    ADDRESS = "address"
    DOCTOR = "doctor"
    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"
    CONFIRM = "confirm"


class Outcome(StrEnum):
    """What the rules came to (architecture: command output)."""

    GRANTED = "granted"
    CASE = "case"
    PREPARED_PART_GRANT = "prepared_part_grant"
    PREPARED_REFUSAL = "prepared_refusal"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"


class StepState(StrEnum):
    """How a step stands in the step guide."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


EMPTY = Text()
YES = Text("Ja", "Yes")
NO = Text("Nej", "No")
CITIZEN_STATED = Text("Det har du selv oplyst", "You told us")
