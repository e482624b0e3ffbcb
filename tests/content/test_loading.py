"""A wrong file anywhere leaves all of the old content live, also what was right in the same load."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indgang.kernel import generation
from indgang.modules.catalogue.models import Service
from indgang.project import content

pytestmark = pytest.mark.django_db
PLACE = "solutions/flytning/solution.yaml"  # loaded after the catalogue
NAME = "Anmeld flytning i Danmark"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The content, loaded from a copy that a test may change."""
    copy = tmp_path / "content"
    shutil.copytree(settings.CONTENT_DIR, copy)
    monkeypatch.setattr(settings, "CONTENT_DIR", copy)
    generation.set_current(generation.current() + 1)
    content.load(say=lambda _: None)
    yield copy
    generation.set_current(generation.current() + 1)


def stored_name() -> str:
    """As the table has it: what a process keeps of an older load must not hide a half one."""
    name: str = Service.objects.get(pk="flytning-indland").name["da"]
    return name


def rename_a_service(folder: Path) -> None:
    """A right change: it would be seen if a part of a load counted."""
    pack = folder / "municipalities" / settings.MUNICIPALITY
    changed = 0
    for path in (pack / "catalogue").rglob("*.yaml"):
        text = path.read_text()
        if NAME in text:
            path.write_text(text.replace(NAME, "Et helt andet navn"))
            changed += 1
    assert changed


def test_a_wrong_file_is_named_with_its_line_and_nothing_of_the_load_counts(folder: Path) -> None:
    rename_a_service(folder)
    wrong = folder / PLACE
    lines = wrong.read_text().splitlines()
    wrong.write_text("\n".join([*lines, "  bad: [", ""]))
    with pytest.raises(CommandError) as told:
        call_command("load_content")
    assert f"{wrong}:{len(lines) + 1}" in str(told.value) or f"{wrong}:{len(lines) + 2}" in str(told.value)
    assert "the old content stays live" in str(told.value)
    assert stored_name() == NAME


def test_the_same_change_counts_when_every_file_is_right(folder: Path) -> None:
    rename_a_service(folder)
    call_command("load_content")
    assert stored_name() == "Et helt andet navn"
