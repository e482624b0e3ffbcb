"""Spark's test finds the right Java, and its cluster ends with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from indgang.project.frontdoor import spark, system, testing
from indgang.project.frontdoor.console import INSTALL_FIRST, Stop


def java(folder: Path, version: str) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(system, "JAVA_FOLDERS", ())


def test_another_java_does_not_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java(tmp_path / "jvm-25", "25.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "jvm-25"))
    assert system.java_home() is None
    right = java(tmp_path / "jvm-17", "17.0.15")
    monkeypatch.setattr(system, "JAVA_FOLDERS", (f"{tmp_path}/jvm-*",))
    assert system.java_home() == right


def test_without_java_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_how_to_be_root", lambda: None)
    with pytest.raises(Stop, match="openjdk-17-jre-headless") as stop:
        system.provide_java()
    assert stop.value.code == INSTALL_FIRST


def test_the_word_leads_to_spark_with_the_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []

    def main(words: list[str]) -> int:
        given.append(words)
        return 0

    monkeypatch.setattr(spark, "main", main)
    assert testing.main(["--spark", "-q"]) == 0
    assert given == [["-q"]]


def test_a_cluster_that_does_not_start_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    start = spark._start

    def followed(*words: object) -> "subprocess.Popen[bytes]":
        begun.append(start(*words))  # type: ignore[arg-type]
        return begun[-1]

    home = tmp_path / "pyspark"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "spark-class").write_text(
        f"#!{sys.executable}\nprint('no memory left')\nraise SystemExit(1)\n"
    )
    (home / "bin" / "spark-class").chmod(0o755)
    monkeypatch.setattr(spark, "_spark_home", lambda: home)
    monkeypatch.setattr(spark, "_start", followed)
    with pytest.raises(Stop, match="no memory left"), spark._cluster(tmp_path, tmp_path):
        pass
    assert [process.poll() for process in begun] == [1]
