"""What every deed of a caseworker does first and last: the right, the lock, the version, the trail."""

from typing import Any
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours, Stale
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases.models import Case, FilingEntry, Step
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.access import is_masked, visible_to
from indgang.modules.cases.selectors.situation import party_of
from indgang.modules.cases.vocabulary import CaseState, FilingDirection, StepKind
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Actor, Right

LONGEST = 10_000


class NotAllowed(Expected):
    """Somebody may see the case, but their role does not handle cases."""

    status = 403
    message = Text(
        "Din rolle må læse sagen, men ikke behandle den.", "Your role may read the case but not handle it."
    )


class WrongState(Expected):
    """The case is not in a state where this can be done."""

    message = Text(
        "Det kan ikke gøres med sagen, som den står nu. Hent siden igen, og se, hvad der er sket.",
        "That cannot be done with the case as it stands now. Reload the page to see what has happened.",
    )


class TakeFirst(Expected):
    """The case is protected, and must be taken before anybody works on it."""

    message = Text(
        "Sagen har beskyttede oplysninger. Tag sagen, før du arbejder med den.",
        "The case holds protected information. Take the case before you work on it.",
    )


class BadInput(Expected):
    """A text or date that cannot be used. `field` names it."""

    status = 400

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(message)
        self.field = field


class StaleCase(Stale):
    """Somebody changed the case since the page was shown."""

    message = Text(
        "En anden har ændret sagen, mens du skrev. Din tekst er ikke tabt. Se, hvad der er sket, og prøv igen.",
        "Somebody changed the case while you were writing. Your text is not lost. See what has happened, "
        "and try again.",
    )


EMPTY = Text("Skriv en tekst.", "Write a text.")
TOO_LONG = Text(
    "Teksten er for lang. Skriv højst 10.000 tegn.", "The text is too long. Write at most 10,000 characters."
)


def text_of(field: str, raw: str) -> str:
    """What somebody wrote, fit to be kept. Raises BadInput when nothing is left, or too much."""
    text = cleaned(raw)
    if not text:
        raise BadInput(field, EMPTY)
    if len(text) > LONGEST:
        raise BadInput(field, TOO_LONG)
    return text


def locked(case_id: UUID | str, by: EmployeeInfo, *, right: Right = Right.HANDLE_CASES) -> Case:
    """The case, locked until the transaction ends. Raises NotYours for another department's, NotAllowed."""
    rows = visible_to(by).select_for_update(of=("self",)).select_related("person")
    case = rows.defer("person__cpr_encrypted").filter(pk=case_id).first()
    if case is None:
        raise NotYours
    if not by.may(right):
        raise NotAllowed
    return case


def check_not_masked(case: Case, by: EmployeeInfo) -> None:
    """Raises TakeFirst for a protected case that the employee has not taken."""
    if is_masked(case, by):
        raise TakeFirst


def check_version(case: Case, seen_version: int) -> None:
    if case.version != seen_version:
        raise StaleCase


def go_to(case: Case, state: CaseState) -> None:
    """Raises WrongState when the table of rules does not allow it."""
    if not deciding.may_follow(CaseState(case.state), state):
        raise WrongState
    case.state = state


def save(case: Case) -> None:
    """Every change counts the version up. A case that does not wait for its party is in no hearing."""
    case.hearing = case.hearing and case.state == CaseState.WAITING
    case.version += 1
    case.changed_at = clock.now()
    case.save()


def step(case: Case, kind: StepKind, by: Actor, text: Text, *, internal: str = "") -> Step:
    return Step.objects.create(
        case=case,
        at=clock.now(),
        kind=kind,
        actor=by.key,
        actor_name=by.name,
        text=text.as_json(),
        internal=internal,
    )


def file(case: Case, direction: FilingDirection, theme: Text, document: str) -> None:
    """Journalise one document."""
    FilingEntry.objects.create(
        case=case, at=clock.now(), direction=direction, theme=theme.as_json(), document=document
    )


def trace(case: Case, action: str, by: Actor, purpose: str = "sagsbehandling", **detail: Any) -> None:
    audit.record(
        action=action,
        actor=by.key,
        object=f"case:{case.pk}",
        party=party_of(case).key,
        purpose=purpose,
        detail={"number": case.number, **detail},
    )
