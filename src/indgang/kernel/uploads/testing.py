"""Small real files for tests: good ones, and one for each thing that we refuse."""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (40, 20),
    colour: str = "red",
    mode: str = "RGB",
    turn: int = 1,
) -> bytes:
    """A photo of one colour with its left quarter blue, taken at Rådhuspladsen, the camera held as `turn`."""
    image = Image.new("RGB", size, colour)
    image.paste("blue", (0, 0, size[0] // 4, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = turn, "Kamera"
    exif.get_ifd(GPS).update({1: "N", 2: (55.0, 40.0, 33.0), 3: "E", 4: (12.0, 34.0, 8.0)})
    out = BytesIO()
    image.convert(mode).save(out, kind, exif=exif)
    return out.getvalue()


def pdf(change: Callable[[PdfWriter], object] = lambda _writer: None, pages: int = 1) -> bytes:
    """A PDF of blank pages, changed as a test wants it."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def named(**values: object) -> DictionaryObject:
    """A dictionary of a PDF: `/Key` for each; `str` values are names when they begin with a slash."""
    found = DictionaryObject()
    for key, value in values.items():
        if isinstance(value, str):
            value = NameObject(value) if value.startswith("/") else TextStringObject(value)
        found[NameObject(f"/{key}")] = value
    return found


def in_root(key: str, value: object) -> Callable[[PdfWriter], object]:
    return lambda writer: writer.root_object.__setitem__(NameObject(key), value)


def on_page(**values: object) -> Callable[[PdfWriter], object]:
    """An annotation of the first page."""

    def change(writer: PdfWriter) -> None:
        rectangle = ArrayObject([NumberObject(0)] * 4)
        note = writer._add_object(named(Type="/Annot", Rect=rectangle, **values))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    return change


def unreachable(value: DictionaryObject) -> Callable[[PdfWriter], object]:
    """An object that nothing points to."""
    return lambda writer: writer._add_object(value)


def attached(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"inside")
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    inner = writer._add_object(stream)
    found = named(Type="/Filespec", F="inside.txt", EF=named(F=inner))
    writer._add_object(found)


def packed(found: DictionaryObject) -> bytes:
    """A PDF whose objects stand in a compressed stream (PDF 1.5), where a search in the bytes finds nothing."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    plain = BytesIO()
    writer.write(plain)
    body = plain.getvalue()
    numbers = [int(one) for one in re.findall(rb"^(\d+) 0 obj", body, re.MULTILINE)]
    hidden = max(numbers) + 1
    text = BytesIO()
    found.write_to_stream(text)
    inside = zlib.compress(f"{hidden} 0 ".encode() + text.getvalue())
    first = len(f"{hidden} 0 ")
    stream_at, table_at = hidden + 1, hidden + 2
    start = body.rfind(b"xref\n", 0, body.rfind(b"startxref"))
    out = bytearray(body[:start])
    offsets = {int(m[1]): m.start() for m in re.finditer(rb"^(\d+) 0 obj", bytes(out), re.MULTILINE)}
    offsets[stream_at] = len(out)
    head = f"<< /Type /ObjStm /N 1 /First {first} /Length {len(inside)} /Filter /FlateDecode >>"
    out += f"{stream_at} 0 obj\n{head}\nstream\n".encode() + inside + b"\nendstream\nendobj\n"
    table_offset = len(out)
    offsets[table_at] = table_offset
    rows = bytearray()
    for number in range(table_at + 1):
        if number == hidden:
            rows += bytes([2]) + stream_at.to_bytes(4, "big") + (0).to_bytes(2, "big")
        elif number in offsets:
            rows += bytes([1]) + offsets[number].to_bytes(4, "big") + (0).to_bytes(2, "big")
        else:
            rows += bytes([0]) + (0).to_bytes(4, "big") + (0xFFFF).to_bytes(2, "big")
    [root] = re.findall(rb"/Root (\d+ 0 R)", body)
    table = f"<< /Type /XRef /Size {table_at + 1} /W [1 4 2] /Root {root.decode()} /Length {len(rows)} >>"
    out += f"{table_at} 0 obj\n{table}\nstream\n".encode() + bytes(rows) + b"\nendstream\nendobj\n"
    return bytes(out) + f"startxref\n{table_offset}\n%%EOF\n".encode()


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as inside:
        inside.writestr(zipfile.ZipInfo("word/document.xml"), "<w:document/>")  # without the hour of the day
    return out.getvalue()
