"""A pytest plugin of `./indgang test`: what was left out and how PostgreSQL went, above the closing line."""

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    notes = os.environ.get("INDGANG_TEST_NOTES", "")
    if notes:
        terminalreporter.section("indgang test")
        for note in notes.splitlines():
            terminalreporter.write_line(note)
