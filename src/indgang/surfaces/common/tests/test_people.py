"""Who may stand at which page, and for whom they act."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.audit.models import Event
from indgang.modules.identity.models import Account, Mandate

LogIn = Callable[[Account], Client]


def test_a_stranger_is_sent_to_the_login_and_back(client: Client, lyngsoe: None) -> None:
    answer = client.get("/min-side/?fra=brev")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=%2Fmin-side%2F%3Ffra%3Dbrev"


def test_an_htmx_request_of_a_stranger_moves_the_whole_page(client: Client, lyngsoe: None) -> None:
    answer = client.get(
        "/min-side/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/kladde/1/"}
    )
    assert answer["HX-Redirect"] == "/login/?next=%2Fkladde%2F1%2F"


def test_a_page_that_somebody_forgot_to_mark_asks_for_a_login(client: Client, lyngsoe: None) -> None:
    assert client.get("/umaerket/").status_code == 302


def test_a_citizen_acts_for_themselves_at_first(anna: Account, logged_in: LogIn) -> None:
    assert logged_in(anna).get("/min-side/").content == b"Anna Lund;True"


def test_a_citizen_page_costs_a_known_number_of_queries(
    anna: Account, logged_in: LogIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = logged_in(anna)
    page.get("/min-side/")
    with django_assert_num_queries(3):  # session, account with person, mandates
        page.get("/min-side/")


def test_the_choice_to_act_for_somebody_holds_and_its_scope_is_checked(
    anna: Account, mandate: Mandate, logged_in: Callable[..., Client]
) -> None:
    page = logged_in(anna, acting=str(mandate.pk))
    assert page.get("/min-side/").content == b"Kirsten Lund;True"
    mandate.scope = ["pas"]
    mandate.save()
    assert page.get("/min-side/").content == b"Kirsten Lund;False"


def test_a_mandate_that_ran_out_stops_the_deed_and_leads_back_to_oneself(
    anna: Account, mandate: Mandate, logged_in: Callable[..., Client]
) -> None:
    page = logged_in(anna, acting=str(mandate.pk))
    mandate.valid_to = date(2021, 1, 1)
    mandate.save()
    stopped = page.post("/skema/", {"navn": "x"})
    assert stopped.status_code == 409
    assert "ikke længere handle" in stopped.content.decode()
    assert page.get("/min-side/").content == b"Anna Lund;True"


def test_a_citizen_never_sees_that_there_is_a_staff_page(anna: Account, logged_in: LogIn) -> None:
    answer = logged_in(anna).get("/medarbejder/arbejde/")
    assert answer.status_code == 404
    assert Event.objects.filter(action="refused_not_yours", actor=f"person:{anna.person_id}").exists()


def test_staff_never_meet_a_citizens_page(caseworker: Account, logged_in: LogIn) -> None:
    answer = logged_in(caseworker).get("/min-side/")
    assert answer.status_code == 403
    assert "som medarbejder" in answer.content.decode()


def test_staff_need_the_right_that_the_page_asks_for(
    caseworker: Account, clerk: Account, logged_in: LogIn
) -> None:
    assert logged_in(caseworker).get("/medarbejder/arbejde/").content == b"Per Dam"
    refused = logged_in(clerk).get("/medarbejder/arbejde/")
    assert refused.status_code == 403
    assert "Spørg din leder" in refused.content.decode()


def test_a_stranger_at_the_desk_meets_the_staff_login(client: Client, lyngsoe: None) -> None:
    assert client.get("/medarbejder/arbejde/")["Location"].startswith("/medarbejder/login/?next=")


def test_the_frame_shows_whom_one_acts_for(
    anna: Account, mandate: Mandate, logged_in: Callable[..., Client]
) -> None:
    html = logged_in(anna, acting=str(mandate.pk)).get("/").content.decode()
    assert "Du handler for <strong>Kirsten Lund</strong>" in html
    assert "med fuldmagt" in html


def test_the_frame_leads_to_the_same_page_in_english(client: Client, lyngsoe: None) -> None:
    html = client.get("/login/?next=/skema/").content.decode()
    assert 'href="/en/login/?next=/skema/"' in html
    assert '<html lang="en">' in client.get("/en/").content.decode()


def test_a_page_before_any_content_is_loaded_still_has_a_frame(client: Client, db: None) -> None:
    from indgang.kernel import generation

    generation.set_current(generation.current() + 1)
    assert client.get("/").status_code == 200
