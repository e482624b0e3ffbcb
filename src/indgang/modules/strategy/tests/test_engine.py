"""The engine holds what the database holds: no more, no less, and only when somebody asks."""

import os
import subprocess
import sys
import time

import pytest
from django.db import transaction

from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def counted() -> object:
    found = selectors.figures(batch="live-lyngsoe", year=2026, price_sheet="kl-2010", only=["contacts"])
    return found[0].value


def test_what_is_undone_in_the_database_is_undone_here() -> None:
    contacts.record(channel="telephone")
    with transaction.atomic():
        contacts.record(channel="telephone")
        assert counted() == 2
        transaction.set_rollback(True)
    assert counted() == 1


def test_one_undone_and_another_written_is_the_other() -> None:
    with transaction.atomic():
        contacts.record(channel="telephone")
        assert counted() == 1
        transaction.set_rollback(True)
    contacts.record(channel="letter")
    figures = selectors.figures(batch="live-lyngsoe", year=2026, price_sheet="kl-2010", only=["contacts"])
    assert {figure.group: figure.value for figure in figures if figure.value} == {"all": 1, "written": 1}


def test_a_row_that_was_begun_earlier_and_written_later_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    contacts.record(channel="telephone")
    assert counted() == 1
    five_minutes_ago = time.time_ns() - 5 * 60 * 10**9
    monkeypatch.setattr("indgang.kernel.ids.time.time_ns", lambda: five_minutes_ago)
    contacts.record(channel="telephone")
    assert counted() == 2


def test_pages_for_citizens_never_load_the_analytical_libraries() -> None:
    program = (
        "import django, sys; django.setup();"
        "import indgang.modules.strategy.services, indgang.modules.strategy.selectors;"
        "import indgang.modules.contacts.services, indgang.modules.contacts.selectors;"
        "print([name for name in ('ibis', 'duckdb', 'pyarrow', 'pandas') if name in sys.modules])"
    )
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "indgang.project.settings", "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
