"""Whoever leads a unit gives a case of the unit to a named caseworker."""

from uuid import UUID

from django.db import transaction

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit.vocabulary import SHARING_OUT, WHY_NAMES, Why
from indgang.modules.cases.services.shared import (
    BadInput,
    WrongState,
    check_version,
    go_to,
    locked,
    save,
    step,
    trace,
)
from indgang.modules.cases.vocabulary import SETTLED, CaseState, StepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

NO_SUCH_COLLEAGUE = Text("Vælg en sagsbehandler i din egen enhed.", "Choose a caseworker in your own unit.")


@transaction.atomic
def give_case(*, case_id: UUID | str, to: str, why: Why, seen_version: int, by: EmployeeInfo) -> None:
    """The case is a colleague's from now on; `to` is an employee's id. Whose it is already stays theirs.

    A decided case only while its party waits for a person to look at it. Raises NotYours for another unit's or
    without the right, BadInput, StaleCase when it has changed since the page was shown, WrongState.
    """
    case = locked(case_id, by, right=Right.SEE_TEAM)
    if not by.unit or case.unit_id != by.unit:
        raise NotYours
    if str(case.handler_id or "") == to:
        return
    check_version(case, seen_version)
    new = identity.colleague(to, by.unit, Right.HANDLE_CASES)
    if new is None:
        raise BadInput("to", NO_SUCH_COLLEAGUE)
    if case.state in SETTLED and case.review_asked_on is None:
        raise WrongState
    if case.state in (CaseState.NEW, CaseState.FORWARDED):
        go_to(case, CaseState.OPEN)
    case.handler_id = UUID(new.id)
    save(case)
    text = Text("En sagsbehandler ser på din sag", "A caseworker is looking at your case")
    said = f"Givet til {new.name}. {WHY_NAMES[why].da}."
    step(case, StepKind.TAKEN, by.actor, text, internal=said)
    trace(case, "case_given", by.actor, SHARING_OUT, to=f"employee:{new.id}", why=Why(why).value)
