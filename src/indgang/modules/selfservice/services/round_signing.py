"""A named caseworker signs the decisions that a round has prepared: one, or all that are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as deeds
from indgang.modules.cases.vocabulary import SETTLED, Outcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Round, RoundEntry
from indgang.modules.selfservice.services.carrying_out import close_if_done
from indgang.modules.selfservice.services.rounds import check_reach

MOST = 50
"""Decisions that are signed with one press: as many as a page shows."""

NOT_PREPARED = Text(
    "Reglerne har ikke skrevet et svar. Åbn sagen, og afgør den dér.",
    "The rules have not prepared an answer. Open the case and decide it there.",
)


@dataclass(frozen=True)
class Unsigned:
    """A decision that was not signed, and what to do about it."""

    case_id: UUID
    number: str
    why: Text


@dataclass(frozen=True)
class Signed:
    """How many were signed now, how many somebody had signed before, and those that were not."""

    now: int
    before: int
    not_signed: tuple[Unsigned, ...]


def sign(*, round_id: UUID | str, seen: Mapping[UUID, int], by: EmployeeInfo) -> Signed:
    """Sign the prepared decisions of these cases, each as it was seen: `seen` is the version that the page showed.

    Each is a transaction of its own, so a crash or a retry loses nothing and signs nothing twice. What a colleague has
    decided meanwhile is counted and left alone; what changed is not signed. Raises NotYours, NotAllowed.
    """
    round_ = Round.objects.filter(pk=round_id).first()
    if round_ is None:
        raise NotYours
    check_reach(round_.unit, by)
    told = RoundEntry.objects.filter(round=round_, carried_at__isnull=False)
    ours = set(told.values_list("submission__case_id", flat=True))
    wanted = [case_id for case_id in seen if case_id in ours][:MOST]
    now = before = 0
    failed = []
    for case in cases.prepared_cases(wanted, by):
        if case.settled:
            before += 1
            continue
        why = _why_not(case, seen[case.id], by)
        if why is None:
            now += 1
        elif cases.state_of(case.id) in SETTLED:  # a colleague was faster
            before += 1
        else:
            failed.append(Unsigned(case.id, case.number, why))
    if now:
        audit.record(
            action="round_signed",
            actor=by.actor.key,
            object=f"round:{round_.pk}",
            purpose=f"fordele pladser: {round_.solution}",
            detail={"signed": now},
        )
    close_if_done(round_.pk)
    return Signed(now, before, tuple(failed))


def _why_not(case: cases.PreparedCase, version: int, by: EmployeeInfo) -> Text | None:
    """Sign one; what hindered it, or None."""
    if case.outcome is None:
        return NOT_PREPARED
    every: Sequence[int] = range(len(case.follow_ups))
    try:
        deeds.decide(
            case_id=case.id,
            outcome=case.outcome.value,
            reasons=case.reasons if case.outcome is not Outcome.GRANTED else "",
            by=by,
            seen_version=version,
            follow_ups=every if case.outcome is Outcome.PART_GRANTED else (),
        )
    except Expected as refused:
        return refused.message
    return None
