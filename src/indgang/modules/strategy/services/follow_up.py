"""Following up on a target: a reason for how it goes, and who it belongs to."""

import hashlib

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy.models import TargetEntry
from indgang.modules.strategy.selectors.strategies import strategy
from indgang.modules.strategy.selectors.targets import TargetState, target_state
from indgang.modules.strategy.vocabulary import Status, StrategyInfo

LONGEST_REASON = 2000  # characters of a reason


class NotYourTarget(Expected):
    """Somebody who steers one department wrote about another's target."""

    status = 403
    message = Text(
        "Målet hører til en anden forvaltning. Du kan kun skrive om din egen forvaltnings mål.",
        "The target belongs to another department. You can write about your own department's targets only.",
    )


class NoReason(Expected):
    """A reason without words."""

    message = Text("Skriv, hvorfor tallet er, som det er.", "Write why the figure is as it is.")


class ReasonTooLong(Expected):
    """A reason that does not fit."""

    message = Text("Skriv højst 2.000 tegn.", "Write at most 2,000 characters.")


class ReasonNamesSomebody(Expected):
    """A reason with something that has the form of a CPR number."""

    message = Text(
        "Der står noget, som ligner et CPR-nummer. Tag det ud. En begrundelse handler aldrig om én borger.",
        "There is something that looks like a CPR number. Take it out. A reason is never about one citizen.",
    )


class UnknownOwner(Expected):
    """A department or unit that the municipality does not have."""

    message = Text(
        "Vælg en forvaltning eller en enhed fra listen.", "Choose a department or a unit from the list."
    )


def may_follow_up(by: EmployeeInfo, one: StrategyInfo, state: TargetState) -> bool:
    """Whether somebody may write about a target: all of them, or those of their own department.

    A target is a department's when its strategy, its part of the rows or its owner is.
    """
    reach = by.reach(Right.STEER)
    if reach is Reach.MUNICIPALITY:
        return True
    unit = identity.units().get(by.unit)
    if reach is not Reach.DEPARTMENT or unit is None:
        return False
    owner = identity.units().get(state.owner)
    belongs = {one.department, state.target.cut.department, owner.department if owner else state.owner}
    return bool(belongs & {unit.department, unit.department_code})


def write_reason(*, key: str, text: str, once: str, by: EmployeeInfo) -> None:
    """Write why a target goes as it does. How it stands today is kept beside the words.

    `once` is the mark of one filled-in form: the same form sent twice writes one row. Raises NoReason,
    ReasonTooLong, ReasonNamesSomebody, NotYourTarget, UnknownStrategy and UnknownTarget.
    """
    words = cleaned(text)
    if not words:
        raise NoReason
    if len(words) > LONGEST_REASON:
        raise ReasonTooLong
    if without_cpr(words) != words:
        raise ReasonNamesSomebody
    _write(key, "reason", words, _theirs(key, by), once, by)


def set_owner(*, key: str, owner: str, once: str, by: EmployeeInfo) -> None:
    """Give a target to a department or unit (its id); empty: to nobody. The same form sent twice writes one row.

    Raises UnknownOwner, NotYourTarget, UnknownStrategy and UnknownTarget.
    """
    if owner and owner not in identity.units() and owner not in identity.departments():
        raise UnknownOwner
    state = _theirs(key, by)
    if owner != state.owner:
        _write(key, "owner", owner, state, once, by)


def _theirs(key: str, by: EmployeeInfo) -> TargetState:
    one = strategy(key.partition(":")[0])
    state = target_state(one.id, key, as_of=clock.today())
    if not may_follow_up(by, one, state):
        raise NotYourTarget
    return state


def _write(key: str, kind: str, text: str, state: TargetState, once: str, by: EmployeeInfo) -> None:
    mark = hashlib.sha256(f"{once}:{kind}:{key}:{by.actor.key}".encode()).hexdigest()
    try:
        with transaction.atomic():
            TargetEntry.objects.create(
                target_key=key,
                at=clock.now(),
                by=by.actor.key,
                by_name=by.name,
                kind=kind,
                text=text,
                status_then=Status(state.status),
                value_then=None if state.value is None else float(state.value),
                forecast_then=None if state.forecast is None else state.forecast.central,
                once=mark,
            )
            audit.record(
                action="target_reason_written" if kind == "reason" else "target_owner_written",
                actor=by.actor.key,
                object=f"strategy:{key.partition(':')[0]}",
                detail={"target": key},
            )
    except IntegrityError:
        if not TargetEntry.objects.filter(once=mark).exists():
            raise
