"""Who may answer on the page of a question, who finds it, and what it tells when it is over."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import employee
from indgang.modules.identity.vocabulary import Ground, Role
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.surfaces.common.people import ACTING
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def amir(visit: Visit) -> Visitor:
    return visit("amir")


@pytest.fixture
def birgit(visit: Visit) -> Visitor:
    return visit("birgit")


@pytest.fixture
def address(amir: Visitor, birgit: Visitor) -> str:
    """Amir has reported that he moves in with Birgit; where she answers."""
    amir.sent(**ROOM)
    return f"/svar/{Invitation.objects.get(person=UUID(birgit.by.party.id)).pk}/"


def acts_for(holder: Visitor, giver: Visitor) -> None:
    """The holder is the giver's guardian, and has chosen to act for them."""
    row = identity.give_mandate(
        holder=Person.objects.get(pk=holder.by.party.id),
        giver_person=Person.objects.get(pk=giver.by.party.id),
        ground=Ground.GUARDIAN,
        scope=["*"],
        channels=["*"],
        valid_from=date(2026, 1, 1),
        basis=Text("Værgemål", "Guardianship"),
    )
    session = holder.client.session
    session[ACTING] = str(row.pk)
    session.save()


def test_a_guardian_who_applied_is_told_that_the_host_must_answer(
    amir: Visitor, birgit: Visitor, address: str
) -> None:
    acts_for(amir, birgit)
    assert address not in amir.get("/min-side/").links
    page = amir.get(address)
    assert page.status == 403
    assert "Her skal den, som vi har spurgt, selv svare" in page.text
    assert amir.client.post(address, {"svar": "lives-here"}).status_code == 403
    assert not InvitationAnswer.objects.exists()


def test_a_guardian_outside_the_matter_answers(visit: Visit, birgit: Visitor, address: str) -> None:
    bente = visit("bente")
    acts_for(bente, birgit)
    assert address in bente.get("/min-side/").links
    form = bente.get(address).form()
    form.set("svar", "lives-here")
    bente.send(form)
    assert InvitationAnswer.objects.get().actor == bente.by.actor.key


def test_who_has_answered_finds_it_again_till_the_case_is_settled(
    amir: Visitor, birgit: Visitor, address: str
) -> None:
    assert "Du har svaret om andres sager" not in birgit.get("/min-side/").text
    birgit.client.post(address, {"svar": "not-sure"})
    page = birgit.get("/min-side/")
    assert page.text.index("Du har svaret om andres sager") < page.text.index("Flytter nogen ind hos dig?")
    assert address in page.links
    assert "Senest 30. november 2026" not in page.text
    amir.send(amir.get(f"/min-side/sag/{Case.objects.get().pk}/traek/").form())
    assert address not in birgit.get("/min-side/").links


def test_who_is_late_finds_it_still(birgit: Visitor, address: str) -> None:
    for day in (10, 18):
        clock.freeze(NOW + timedelta(days=day))
        services.remind_and_expire()
    assert Invitation.objects.get().state == "silent"
    page = birgit.get("/min-side/")
    assert address in page.links
    birgit.client.post(address, {"svar": "lives-here"})
    assert InvitationAnswer.objects.get().value == "lives-here"


def test_what_was_taken_back_tells_nothing_more(amir: Visitor, birgit: Visitor, address: str) -> None:
    birgit.client.post(address, {"svar": "not-sure", "tekst": "Ring til mig."})
    assert "Amir Karimi" in birgit.get(address).text
    amir.send(amir.get(f"/min-side/sag/{Case.objects.get().pk}/traek/").form())
    text = birgit.get(address).text
    for told in ("Amir", "Birkevej 3", "1. december 2026", "Det er meldt til os"):
        assert told not in text
    assert "Du skal ikke svare længere." in text
    assert "Ring til mig." in text  # their own words stay theirs


def test_what_a_caseworker_wrote_of_a_talk_is_not_put_into_their_mouth(birgit: Visitor, address: str) -> None:
    account = identity.account_for_staff(
        subject="ole", name="Ole", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    ole = employee(str(account.employee_id))
    case, row = Case.objects.get(), Invitation.objects.get()
    casework.take(case_id=case.pk, by=ole)
    how = "Ringede. Lød påvirket. Kendte CPR."
    services.answer_invitation_for(invitation_id=row.pk, value="not-sure", text=how, by=ole)
    page = birgit.get(address)
    assert "Skrevet ind af Ole" in page.text
    assert "påvirket" not in page.html
    [seen], _may = selectors.others_for_staff(case.key)
    assert seen.text == how
