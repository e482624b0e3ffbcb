"""Letters made ready for the printer: the address in the window, and many letters in one file."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PageObject, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from indgang.adapters.letters.style import NAME_BOTTOM, WINDOW_LEFT

POINT = 72 / 25.4
"""Points in a millimetre."""
A4 = (210 * POINT, 297 * POINT)
LINE = 5.0
"""Millimetres from line to line in the window."""
SIZE = 11
"""Points. The post reads addresses of this size best, whatever the size of the letter."""


def _escaped(text: str) -> bytes:
    """A PDF string; a letter outside Western European becomes a question mark (Danish addresses have none)."""
    plain = text.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _address_page(lines: Sequence[str]) -> PageObject:
    """An empty page with the lines of an address below the place of the name."""
    width, height = A4
    drawn = [b"BT /Addr %d Tf" % SIZE]
    for number, line in enumerate(lines, start=1):
        down = height - (NAME_BOTTOM + number * LINE - 1.2) * POINT
        drawn.append(b"1 0 0 1 %.2f %.2f Tm (%s) Tj" % (WINDOW_LEFT * POINT, down, _escaped(line)))
    drawn.append(b"ET")
    stream = DecodedStreamObject()
    stream.set_data(b"\n".join(drawn))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page = PageObject.create_blank_page(width=width, height=height)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/Addr"): font})}
    )
    page[NameObject("/Contents")] = stream
    return page


def bind(letters: Sequence[tuple[bytes, Sequence[str]]]) -> bytes:
    """One PDF of several letters, each with the lines of its address. Every letter begins on an odd page, so that
    a printer that prints on both sides never puts two letters on one sheet.
    """
    writer = PdfWriter()
    for content, address in letters:
        first = len(writer.pages)
        writer.append(BytesIO(content), import_outline=False)
        if address:
            writer.pages[first].merge_page(_address_page(address))
        if len(writer.pages) % 2 and len(letters) > 1:
            writer.add_blank_page(*A4)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
