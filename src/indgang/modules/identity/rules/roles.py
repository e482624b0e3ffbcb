"""What each role is: one class a role, with what it is called, what it is for, and what it may do, how far.

Views and deeds ask for a right, never for a role. Who has several roles has all their rights, each as far as the
role that reaches furthest.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Reach, Right, Role


class RoleCard:
    """A role in words: `rights` says for each right how far it reaches."""

    role: ClassVar[Role]
    title: ClassVar[Text]
    about: ClassVar[Text]
    rights: ClassVar[Mapping[Right, Reach]]


class Clerk(RoleCard):
    role = Role.CLERK
    title = Text("Medarbejder i borgerservice", "Front-desk clerk")
    about = Text(
        "Tager telefonen og tager imod. Hjælper borgeren i borgerens egen kladde og kan se, hvordan en sag går.",
        "Answers the telephone and meets people. Helps citizens in their own draft, and sees how a case is going.",
    )
    rights = {
        Right.HANDLE_CONTACTS: Reach.UNIT,
        Right.FIND_PEOPLE: Reach.MUNICIPALITY,
        Right.UNMASK: Reach.OWN,
        Right.JOIN_DRAFTS: Reach.OWN,
        Right.ENTER_FOR_CITIZENS: Reach.OWN,
        Right.PRINT_LETTERS: Reach.DEPARTMENT,
        Right.SEE_WORK_LIST: Reach.DEPARTMENT,
        Right.READ_INBOX: Reach.UNIT,
    }


class Caseworker(RoleCard):
    role = Role.CASEWORKER
    title = Text("Sagsbehandler", "Caseworker")
    about = Text(
        "Gør det samme som en medarbejder i borgerservice og afgør sager i sin egen forvaltning.",
        "Does what a front-desk clerk does, and decides cases in their own department.",
    )
    rights = {**Clerk.rights, Right.HANDLE_CASES: Reach.DEPARTMENT, Right.SEE_POST: Reach.UNIT}


class Supervisor(RoleCard):
    role = Role.SUPERVISOR
    title = Text("Teamleder", "Supervisor")
    about = Text(
        "Gør det samme som en sagsbehandler. Ser, hvad der er i gang og venter i sin egen enhed, og giver det til en "
        "kollega. Ser tal for sin egen forvaltnings ydelser, men ikke kommunens samlede tal. Melder, når noget "
        "er nede.",
        "Does what a caseworker does. Sees what runs and waits in their own unit, and gives it to a colleague. Sees "
        "figures of their own department's services, but not those of the whole municipality. Says when something is "
        "down.",
    )
    rights = {
        **Caseworker.rights,
        Right.SEE_STEERING: Reach.DEPARTMENT,
        Right.SEE_TEAM: Reach.UNIT,
        Right.SEE_POST: Reach.DEPARTMENT,
        Right.SEND_TO_MANY: Reach.DEPARTMENT,
        Right.TELL_OF_OUTAGES: Reach.MUNICIPALITY,
    }


class Editor(RoleCard):
    role = Role.EDITOR
    title = Text("Webredaktør", "Web editor")
    about = Text(
        "Retter tekster og løsninger i filer og svarer på ris og ros til dem. Ser ingen borgere.",
        "Corrects texts and solutions in files and answers feedback on them. Sees no citizens.",
    )
    rights = {Right.ANSWER_FEEDBACK: Reach.MUNICIPALITY, Right.DESIGN_SOLUTIONS: Reach.MUNICIPALITY}


class Strategist(RoleCard):
    role = Role.STRATEGIST
    title = Text("Kanalstrateg", "Channel strategist")
    about = Text(
        "Ser alle tal og rækkerne bag dem. Rækkerne viser ingen borgere. Indlæser tal, følger op på mål og laver "
        "rapporter.",
        "Sees all figures and the rows behind them. The rows show no citizens. Imports figures, follows up on targets "
        "and makes reports.",
    )
    rights = {
        Right.SEE_STEERING: Reach.MUNICIPALITY,
        Right.SEE_TOTALS: Reach.MUNICIPALITY,
        Right.SEE_LEDGER_ROWS: Reach.MUNICIPALITY,
        Right.IMPORT_CONTACTS: Reach.MUNICIPALITY,
        Right.STEER: Reach.MUNICIPALITY,
        Right.DESIGN_SOLUTIONS: Reach.MUNICIPALITY,
    }


class DepartmentHead(RoleCard):
    role = Role.DEPARTMENT_HEAD
    title = Text("Forvaltningschef", "Department head")
    about = Text(
        "Ser først tal for sin egen forvaltnings ydelser og desuden kommunens samlede tal. Ser ikke andre "
        "forvaltningers ydelser, ingen rækker og ingen borgere. Følger op på sin egen forvaltnings mål.",
        "Sees the figures of their own department's services first, and those of the whole municipality. Sees no "
        "service of another department, no rows and no citizens. Follows up on the targets of their own department.",
    )
    rights = {
        Right.SEE_STEERING: Reach.DEPARTMENT,
        Right.SEE_TOTALS: Reach.MUNICIPALITY,
        Right.STEER: Reach.DEPARTMENT,
    }


class Board(RoleCard):
    role = Role.BOARD
    title = Text("Direktion", "Board")
    about = Text(
        "Ser alle tal, men ingen sager og ingen borgere.", "Sees all figures, but no cases and no citizens."
    )
    rights = {Right.SEE_STEERING: Reach.MUNICIPALITY, Right.SEE_TOTALS: Reach.MUNICIPALITY}


class Administrator(RoleCard):
    role = Role.ADMINISTRATOR
    title = Text("Administrator", "Administrator")
    about = Text(
        "Holder systemet i gang og melder, når noget er nede. Kontrollerer, hvem der har slået op: borgeren står kun "
        "med forbogstaver, til der er givet en grund. Ser alle tal, men ingen sager.",
        "Keeps the system running, and says when something is down. Checks who looked things up: the citizen is "
        "initials only, until a reason is given. Sees all figures, but no cases.",
    )
    rights = {
        Right.SEE_STEERING: Reach.MUNICIPALITY,
        Right.SEE_TOTALS: Reach.MUNICIPALITY,
        Right.TELL_OF_OUTAGES: Reach.MUNICIPALITY,
        Right.SEE_ACCESS: Reach.MUNICIPALITY,
        Right.IMPORT_CONTACTS: Reach.MUNICIPALITY,
    }


ROLES: dict[Role, type[RoleCard]] = {
    card.role: card
    for card in (Clerk, Caseworker, Supervisor, Editor, Strategist, DepartmentHead, Board, Administrator)
}
_FURTHER = list(Reach)


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """All that somebody with these roles may do."""
    return frozenset(right for role in roles for right in ROLES[role].rights)


def reach_of(roles: Iterable[Role], right: Right) -> Reach | None:
    """How far a right reaches for somebody with these roles; None when they do not have it."""
    found = [ROLES[role].rights[right] for role in roles if right in ROLES[role].rights]
    return max(found, key=_FURTHER.index, default=None)
