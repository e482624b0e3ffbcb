"""The words of self-service."""

from enum import StrEnum

from indgang.kernel.text import Text
from indgang.modules.selfservice.many_words import *  # noqa: F403  # this is the door to them
from indgang.modules.selfservice.payment_words import *  # noqa: F403


class DraftState(StrEnum):
    """Where a draft is. Only an open one can be changed."""

    OPEN = "open"
    SENT = "sent"
    DELETED = "deleted"
    EXPIRED = "expired"
    ROW = "row"
    """One row of a file of many on its way. Nobody goes on with it by hand."""


class AnswerSource(StrEnum):
    """Where a value came from."""

    CITIZEN = "citizen"
    REGISTER = "register"
    PROPOSAL = "proposal"
    STAFF = "staff"
    """The citizen said it, and a member of staff wrote it in."""


class EntryReason(StrEnum):
    """Why a member of staff may write an application in that is otherwise made online, when somebody asks for it."""

    EXEMPT = "exempt"
    """Exempt from Digital Post: the right to another way, on request, since 1 June 2023."""
    SPECIAL = "special_circumstances"
    SENSIBLE = "clearly_more_sensible"
    """Clearly more sensible or cheaper for the municipality than to turn somebody away."""


class Circumstance(StrEnum):
    """What makes the circumstances special. It stands with the application and nowhere else."""

    NONE = ""
    DISABILITY = "disability"
    SKILLS = "digital_skills"
    EXPOSED = "exposed"
    LANGUAGE = "language"
    NO_MITID = "no_mitid"
    OTHER = "other"


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
    UNREACHED = "unreached"
    """The last day is past, silence would have been a yes, and the letter is not known to have arrived."""
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
    UNREACHED = "unreached"
    """The letter did not arrive, so silence says nothing."""


class SaidYes(StrEnum):
    """How the citizen agreed to what staff send for them: it was read aloud, or it stands on a signed form."""

    ALOUD = "read_aloud"
    SIGNED = "signed_form"


LONGEST_ANSWER = 2000
"""Signs that somebody who was asked may write."""


class QuestionKind(StrEnum):
    """What sort of answer a question takes."""

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
    MONEY = "money"
    PERIOD = "period"
    WHOLE = "whole"
    VEHICLE = "vehicle"
    """A number plate."""
    COMPANY = "company"
    """A CVR number."""
    CPR = "cpr"
    PICK = "pick"
    """One of a list that a register knows."""
    PICKS = "picks"
    """Some of a list that a register knows."""
    UPLOAD = "upload"
    """Files. The answer is a list of marks; what each file is stands beside them."""


SEVERAL_CHOSEN = frozenset({QuestionKind.PEOPLE, QuestionKind.PICKS})
"""Kinds whose answer is a list of what was ticked."""
FROM_A_LIST = frozenset({QuestionKind.PEOPLE, QuestionKind.DOCTOR, QuestionKind.PICK, QuestionKind.PICKS})
"""Kinds that are chosen from what a register knows."""


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
STAFF_TOLD = Text("Det har du sagt til en medarbejder", "You told a member of staff")
WRITTEN_BEFORE = Text("Det skrev du også før: {where}", "You wrote this before: {where}")
PROPOSED_BY = Text("Foreslået af {name}, og du sagde ja", "Proposed by {name}, and you said yes")

ENTRY_REASON_NAMES = {
    EntryReason.EXEMPT: Text("Fritaget for Digital Post", "Exempt from Digital Post"),
    EntryReason.SPECIAL: Text("Særlige forhold", "Special circumstances"),
    EntryReason.SENSIBLE: Text("Klart mere fornuftigt", "Clearly more sensible"),
}

CIRCUMSTANCE_NAMES = {
    Circumstance.NONE: EMPTY,
    Circumstance.DISABILITY: Text("Et handicap", "A disability"),
    Circumstance.SKILLS: Text("Kan ikke bruge en computer eller telefon til det", "Lacks digital skills"),
    Circumstance.EXPOSED: Text("Lever et udsat liv", "Socially exposed"),
    Circumstance.LANGUAGE: Text("Forstår ikke dansk godt nok", "Does not understand enough Danish"),
    Circumstance.NO_MITID: Text("Har ikke MitID og kan ikke få det", "Has no MitID and cannot get one"),
    Circumstance.OTHER: Text("Noget andet", "Something else"),
}


class ShareState(StrEnum):
    """Where a submission stands when places are shared out."""

    NONE = "none"
    """No round is open for it."""
    WAITING = "waiting"
    WISH = "wish"
    """It got a place that it wished."""
    KEPT = "kept"
    """It got the place that was kept for it."""
    OUT = "out"


class RoundState(StrEnum):
    """How far a round is: it takes applications, is worked out, and every answer is given."""

    OPEN = "open"
    RUN = "run"
    SIGNED = "signed"


class ProofKind(StrEnum):
    """What a grant gives."""

    CERTIFICATE = "certificate"
    LICENCE = "licence"


class ProofEndWhy(StrEnum):
    """Why a proof ended before its time."""

    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    REPLACED = "replaced"
    REFUNDED = "refunded"


class ProofState(StrEnum):
    """How a proof stands on a day."""

    COMING = "coming"
    """Its first day is not there yet."""
    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Again(StrEnum):
    """What came of it when a standing grant was worked out again."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    UNKNOWN = "unknown"
    PERSON = "person"
    """A rule speaks against it that did not when it was granted."""
    OVER = "over"
    """It has come to its end."""


AGAIN_NAMES = {
    Again.SAME: Text(
        "Tallene er næsten de samme. Intet ændrer sig.", "Nearly the same figures. Nothing changes."
    ),
    Again.BETTER: Text(
        "Det blev bedre for dig. Du har fået et nyt svar.", "It is better for you. You have a new answer."
    ),
    Again.WORSE: Text(
        "Det ser dårligere ud for dig. En medarbejder ser på det, før noget ændrer sig.",
        "It looks worse for you. A person looks at it before anything changes.",
    ),
    Again.UNKNOWN: Text(
        "Vi kunne ikke se alle tal. Vi prøver igen næste måned.",
        "We could not see all figures. We try again next month.",
    ),
    Again.PERSON: Text("Noget er nyt. En medarbejder ser på det.", "Something is new. A person looks at it."),
    Again.OVER: Text("Det er slut. Vi regner ikke mere.", "It has ended. We work it out no more."),
}
"""What the party reads of it."""
