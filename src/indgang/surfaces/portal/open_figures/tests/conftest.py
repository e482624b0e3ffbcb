"""The demo's content and a visitor, as the other open pages have them."""

from indgang.surfaces.portal.tests.conftest import changing, danish, lyngsoe, plain_pages, visitor

__all__ = ["changing", "danish", "lyngsoe", "plain_pages", "visitor"]
