"""A photo, drawn anew: the right way up, and without all that a camera writes beside it. Runs in the child only."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from indgang.kernel.uploads.kinds import FileKind
from indgang.kernel.uploads.refusals import BadFile, Limits, Refusal

QUALITY = 88
FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG"}


def redraw(content: bytes, kind: FileKind, limits: Limits) -> bytes:
    """The same picture as a new file: no EXIF, no place, no second picture, nothing after its end.

    Raises BadFile for one that cannot be read whole, or has too many pixels (counted before any is drawn).
    """
    Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is unpacked
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn(content, kind, limits)
    except BadFile:
        raise
    except MemoryError:
        raise BadFile(Refusal.HEAVY) from None
    except UnidentifiedImageError:
        raise BadFile(Refusal.BROKEN) from None
    except Exception:  # a hostile file may raise anything
        raise BadFile(Refusal.BROKEN) from None


def _drawn(content: bytes, kind: FileKind, limits: Limits) -> bytes:
    with Image.open(BytesIO(content), formats=[FORMATS[kind]]) as opened:
        width, height = opened.size
        if width * height > limits.pixels:
            raise BadFile(Refusal.PIXELS)
        opened.load()
        turned = ImageOps.exif_transpose(opened)
    if turned.mode.startswith("I"):  # 16 bits of grey: eight are kept, and the light stays as it was
        turned = turned.point(lambda light: light * (1 / 256)).convert("L")
    plain = turned.convert(_mode(turned, kind))
    new = Image.new(plain.mode, plain.size)  # a fresh picture has nothing but its pixels
    new.paste(plain)
    out = BytesIO()
    if kind is FileKind.JPEG:
        new.save(out, "JPEG", quality=QUALITY, optimize=True)
    else:
        new.save(out, "PNG")
    return out.getvalue()


def _mode(picture: Image.Image, kind: FileKind) -> str:
    """Eight bits a colour: grey, colour, or colour with see-through parts."""
    if picture.mode in ("1", "L"):
        return "L"
    if kind is FileKind.PNG and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info):
        return "RGBA"
    return "RGB"
