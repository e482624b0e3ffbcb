"""Whether the other parent's yes is enough is a parameter; and one matter that goes wrong keeps no other waiting."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock, generation
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case, Task
from indgang.modules.identity import selectors as identity_selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.services import hearing, telling
from indgang.modules.selfservice.tests.conftest import NOW, Filling

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


def test_one_that_goes_wrong_keeps_no_other_waiting(
    camilla: Acting, begin: Begin, person: Callable[..., Acting], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begin(camilla).all(who=["camilla", "oliver"]).send()
    yusuf = person("yusuf")
    begin(yusuf).all(who=["yusuf", "leyla"], new_address="kanalstraede-3-2-tv").send()
    works = telling._round

    def fails_for_the_first(submission_id: UUID) -> bool:
        if submission_id == first.id:
            raise LookupError("no such ask")
        return works(submission_id)

    monkeypatch.setattr(telling, "_round", fails_for_the_first)
    clock.freeze(NOW + timedelta(days=17))
    assert services.remind_and_expire() == 1
    assert sorted(Invitation.objects.values_list("ask", "reminders")) == [("adults", 1), ("custody", 0)]


def test_an_answer_at_the_moment_of_a_decision_is_kept_and_read(
    camilla: Acting, begin: Begin, person: Callable[..., Acting], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(camilla).all(who=["camilla", "oliver"]).send()

    def too_late(*args: object, **kwargs: object) -> bool:
        raise casework.WrongState

    monkeypatch.setattr(hearing, "reconsider", too_late)
    row = Invitation.objects.get()
    services.answer_invitation(invitation_id=row.pk, value="agree", text="Fint.", by=person("thomas"))
    assert InvitationAnswer.objects.get().text == "Fint."
    assert Task.objects.filter(key__startswith="answer:").count() == 1
