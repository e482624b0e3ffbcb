"""A file from outside: what is taken, what is refused and why, and what is left of it."""

import os
import signal
import sys
import time
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from indgang.kernel.uploads import BadFile, FileKind, Limits, Refusal, checked, checking
from indgang.kernel.uploads.kinds import EICAR, kind_of
from indgang.kernel.uploads.refusals import SENTENCES
from indgang.kernel.uploads.testing import (
    archive,
    attached,
    in_root,
    named,
    on_page,
    packed,
    pdf,
    picture,
    unreachable,
)

SCRIPT = named(S="/JavaScript", JS="app.alert(1)")


def refused(content: bytes, limits: Limits | None = None) -> Refusal:
    with pytest.raises(BadFile) as caught:
        checked(content, limits)
    assert caught.value.message.da
    assert caught.value.message.en
    return caught.value.why


def test_a_pdf_is_kept_byte_for_byte() -> None:
    content = pdf(pages=3)
    found = checked(content)
    assert (found.kind, found.content, found.pages) == (FileKind.PDF, content, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_photo_only_the_picture_is_kept(kind: str) -> None:
    content = picture(kind, turn=6)
    assert Image.open(BytesIO(content)).getexif()
    found = checked(content + archive())
    drawn = Image.open(BytesIO(found.content))
    assert dict(drawn.getexif()) == {}
    assert b"Exif" not in found.content
    assert b"Kamera" not in found.content
    assert b"PK\x03\x04" not in found.content
    assert set(drawn.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_stands_the_way_it_was_seen(kind: str) -> None:
    turned = Image.open(BytesIO(checked(picture(kind, (40, 20), turn=6)).content)).convert("RGB")
    assert turned.size == (20, 40)  # a quarter to the right: what was left is now on top
    red, _green, blue = _pixel(turned, (10, 3))
    assert blue > 200 > 60 > red
    red, _green, blue = _pixel(turned, (10, 35))
    assert red > 200 > 60 > blue


def _pixel(image: Image.Image, at: tuple[int, int]) -> tuple[int, int, int]:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_sort_of_png_is_drawn(mode: str) -> None:
    out = BytesIO()
    Image.new("L", (4, 4), 156).convert("I;16" if mode == "I;16" else mode).save(out, "PNG")
    assert Image.open(BytesIO(checked(out.getvalue()).content)).size == (4, 4)


def test_sixteen_bits_of_grey_keep_their_light() -> None:
    out = BytesIO()
    Image.new("I;16", (4, 4), 40_000).save(out, "PNG")
    assert Image.open(BytesIO(checked(out.getvalue()).content)).getpixel((0, 0)) == 40_000 // 256


def test_the_same_photo_twice_is_the_same_content() -> None:
    assert checked(picture()).sha256 == checked(picture()).sha256


def _tiff() -> bytes:
    out = BytesIO()
    Image.new("L", (4, 4)).save(out, "TIFF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Refusal.EMPTY),
        (b"hello", Refusal.UNKNOWN),
        (b"GIF89a" + bytes(20), Refusal.UNKNOWN),
        (b"<html><script>alert(1)</script></html>", Refusal.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.UNKNOWN),
        (b"MZ\x90\x00" + bytes(100), Refusal.UNKNOWN),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), Refusal.HEIC),
        (b"\x00\x00\x00\x18ftypmif1" + bytes(50), Refusal.HEIC),
        (_tiff(), Refusal.TIFF),
        (archive(), Refusal.OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), Refusal.OFFICE),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + EICAR + b"!$H+H*", Refusal.VIRUS),
        (pdf() + EICAR, Refusal.VIRUS),
        (b"<html></html>" + pdf(), Refusal.MIXED),
        (b"\n" + pdf(), Refusal.MIXED),
        (pdf() + archive(), Refusal.MIXED),
        (pdf() + b"x" * 300, Refusal.MIXED),
        (pdf() + b"<script>alert(1)</script>", Refusal.MIXED),
        (pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n%<html><body>\n"), Refusal.MIXED),
        (pdf()[:-30], Refusal.BROKEN),
        (b"%PDF-1.7\n%%EOF", Refusal.BROKEN),
        (b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\nstartxref\n12\n%%EOF", Refusal.BROKEN),
        (picture()[:200], Refusal.BROKEN),
        (picture("PNG")[:60], Refusal.BROKEN),
        (b"\xff\xd8\xff" + bytes(100), Refusal.BROKEN),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_what_a_file_is_decides(content: bytes, why: Refusal) -> None:
    assert refused(content) is why


def _movie(writer: PdfWriter) -> None:
    on_page(Subtype="/Movie")(writer)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (in_root("/OpenAction", SCRIPT), Refusal.SCRIPT),
        (in_root("/Names", named(JavaScript=named(Names=ArrayObject()))), Refusal.SCRIPT),
        (unreachable(SCRIPT), Refusal.SCRIPT),
        (on_page(Subtype="/Widget", AA=named(E=SCRIPT)), Refusal.SCRIPT),
        (in_root("/AA", named(WC=named(JS="x"))), Refusal.SCRIPT),
        (in_root("/OpenAction", named(S="/Launch", F="calc.exe")), Refusal.LAUNCH),
        (on_page(Subtype="/Link", A=named(S="/Launch", F="calc.exe")), Refusal.LAUNCH),
        (attached, Refusal.EMBEDDED),
        (lambda writer: writer.add_attachment("a.txt", b"inside"), Refusal.EMBEDDED),
        (on_page(Subtype="/FileAttachment"), Refusal.EMBEDDED),
        (in_root("/Collection", DictionaryObject()), Refusal.EMBEDDED),
        (in_root("/OpenAction", named(S="/URI", URI="https://example.org")), Refusal.OPENS),
        (in_root("/OpenAction", named(S="/GoToR", F="other.pdf")), Refusal.OPENS),
        (on_page(Subtype="/Widget", A=named(S="/SubmitForm", F="https://example.org")), Refusal.OPENS),
        (on_page(Subtype="/Link", A=named(S="/URI", URI="file:///etc/passwd")), Refusal.OPENS),
        (on_page(Subtype="/RichMedia"), Refusal.MEDIA),
        (_movie, Refusal.MEDIA),
        (on_page(Subtype="/Screen", A=named(S="/Rendition")), Refusal.MEDIA),
        (in_root("/AcroForm", named(XFA=ArrayObject())), Refusal.XFA),
        (lambda writer: writer.encrypt("kode"), Refusal.LOCKED),
        (lambda writer: writer.encrypt("", owner_password="kode"), Refusal.LOCKED),
        (lambda writer: writer.pages[0].__setitem__(NameObject("/MediaBox"), NumberObject(1)), Refusal.BROKEN),
    ],
)  # fmt: skip
def test_a_pdf_that_can_act_or_hide_is_refused(change: Callable[[PdfWriter], object], why: Refusal) -> None:
    assert refused(pdf(change)) is why


