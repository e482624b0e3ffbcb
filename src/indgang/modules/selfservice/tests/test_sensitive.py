"""A hidden address anywhere in an application, or a wish for one, protects the case from the first second."""

from collections.abc import Callable

import pytest

from indgang.modules.cases import selectors as cases
from indgang.modules.cases.models import Case
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.tests.conftest import Filling, Outside

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
SECRETS = ("Skonnertgade", "Fyrmestervej", "Mads", "Sofie", "Emil", "Ida", "rum")


@pytest.fixture
def ole(lyngsoe: object) -> EmployeeInfo:
    """A caseworker of the unit that gets the cases."""
    account = identity.account_for_staff(
        subject="ole", name="Ole Damgård", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    assert account.employee is not None
    return people.employee(account.employee.pk)


def what_ole_sees(ole: EmployeeInfo) -> str:
    """The case and the work list, as texts, without the ids in them."""
    case = Case.objects.get()
    seen = cases.case_for_staff(case.pk, ole)
    said = [*seen.finding.matched, *seen.finding.unresolved, *seen.application, *seen.timeline, seen.party]
    return f"{said} {cases.work_list(ole).rows}"


def test_an_ordinary_case_is_shown_to_its_unit(mads: Acting, begin: Begin, ole: EmployeeInfo) -> None:
    begin(mads).all(others_stay="yes").send()
    assert not Case.objects.get().protected
    assert "Skonnertgade" in what_ole_sees(ole)


def test_who_asks_for_a_hidden_address_is_hidden_at_once(
    mads: Acting, begin: Begin, ole: EmployeeInfo
) -> None:
    sent = begin(mads).all(protection="yes").send()
    assert Case.objects.get().protected
    assert Submission.objects.get().finding["sensitive"] is True
    assert selectors.replay(sent.id).same
    assert not Person.objects.get(pk=mads.party.id).protected  # it is a wish, and the register's to grant
    seen = what_ole_sees(ole)
    for secret in SECRETS:
        assert secret not in seen, secret
    assert "Ønske om skjult adresse" in seen


def test_a_protected_child_hides_the_whole_familys_case(
    sofie: Acting, begin: Begin, outside: Outside, ole: EmployeeInfo
) -> None:
    emil = outside.cpr._by_ref["emil"]
    outside.cpr._by_ref["emil"] = emil.model_copy(update={"protected": True})
    begin(sofie).all(who=["sofie", "jonas", "emil", "ida"]).send()
    seen = what_ole_sees(ole)
    for secret in SECRETS:
        assert secret not in seen, secret
    assert "Skjult adresse" in seen


def test_what_the_register_cannot_say_is_thought_to_be_sensitive(
    mads: Acting, begin: Begin, outside: Outside, ole: EmployeeInfo
) -> None:
    draft = begin(mads).all()
    outside.cpr.down = True
    draft.send()
    assert Case.objects.get().protected
    assert "Skonnertgade" not in what_ole_sees(ole)
