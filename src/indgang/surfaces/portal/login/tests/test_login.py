"""A citizen logs in at the real broker, comes back, and logs out."""

import logging
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from simulators.broker.testing import Running, pick

from indgang.adapters.digital_post.fake import FakeDigitalPost
from indgang.adapters.oidc.flow import LOGGED_IN_AT
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.services import exemption
from indgang.project.demo import registers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe")]


def begin(client: Client, after: str = "", path: str = "/login/begynd/") -> str:
    """Press the button; the address at the broker."""
    answer = client.get(path, {"next": after} if after else {})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def log_in(client: Client, who: str = "mads", after: str = "") -> Any:
    return client.get(pick(begin(client, after), who))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_has_one_button_and_the_ways_without_mitid(client: Client) -> None:
    page = text(client.get("/login/", {"next": "/min-side/?a=1"}))
    assert "Log ind med MitID (demo)" in page
    assert 'name="next" value="/min-side/?a=1"' in page
    assert "Har du ikke MitID?" in page
    assert "99 99 00 00" in page


def test_mads_logs_in_and_comes_back_to_the_page_he_wanted(client: Client, broker: Running) -> None:
    answer = log_in(client, after="/min-side/?fane=sager")
    assert (answer.status_code, answer["Location"]) == (302, "/min-side/?fane=sager")
    account: Any = answer.wsgi_request.user
    assert identity.person(account.person_id).name == "Mads Brinklund"
    assert client.session["kind"] == "citizen"
    assert client.get("/min-side/").status_code == 200


def test_a_page_that_needs_a_login_brings_its_reader_back(client: Client, broker: Running) -> None:
    sent_away = client.get("/min-side/?fane=sager")
    assert sent_away.status_code == 302
    login = urlsplit(sent_away["Location"])
    assert login.path == "/login/"
    after = parse_qs(login.query)["next"][0]
    assert log_in(client, after=after)["Location"] == "/min-side/?fane=sager"


def test_the_session_gets_a_new_key_every_time(client: Client, broker: Running) -> None:
    start = begin(client)
    before = client.session.session_key
    client.get(pick(start, "mads"))
    first = client.session.session_key
    log_in(client, "mads")
    assert len({before, first, client.session.session_key}) == 3


def test_the_hard_end_is_counted_from_the_last_login(client: Client, broker: Running) -> None:
    log_in(client)
    session = client.session
    session[LOGGED_IN_AT] = 1
    session.save()
    before = int(time.time())
    log_in(client)
    assert before <= client.session[LOGGED_IN_AT] <= time.time()