@pytest.mark.parametrize("name", ["/J#61vaScript", "/#4aava#53cript"])
def test_a_name_in_disguise_is_found(name: str) -> None:
    content = pdf(unreachable(named(S="/Abcdefghij"))).replace(b"/Abcdefghij", name.encode())
    assert refused(content) is Refusal.SCRIPT


def test_an_object_in_a_compressed_stream_is_found() -> None:
    content = packed(SCRIPT)
    assert b"JavaScript" not in content
    assert refused(content) is Refusal.SCRIPT
    assert checked(packed(named(Type="/Harmless"))).pages == 1


def test_an_object_that_the_table_does_not_name_is_found() -> None:
    """Another reader may build the table anew, and find it."""
    content = pdf()
    hidden = b"99 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n"
    assert refused(content.replace(b"startxref", hidden + b"startxref")) is Refusal.SCRIPT


@pytest.mark.parametrize(
    "change",
    [
        on_page(Subtype="/Link", A=named(S="/URI", URI="https://www.borger.dk")),
        in_root("/OpenAction", named(S="/GoTo", D=ArrayObject())),
        in_root("/OpenAction", ArrayObject()),
        in_root("/AcroForm", named(Fields=ArrayObject())),
        in_root("/Lang", named(S="/Transparency")),
    ],
)
def test_links_forms_and_bookmarks_are_no_harm(change: Callable[[PdfWriter], object]) -> None:
    assert checked(pdf(change)).pages == 1


