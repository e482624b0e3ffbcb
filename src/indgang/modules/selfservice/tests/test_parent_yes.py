"""Whether the other parent's yes is enough is the municipality's choice: a parameter."""

from collections.abc import Callable

import pytest

from indgang.kernel import generation
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation
from indgang.modules.selfservice.tests.conftest import Filling

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
KEY = "flytning.foraelder_ja_afgoer"


@pytest.fixture
def camilla(person: Callable[..., Acting]) -> Acting:
    return person("camilla")


@pytest.mark.parametrize(
    "change", [{"value": "nej"}, {"value": None, "status": "missing"}, {"status": "own"}]
)
def test_where_a_yes_is_not_enough_a_person_looks_and_nobody_is_asked_by_rules(
    camilla: Acting, begin: Begin, person: Callable[..., Acting], change: dict[str, object]
) -> None:
    Parameter.objects.filter(key=KEY).update(**change)
    generation.set_current(generation.current() + 1)
    sent = begin(camilla).all(who=["camilla", "oliver"]).send()
    assert not Invitation.objects.exists()

    account = identity.account_for_staff(
        subject="ole", name="Ole", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    ole = identity_selectors.employee(str(account.employee_id))
    case = Case.objects.get()
    casework.take(case_id=case.pk, by=ole)
    assert services.ask_others(submission_id=sent.id, ask="custody", by=ole) == 1
    thomas = person("thomas")
    row = Invitation.objects.get()
    services.answer_invitation(invitation_id=row.pk, value="agree", text="", by=thomas)
    case.refresh_from_db()
    assert (case.state, [one["rule"] for one in case.finding["unresolved"]]) == ("open", ["custody"])
    assert selectors.replay(sent.id).same


def test_where_it_is_enough_the_rules_decide(
    camilla: Acting, begin: Begin, person: Callable[..., Acting]
) -> None:
    begin(camilla).all(who=["camilla", "oliver"]).send()
    row, thomas = Invitation.objects.get(), person("thomas")
    assert str(row.person_id) == thomas.party.id
    services.answer_invitation(invitation_id=row.pk, value="agree", text="", by=thomas)
    assert Case.objects.get().state == "decided"
