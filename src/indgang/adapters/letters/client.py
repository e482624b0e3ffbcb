"""The press: PDF/UA-1 by WeasyPrint, which is imported when the first letter is set, not before.

WeasyPrint and its fonts take some 60 MB; the web process never renders, so it never pays.
"""

import os
from pathlib import Path
from typing import Any

from indgang.adapters.letters import form_markup, form_style, markup, paper, style
from indgang.adapters.letters.form_types import FormSheet
from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import CannotRender, LetterPress, Paper, Rendered, Sheet

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"


def missing_library() -> str:
    """Why WeasyPrint cannot run here, in one line; empty when it can."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).strip().splitlines()[0][:150]
    return ""


class PdfPress:
    """Sets a sheet as tagged PDF (PDF/UA-1). Looks nothing up outside: the only files it reads are fonts."""

    def __init__(self, fonts: Path | None = None) -> None:
        self.fonts = fonts if fonts is not None and style.has_plex(fonts) else None

    def render(self, sheet: Sheet) -> Rendered:
        """Raises CannotRender when WeasyPrint stumbles."""
        css = style.stylesheet(sheet, fonts=self.fonts, screen=False)
        return self._set(markup.document(sheet, css))

    def render_form(self, sheet: FormSheet) -> Rendered:
        """A form to fill in by hand. Raises CannotRender when WeasyPrint stumbles."""
        css = form_style.stylesheet(sheet, fonts=self.fonts, screen=False)
        return self._set(form_markup.document(sheet, css))

    def render_document(self, page: Paper) -> Rendered:
        """A report: the same paper gives the same bytes. Raises CannotRender when WeasyPrint stumbles."""
        css = paper.stylesheet(page, fonts=self.fonts, screen=False)
        return self._set(paper.document(page, css))

    def _set(self, document: str) -> Rendered:
        import weasyprint

        try:
            content = weasyprint.HTML(string=document, url_fetcher=_only_fonts(self.fonts)).write_pdf(
                pdf_variant="pdf/ua-1", pdf_tags=True
            )
        except Exception as error:
            raise CannotRender(str(error) or type(error).__name__) from error
        if not content:
            raise CannotRender("WeasyPrint gave an empty file.")
        return Rendered("pdf", content)


def _only_fonts(folder: Path | None) -> Any:
    """A fetcher that reads our own font files and nothing else, whatever a letter says."""
    from weasyprint.urls import URLFetcher

    allowed = {(folder / f"{name}.ttf").as_uri() for name in style.FACES} if folder else set()

    class OnlyFonts(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                raise ValueError(f"A letter fetches nothing: {url}")
            return super().fetch(url, headers)

    return OnlyFonts(allowed_protocols=["file"], allow_redirects=False)


def press(fonts: Path | None = None) -> LetterPress:
    """The best press that runs here. `INDGANG_LETTERS=html` in the environment asks for HTML."""
    if os.environ.get("INDGANG_LETTERS", "").strip().lower() == "html":
        return HtmlPress("INDGANG_LETTERS=html")
    why_not = missing_library()
    return HtmlPress(f"{why_not} (apt-get install {PACKAGES})") if why_not else PdfPress(fonts)