def test_a_letter_of_our_own_is_taken() -> None:
    """What real programs write: fonts, streams, tags, metadata."""
    try:
        import weasyprint
    except OSError:
        pytest.skip("Pango is missing")
    made = weasyprint.HTML(string="<html lang=da><h1>Brev</h1><p><a href='https://www.borger.dk'>Læs</a>")
    assert checked(made.write_pdf(pdf_variant="pdf/ua-1")).pages == 1


def test_limits_are_said_in_the_sentence() -> None:
    assert refused(pdf(), Limits(size=100)) is Refusal.TOO_BIG
    with pytest.raises(BadFile, match="mere end 2 sider"):
        checked(pdf(pages=3), Limits(pages=2))
    with pytest.raises(BadFile, match="mere end 7 MB"):
        checked(bytes(8_000_000), Limits(size=7 * 1024 * 1024))


def test_a_picture_is_counted_before_it_is_unpacked() -> None:
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    assert refused(out.getvalue()) is Refusal.PIXELS


def test_a_reader_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "START", "while True: pass")
    begun = time.monotonic()
    assert refused(pdf(), Limits(seconds=1)) is Refusal.HEAVY
    assert time.monotonic() - begun < 20


def test_the_system_ends_a_reader_that_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    bound = "import sys; sys.path.insert(0, sys.argv[1])\n"
    bound += "from indgang.kernel.uploads import child, Limits\n"
    bound += "child.bound(Limits(seconds=1, memory=300*1024*1024))\n"
    monkeypatch.setattr(checking, "START", bound + "while True: pass")
    assert refused(pdf(), Limits(seconds=30)) is Refusal.HEAVY
    monkeypatch.setattr(checking, "START", bound + "bytearray(400*1024*1024)")
    assert refused(pdf()) is Refusal.BROKEN
    monkeypatch.setattr(checking, "START", bound + "open('/tmp/a-file-of-a-reader', 'w').write('x' * 9999)")
    assert refused(pdf()) is Refusal.BROKEN


def test_a_reader_that_falls_over_or_talks_nonsense_is_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (
        "import os; os._exit(3)",
        "print('nonsense')",
        f"import os; os.kill(os.getpid(), {signal.SIGSEGV})",
    ):
        monkeypatch.setattr(checking, "START", text)
        assert refused(pdf()) is Refusal.BROKEN


def test_a_reader_has_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_CPR_KEY", "secret")
    assert os.environ["INDGANG_CPR_KEY"]
    told = "import json, os; print(json.dumps({'pages': 'INDGANG_CPR_KEY' in os.environ}))"
    monkeypatch.setattr(
        checking,
        "START",
        told.replace("'INDGANG_CPR_KEY' in", "1 + ('INDGANG_CPR_KEY' in").replace("environ}", "environ)}"),
    )
    assert checked(pdf()).pages == 1


def test_every_refusal_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind_or_a_sentence(content: bytes) -> None:
    try:
        assert kind_of(content) in FileKind
    except BadFile as error:
        assert error.message.da  # noqa: PT017


@pytest.mark.skipif(sys.platform == "win32", reason="the reader needs a system with limits")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([pdf(pages=2), picture(), picture("PNG")]),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=40),
)
def test_a_file_that_was_meddled_with_is_taken_or_refused_and_never_an_error(
    content: bytes, at: int, bytes_: bytes
) -> None:
    at %= len(content)
    try:
        assert checked(content[:at] + bytes_ + content[at + len(bytes_) :]).size > 0
    except BadFile as error:
        assert error.why in Refusal  # noqa: PT017
