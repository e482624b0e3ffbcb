"""`./indgang strategy report`: the yearly report from the command line is the page's own."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indgang.adapters.letters import client as letters
from indgang.adapters.letters.html_press import HtmlPress
from indgang.modules.strategy import selectors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def report(name: str, year: int, *words: str) -> Any:
    out = StringIO()
    call_command("strategy", "report", name, "--year", str(year), "--json", *words, stdout=out)
    return json.loads(out.getvalue())


def test_it_is_made_once_a_day_and_stands_on_the_list() -> None:
    first = report("citizen-2012", 2009)
    assert (first["strategy"], first["year"], first["file"]) == ("citizen-2012", 2009, None)
    assert report("citizen-2012", 2009) == first
    assert [str(one.id) for one in selectors.reports()] == [first["report"]]


def test_the_file_is_the_same_every_time(tmp_path: Path) -> None:
    if why := letters.missing_library():
        pytest.skip(why)
    for name in ("one.pdf", "two.pdf"):
        report("citizen-2012", 2009, "--pdf", str(tmp_path / name))
    one, two = ((tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one == two
    assert one.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("nowhere", 2009, "There are: citizen-2012, "),
        ("citizen-2012", 2010, "2009"),
        ("kl-gevinstrealisering", 2013, "uden egne tal"),
    ],
)
def test_what_cannot_be_reported_is_told_and_ends_with_two(name: str, year: int, words: str) -> None:
    with pytest.raises(CommandError, match=words) as error:
        report(name, year)
    assert error.value.returncode == 2
    assert selectors.reports() == []


def test_where_no_pdf_can_be_made_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("indgang.modules.messages.services.press", lambda: HtmlPress("no Pango"))
    with pytest.raises(CommandError, match="INDGANG_LETTERS") as error:
        report("citizen-2012", 2009, "--pdf", str(tmp_path / "a.pdf"))
    assert error.value.returncode == 3
    assert not (tmp_path / "a.pdf").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    if why := letters.missing_library():
        pytest.skip(why)
    with pytest.raises(CommandError, match="cannot be written") as error:
        report("citizen-2012", 2009, "--pdf", str(tmp_path / "no" / "a.pdf"))
    assert error.value.returncode == 2
