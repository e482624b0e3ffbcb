"""Cases that a letter may be filed on: found by number, or by whose they are, in the reader's own department."""

from dataclasses import dataclass
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases.models import Case
from indgang.modules.cases.selectors.access import is_masked, visible_to
from indgang.modules.cases.selectors.for_staff import HIDDEN
from indgang.modules.cases.selectors.situation import party_of
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party

PURPOSE = "lægge post på en sag"
AT_MOST = 10


@dataclass(frozen=True)
class CaseToFileOn:
    """A case as somebody must know it who files a letter on it. `whose` is hidden for who has not taken it."""

    id: UUID
    number: str
    title: Text
    whose: str
    party: Party
    service_id: str
    unit: str
    journey_id: UUID | None

    @property
    def case_key(self) -> str:
        return f"case:{self.id}"


def _of(case: Case, by: EmployeeInfo) -> CaseToFileOn:
    party = party_of(case)
    return CaseToFileOn(
        id=case.pk,
        number=case.number,
        title=Text.of(case.title),
        whose=str(HIDDEN) if is_masked(case, by) else party.name,
        party=party,
        service_id=case.service_id,
        unit=case.unit_id,
        journey_id=case.journey_id,
    )


def case_by_number(number: str, by: EmployeeInfo) -> CaseToFileOn:
    """The case with this number. Raises NotYours for another department's, as for one that is not there."""
    return _seen(visible_to(by).filter(number__iexact=number.strip()[:40]).first(), by)


def case_by_key(case_key: str, by: EmployeeInfo) -> CaseToFileOn:
    """The case with the key `case:<id>`. Raises NotYours."""
    try:
        case_id = UUID(case_key.removeprefix("case:"))
    except ValueError:
        raise NotYours from None
    return _seen(visible_to(by).filter(pk=case_id).first(), by)


def _seen(case: Case | None, by: EmployeeInfo) -> CaseToFileOn:
    if case is None:
        raise NotYours
    found = _of(case, by)
    audit.record(
        action="case_seen",
        actor=by.actor.key,
        object=f"case:{case.pk}",
        party=found.party.key,
        purpose=PURPOSE,
    )
    return found


def cases_to_file_on(party: Party, by: EmployeeInfo) -> tuple[CaseToFileOn, ...]:
    """The newest cases of whoever wrote, ten at most, in the reader's department. One query.

    The caller has written down that they read a letter of that party.
    """
    rows = visible_to(by).filter(**{f"{party.kind}_id": party.id}).select_related("person")
    return tuple(_of(case, by) for case in rows.order_by("-opened_at", "pk")[:AT_MOST])
