"""A list that is too long for the page is read from the command line."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indgang.kernel import generation
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import BulkRun, Message
from indgang.modules.messages.selectors.bulk import OWNER
from indgang.modules.messages.vocabulary import Block, Letter, LetterTemplate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lyngsoe(db: None) -> Iterator[None]:
    """The municipality, a letter, and two who are employed there."""
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    letter = Letter(Text("Ny dag", "New day"), (Block("result", Text("Kære {name}.", "Dear {name}.")),))
    messages.register_letters(owner=OWNER, letters={"ny_dag": LetterTemplate(letter, frozenset({"name"}))})
    identity.account_for_staff(
        subject="hanne", name="Hanne Lund", roles=[Role.SUPERVISOR], unit="borgerservice"
    )
    identity.account_for_staff(
        subject="ole", name="Ole Damgård", roles=[Role.CASEWORKER], unit="borgerservice"
    )
    yield
    generation.set_current(generation.current() + 1)


def many(path: Path, letter: str = "ny_dag", by: str = "Hanne Lund") -> str:
    out = StringIO()
    call_command("many", "--list", str(path), "--letter", letter, "--by", by, stdout=out)
    return out.getvalue()


def test_a_list_is_read_and_nothing_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("cpr;navn\n6104850001;Maja Holm\n;Uden nummer\n")
    said = many(path)
    run = BulkRun.objects.get()
    assert "line 3: The number is missing." in said
    assert "1 receivers, 1 lines without. Nothing is sent yet." in said
    assert f"/medarbejder/mange/{run.pk}/" in said
    assert (run.state, run.begun_by_name, run.unit) == ("ready", "Hanne Lund", "borgerservice")
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("letter", "by", "content", "says"),
    [
        ("findes_ikke", "Hanne Lund", "cpr\n", "There are: ny_dag"),
        ("ny_dag", "Nobody", "cpr\n", "has never logged in"),
        ("ny_dag", "Ole Damgård", "cpr\n", "may not send to many"),
        ("ny_dag", "Hanne Lund", "navn\nMaja\n", "a column called cpr or cvr"),
        ("ny_dag", "Hanne Lund", "cpr\n12\n", "Nobody in the list"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, letter: str, by: str, content: str, says: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=says):
        many(path, letter, by)
    assert not BulkRun.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        many(tmp_path / "no.csv")
