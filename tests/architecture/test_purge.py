"""`manage purge` obeys what the tables declare: after long enough nothing about anybody is left."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings

from indgang.kernel import clock, generation
from indgang.modules.messages import services as messages
from indgang.project import content, privacy, routine
from indgang.project.demo import history, registers


@pytest.fixture
def alive(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Lyngsø with matters at every stage, and their letters made."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    generation.set_current(generation.current() + 1)
    content.load(say=lambda _: None)
    history.make(registers.load())
    messages.deliver_planned()
    yield
    clock.freeze(None)
    generation.set_current(generation.current() + 1)


def rows() -> dict[str, int]:
    """Rows of every table that holds personal data."""
    return {
        table.label: table.model._default_manager.count()
        for table in privacy.tables()
        if table.privacy.subjects and table.model._meta.app_label not in ("sessions",)
    }


def test_nothing_is_purged_before_its_time(alive: None) -> None:
    before = rows()
    privacy.purge()
    assert rows() == before
    assert before["cases.Case"] >= 5


def test_a_dry_run_counts_and_changes_nothing(alive: None) -> None:
    clock.freeze(clock.now() + timedelta(days=365 * 6))
    before = rows()
    counted = privacy.purge(dry_run=True)
    assert counted["selfservice.Submission"] == before["selfservice.Submission"]
    assert rows() == before


def test_open_cases_outlive_everything_and_decided_ones_go_with_all_that_belongs_to_them(alive: None) -> None:
    files = [path for path in settings.DATA_DIR.rglob("*") if path.is_file()]
    assert files
    clock.freeze(clock.now() + timedelta(days=365 * 12))
    for _ in range(3):  # a row that another protected goes in the next night
        routine.night()
    left = rows()
    case = apps.get_model("cases", "Case")
    open_states = {"new", "open", "waiting_for_citizen", "waiting_for_others"}
    assert set(case.objects.values_list("state", flat=True)) <= open_states
    holders = case.objects.values("person").distinct().count()
    assert left["identity.Person"] == holders
    assert left["selfservice.Draft"] == left["selfservice.Submission"] == 0
    message = apps.get_model("messages", "Message")
    keys = {f"case:{pk}" for pk in case.objects.values_list("pk", flat=True)}
    assert set(message.objects.values_list("case_key", flat=True)) <= keys
    of_open_cases = set(apps.get_model("messages", "LetterFile").objects.values_list("sha256", flat=True))
    assert left["audit.Event"] == 0
    assert left["contacts.YearKey"] == 0
    assert {path.name for path in files if path.exists()} <= of_open_cases


def test_a_case_keeps_its_letters_as_long_as_itself_however_old_they_are(alive: None) -> None:
    case, message = apps.get_model("cases", "Case"), apps.get_model("messages", "Message")
    delivery, file = apps.get_model("messages", "Delivery"), apps.get_model("messages", "LetterFile")
    waiting = _undecided()[0]
    key = f"case:{waiting}"
    letters = set(message.objects.filter(case_key=key).values_list("pk", flat=True))
    assert letters
    clock.freeze(clock.now() + timedelta(days=365 * 12))
    old = message.objects.exclude(case_key__in=[f"case:{pk}" for pk in _undecided()]).count()
    assert 0 < old < message.objects.count()
    assert privacy.purge(dry_run=True)["messages.Delivery"] < delivery.objects.count()
    privacy.purge()
    assert set(message.objects.filter(case_key=key).values_list("pk", flat=True)) == letters
    assert set(delivery.objects.filter(message__case_key=key).values_list("message", flat=True)) == letters
    assert file.objects.filter(message__case_key=key).exists()
    case.objects.filter(pk=waiting).delete()
    privacy.purge()
    assert not message.objects.filter(case_key=key).exists()


def _undecided() -> list[UUID]:
    return list(apps.get_model("cases", "Case").objects.exclude(state="decided").values_list("pk", flat=True))
