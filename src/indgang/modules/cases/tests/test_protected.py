"""A protected name and address, or a case that may hold one: only who takes the case reads it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import selectors, services
from indgang.modules.cases.models import Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.services import TakeFirst, WrongState
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import CaseState, Finding, Unresolved
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting

REASONS = "Du bor ikke på adressen. Du skal stå, hvor du bor og sover, jf. CPR-lovens § 6."


def test_a_protected_citizens_case_is_masked_until_it_is_taken(
    case: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    hidden = selectors.case_for_staff(case.id, ole)
    assert hidden.masked
    assert "Møllestien" not in str(hidden)
    assert "Maja" not in str(hidden)
    assert "Maja" not in str(selectors.work_list(ole))
    with pytest.raises(TakeFirst):
        services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    services.take(case_id=case.id, by=ole)
    assert "Møllestien" in str(selectors.case_for_staff(case.id, ole))


def test_a_case_with_a_sensitive_finding_is_masked_though_its_party_is_not_protected(
    open_case: Callable[..., CaseInfo], ole: EmployeeInfo, lise: EmployeeInfo
) -> None:
    case = open_case(finding=finding(sensitive=True))
    hidden = selectors.case_for_staff(case.id, ole)
    assert hidden.protected
    assert hidden.masked
    assert "Maja" not in str(selectors.work_list(ole))
    with pytest.raises(TakeFirst):
        services.forward(case_id=case.id, unit="borgerservice", reason="x", by=ole, seen_version=1)
    services.take(case_id=case.id, by=ole)
    assert "Møllestien" in str(selectors.case_for_staff(case.id, ole))
    assert "Møllestien" not in str(selectors.case_for_staff(case.id, lise))


def test_the_reasons_of_the_rules_do_not_tell_either(
    open_case: Callable[..., CaseInfo], ole: EmployeeInfo
) -> None:
    """A reason names homes and people; a masked reader gets what the rule is called."""
    found = finding(sensitive=True)
    held = replace(found.matched[0], because=Text("Møllestien 14 er en rigtig adresse"))
    told = Unresolved(
        "empty", Text("På Møllestien 14 bor Bo"), Text("Møllestien 14"), Text("Ingen andre på adressen")
    )
    old = Unresolved("old", Text("På Møllestien 14 bor Bo"))  # kept before rules told their title
    case = open_case(finding=Finding("case", (held,), (told, old), "v", found.today, sensitive=True))
    hidden = selectors.case_for_staff(case.id, ole)
    assert [rule.because.da for rule in hidden.finding.matched] == ["En rigtig adresse"]
    assert [rule.because.da for rule in hidden.finding.unresolved] == ["Ingen andre på adressen", "Beskyttet"]
    [row] = selectors.work_list(ole).rows
    assert row.why.da == "Ingen andre på adressen"
    assert "Møllestien" not in f"{hidden}{row}"
    assert "Flytning" not in str([entry.theme for entry in selectors.filing_of(case.id, ole)])


def test_what_follows_a_decision_does_not_tell_where_a_protected_citizen_lives(
    case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo, maja: Acting
) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    Task.objects.create(
        case_id=case.id, key="school", to="skoler-dagtilbud", due=date(2026, 5, 20), created_at=clock.now(),
        title={"da": "Nyt skoledistrikt: Mølleskolen", "en": "New school district: Mølleskolen"},
    )  # fmt: skip
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    for secret in ("Møllestien", "Mølleskolen", "Maja"):
        assert secret in str(selectors.case_for_staff(case.id, ole))
        assert secret not in str(selectors.case_for_staff(case.id, lise))


def test_a_decided_case_of_a_protected_citizen_is_taken_to_be_looked_at_again(
    case: CaseInfo, ole: EmployeeInfo, lise: EmployeeInfo, maja: Acting
) -> None:
    services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    with pytest.raises(WrongState):
        services.take(case_id=case.id, by=lise)
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    again: dict[str, Any] = {"case_id": case.id, "reason": "En klage", "due": date(2026, 5, 12), "by": lise}
    with pytest.raises(TakeFirst):
        services.reopen(**again, seen_version=2)
    services.take(case_id=case.id, by=lise)
    assert not selectors.case_for_staff(case.id, lise).masked
    services.reopen(**again, seen_version=3)
    assert selectors.case_for_staff(case.id, lise).info.state is CaseState.OPEN
