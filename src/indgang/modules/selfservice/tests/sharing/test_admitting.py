"""A caseworker lets a case take part in a round, though something else in it is for a person."""

import pytest

from indgang.modules.cases.models import Case
from indgang.modules.cases.services import NotAllowed
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Round, RoundEntry
from indgang.modules.selfservice.selectors.rounds_of import may_admit
from indgang.modules.selfservice.services import rounds
from indgang.modules.selfservice.services.admitting import CannotTakePart, admit
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.sharing.conftest import GARDENS, LAST_DAY, Apply, run

pytestmark = pytest.mark.django_db


def test_it_counts_as_everybody_else_and_a_person_decides_with_what_it_got(
    opened: Round, apply: Apply, ole: EmployeeInfo
) -> None:
    sent = apply("mads", "rosen!", talk="yes")
    other = apply("sofie", "rosen")
    case = Case.objects.get(key=f"submission:{sent}")
    assert case.state == "new"
    assert may_admit(case.key, case.service_id)
    admit(case_id=case.pk, by=ole)
    admit(case_id=case.pk, by=ole)
    assert not may_admit(case.key, case.service_id)
    assert RoundEntry.objects.get(pk=sent).admitted_by == ole.actor.key
    case.refresh_from_db()
    assert (case.state, case.waits_for["da"]) == ("waiting_for_others", "Du er med i fordelingen.")
    run(opened, ole)
    case.refresh_from_db()
    assert (case.state, case.finding["outcome"]) == ("new", "case")
    assert [one["rule"] for one in case.finding["unresolved"]] == ["talks"]
    assert any("Der var plads til dig." in one["because"]["da"] for one in case.finding["matched"])
    passed = Case.objects.get(key=f"submission:{other}")
    assert passed.finding["outcome"] == "prepared_refusal"
    assert all(not one.differs for one in selectors.replay_all("haver"))


def test_one_that_came_before_the_round_was_opened_is_let_in(
    haver: None, apply: Apply, ole: EmployeeInfo
) -> None:
    sent = apply("mads", "rosen")
    case = Case.objects.get(key=f"submission:{sent}")
    assert not may_admit(case.key, case.service_id)
    with pytest.raises(CannotTakePart):
        admit(case_id=case.pk, by=ole)
    round_id = rounds.open_round(
        solution="haver", label="Haver", opens=NOW.date(), closes=LAST_DAY, places=GARDENS, by=ole
    )
    admit(case_id=case.pk, by=ole)
    run(Round.objects.get(pk=round_id), ole)
    case.refresh_from_db()
    assert case.state == "decided"


def test_who_decides_no_cases_lets_nobody_in_nor_what_cannot_be_placed(
    opened: Round, apply: Apply, ole: EmployeeInfo, maria: EmployeeInfo
) -> None:
    sent = apply("mads", "rosen", metres=None)
    case = Case.objects.get(key=f"submission:{sent}")
    with pytest.raises(NotAllowed):
        admit(case_id=case.pk, by=maria)
    with pytest.raises(CannotTakePart):
        admit(case_id=case.pk, by=ole)
    assert not RoundEntry.objects.exists()
    case.refresh_from_db()
    assert case.state == "new"
