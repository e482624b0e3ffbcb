"""The words of the catalogue: who a service is for, and who decides it."""

from enum import StrEnum

from indgang.kernel.text import Text


class Audience(StrEnum):
    """Målgruppe (glossary)."""

    CITIZEN = "citizen"
    COMPANY = "company"
    ASSOCIATION = "association"
    PARTNER = "partner"


AUDIENCE_NAMES = {
    Audience.CITIZEN: Text("Borgere", "Citizens"),
    Audience.COMPANY: Text("Virksomheder", "Companies"),
    Audience.ASSOCIATION: Text("Foreninger", "Associations"),
    Audience.PARTNER: Text("Samarbejdspartnere", "Partners"),
}


class DecidedBy(StrEnum):
    """How the answer comes about: by rules, by a person, by both, or somewhere else."""

    AUTOMATIC = "automatic"
    MIXED = "mixed"
    CASEWORKER = "caseworker"
    OTHER_AUTHORITY = "other_authority"


DECIDED_BY_NAMES = {
    DecidedBy.AUTOMATIC: Text(
        "Faste regler. Derfor kan svaret tit komme med det samme.",
        "Fixed rules, so the answer can often come at once.",
    ),
    DecidedBy.MIXED: Text(
        "Faste regler, når sagen er enkel. Ellers en medarbejder.",
        "Fixed rules when the matter is simple. Otherwise a member of staff.",
    ),
    DecidedBy.CASEWORKER: Text(
        "En medarbejder, som læser din sag.", "A member of staff who reads your case."
    ),
    DecidedBy.OTHER_AUTHORITY: Text(
        "En anden myndighed. Vi hjælper dig på vej.",
        "Another authority. We help you on your way.",
    ),
}


class TextPart(StrEnum):
    """Which part of a service's text something is about."""

    INTRO = "intro"
    SCRIPT = "script"
    QUESTION = "question"
    PRICE = "price"
    DEADLINE = "deadline"
    MISSING = "missing"


PART_NAMES = {
    TextPart.INTRO: Text("Teksten", "The text"),
    TextPart.SCRIPT: Text("Manuskriptet", "The script"),
    TextPart.QUESTION: Text("Et spørgsmål eller svar", "A question or answer"),
    TextPart.PRICE: Text("Prisen", "The price"),
    TextPart.DEADLINE: Text("Fristen", "The deadline"),
    TextPart.MISSING: Text("Noget mangler", "Something is missing"),
}


class FeedbackState(StrEnum):
    """What became of it."""

    OPEN = "open"
    MENDED = "mended"
    NOT_CHANGED = "not_changed"


FEEDBACK_STATE_NAMES = {
    FeedbackState.OPEN: Text("Ikke besvaret", "Not answered"),
    FeedbackState.MENDED: Text("Rettet", "Mended"),
    FeedbackState.NOT_CHANGED: Text("Ikke ændret", "Not changed"),
}
