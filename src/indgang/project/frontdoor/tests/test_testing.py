"""Which tests run where, and on which database."""

import shutil
import subprocess
from pathlib import Path

import pytest

from indgang.project.environment import Environment
from indgang.project.frontdoor import system, testing
from indgang.project.frontdoor.console import BAD_INPUT, INSTALL_FIRST, Stop
from indgang.project.frontdoor.places import BUILD


def test_without_is_read_in_both_spellings_and_may_be_repeated() -> None:
    plan = testing.parse(["--without", "browser,postgres", "-k", "clock", "--without=letters"])
    assert plan.without == ("browser", "postgres", "letters")
    assert plan.arguments == ("-k", "clock")


@pytest.mark.parametrize("words", [["--without", "chrome"], ["--without"], ["--without="]])
def test_an_unknown_part_is_refused_with_the_known_ones(words: list[str]) -> None:
    with pytest.raises(Stop, match="choose from browser, postgres, letters") as stop:
        testing.parse(words)
    assert stop.value.code == BAD_INPUT


@pytest.mark.parametrize(
    ("words", "on_postgres", "selection"),
    [
        ([], True, []),
        (["--without", "postgres"], False, []),
        (["--without", "browser,letters"], True, ["-m", "not browser and not letters"]),
        (["src/indgang/kernel"], False, []),
        (["-m", "postgres"], True, ["-m", "(postgres)"]),
        (["-m", "postgres", "-k", "purge"], True, ["-m", "(postgres)"]),
        (["-m", "browser or letters"], False, ["-m", "(browser or letters)"]),
        (["-m", "postgres", "--without=postgres"], False, ["-m", "(postgres)"]),
    ],
)
def test_which_tests_are_chosen(words: list[str], on_postgres: bool, selection: list[str]) -> None:
    plan = testing.parse(words)
    assert plan.on_postgres is on_postgres
    assert plan.selection() == selection


def test_tests_get_nothing_of_the_developers_own_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "DATABASE_URL", "SECRET_KEY", "BROKER", "MUNICIPALITY"):
        monkeypatch.setenv(f"INDGANG_{name}", "mine")
    given = testing.environment("/tmp/elsewhere", testing.parse([]), "", [])  # noqa: S108  # never touched
    assert given["INDGANG_DATA"] == "/tmp/elsewhere"  # noqa: S108
    assert {name for name in given if name.startswith("INDGANG_")} <= {
        "INDGANG_DATA",
        "INDGANG_CHROMIUM",
        testing.NOTES,
        testing.ELSEWHERE,
    }


def test_what_takes_long_runs_on_one_database_and_on_sqlite_when_postgresql_is_left_out() -> None:
    for words, database, elsewhere in (
        ([], "", True),
        (["--without", "postgres"], "", False),
        ([], "x", False),
    ):
        given = testing.environment("/nowhere", testing.parse(words), database, [])
        assert (testing.ELSEWHERE in given) is elsewhere, words


def test_whatever_is_started_finds_us_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    given = testing.environment("/nowhere", testing.parse([]), "", [])
    assert "PYTHONDONTWRITEBYTECODE" not in given
    assert Path(given["PYTHONPYCACHEPREFIX"]).is_relative_to(BUILD)


def test_without_letters_makes_html(monkeypatch: pytest.MonkeyPatch) -> None:
    given = testing.environment("/nowhere", testing.parse(["--without", "letters"]), "", [])
    assert given["INDGANG_LETTERS"] == "html"


def test_the_database_is_the_one_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = "postgresql://postgres:secret@127.0.0.1:5499/postgres"
    data = str(tmp_path_factory.mktemp("data"))
    for database, engine in (("", "sqlite3"), (address, "postgresql")):
        given = testing.environment(data, testing.parse([]), database, [])
        monkeypatch.delenv("INDGANG_DATABASE_URL", raising=False)
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        assert Environment.read().database["ENGINE"] == f"django.db.backends.{engine}"


def missing(name: str, *packages: str) -> system.Need:
    return system.Need(name, "Chromium", "--cask chromium", lambda: list(packages))


def test_what_is_there_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing should be run"))
    system.provide([missing("browser")])


def test_without_rights_the_exact_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_how_to_be_root", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(Stop) as stop:
        system.provide([missing("browser", "chromium"), missing("postgres", "postgresql")])
    assert stop.value.code == INSTALL_FIRST
    assert "apt-get install -y --no-install-recommends chromium postgresql" in str(stop.value)
    assert "--without browser,postgres" in str(stop.value)


def test_where_dovecot_cannot_be_had_its_tests_are_left_out_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = {name: missing(name) for name in ("browser", "postgres", "letters")}
    mail = missing("mail", "dovecot-imapd")
    monkeypatch.setattr(system, "NEEDS", {**there, "mail": mail})
    monkeypatch.setattr(system, "MAIL", mail)
    monkeypatch.setattr(system, "_how_to_be_root", lambda: None)
    notes: list[str] = []
    plan = testing._provided(testing.parse([]), notes)
    assert plan.without == ("mail",)
    assert "not mail" in " ".join(plan.selection())
    assert "Dovecot" in notes[0]


def test_without_a_browser_nothing_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "NEEDS", {"browser": missing("browser", "chromium")})
    monkeypatch.setattr(system, "_how_to_be_root", lambda: None)
    with pytest.raises(Stop):
        testing._provided(testing.parse([]), [])
