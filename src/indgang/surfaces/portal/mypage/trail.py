"""Who looked at somebody's data, in words that the person can use."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.audit import selectors as audit
from indgang.modules.audit.selectors import Trace
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.identity.vocabulary import Ground, Party
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import SolutionInfo

LINES = 50
ROWS = 200
"""Rows of the trail that are read for the lines: the same look of a day is one line."""

DEEDS = {
    "address_unmasked": Text("Så din skjulte adresse", "Saw your hidden address"),
    "call_back_reached": Text("Ringede til dig, som vi havde lovet", "Called you, as we had promised"),
    "call_back_tried": Text("Prøvede at ringe til dig", "Tried to call you"),
    "case_seen": Text("Så din sag", "Looked at your case"),
    "address_seen": Text("Så din adresse", "Looked at your address"),
    "contact_matter_chosen": Text(
        "Talte med nogen om en af dine sager", "Spoke with somebody about one of your matters"
    ),
    "contact_identified": Text(
        "Talte med dig, eller med en om dig", "Spoke with you, or with somebody about you"
    ),
    "contact_refused": Text(
        "Sagde nej til en, der spurgte om dig uden fuldmagt",
        "Said no to somebody who asked about you without a power of attorney",
    ),
    "contact_taken": Text(
        "Overtog din henvendelse fra en kollega", "Took over your call or visit from a colleague"
    ),
    "cpr_used": Text("Slog dig op med dit CPR-nummer", "Looked you up by your CPR number"),
    "draft_seen": Text("Så din kladde", "Looked at your draft"),
    "entry_begun": Text("Begyndte at skrive ind for dig", "Began to write in for you"),
    "entry_gone_on": Text("Skrev videre for dig", "Went on writing in for you"),
    "entry_saved": Text("Skrev dit svar ind for dig", "Wrote your answer in for you"),
    "entry_sent": Text("Sendte det for dig", "Sent it for you"),
    "file_seen": Text("Åbnede et bilag i din sag", "Opened a document in your case"),
    "help_asked": Text("Bad om hjælp i din kladde", "Asked for help in your draft"),
    "help_code_used": Text("Fandt din kladde med din hjælpekode", "Found your draft by your help code"),
    "help_declined": Text("Sagde nej til hjælp i din kladde", "Said no to help in your draft"),
    "help_ended": Text("Sluttede hjælpen i din kladde", "Ended the help in your draft"),
    "help_refused": Text(
        "Sagde nej til at hjælpe en med din kladde: fuldmagten rækker ikke",
        "Refused to help somebody with your draft: the power of attorney does not reach",
    ),
    "joined": Text("Begyndte at hjælpe i din kladde", "Began to help in your draft"),
    "need_declared": Text("Skrev ned, hvordan du vil have hjælp", "Wrote down how you wish to be helped"),
    "need_ended": Text(
        "Skrev ned, at et af dine ønsker er slut", "Wrote down that one of your wishes is over"
    ),
    "person_asked": Text("Spurgte dig om en andens anmeldelse", "Asked you about somebody else's notice"),
    "person_found": Text("Søgte og fandt dig", "Searched and found you"),
    "register_read": Text(
        "Hentede oplysninger om dig i et register", "Fetched data about you from a register"
    ),
    "login": Text("Loggede ind", "Logged in"),
    "letter_posted": Text("Sendte dig et brev med posten", "Sent you a letter by post"),
    "message_opened": Text("Åbnede en besked", "Opened a message"),
    "message_replied": Text("Svarede på en besked", "Answered a message"),
}

# The same deeds, when it is the citizen who did them.
OWN_DEEDS = {
    "joined": Text("Sagde ja til hjælp i din kladde", "Said yes to help in your draft"),
    "help_ended": Text("Stoppede hjælpen i din kladde", "Stopped the help in your draft"),
}

PURPOSES = {
    "afgørelse": Text("afgørelse", "decision"),
    "aktliste": Text("sagens dokumenter", "documents of the case"),
    "automatisk afgørelse": Text("automatisk afgørelse", "automatic decision"),
    "fritagelse for Digital Post": Text("fritagelse for Digital Post", "exemption from Digital Post"),
    "afvist at oplyse om borgeren": Text("passe på dine oplysninger", "protecting your data"),
    "citizen": Text("du ville det", "it was your wish"),
    "clerk": Text("der var ikke brug for mere hjælp", "no more help was needed"),
    "contact": Text("samtalen var slut", "the conversation was over"),
    "draft": Text("kladden er lukket", "the draft is closed"),
    "hjælp, som borgeren bad om": Text("hjælp, som du bad om", "help that you asked for"),
    "hjælp, som borgeren sagde ja til": Text("hjælp, som du sagde ja til", "help that you said yes to"),
    "ringe tilbage": Text("ringe tilbage", "calling back"),
    "se adressen under en henvendelse": Text(
        "se adressen, mens vi talte med dig", "seeing the address during your call"
    ),
    "se, om adressen er beskyttet": Text(
        "se, om din adresse er beskyttet", "seeing whether your address is protected"
    ),
    "sende et brev på papir": Text("sende dig et brev på papir", "sending you a letter on paper"),
    "spørge den, som en anmeldelse også handler om": Text(
        "spørge den, som en anmeldelse også handler om", "asking the one whom a notice concerns too"
    ),
    "svare på en henvendelse": Text("svare på en henvendelse", "answering a call or visit"),
    "læse et bilag": Text("læse et bilag", "reading a document"),
    "læse et brev": Text("læse et brev", "reading a letter"),
    "skrive en ansøgning ind": Text(
        "skrive det ind for dig, som du bad om", "writing in for you, as you asked"
    ),
    "sagsbehandling": Text("sagsbehandling", "handling the case"),
    "selvbetjening": Text("selvbetjening", "self-service"),
}


@dataclass(frozen=True)
class Look:
    """One line: when, who (a unit, never the name of a member of staff), what, and why.

    `times`: how often that day; `at` is then the last of them.
    """

    at: datetime
    who: str
    what: str
    why: str
    times: int = 1


def may_see(option: ActingOption) -> bool:
    """Only oneself, and who may do everything for a company: the trail shows all that the party has with us."""
    return option.acting.ground in (Ground.SELF, Ground.COMPANY) and "*" in option.scope


def _what(row: Trace, party: Party) -> str:
    own = OWN_DEEDS.get(row.action) if row.actor == party.key else None
    return str(own or DEEDS[row.action])


def _who(actor: str, party: Party, units: dict[str, str]) -> str:
    if actor == party.key:
        return _("Dig selv")
    kind, _colon, actor_id = actor.partition(":")
    if kind == "employee":
        if actor not in units:
            units[actor] = _unit(actor_id)
        return units[actor]
    return _("En, der handler for dig") if kind == "person" else _("Automatisk")


def _unit(employee_id: str) -> str:
    try:
        unit = identity.units().get(identity.employee(employee_id).unit)
    except ObjectDoesNotExist:
        unit = None
    return _("En medarbejder i %(unit)s") % {"unit": unit.name} if unit else _("En medarbejder")


def _why(purpose: str, solutions: dict[str, SolutionInfo]) -> str:
    """A purpose as it was written, such as `selvbetjening: flytning`, in the reader's language."""
    what, colon, about = purpose.partition(": ")
    known = PURPOSES.get(what)
    if known is None:
        return purpose
    return f"{known}{colon}{solutions[about].title if about in solutions else about}"


def looks_at(party: Party) -> list[Look]:
    """The newest looks at a party's data; those of one day by one person with one purpose are one line.

    One query, and one for each member of staff among them.
    """
    units: dict[str, str] = {}
    solutions = selfservice.solutions()
    alike: dict[tuple[date, str, str, str], list[Trace]] = {}
    for row in audit.about(party=party.key, limit=ROWS):
        if row.action in DEEDS:
            day = row.at.astimezone(COPENHAGEN).date()
            alike.setdefault((day, row.actor, row.action, row.purpose), []).append(row)
    return [
        Look(
            rows[0].at,
            _who(rows[0].actor, party, units),
            _what(rows[0], party),
            _why(rows[0].purpose, solutions),
            len(rows),
        )
        for rows in list(alike.values())[:LINES]
    ]
