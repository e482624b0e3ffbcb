"""What comes out of the press, read back."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject

from indgang.adapters.letters import client
from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import LetterPress, Sheet, SheetBlock

FONTS = Path(__file__).parents[5] / "node_modules/dkfds/src/fonts/IBMPlexSans/complete/ttf"

SHEET = Sheet(
    language="da",
    sender="Lyngsø Kommune",
    unit="Folkeregisteret",
    sender_address=("Klokkeengen 2", "9999 Lyngsø"),
    phone="99 99 01 10",
    recipient=("Maja <b>Holm</b>",),
    date="4. maj 2026",
    reference="26-000001",
    subject="Svar på din flytning",
    blocks=(
        SheetBlock("result", "Du bor nu på Klokkeengen 2."),
        SheetBlock("facts", items=("Fra: 1. maj 2026", "Hvem: Maja & Bo")),
        SheetBlock("heading", "Hvad sker der nu?"),
        SheetBlock(
            "text", "Du skal ikke gøre mere.\n\nHusk din læge: https://example.invalid/ <script>x</script>"
        ),
        SheetBlock("list", "Vi har brugt:", ("CPR-lovens § 6", "CPR-lovens § 12")),
    ),
)
LONG = Sheet(
    **{
        **{name: getattr(SHEET, name) for name in SHEET.__slots__},
        "blocks": tuple(SheetBlock("text", f"Afsnit {i}. " + "Vi ser på sagen. " * 40) for i in range(30)),
    }
)


@pytest.fixture(params=["pdf", "html"])
def press(request: pytest.FixtureRequest) -> LetterPress:
    """Both presses keep the same contract."""
    if request.param == "html":
        return HtmlPress()
    if why := client.missing_library():
        pytest.skip(why)
    return client.PdfPress(FONTS)


def _text(press: LetterPress, sheet: Sheet) -> str:
    made = press.render(sheet)
    if made.kind == "html":
        return made.content.decode()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages)


def test_all_that_a_letter_must_say_is_there(press: LetterPress) -> None:
    text = _text(press, SHEET)
    for word in (
        *("Lyngsø Kommune", "Folkeregisteret", "Klokkeengen 2", "99 99 01 10", "4. maj 2026", "26-000001"),
        *("Svar på din flytning", "Du bor nu på", "Fra", "Hvad sker der nu?", "CPR-lovens § 12"),
    ):
        assert word in text, word


def test_what_people_typed_is_never_markup() -> None:
    page = HtmlPress().render(SHEET).content.decode()
    assert "Maja &lt;b&gt;Holm&lt;/b&gt;" in page
    assert "<script" not in page


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _pdf(sheet: Sheet = SHEET, fonts: Path | None = FONTS) -> PdfReader:
    if why := client.missing_library():
        pytest.skip(why)
    made = client.PdfPress(fonts).render(sheet)
    assert made.content.startswith(b"%PDF-1.7")
    return PdfReader(BytesIO(made.content))


@pytest.mark.letters
def test_the_pdf_calls_itself_pdf_ua() -> None:
    reader = _pdf()
    metadata = reader.xmp_metadata
    assert metadata is not None
    raw = metadata.stream.get_data().decode()
    assert "pdfuaid" in raw
    assert reader.metadata is not None
    assert reader.metadata.title == "Svar på din flytning"
    catalog = _root(reader)
    assert catalog["/Lang"] == "da"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def _tags(node: object) -> list[str]:
    """The structure types of a tagged PDF, in reading order."""
    if isinstance(node, list):
        return [tag for child in node for tag in _tags(child)]
    found = getattr(node, "get_object", lambda: node)()
    if isinstance(found, list):
        return _tags(found)
    if not isinstance(found, DictionaryObject):
        return []
    own = [str(found["/S"])] if isinstance(found.get("/S"), NameObject) else []
    return own + (_tags(found["/K"]) if "/K" in found else [])


@pytest.mark.letters
def test_headings_lists_and_paragraphs_are_tagged_in_reading_order() -> None:
    reader = _pdf()
    tags = _tags(_root(reader)["/StructTreeRoot"])
    assert tags[0] == "/Document"
    assert tags.count("/H1") == 1
    assert tags.index("/H1") < tags.index("/H2")
    assert "/L" in tags
    assert "/LI" in tags


@pytest.mark.letters
def test_every_page_has_its_number_and_the_case_number() -> None:
    pages = _pdf(LONG).pages
    assert len(pages) > 2
    for i, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Side {i} af {len(pages)}" in text
        assert "26-000001" in text


@pytest.mark.letters
@pytest.mark.parametrize(("fonts", "name"), [(FONTS, "Plex"), (None, "DejaVu")])
def test_the_typeface_is_inside_the_file(fonts: Path | None, name: str) -> None:
    if fonts is not None and not fonts.is_dir():
        pytest.skip("npm ci has not been run")
    reader = _pdf(fonts=fonts)
    resources: Any = reader.pages[0]["/Resources"]
    used = [font.get_object() for font in resources["/Font"].values()]
    assert used
    assert any(name in str(font["/BaseFont"]).replace("-", "") for font in used)
    for font in used:
        below = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(below)


def test_html_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_LETTERS", "html")
    made = client.press().render(SHEET)
    assert (made.kind, made.note) == ("html", "INDGANG_LETTERS=html")


def test_without_pango_the_letter_is_html_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "missing_library", lambda: "cannot load library 'libpango-1.0-0'")
    made = client.press().render(SHEET)
    assert made.kind == "html"
    assert "libpango" in made.note
    assert "apt-get install" in made.note


def test_importing_the_client_does_not_load_weasyprint() -> None:
    code = "import sys, indgang.adapters.letters.client as c; sys.exit('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, check=False)  # noqa: S603
    assert done.returncode == 0
