"""What the small form about a text offers to choose from."""

from django import template

from indgang.kernel.text import Text
from indgang.modules.catalogue.vocabulary import PART_NAMES

register = template.Library()


@register.simple_tag
def text_parts() -> list[tuple[str, Text]]:
    """Each part of a service's text: its word, and its name."""
    return [(word.value, name) for word, name in PART_NAMES.items()]
