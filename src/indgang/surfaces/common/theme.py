"""The municipality's colour as a small style sheet: the content security policy allows no style in a page."""

import re
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from indgang.modules.identity.selectors import MunicipalityInfo
from indgang.surfaces.common.people import for_everybody

DEFAULT = "#1b5e4b"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
Rgb = tuple[int, int, int]


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """`share` of `other` (0 to 1) in `colour`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Rgb) -> Rgb:
    """The colour, darkened until white text on it can be read (7 to 1)."""
    while contrast(colour, (255, 255, 255)) < 7:
        colour = _mix(colour, (0, 0, 0), 0.05)
    return colour


@lru_cache(maxsize=8)
def style_sheet(colour: str) -> str:
    """Custom properties made of one colour `#rrggbb`; a value that is no colour gives the default."""
    accent = readable(_rgb(colour if _HEX.fullmatch(colour) else DEFAULT))
    shades = {
        "accent": accent,
        "accent-dark": _mix(accent, (0, 0, 0), 0.3),
        "accent-mid": _mix(accent, (255, 255, 255), 0.55),
        "accent-line": _mix(accent, (255, 255, 255), 0.75),
        "accent-soft": _mix(accent, (255, 255, 255), 0.9),
        "accent-faint": _mix(accent, (255, 255, 255), 0.95),
    }
    rows = "".join(f"--{name}:#{r:02x}{g:02x}{b:02x};" for name, (r, g, b) in shades.items())
    return f":root{{{rows}}}\n"


def theme_address(municipality: MunicipalityInfo | None) -> str:
    """Where the style sheet of this colour stands; empty when the address is not connected."""
    colour = municipality.colour if municipality else DEFAULT
    try:
        return reverse("common:theme", kwargs={"colour": colour.removeprefix("#").lower()})
    except NoReverseMatch:
        return ""


@for_everybody
def theme(request: HttpRequest, colour: str) -> HttpResponse:
    """The colour stands in the address, so a browser may keep the answer for good."""
    response = HttpResponse(style_sheet(f"#{colour}"), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
