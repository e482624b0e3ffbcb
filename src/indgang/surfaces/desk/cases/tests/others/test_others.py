"""Others who were asked stand on the case's page with what they said; a caseworker can let them be asked."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.tests.conftest import Filling

pytestmark = pytest.mark.django_db
STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]


@pytest.fixture
def ole(lyngsoe: object, client: Client) -> EmployeeInfo:
    """A caseworker who is logged in."""
    account = identity.account_for_staff(
        subject="ole", name="Ole Damgård", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    client.force_login(account, backend=STAFF)
    return people.employee(str(account.employee_id))


def page(client: Client) -> str:
    answer = client.get(f"/medarbejder/sag/{Case.objects.get().pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def ask(client: Client, what: str = "host") -> int:
    return client.post(f"/medarbejder/sag/{Case.objects.get().pk}/spoerg-andre/", {"ask": what}).status_code


def test_both_sides_stand_on_the_page(
    client: Client, ole: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("amir")).all(**ROOM).send()
    assert "Har ikke svaret endnu. Fristen er 30. november 2026." in page(client)
    row, birgit = Invitation.objects.get(), person("birgit")
    services.answer_invitation(invitation_id=row.pk, value="not-here", text="Ikke hos mig.", by=birgit)
    shown = page(client)
    for told in (
        "Birgit Solvang",
        "Nej, de skal ikke bo her",
        "Ikke hos mig.",
        "kender ikke navnet",
        "Amir Karimi",
    ):
        assert told in shown


def test_a_caseworker_presses_ask(client: Client, ole: EmployeeInfo, person: People, begin: Begin) -> None:
    begin(person("amir")).all(**ROOM, moving_date="2026-11-10").send()
    assert "Spørg: Den, du flytter ind hos" in page(client)
    casework.take(case_id=Case.objects.get().pk, by=ole)
    assert ask(client) == 302
    assert Invitation.objects.get().person_id == UUID(person("birgit").party.id)
    shown = page(client)
    assert "Venter på andre siden 21. november 2026" in shown
    assert "Spørg: Den" not in shown
    assert ask(client) == 302
    assert Invitation.objects.count() == 1


def test_what_cannot_be_asked_is_refused(
    client: Client, ole: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("amir")).all(**ROOM, moving_date="2026-11-10").send()
    assert ask(client, "nonsense") == 404
    assert ask(client, "custody") == 409
    assert not Invitation.objects.exists()


def test_nobody_is_asked_in_a_hidden_case(
    client: Client, ole: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("amir")).all(**ROOM, protection="yes").send()
    casework.take(case_id=Case.objects.get().pk, by=ole)
    assert "Spørg: Den" not in page(client)
    assert ask(client) == 409
    assert not Invitation.objects.exists()


def test_another_department_and_a_clerk_cannot_ask(
    client: Client,
    ole: EmployeeInfo,
    person: People,
    begin: Begin,
) -> None:
    begin(person("amir")).all(**ROOM, moving_date="2026-11-10").send()
    for subject, role, unit, status in (
        ("tina", Role.CASEWORKER, "pladsanvisning", 404),
        ("maria", Role.CLERK, "borgerservice", 403),
    ):
        account = identity.account_for_staff(subject=subject, name=subject, roles=[role], unit=unit)
        client.force_login(account, backend=STAFF)
        assert ask(client) == status
    assert not Invitation.objects.exists()


def test_a_host_with_a_hidden_address_is_seen_by_who_has_the_case(
    client: Client, ole: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("mads")).all(new_address="kanalstraede-3-1-tv", relation="lodger", others_stay="yes").send()
    row, nanna = Invitation.objects.get(), person("nanna")
    services.answer_invitation(invitation_id=row.pk, value="not-here", text="Nej tak.", by=nanna)
    shown = page(client)
    assert "Beskyttet" in shown
    assert "Nanna" not in shown
    assert "Nej tak." not in shown
    casework.take(case_id=Case.objects.get().pk, by=ole)
    shown = page(client)
    for told in ("Nanna Vesterdal", "Nej tak.", "må hverken kende navnet eller svaret"):
        assert told in shown


def test_a_caseworker_writes_down_what_somebody_said_who_cannot_log_in(
    client: Client, ole: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("mads")).all(new_address="skonnertgade-9-1-th", relation="lodger", others_stay="yes").send()
    row, case = Invitation.objects.get(), Case.objects.get()  # Poul, who has no login
    address = f"/medarbejder/sag/{case.pk}/svar/{row.pk}/"
    assert address not in page(client)
    assert client.post(address, {"value": "lives-here", "text": "Han ringede."}).status_code == 409
    casework.take(case_id=case.pk, by=ole)
    assert address in page(client)
    assert "Poul Ravnsborg" in client.get(address).content.decode()
    missing = client.post(address, {"value": "lives-here", "text": ""})
    assert missing.status_code == 422
    assert "hvordan du ved, at det er dem" in missing.content.decode()
    assert not InvitationAnswer.objects.exists()
    said = {"value": "lives-here", "text": "Poul viste pas ved skranken."}
    assert client.post(address, said).status_code == 302
    answer = InvitationAnswer.objects.get()
    assert (answer.actor_name, answer.ground, answer.meaning) == ("Ole Damgård", "staff", "yes")
    shown = page(client)
    assert "Skrevet ind af Ole Damgård" in shown
    case.refresh_from_db()
    assert (case.state, case.finding["outcome"]) == ("open", "granted")  # whoever has it decides
    assert client.post(address, said).status_code == 409


def test_an_answer_of_another_case_is_not_there(
    client: Client, ole: EmployeeInfo, person: People, begin: Begin
) -> None:
    begin(person("amir")).all(**ROOM).send()
    case = Case.objects.get()
    casework.take(case_id=case.pk, by=ole)
    assert client.get(f"/medarbejder/sag/{case.pk}/svar/{case.pk}/").status_code == 404


def test_a_withdrawn_case_offers_nothing_to_do(
    client: Client,
    ole: EmployeeInfo,
    person: People,
    begin: Begin,
) -> None:
    amir = person("amir")
    begin(amir).all(**ROOM).send()
    services.withdraw(case_id=Case.objects.get().pk, why="", by=amir)
    shown = page(client)
    assert "Trukket tilbage" in shown
    assert "Hvad vil du gøre?" not in shown
    assert Case.objects.get().number not in client.get("/medarbejder/").content.decode()
