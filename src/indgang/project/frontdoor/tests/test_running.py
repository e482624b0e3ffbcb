"""A demo as a child: its address while it runs, nothing left of it afterwards, and a sentence when it fails."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from indgang.project.frontdoor import demo, ports, running
from indgang.project.frontdoor.console import Stop


def test_it_gives_the_address_and_ends_what_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stand_in(module: str, command: str, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "indgang.project.frontdoor.tests.stand_in", *arguments]

    monkeypatch.setattr(running, "python", stand_in)
    with running.running_demo(tmp_path / "data") as address:
        port = urlsplit(address).port
        assert port
        assert demo.is_healthy(port)
    assert not ports.answers(port)


def test_a_demo_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "raise SystemExit('Port 8000 is taken.')"]
    monkeypatch.setattr(running, "python", lambda *arguments: failing)
    with (
        pytest.raises(Stop, match=r"did not become ready[\s\S]*Port 8000 is taken"),
        running.running_demo(tmp_path / "data"),
    ):
        pytest.fail("There is no demo to be used.")


def test_nothing_of_the_developer_s_own_installation_gets_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INDGANG_DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("INDGANG_LETTERS", "html")
    given = running._environment(tmp_path)
    assert "INDGANG_DATABASE_URL" not in given
    assert (given["INDGANG_DATA"], given["INDGANG_LETTERS"]) == (str(tmp_path), "html")
