"""A party's own cases."""

from uuid import UUID

from django.db.models import QuerySet, UUIDField

from indgang.kernel.errors import NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision, Step
from indgang.modules.cases.selectors.shapes import CaseForParty, CaseInfo, DecisionInfo, StepInfo
from indgang.modules.cases.selectors.situation import case_info, decision_info, party_of
from indgang.modules.cases.vocabulary import SETTLED, CaseState, Section, StepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages import selectors as messages

# A list needs none of the large columns.
LARGE = ("application", "finding", "inputs", "letters", "follow_ups")


def _of(party: Party) -> QuerySet[Case]:
    return Case.objects.filter(**{f"{party.kind}_id": party.id})


@known_query
def _list(kind: str, limit: int) -> QuerySet[Case]:
    rows = Case.objects.filter(**{kind: Param("party", UUIDField())})
    return rows.defer(*LARGE).order_by("-opened_at", "-pk")[:limit]


def last_decisions(cases: list[Case]) -> dict[UUID, Decision]:
    """The decision that holds for each decided case. One query, none when nothing is decided."""
    decided = [case.pk for case in cases if case.state == CaseState.DECIDED]
    if not decided:
        return {}
    rows = Decision.objects.filter(case__in=decided).defer("inputs", "finding", "letter").order_by("sequence")
    return {row.case_id: row for row in rows}


def cases_of(party: Party, *, limit: int = 100) -> list[CaseInfo]:
    """The party's cases, those that wait for something first, then the newest. Two queries."""
    rows = _list(party.kind, limit)(party=party.id)
    decisions = last_decisions(rows)
    infos = [case_info(row, decisions.get(row.pk)) for row in rows]
    return sorted(infos, key=lambda info: info.state in SETTLED)


def _get(case_id: UUID | str, party: Party) -> Case:
    row = _of(party).filter(pk=case_id).first()
    if row is None:
        raise NotYours
    return row


def case_of(case_id: UUID | str, party: Party) -> CaseForParty:
    """One case of the party. Raises NotYours: another's case is as one that is not there."""
    row = _get(case_id, party)
    decision = Decision.objects.filter(case=row).order_by("-sequence").first()
    info = case_info(row, decision)
    unit = identity.units()[row.unit_id]
    steps = Step.objects.filter(case=row).order_by("at", "pk").defer("internal")
    return CaseForParty(
        info=info,
        party=party_of(row),
        unit_name=unit.name,
        phone=unit.phone,
        application=tuple(Section.of(section) for section in row.application),
        steps=tuple(StepInfo(s.at, StepKind(s.kind), Text.of(s.text), "") for s in steps),
        messages=tuple(messages.for_case(info.case_key)),
        decision=decision_info(decision, row.complaint_until)
        if decision and row.state == CaseState.DECIDED
        else None,
    )


def decision_of(case_id: UUID | str, party: Party) -> DecisionInfo | None:
    """The decision that holds; None while there is none. Raises NotYours."""
    row = _get(case_id, party)
    if row.state != CaseState.DECIDED:
        return None
    last = Decision.objects.filter(case=row).order_by("-sequence")[0]
    return decision_info(last, row.complaint_until)
