"""What every field has above its input: label, hint, why we ask, and what is wrong.

Drawn here and not in templates: a page has many fields, and a template needs several times as long for them.
"""

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from indgang.surfaces.common.fields import Field


def label(field: "Field") -> SafeString:
    """The question, and whether it may be left out."""
    if field.required:
        return format_html("{}", str(field.label))
    return format_html('{} <span class="weight-normal">({})</span>', str(field.label), _("valgfrit"))


def notes(field: "Field") -> SafeString:
    """Hint, reason and error, each with the id by which the input names it."""
    found = []
    if field.hint:
        found.append(format_html('<span class="form-hint" id="{}-hint">{}</span>', field.id, str(field.hint)))
    if field.why:
        found.append(
            format_html(
                '<span class="form-why" id="{}-why"><span class="form-why-word">{}</span> {}</span>',
                field.id,
                _("Derfor spørger vi:"),
                str(field.why),
            )
        )
    if field.error:
        found.append(
            format_html(
                '<span class="form-error-message" id="{}-error"><span class="sr-only">{} </span>{}</span>',
                field.id,
                _("Ret dette:"),
                str(field.error),
            )
        )
    return mark_safe("\n".join(found))  # noqa: S308  (each is escaped)
