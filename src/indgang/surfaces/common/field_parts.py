"""What every field has above its input: label, hint, why we ask, and what is wrong.

Drawn here and not in templates: a page has many fields, and a template needs several times as long for them.
"""

from typing import TYPE_CHECKING

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from indgang.surfaces.common.fields import Field


def label(field: "Field") -> SafeString:
    """The question, and whether it may be left out."""
    optional = "" if field.required else f' <span class="weight-normal">({escape(_("valgfrit"))})</span>'
    return mark_safe(f"{escape(field.label)}{optional}")  # noqa: S308  (escaped)


def notes(field: "Field") -> SafeString:
    """Hint, reason and error, each with the id by which the input names it."""
    known, found = escape(field.id), []
    if field.hint:
        found.append(f'<span class="form-hint" id="{known}-hint">{escape(field.hint)}</span>')
    if field.why:
        word = f'<span class="form-why-word">{escape(_("Derfor spørger vi:"))}</span>'
        found.append(f'<span class="form-why" id="{known}-why">{word} {escape(field.why)}</span>')
    if field.error:
        word = f'<span class="sr-only">{escape(_("Ret dette:"))} </span>'
        found.append(
            f'<span class="form-error-message" id="{known}-error">{word}{escape(field.error)}</span>'
        )
    return mark_safe("\n".join(found))  # noqa: S308  (each is escaped)
