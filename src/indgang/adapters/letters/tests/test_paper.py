"""A report out of the press, read back."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from indgang.adapters.letters import client
from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import Paper

FONTS = Path(__file__).parents[5] / "node_modules/dkfds/src/fonts/IBMPlexSans/complete/ttf"
PAPER = Paper(
    language="da",
    title="Redegørelse <2026>",
    author="Lyngsø & Omegn",
    foot="Lyngsø Kommune",
    body='<h1>Redegørelse</h1><p>19,42 % er digitale.</p><svg width="40" height="10" viewBox="0 0 40 10" '
    'role="img"><title>Andel: digitalt 19 %</title><rect width="8" height="10"/></svg>'
    "<table><thead><tr><th scope=col>Kanal</th></tr></thead><tbody><tr><td>Digitalt</td></tr></tbody></table>",
    made_at=datetime(2026, 5, 4, 10, 0, 0, 123456, tzinfo=UTC),
)


@pytest.fixture
def pdf() -> bytes:
    if why := client.missing_library():
        pytest.skip(why)
    return client.PdfPress(FONTS).render_document(PAPER).content


def test_the_same_paper_gives_the_same_bytes(pdf: bytes) -> None:
    assert client.PdfPress(FONTS).render_document(PAPER).content == pdf


def test_it_is_tagged_in_its_language_with_its_own_date_and_a_text_for_the_picture(pdf: bytes) -> None:
    file = PdfReader(BytesIO(pdf))
    root: Any = file.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert file.metadata is not None
    assert (file.metadata.title, str(file.metadata["/CreationDate"])[:16]) == (
        PAPER.title,
        "D:20260504100000",
    )
    assert "Andel: digitalt 19" in _alternatives(root["/StructTreeRoot"])
    metadata = file.xmp_metadata
    assert metadata is not None
    assert "pdfuaid" in metadata.stream.get_data().decode()
    assert "19,42 %" in file.pages[0].extract_text()


def _alternatives(node: object) -> str:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return " ".join(_alternatives(one) for one in node)
    if not isinstance(node, dict):
        return ""
    return f"{node.get('/Alt', '')} {_alternatives(node.get('/K'))}"


def test_without_a_press_it_is_one_page_that_fetches_nothing() -> None:
    made = HtmlPress("intet Pango").render_document(PAPER)
    text = made.content.decode()
    assert (made.kind, made.note) == ("html", "intet Pango")
    assert "<title>Redegørelse &lt;2026&gt;</title>" in text
    assert "Lyngsø &amp; Omegn" in text
    assert "url(" not in text
    assert "<script" not in text
