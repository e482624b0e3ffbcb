"""What every field has above its input (label, hint, why we ask, and what is wrong), and the choices of a group.

Drawn here and not in templates: a page has many fields, and a template needs several times as long for them.
"""

from typing import TYPE_CHECKING

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from indgang.surfaces.common.fields import Field


def escape(text: object) -> SafeString:
    """A text of any kind in the reader's language, fit for a page; what is safe already stays."""
    return conditional_escape(str(text))


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


def choices(field: "Field") -> SafeString:
    """The radio buttons or tick boxes, each with its label and what it means."""
    name, found = escape(field.name), []
    for one in field.choices:
        kind, known = one.kind, escape(one.id)
        hint = f'<span class="form-hint" id="{known}-hint">{escape(one.hint)}</span>' if one.hint else ""
        told = f' aria-describedby="{known}-hint"' if hint else ""
        checked = " checked" if one.chosen else ""
        found.append(
            f'<div class="form-group-{kind}">'
            f'<input type="{kind}" class="form-{kind}" id="{known}" name="{name}" value="{escape(one.value)}"'
            f"{checked}{told}>"
            f'<label class="form-label" for="{known}">{escape(one.label)}</label>{hint}</div>'
        )
    return mark_safe("\n".join(found))  # noqa: S308  (each is escaped)


def options(field: "Field") -> SafeString:
    """The options of a list to unfold: it may have a hundred."""
    found = []
    for one in field.choices:
        selected = " selected" if one.chosen else ""
        found.append(f'<option value="{escape(one.value)}"{selected}>{escape(one.label)}</option>')
    return mark_safe("".join(found))  # noqa: S308  (each is escaped)
