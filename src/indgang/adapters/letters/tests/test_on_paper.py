"""Letters for the printer: the window, both sides of the sheet, and large print."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from indgang.adapters.letters import batch, client
from indgang.adapters.letters.batch import POINT
from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.tests.test_letters import FONTS, LONG, SHEET
from indgang.adapters.letters.types import Sheet

pytestmark = pytest.mark.letters
HOME = ("Skonnertgade 4, 2. tv", "9999 Lyngsø")


def pdf(sheet: Sheet) -> bytes:
    if why := client.missing_library():
        pytest.skip(why)
    return client.PdfPress(FONTS).render(sheet).content


def pieces(page: Any) -> list[tuple[str, float, float, float]]:
    """Each text of a page with where it begins, in millimetres from the left and from the top, and its size."""
    found: list[tuple[str, float, float, float]] = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            found.append((text.strip(), x / POINT, 297 - y / POINT, abs(size * tm[3] * cm[3])))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    "name", ["Bo", "Jens Christian Æbelø-Hansen af Rosenborg", "Anna Margrethe Elisabeth " * 3]
)
def test_name_and_address_are_in_the_window_and_nothing_else_is(name: str, large: bool) -> None:
    made = batch.bind([(pdf(replace(SHEET, recipient=(name.strip(),), large=large)), HOME)])
    inside = [
        piece
        for piece in pieces(PdfReader(BytesIO(made)).pages[0])
        if 19.9 <= piece[1] < 110 and 45 <= piece[2] <= 71
    ]
    said = " ".join(piece[0] for piece in inside)
    for word in (*name.split()[:2], *HOME):
        assert word in said
    assert "Lyngsø Kommune" not in said
    lines = sorted(piece[2] for piece in inside)
    assert lines[-1] <= 69.5, "the last line stays in the window of the smallest envelope"


def test_every_letter_begins_on_a_new_sheet_of_paper() -> None:
    one, many = pdf(SHEET), pdf(LONG)
    length = len(PdfReader(BytesIO(many)).pages)
    bound = PdfReader(BytesIO(batch.bind([(one, HOME), (many, HOME), (one, ())])))
    begins = [i for i, page in enumerate(bound.pages) if "Dato" in page.extract_text()]
    assert begins == [0, 2, 2 + length + length % 2]
    assert len(bound.pages) % 2 == 0
    assert len(PdfReader(BytesIO(batch.bind([(one, HOME)]))).pages) == 1


def test_an_address_with_odd_signs_breaks_nothing() -> None:
    made = batch.bind([(pdf(SHEET), ("Łódź (a\\b) 😀", "9999 Lyngsø"))])
    assert "9999 Lyngsø" in PdfReader(BytesIO(made)).pages[0].extract_text()


def test_large_print_is_eighteen_points_and_still_pdf_ua() -> None:
    reader = PdfReader(BytesIO(pdf(replace(SHEET, large=True))))
    size = {text: points for text, _x, _y, points in pieces(reader.pages[0])}
    assert size["Du skal ikke gøre mere."] == pytest.approx(18, abs=0.1)
    assert min(points for text, points in size.items() if "Side" not in text) > 10.9
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert "pdfuaid" in metadata.stream.get_data().decode()


def test_an_address_in_html_stands_below_the_name() -> None:
    page = HtmlPress().render(replace(SHEET, recipient=("Maja Holm", *HOME))).content.decode()
    assert (
        page.index("Maja Holm") < page.index(HOME[0]) < page.index(HOME[1]) < page.index("Lyngsø Kommune</p>")
    )
