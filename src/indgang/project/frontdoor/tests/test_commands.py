"""How commands end, and what they do with a folder of state."""

from pathlib import Path

import pytest

from indgang.project.frontdoor import __main__ as door
from indgang.project.frontdoor import checks, django_commands
from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, Stop


def test_an_unknown_command_says_which_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["dmeo"]) == BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    for name in door.COMMANDS:
        assert name in shown.err


def test_help_explains_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main([]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in door.COMMANDS)


def test_the_data_folder_is_read_wherever_it_stands() -> None:
    assert django_commands.take_data(["flytte", "--data", "d", "--json"]) == ("d", ["flytte", "--json"])
    assert django_commands.take_data(["--data=d"]) == ("d", [])
    with pytest.raises(Stop, match="name a folder"):
        django_commands.take_data(["--data"])


def test_every_check_runs_though_one_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = (
        checks.Check("bad", ["sh", "-c", "echo what is wrong; exit 1"], "Do this."),
        checks.Check("good", ["true"], ""),
    )
    monkeypatch.setattr(checks, "CHECKS", wanted)
    assert checks.main([]) == DID_NOT_HOLD
    shown = capsys.readouterr().out
    assert "what is wrong" in shown
    assert "-> Do this." in shown
    assert "ok      good" in shown
    assert shown.endswith("1 of 2 checks failed: bad.\n")
    assert checks.main(["good"]) == 0


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(Stop, match="There are: types"):
        checks.main(["typos"])


def test_a_bench_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["bench", "nothing-of-the-kind"]) == BAD_INPUT
    assert "no such bench" in capsys.readouterr().err


def test_the_environment_of_a_child_names_its_state(tmp_path: Path) -> None:
    from indgang.project.frontdoor.places import child_environment

    given = child_environment(tmp_path, INDGANG_ORIGIN="http://127.0.0.1:1")
    assert given["INDGANG_DATA"] == str(tmp_path)
    assert given["INDGANG_ORIGIN"] == "http://127.0.0.1:1"


def test_a_command_whose_part_is_missing_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(door.COMMANDS, "dance", door.Command("dance", "dancing"))
    assert door.main(["dance"]) == BAD_INPUT
    assert capsys.readouterr().err == "dance: this command is not there yet.\n"


def test_what_reads_files_alone_loads_no_content(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr("indgang.project.frontdoor.assets.texts", lambda: None)
    monkeypatch.setattr("indgang.project.frontdoor.preparation.set_up_django", lambda: None)
    monkeypatch.setattr(
        "indgang.project.frontdoor.preparation.content_is_loaded", lambda: loaded.append("content")
    )
    monkeypatch.setattr(django_commands, "use_data_folder", lambda given: None)
    monkeypatch.setattr(django_commands, "_call", lambda name, argv: 0)
    for words in (["check", "content"], ["schema"], ["--data=d", "check", "content"], ["report", "--help"]):
        assert django_commands.answer("strategy", words) == 0
    assert loaded == []
    django_commands.answer("strategy", ["report", "citizen-2012"])
    assert loaded == ["content"]
