"""Decisions that rules have prepared and a named caseworker signs, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.cases.models import Case
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.access import is_masked, visible_to
from indgang.modules.cases.selectors.for_staff import HIDDEN
from indgang.modules.cases.vocabulary import SETTLED, CaseState, Finding, FollowUp, Matched, Outcome
from indgang.modules.identity.selectors import EmployeeInfo


@dataclass(frozen=True)
class PreparedCase:
    """A case as it stands on a list of prepared decisions. `outcome` is what signing would decide; None when the rules
    leave it to a person. `reasons` is what would be signed. `version` is what was seen. `masked`: it must be taken
    first, and shows nothing of anybody. `mine`: the reader has it; `handler` is who does.
    """

    id: UUID
    number: str
    party: str
    state: CaseState
    version: int
    outcome: Outcome | None
    reasons: str
    matched: tuple[Matched, ...]
    follow_ups: tuple[Text, ...]
    handler: str
    mine: bool
    masked: bool

    @property
    def settled(self) -> bool:
        return self.state in SETTLED


def prepared_cases(case_ids: Sequence[UUID], employee: EmployeeInfo) -> list[PreparedCase]:
    """Those of the cases that the employee may see, in the order that they are named. One query.

    The caller writes the trail: it knows what they are looked at for.
    """
    rows = visible_to(employee).filter(pk__in=case_ids).select_related("person", "handler")
    found = {
        row.pk: _prepared(row, employee) for row in rows.defer("person__cpr_encrypted", "inputs", "letters")
    }
    return [found[case_id] for case_id in case_ids if case_id in found]


def _prepared(case: Case, employee: EmployeeInfo) -> PreparedCase:
    finding = Finding.of(case.finding)
    outcome = None if finding.unresolved else deciding.PREPARED.get(finding.outcome)
    masked = is_masked(case, employee)
    return PreparedCase(
        id=case.pk,
        number=case.number,
        party=str(HIDDEN) if masked else case.party_name,
        state=CaseState(case.state),
        version=case.version,
        outcome=outcome,
        reasons="" if masked or outcome is None else deciding.prepared_reasons(finding, outcome),
        matched=() if masked else finding.matched,
        follow_ups=() if masked else tuple(FollowUp.of(row).title for row in case.follow_ups),
        handler=case.handler.name if case.handler else "",
        mine=str(case.handler_id or "") == employee.id,
        masked=masked,
    )
