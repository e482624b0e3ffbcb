"""Staff log in by their own client, with the roles of that login, and never as a citizen."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from simulators.broker.testing import Running, pick

from indgang.kernel.strict_yaml import load_document
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as accounts
from indgang.modules.identity.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe")]


def begin(client: Client, after: str = "", surface: str = "/medarbejder") -> str:
    answer = client.get(f"{surface}/login/begynd/", {"next": after} if after else {})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def log_in(client: Client, who: str = "staff~ole", after: str = "") -> Any:
    return client.get(pick(begin(client, after), who))


def work_list() -> str:
    return reverse("desk:work_list")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_has_one_button_and_shows_citizens_their_own_door(client: Client) -> None:
    page = text(client.get("/medarbejder/login/", {"next": "/medarbejder/"}))
    assert "Log ind som medarbejder (demo)" in page
    assert 'name="next" value="/medarbejder/"' in page
    assert 'href="/login/"' in page


def test_ole_logs_in_with_the_role_and_the_unit_of_his_login(client: Client, broker: Running) -> None:
    answer = log_in(client, after="/medarbejder/?fane=mine")
    assert (answer.status_code, answer["Location"]) == (302, "/medarbejder/?fane=mine")
    employee = identity.employee(answer.wsgi_request.user.employee_id)
    assert (employee.name, employee.unit, employee.roles) == (
        "Ole Damgård",
        "folkeregister",
        (Role.CASEWORKER,),
    )
    assert client.session["kind"] == "staff"


def test_a_page_for_staff_brings_its_reader_to_the_staff_login(client: Client, broker: Running) -> None:
    assert client.get(work_list())["Location"].startswith("/medarbejder/login/?next=")


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("maria", "desk:contacts"),
        ("ole", "desk:work_list"),
        ("jakob", "steering:overview"),
        ("sara", "desk:access"),
        ("hanne", "desk:team"),
    ],
)
def test_everybody_begins_where_their_work_is(client: Client, broker: Running, who: str, page: str) -> None:
    assert log_in(client, f"staff~{who}")["Location"] == reverse(page)
    assert client.get("/medarbejder/login/")["Location"] == reverse(page)


def test_a_citizens_login_does_not_open_staff_pages(client: Client, broker: Running) -> None:
    client.get(pick(begin(client, surface=""), "mads"))
    assert client.get(work_list()).status_code == 404
    assert "Du er logget ind som borger" in text(client.get("/medarbejder/login/"))


def test_a_staff_login_does_not_open_citizens_pages(client: Client, broker: Running) -> None:
    log_in(client)
    assert client.get("/min-side/").status_code == 403
    assert "Du er logget ind som medarbejder" in text(client.get("/login/"))


def test_a_staff_login_ends_the_citizens_session_in_the_same_browser(client: Client, broker: Running) -> None:
    client.get(pick(begin(client, surface=""), "peter~99991518"))
    log_in(client, "staff~maria")
    assert client.session["kind"] == "staff"
    assert "company" not in client.session


def test_a_citizens_answer_at_the_staff_return_opens_nothing(client: Client, broker: Running) -> None:
    back = pick(begin(client, surface=""), "mads")
    answer = client.get(back.replace("/login/tilbage/", "/medarbejder/login/tilbage/"))
    assert answer.status_code == 400
    assert "kind" not in client.session


def test_without_a_role_nobody_comes_in(
    client: Client, broker: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indgang.adapters.oidc.client import HttpBroker

    real = HttpBroker.userinfo
    monkeypatch.setattr(HttpBroker, "userinfo", lambda self, token: {**real(self, token), "roles": ["x"]})
    answer = log_in(client)
    assert answer.status_code == 403
    assert "Du har ingen rolle her" in text(answer)


def test_a_role_that_was_taken_away_is_gone_at_the_next_login(
    client: Client, broker: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indgang.adapters.oidc.client import HttpBroker

    account = log_in(client, "staff~sara").wsgi_request.user
    assert identity.employee(account.employee_id).roles == (Role.ADMINISTRATOR,)
    real = HttpBroker.userinfo
    left = ["http://indgang.example/roles/usersystemrole/editor/1"]
    monkeypatch.setattr(HttpBroker, "userinfo", lambda self, token: {**real(self, token), "roles": left})
    log_in(Client(), "staff~sara")
    assert identity.employee(account.employee_id).roles == (Role.EDITOR,)


def test_somebody_whom_we_know_by_the_id_of_the_login_is_the_same_employee(
    client: Client, broker: Running
) -> None:
    """The demo's cases were decided by Ole before he ever logged in: they are his."""
    rows = load_document(Path(settings.CONTENT_DIR) / "municipalities/lyngsoe/demo/staff.yaml").data["staff"]
    ole = next(row for row in rows if row["id"] == "ole")
    known = accounts.account_for_staff(
        subject=ole["subject"], name=ole["name"], roles=[Role.CASEWORKER], unit=ole["unit"]
    )
    assert log_in(client, "staff~ole").wsgi_request.user.employee_id == known.employee_id


def test_a_low_level_is_not_enough_for_staff_either(client: Client, broker: Running) -> None:
    broker.faults(acr="Low")
    assert log_in(client).status_code == 403


def test_a_broker_that_is_gone_is_told_in_words(client: Client, broker: Running, settings: Any) -> None:
    settings.BROKER = "http://127.0.0.1:9"
    answer = client.get("/medarbejder/login/begynd/")
    assert answer.status_code == 503
    assert "Login virker ikke lige nu" in text(answer)


def test_a_return_that_nobody_waits_for_is_a_page_with_a_way_on(client: Client, broker: Running) -> None:
    answer = client.get("/medarbejder/login/tilbage/", {"state": "x", "code": "y"})
    assert answer.status_code == 400
    assert "Login blev ikke færdigt" in text(answer)


def test_logging_out_ends_the_login_here_and_at_the_broker(client: Client, broker: Running) -> None:
    log_in(client)
    answer = client.post("/medarbejder/login/slut/")
    assert pick(answer["Location"], "") == "http://testserver/medarbejder/login/ude/"
    assert "Du er logget ud" in text(client.get("/medarbejder/login/ude/"))
    assert client.get(work_list()).status_code == 302