def test_a_login_asks_whether_somebody_is_exempt_and_a_register_that_is_away_stops_nobody(
    client: Client, broker: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = FakeDigitalPost(registers.folder())
    monkeypatch.setattr(exemption, "connected", lambda: register)
    register.down = True
    account: Any = log_in(client, "inger").wsgi_request.user
    assert not identity.person(account.person_id).exempt
    register.down = False
    log_in(client, "inger")
    assert identity.person(account.person_id).exempt


def test_another_person_in_the_same_browser_takes_nothing_over(client: Client, broker: Running) -> None:
    log_in(client, "peter~99991518")
    session = client.session
    session["something"] = "of Peter's"
    session.save()
    log_in(client, "sofie")
    assert "something" not in client.session
    assert "company" not in client.session


def test_the_same_person_is_the_same_account_every_time(client: Client, broker: Running) -> None:
    first = log_in(client).wsgi_request.user.pk
    assert log_in(Client()).wsgi_request.user.pk == first


def test_peter_logs_in_for_his_company_and_acts_for_it(client: Client, broker: Running) -> None:
    answer = log_in(client, "peter~99991518")
    assert client.session["company"] == "99991518"
    options = identity.acting_options(answer.wsgi_request.user.person_id, company="99991518")
    chosen = next(option for option in options if option.key == client.session["acting"])
    assert chosen.acting.party.name == "Lyngsø Flyttefirma ApS"
    assert chosen.scope == ("*",)


def test_henrik_may_look_and_not_act(client: Client, broker: Running) -> None:
    answer = log_in(client, "henrik~99994436")
    options = identity.acting_options(answer.wsgi_request.user.person_id, company="99994436")
    assert [option.scope for option in options if option.key == client.session.get("acting")] == [()]


def test_peter_is_told_that_a_closed_company_cannot_be_acted_for(client: Client, broker: Running) -> None:
    registers.load()
    answer = log_in(client, "peter~99997214")
    assert answer.status_code == 403
    assert "Virksomheden er lukket" in text(answer)
    assert "Du kan logge ind som dig selv." in text(answer)
    assert "_auth_user_id" not in client.session
    assert log_in(client, "peter~99991518").status_code == 302


def test_a_private_login_ends_acting_for_the_company(client: Client, broker: Running) -> None:
    log_in(client, "peter~99991518")
    log_in(client, "peter")
    assert "company" not in client.session
    assert "acting" not in client.session


@pytest.mark.parametrize(
    "target",
    ["http://evil.example/", "//evil.example/", "javascript:alert(1)", "/login/", "\\\\evil.example"],
)
def test_nobody_is_sent_elsewhere_after_a_login(client: Client, broker: Running, target: str) -> None:
    assert log_in(client, after=target)["Location"] == "/min-side/"


def test_two_tabs_come_back_each_to_their_own_page(client: Client, broker: Running) -> None:
    one, two = begin(client, "/en-side/"), begin(client, "/anden-side/")
    assert client.get(pick(one, "mads"))["Location"] == "/en-side/"
    # The second tab's login was begun before the first one changed the session's key.
    assert client.get(pick(two, "mads"))["Location"] == "/anden-side/"


def test_english_pages_stay_english(client: Client, broker: Running) -> None:
    start = begin(client, "/en/min-side/", path="/en/login/begynd/")
    assert "ui_locales=en" in start
    assert client.get(pick(start, "mads"))["Location"] == "/en/min-side/"


def test_who_is_logged_in_sees_no_login_page(client: Client, broker: Running) -> None:
    log_in(client)
    assert client.get("/login/", {"next": "/en-side/"})["Location"] == "/en-side/"


def test_loading_the_return_anew_is_no_error(client: Client, broker: Running) -> None:
    back = pick(begin(client), "mads")
    client.get(back)
    assert client.get(back)["Location"] == "/min-side/"


def test_another_name_for_the_same_machine_moves_to_the_right_one(client: Client, broker: Running) -> None:
    answer = client.get("/login/begynd/", {"next": "/x/"}, headers={"host": "localhost"})
    assert answer["Location"] == "http://testserver/login/begynd/?next=%2Fx%2F"


# What can go wrong: a page that says what to do, never a 500


def test_behind_a_proxy_the_way_back_is_the_address_that_a_browser_sees(
    client: Client, broker: Running, settings: Any
) -> None:
    settings.ORIGIN = "https://testserver"
    query = parse_qs(urlsplit(begin(client)).query)
    assert query["redirect_uri"] == ["https://testserver/login/tilbage/"]


def test_cancelling_is_no_drama_and_keeps_the_way_back(client: Client, broker: Running) -> None:
    answer = log_in(client, "fortryd", after="/min-side/")
    assert answer.status_code == 200
    assert "Du er ikke logget ind" in text(answer)
    assert 'value="/min-side/"' in text(answer)
    assert client.get("/min-side/").status_code == 302


def test_a_low_level_is_told_in_words(client: Client, broker: Running) -> None:
    broker.faults(acr="Low")
    answer = log_in(client)
    assert answer.status_code == 403
    assert "Dit MitID er ikke sikkert nok her" in text(answer)
    assert "kind" not in client.session


@pytest.mark.parametrize("fault", [{"nonce": "wrong"}, {"jwks": "foreign"}], ids=str)
def test_a_broker_that_cannot_be_trusted_logs_nobody_in(
    client: Client, broker: Running, fault: dict[str, str]
) -> None:
    broker.faults(**fault)
    answer = log_in(client)
    assert answer.status_code == 400
    assert "Vi kan ikke stole på dette login" in text(answer)
    assert client.get("/min-side/").status_code == 302


@pytest.mark.parametrize("fault", [{"token": 503}, {"userinfo": 500}], ids=str)
def test_a_broker_that_breaks_on_the_way_is_told_with_other_ways(
    client: Client, broker: Running, fault: dict[str, int]
) -> None:
    back = pick(begin(client, "/min-side/"), "mads")
    broker.faults(**fault)
    answer = client.get(back)
    assert answer.status_code == 503
    assert "Login virker ikke lige nu" in text(answer)
    assert "99 99 00 00" in text(answer)


def test_a_broker_that_is_gone_is_told_with_other_ways(
    client: Client, broker: Running, settings: Any
) -> None:
    settings.BROKER = "http://127.0.0.1:9"
    answer = client.get("/login/begynd/", {"next": "/min-side/"})
    assert answer.status_code == 503
    assert "Login virker ikke lige nu" in text(answer)
    assert 'value="/min-side/"' in text(answer)


def test_an_installation_without_a_broker_says_so(client: Client, settings: Any) -> None:
    settings.BROKER, settings.ORIGIN = "", "http://testserver"
    assert client.get("/login/begynd/").status_code == 503


@pytest.mark.parametrize(
    "query",
    [{}, {"code": "x"}, {"state": "x", "code": "y"}, {"error": "x"}, {"state": "x", "error": "y"}],
    ids=str,
)
def test_a_return_that_nobody_waits_for_is_a_page_with_a_way_on(
    client: Client, broker: Running, query: dict[str, str]
) -> None:
    answer = client.get("/login/tilbage/", query)
    assert answer.status_code == 400
    assert "Login blev ikke færdigt" in text(answer)


def test_a_stranger_cannot_log_somebody_in_as_themselves(client: Client, broker: Running) -> None:
    stranger = Client()
    answer = client.get(pick(begin(stranger), "mads"))
    assert answer.status_code == 400
    assert "kind" not in client.session


def test_a_return_from_another_issuer_is_refused(client: Client, broker: Running) -> None:
    back = pick(begin(client), "mads").replace("iss=http%3A%2F%2F127.0.0.1", "iss=http%3A%2F%2Fevil.example")
    assert client.get(back).status_code == 400


def test_a_code_of_another_login_is_refused(client: Client, broker: Running) -> None:
    mads, sofie = pick(begin(client), "mads"), pick(begin(client), "sofie")
    code = parse_qs(urlsplit(mads).query)["code"][0]
    own = parse_qs(urlsplit(sofie).query)["code"][0]
    assert client.get(sofie.replace(own, code)).status_code == 400


def test_no_number_reaches_a_log_line_or_an_address(
    client: Client, broker: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        start = begin(client)
        back = pick(start, "mads")
        client.get(back)
        broker.faults(acr="Low")
        log_in(client)
    assert "login refused" in caplog.text
    assert "7704982229" not in caplog.text + start + back


# Logout


def test_logging_out_ends_the_login_here_and_at_the_broker(client: Client, broker: Running) -> None:
    log_in(client)
    answer = client.post("/login/slut/")
    assert answer["Location"].startswith(f"{broker.issuer}/session/end?")
    assert pick(answer["Location"], "") == "http://testserver/login/ude/"
    assert client.get("/min-side/").status_code == 302
    assert "Du er logget ud" in text(client.get("/login/ude/"))


def test_logging_out_works_without_the_broker(client: Client, broker: Running, settings: Any) -> None:
    log_in(client)
    settings.BROKER = "http://127.0.0.1:9"
    assert client.post("/login/slut/")["Location"] == "/login/ude/"
    assert client.get("/min-side/").status_code == 302


def test_a_link_cannot_log_anybody_out(client: Client, broker: Running) -> None:
    log_in(client)
    assert client.get("/login/slut/").status_code == 405
    assert client.get("/min-side/").status_code == 200


def test_an_account_that_is_closed_is_out_at_once(client: Client, broker: Running) -> None:
    account = log_in(client).wsgi_request.user
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/min-side/").status_code == 302
    assert log_in(client).status_code == 400
