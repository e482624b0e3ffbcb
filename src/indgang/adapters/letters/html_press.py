"""What stands in when there is no Pango: the same letter as one HTML file that prints well."""

from indgang.adapters.letters import form_markup, form_style, markup, paper, style
from indgang.adapters.letters.form_types import FormSheet
from indgang.adapters.letters.types import Paper, Rendered, Sheet


class HtmlPress:
    """`why` says why there is no PDF; it follows the file."""

    def __init__(self, why: str = "") -> None:
        self.why = why

    def render(self, sheet: Sheet) -> Rendered:
        css = style.stylesheet(sheet, fonts=None, screen=True)
        return Rendered("html", markup.document(sheet, css).encode(), self.why)

    def render_form(self, sheet: FormSheet) -> Rendered:
        css = form_style.stylesheet(sheet, fonts=None, screen=True)
        return Rendered("html", form_markup.document(sheet, css).encode(), self.why)

    def render_document(self, page: Paper) -> Rendered:
        css = paper.stylesheet(page, fonts=None, screen=True)
        return Rendered("html", paper.document(page, css).encode(), self.why)
