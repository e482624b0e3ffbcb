"""The words of the trail: what counts as a look at somebody, why a matter changes hands, how a check ended."""

from enum import StrEnum

from indgang.kernel.text import Text


class Why(StrEnum):
    """Why a matter is given to another member of staff. A word, never a text: the reason may be about an employee."""

    AWAY = "away"
    SHARE = "share"
    KNOWS = "knows"
    CONFLICT = "conflict_of_interest"


WHY_NAMES = {
    Why.AWAY: Text("Den, der havde det, er her ikke nu", "Whoever had it is not here now"),
    Why.SHARE: Text("Arbejdet skal fordeles", "The work must be shared out"),
    Why.KNOWS: Text("Kollegaen ved mere om det", "The colleague knows more about it"),
    Why.CONFLICT: Text(
        "Den, der havde det, må ikke behandle det (inhabil)",
        "Whoever had it may not handle it (conflict of interest)",
    ),
}
SHARING_OUT = "fordele arbejdet"
"""The purpose that stands in the trail when a supervisor gives a matter to another."""


class LookKind(StrEnum):
    """How a member of staff came to see something of a citizen's."""

    SEARCH = "search"
    CONTACT = "contact"
    CASE = "case"
    DRAFT = "draft"
    FILE = "file"
    ADDRESS = "address"
    REGISTER = "register"


LOOK_NAMES = {
    LookKind.SEARCH: Text("Søgte en borger frem", "Searched for a citizen"),
    LookKind.CONTACT: Text("Valgte en borger i en henvendelse", "Chose a citizen in a contact"),
    LookKind.CASE: Text("Så en sag", "Looked at a case"),
    LookKind.DRAFT: Text("Så en kladde", "Looked at a draft"),
    LookKind.FILE: Text("Åbnede et bilag eller brev", "Opened a document or letter"),
    LookKind.ADDRESS: Text("Fik en skjult adresse vist", "Had a hidden address shown"),
    LookKind.REGISTER: Text("Slog op i et register", "Looked up in a register"),
}

LOOKS: dict[LookKind, tuple[str, ...]] = {
    LookKind.SEARCH: ("person_found", "company_found"),
    LookKind.CONTACT: ("contact_identified",),
    LookKind.CASE: ("case_seen", "invitation_seen"),
    LookKind.DRAFT: ("draft_seen", "help_code_used"),
    LookKind.FILE: ("file_seen", "entry_file_seen", "letter_opened_for_print", "letter_printed"),
    LookKind.ADDRESS: ("address_unmasked",),
    LookKind.REGISTER: ("cpr_used", "register_read", "address_seen"),
}
"""Which actions of the trail are a look. A new one is added here."""


class Mark(StrEnum):
    """Why a look deserves a second glance. A mark is no accusation: most have a good explanation."""

    NO_MATTER = "no_matter"
    ONLY_LOOKED = "only_looked"
    MANY = "many"
    UNMASKED = "unmasked"
    SAME_NAME = "same_name"
    PROTECTED = "protected"


MARK_NAMES = {
    Mark.NO_MATTER: Text("Ingen henvendelse eller sag", "No contact or case"),
    Mark.ONLY_LOOKED: Text("Har kun set sagen", "Only looked at the case"),
    Mark.MANY: Text("Mange opslag den dag", "Many look-ups that day"),
    Mark.UNMASKED: Text("Skjult adresse vist", "Hidden address shown"),
    Mark.SAME_NAME: Text("Samme efternavn", "Same family name"),
    Mark.PROTECTED: Text("Adressebeskyttet borger", "Citizen with a protected address"),
}
MARK_MEANINGS = {
    Mark.NO_MATTER: Text(
        "Medarbejderen har ikke haft en henvendelse, en kladde eller en sag med borgeren 12 timer før eller efter.",
        "The member of staff had no contact, draft or case with the citizen 12 hours before or after.",
    ),
    Mark.ONLY_LOOKED: Text(
        "Medarbejderen har ikke gjort andet i sagen 30 dage før eller efter og har ikke talt med borgeren den dag.",
        "The member of staff did nothing else in the case 30 days before or after, and did not speak with the citizen.",
    ),
    Mark.MANY: Text(
        "Medarbejderen har søgt over 40 borgere frem den dag.",
        "The member of staff searched for over 40 citizens that day.",
    ),
    Mark.UNMASKED: Text("Grunden står ved opslaget.", "The reason stands with the look-up."),
    Mark.SAME_NAME: Text(
        "De to har et efternavn eller mellemnavn til fælles. Det kan være et tilfælde.",
        "The two have a family or middle name in common. It may be chance.",
    ),
    Mark.PROTECTED: Text("Borgeren bor på en skjult adresse.", "The citizen lives at a hidden address."),
}


class Checked(StrEnum):
    """What came of a check."""

    FINE = "fine"
    ASK = "ask"
    REPORTED = "reported"


CHECKED_NAMES = {
    Checked.FINE: Text("I orden", "Fine"),
    Checked.ASK: Text("Medarbejderen skal spørges", "The member of staff is to be asked"),
    Checked.REPORTED: Text("Meldt til ledelsen", "Reported to the management"),
}
CHECKING = "kontrol af opslag"
"""The purpose that stands in the trail when somebody checks look-ups."""
