"""The letter of a decision, as it will be sent: asked for by the preview and by the deed alike."""

from datetime import date
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case
from indgang.modules.cases.rules import deciding, letters, situation
from indgang.modules.cases.rules.letters import Sender
from indgang.modules.cases.rules.situation import Situation
from indgang.modules.cases.selectors.access import case_in_department
from indgang.modules.cases.selectors.shapes import CaseForStaff
from indgang.modules.cases.vocabulary import CaseState, Complaint, Finding, Outcome
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.vocabulary import Letter


class MissingParameter(Expected):
    """The municipality has not said what a decision needs: who hears complaints, or how long there is."""

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                f"Kommunen mangler at oplyse »{key}«. Uden det kan vi ikke sige nej. Sig det til en redaktør.",
                f"The municipality has not stated »{key}«. Without it we cannot say no. Tell an editor.",
            )
        )


def sender_of(case: Case, name: str = "") -> Sender:
    unit = identity.units()[case.unit_id]
    return Sender(unit.name, unit.phone, identity.municipality().name, name)


def complaint_for(case: Case, outcome: Outcome, day: date) -> Complaint | None:
    """The complaint guidance of a decision made on `day`; None for a full grant. Raises MissingParameter."""
    if deciding.is_full_grant(outcome):
        return None
    parameters = identity.parameters()
    weeks = parameters.deciding("klage.frist_uger", day)
    body = parameters.deciding(case.complaint, day)
    if not isinstance(weeks, str) or not weeks.isdigit():
        raise MissingParameter("klage.frist_uger")
    if not isinstance(body, str):
        raise MissingParameter(case.complaint)
    return deciding.complaint_deadline(
        decided_on=day, weeks=int(weeks), body=body, closed_days=identity.municipality().closed_days
    )


def base_letter(case: Case, outcome: Outcome) -> Letter:
    """The letter that was prepared for an outcome, or a plain one."""
    stored = case.letters.get(outcome.value)
    return Letter.of(stored) if stored else letters.default_letter(Text.of(case.title), outcome)


def full_letter(
    case: Case,
    outcome: Outcome,
    *,
    reasons: str,
    signed_by: str,
    base: Letter | None = None,
    complaint: Complaint | None = None,
) -> Letter:
    """The whole letter of a decision made now. `signed_by` empty: by rules alone."""
    today = clock.today()
    finding = Finding.of(case.finding)
    unit = identity.units()[case.unit_id]
    afterwards = Situation(
        state=CaseState.DECIDED,
        unit=unit.name,
        phone=unit.phone,
        due=case.due,
        decided_on=today,
        outcome=outcome,
        complaint=complaint,
    )
    agrees = deciding.PREPARED.get(finding.outcome) is outcome
    return letters.decision_letter(
        letter=base or base_letter(case, outcome),
        outcome=outcome,
        finding=finding,
        reasons=reasons,
        now_what=situation.what_happens_now(afterwards, today),
        complaint=complaint,
        sender=sender_of(case, signed_by),
        automatic=not signed_by,
        legal_rules=deciding.paragraphs(finding) if agrees else (),
    )


def preview(case_id: UUID | str, employee: EmployeeInfo, outcome: Outcome, reasons: str) -> Letter:
    """The letter as it would be sent now. Raises NotYours, MissingParameter."""
    case = case_in_department(case_id, employee)
    return full_letter(
        case,
        outcome,
        reasons=cleaned(reasons),
        signed_by=employee.name,
        complaint=complaint_for(case, outcome, clock.today()),
    )


def goes_against(case: CaseForStaff, outcome: Outcome) -> bool:
    """Whether this outcome sets aside what the rules prepared."""
    return deciding.goes_against(case.finding.outcome, outcome)


def needs_reasons(case: CaseForStaff, outcome: Outcome) -> bool:
    """Whether the caseworker must write reasons for this outcome."""
    return what_reasons_lack(case, outcome, "") is not None


def what_reasons_lack(case: CaseForStaff, outcome: Outcome, reasons: str) -> Text | None:
    """What the reasons must still say; None when they will do."""
    return deciding.what_reasons_lack(cleaned(reasons), outcome, goes_against=goes_against(case, outcome))


def prepared_reasons(case: CaseForStaff, outcome: Outcome) -> str:
    """What a caseworker begins with; nothing when the outcome sets the rules' preparation aside."""
    return "" if goes_against(case, outcome) else deciding.prepared_reasons(case.finding, outcome)
