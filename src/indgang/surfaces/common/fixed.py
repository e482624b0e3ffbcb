"""Parts of a page that are the same for everybody: drawn once, until the municipality's content changes.

Inside `{% fixed %}` a template sees `municipality` and nothing else, neither the reader nor the page, so nothing
of anybody's can be kept. Texts, icons, addresses and static files work as they do outside.
"""

from typing import Any

from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class FixedNode(Node):
    """Keeps one text for each language, and with it the municipality that it was drawn for."""

    child_nodelists = ()  # a page looks for its blocks everywhere each time; there are none in here

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[tuple[str | None, str], tuple[Any, SafeString]] = {}

    def render(self, context: Context) -> SafeString:
        municipality = context.get("municipality")
        key = (get_language(), settings.ROOT_URLCONF)
        drawn = self._drawn.get(key)
        if drawn is None or drawn[0] is not municipality:  # newer content is another object
            drawn = municipality, self.nodelist.render(context.new({"municipality": municipality}))
            self._drawn[key] = drawn
        return drawn[1]


def fixed(parser: Parser, token: Token) -> FixedNode:
    """`{% fixed %} … {% endfixed %}`."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)
