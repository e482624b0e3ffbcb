"""The designer's kit on the command line: begin, check, try, look, compare, pack and unpack."""

import io
import json
import shutil
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings

from indgang.kernel.strict_yaml import load_document
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.tests.conftest import lyngsoe, outside, the_21st_of_november
from indgang.project import readability

__all__ = ["lyngsoe", "outside", "the_21st_of_november"]
pytestmark = pytest.mark.django_db
SHIPPED = Path(django_settings.CONTENT_DIR) / "solutions"


@pytest.fixture
def content(tmp_path: Path, settings: Settings, lyngsoe: object) -> Path:
    """A content folder that a test may write in, with flytning in it."""
    shutil.copytree(SHIPPED / "flytning", tmp_path / "content" / "solutions" / "flytning")
    (tmp_path / "content" / "municipalities").symlink_to(SHIPPED.parent / "municipalities")
    settings.CONTENT_DIR = tmp_path / "content"
    return tmp_path / "content" / "solutions"


def kit(*words: str, code: int = 0) -> tuple[str, str]:
    """What is said on standard output and beside it."""
    out, aside = StringIO(), StringIO()
    try:
        call_command("solution", *words, stdout=out, stderr=aside)
        ended = 0
    except SystemExit as stopped:
        ended = int(str(stopped.code))
    assert ended == code, aside.getvalue()
    return out.getvalue(), aside.getvalue()


def test_a_new_solution_passes_check_and_test_and_can_be_looked_at_at_once(
    content: Path, tmp_path: Path
) -> None:
    kit(
        "new",
        "baenk",
        "--service",
        "flytning-indland",
        "--title",
        "Søg om en bænk",
        "--title-en",
        "Ask for a bench",
    )
    assert kit("check", "baenk")[0] == "good: baenk\n"
    assert kit("test", "baenk")[0] == "4 examples, 0 failed\n"
    page = tmp_path / "page.html"
    kit("preview", "baenk", "--out", str(page))
    written = page.read_text("utf-8")
    assert "Skriv det med dine egne ord" in written
    assert "<strong>En bænk i solen</strong>" in written
    assert "Ja: Søg om en bænk" in written
    assert readability.of_file(content / "baenk" / "solution.yaml")[0] < readability.LIMIT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("flytning", "--service", "flytning-indland"), "is there already"),
        (("../ud", "--service", "flytning-indland"), "small letters"),
        (("ny", "--service", "findes-ikke"), "is no service"),
        (("ny", "--service", "flytning-indland", "--title", 'En "titel"'), "A title has"),
    ],
    ids=["there", "path", "service", "title"],
)
def test_new_says_what_to_write(content: Path, words: tuple[str, ...], said: str) -> None:
    before = sorted(content.iterdir())
    assert said in kit("new", *words, code=2)[1]
    assert sorted(content.iterdir()) == before


def test_check_names_every_file_and_line_and_what_is_hard_to_read(content: Path) -> None:
    folder = content / "flytning"
    for name, old, new in (
        ("examples.yaml", "  - id: single-mover", "  - idd: single-mover"),
        ("letters/granted.yaml", "{persons}", "{personer}"),
        ("solution.yaml", "minutes: 5", "minutes: many"),
    ):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    said = kit("check", code=1)[1]
    assert "examples.yaml:" in said
    assert "`idd` is not known here" in said
    assert "granted.yaml:" in said
    assert (
        f"solution.yaml:{load_document(SHIPPED / 'flytning' / 'solution.yaml').line(('minutes',))}:" in said
    )


def test_diff_tells_the_files_from_what_is_loaded_in_plain_words(content: Path) -> None:
    assert kit("diff", "flytning")[0] == "Der er ingen forskel.\n"
    file = content / "flytning" / "solution.yaml"
    text = file.read_text("utf-8").replace(
        'when: "days_since <= latest_days"', 'when: "days_since < latest_days"'
    )
    file.write_text(text, encoding="utf-8")
    said = kit("diff", "flytning")[0]
    assert (
        "Ændret: regel “Inden fristen” › betingelse. "
        "Før: days_since <= latest_days Nu: days_since < latest_days" in said
    )
    assert json.loads(kit("diff", "flytning", "--json")[0])["changes"][0]["sort"] == "changed"
    assert "There are:" in kit("diff", "flytning", "0123456", code=2)[1]
    assert SolutionVersion.objects.filter(slug="flytning").count() == 1


def test_a_solution_goes_through_a_zip_and_is_the_same(content: Path, tmp_path: Path) -> None:
    file = tmp_path / "baenk.zip"
    kit("new", "baenk", "--service", "flytning-indland")
    kit("zip", "baenk", "--out", str(file))
    before = {path: path.read_bytes() for path in sorted(content.rglob("*.*"))}
    assert "is there. Nothing was changed" in kit("unzip", str(file), code=2)[1]
    shutil.rmtree(content / "baenk")
    kit("unzip", str(file))
    assert {path: path.read_bytes() for path in sorted(content.rglob("*.*"))} == before
    kit("unzip", str(file), "--replace")
    assert {path: path.read_bytes() for path in sorted(content.rglob("*.*"))} == before
    assert sorted(path.name for path in content.parent.iterdir()) == ["municipalities", "solutions"]


def test_a_zip_whose_examples_do_not_hold_changes_nothing(content: Path, tmp_path: Path) -> None:
    kit("zip", "flytning", "--out", str(tmp_path / "good.zip"))
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(out, "w") as bad:
        for entry in good.infolist():
            text = good.read(entry).decode()
            if entry.filename.endswith("solution.yaml"):
                text = text.replace(
                    'when: "me.age >= min_age"\n    paragraph', 'when: "me.age > 99"\n    paragraph'
                )
            bad.writestr(entry, text)
    (tmp_path / "bad.zip").write_bytes(out.getvalue())
    before = (content / "flytning" / "solution.yaml").read_bytes()
    said = kit("unzip", str(tmp_path / "bad.zip"), "--replace", code=1)[1]
    assert "flytning/examples.yaml:" in said
    assert "Nothing was changed." in said
    assert (content / "flytning" / "solution.yaml").read_bytes() == before
    assert "No such file" in kit("unzip", str(tmp_path / "none.zip"), code=2)[1]


def test_the_schema_for_editors_is_fresh() -> None:
    written = Path(django_settings.CONTENT_DIR).parent / "docs" / "designers" / "solution.schema.json"
    told = "Run `./indgang solution schema > docs/designers/solution.schema.json`."
    assert written.read_text("utf-8").strip() == kit("schema")[0].strip(), told
