"""The broker as a process: what it says, what it refuses to start with, and what its pages let a browser do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import requests
from simulators.broker.testing import SERVER, Running, pick, running

PEOPLE = (
    '{"people": [{"id": "a", "sub": "s", "name": "<b>A</b>", "cpr": "6101010000", "born": "2001-01-01",'
    ' "mitid_uuid": "m", "story": {"da": "Navn & <i>tegn</i>"}}], "staff": []}'
)
CLIENTS = '{"citizen": {"id": "c", "secret": "s", "redirect_uris": ["http://127.0.0.1:9/x/"]}}'


def start(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Start the broker with something wrong, and wait for its end."""
    (folder / "people.json").write_text(PEOPLE)
    given = {"BROKER_PORT": "0", "BROKER_PEOPLE": str(folder / "people.json"), "BROKER_CLIENTS": CLIENTS}
    node = shutil.which("node") or "node"
    return subprocess.run(  # noqa: S603  # our own program
        [node, str(SERVER)],
        env={"PATH": os.environ["PATH"], **given, **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"BROKER_PORT": "many"}, "BROKER_PORT"),
        ({"BROKER_PORT": "70000"}, "BROKER_PORT"),
        ({"BROKER_PEOPLE": ""}, "BROKER_PEOPLE"),
        ({"BROKER_PEOPLE": "/nowhere.json"}, "/nowhere.json"),
        ({"BROKER_CLIENTS": ""}, "BROKER_CLIENTS"),
        ({"BROKER_CLIENTS": "{"}, "BROKER_CLIENTS"),
        ({"BROKER_CLIENTS": '{"guests": {}}'}, "citizen and staff"),
        ({"BROKER_CLIENTS": '{"citizen": {"id": "c"}}'}, "redirect_uris"),
    ],
    ids=str,
)
def test_bad_input_is_named_and_ends_with_two(
    tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    ended = start(tmp_path, **environment)
    assert ended.returncode == 2
    assert named in ended.stderr
    assert ended.stdout == ""


def test_a_port_that_is_taken_is_bad_input(broker: Running, tmp_path: Path) -> None:
    ended = start(tmp_path, BROKER_PORT=broker.issuer.rsplit(":", 1)[1])
    assert ended.returncode == 2
    assert "EADDRINUSE" in ended.stderr


def test_it_ends_when_asked_and_has_written_no_warning() -> None:
    import json

    with running(json.loads(PEOPLE), json.loads(CLIENTS)) as process:
        query = "client_id=c&response_type=code&scope=openid&nonce=n&code_challenge_method=S256"
        address = (
            f"{process.issuer}/auth?{query}&code_challenge={'a' * 43}&redirect_uri=http://127.0.0.1:9/x/"
        )
        assert pick(address, "a").startswith("http://127.0.0.1:9/x/?code=")
        folder = process.folder
        process.process.terminate()
        assert process.process.wait(timeout=5) == 0
        assert (folder / "stderr").read_text() == ""


def choice_page(
    broker: Running, client: str = "citizen", back: str = "/login/tilbage/", **more: str
) -> requests.Response:
    query = {
        "client_id": client,
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": f"http://testserver{back}",
        "nonce": "n",
        "code_challenge": "a" * 43,
        "code_challenge_method": "S256",
        **more,
    }
    return requests.get(f"{broker.issuer}/auth", params=query, timeout=10)


def test_the_page_is_danish_and_allows_no_script(broker: Running) -> None:
    page = choice_page(broker)
    assert '<html lang="da">' in page.text
    assert "Demo-login. Vælg hvem du vil være" in page.text
    assert "<script" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; form-action 'self' http://testserver;")


def test_the_page_is_english_when_asked(broker: Running) -> None:
    assert '<html lang="en">' in choice_page(broker, ui_locales="en da").text


def test_each_client_offers_its_own_people_and_no_number(broker: Running) -> None:
    citizens = choice_page(broker).text
    staff = choice_page(broker, "staff", "/medarbejder/login/tilbage/").text
    assert "Mads Brinklund" in citizens
    assert "Ole Damgård" not in citizens
    assert "Ole Damgård" in staff
    assert "Mads Brinklund" not in staff
    assert "7704982229" not in citizens
    assert "Log ind for Lyngsø Flyttefirma ApS som Peter" in citizens


def test_who_may_not_log_in_is_not_offered(broker: Running) -> None:
    assert "Emil Havgaard" not in choice_page(broker).text


def test_text_from_content_stays_text(tmp_path: Path) -> None:
    import json

    with running(json.loads(PEOPLE), json.loads(CLIENTS)) as process:
        page = requests.get(
            f"{process.issuer}/auth?client_id=c&response_type=code&scope=openid&nonce=n&code_challenge_method=S256"
            f"&code_challenge={'a' * 43}&redirect_uri=http://127.0.0.1:9/x/",
            timeout=10,
        ).text
    assert "&lt;b&gt;A&lt;/b&gt;" in page
    assert "<i>" not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_choice_without_its_cookie_is_told_in_words(broker: Running, method: str) -> None:
    answer = requests.request(method, f"{broker.issuer}/vaelg/made-up", data={"valg": "mads"}, timeout=10)
    assert answer.status_code == 400
    assert "Login er udløbet" in answer.text


@pytest.mark.parametrize(
    "body", ["valg=nobody", "valg=staff~ole", "", "valg=" + "x" * 10_000, "valg=__proto__"]
)
def test_a_choice_that_is_not_on_the_page_shows_it_again(broker: Running, body: str) -> None:
    with requests.Session() as browser:
        page = browser.get(choice_page_address(broker), timeout=10)
        answer = browser.post(
            page.url, data=body, timeout=10, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
    assert answer.status_code == 400
    assert "Vælg en af personerne på listen." in answer.text


def choice_page_address(broker: Running) -> str:
    return choice_page(broker).history[0].url


def test_it_says_that_it_is_well(broker: Running) -> None:
    answer = requests.get(f"{broker.issuer}/healthz", timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
