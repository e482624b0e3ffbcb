"""The template tags of the house. README.md beside surfaces/common shows each with an example."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from indgang.surfaces.common import fixed, formats
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.icons import ICONS

register = template.Library()
register.tag("fixed", fixed.fixed)


@register.filter
def da_date(value: object) -> str:
    """`3. december 2026`; empty for what is no date."""
    return formats.day(value) if isinstance(value, date) else ""


@register.filter
def da_short_date(value: object) -> str:
    """`3. december`."""
    return formats.short_day(value) if isinstance(value, date) else ""


@register.filter
def da_weekday(value: object) -> str:
    """`torsdag 3. december`."""
    return formats.weekday(value) if isinstance(value, date) else ""


@register.filter
def da_datetime(value: object) -> str:
    """`3. december 2026 kl. 10.42`."""
    return formats.moment(value) if isinstance(value, datetime) else ""


@register.filter
def da_time(value: object) -> str:
    """`kl. 10.42`."""
    return formats.clock_time(value) if isinstance(value, datetime | time) else ""


@register.filter
def number(value: object, decimals: int | None = None) -> str:
    """`1.234,5`; empty for what is no number, since unknown is never 0."""
    found = formats.as_number(value)
    return "" if found is None else formats.number(found, decimals)


@register.filter
def kr(value: object) -> str:
    """`1.234 kr.`"""
    found = formats.as_number(value)
    return "" if found is None else formats.kroner(found)


@register.filter
def percent(value: object, decimals: int = 0) -> str:
    """`37 %`, of a share that is already in percent."""
    found = formats.as_number(value)
    return "" if found is None else formats.percent(found, decimals)


@register.simple_tag
def demo_post() -> str:
    """Where the demo's letters are seen as their receivers see them; empty when there is no such place."""
    return str(settings.DEMO_POST)


@register.simple_tag
def icon(name: str, label: object = "", size: str = "") -> SafeString:
    """An icon from the sprite; with a `label` it is read aloud, without one it is decoration.

    `size` is empty, `small` or `large`. Raises ValueError for a name that icons.py does not list.
    """
    return _svg(name, str(label), size)


@lru_cache(maxsize=512)
def _svg(name: str, label: str, size: str) -> SafeString:
    if name not in ICONS:
        raise ValueError(f"{name}: no such icon. Add it to surfaces/common/icons.py.")
    href = f"{static('vendored/icons.svg')}#{name}"
    sized = f" icon-{size}" if size else ""
    if label:
        return format_html(
            '<svg class="icon-svg{}" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>',
            sized, label, href,
        )  # fmt: skip
    return format_html(
        '<svg class="icon-svg{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        sized,
        href,
    )


def _field(given: Field | BoundField) -> Field:
    return Field.of(given) if isinstance(given, BoundField) else given


@register.simple_tag
def field(given: Field | BoundField) -> SafeString:
    """A field with label, hint, why we ask, and error: a `Field`, or a field of a Django form."""
    found = _field(given)
    drawn: SafeString = _drawing(_TEMPLATES.get(found.kind, "input")).render({"field": found})
    return drawn


@lru_cache
def _drawing(name: str) -> Any:
    """The template of a kind of field. Kept: a page has many fields."""
    return get_template(f"common/tags/fields/{name}.html")


_TEMPLATES = {
    "textarea": "textarea",
    "date": "date",
    "period": "period",
    "radio": "choices",
    "checkboxes": "choices",
    "checkbox": "checkbox",
    "select": "select",
    "file": "file",
    "hidden": "hidden",
}


@register.inclusion_tag("common/tags/error_summary.html")
def error_summary(given: BaseForm | Iterable[Field]) -> dict[str, Any]:
    """The errors of a form or of fields, each a link to its field. Nothing when there are none."""
    if isinstance(given, BaseForm):
        fields = [Field.of(bound) for bound in given]
        general = list(given.non_field_errors())
    else:
        fields, general = list(given), []
    return {"fields": [one for one in fields if one.error], "general": general}


@register.simple_tag
def steps(given: Iterable[Any], current: int) -> SafeString:
    """A step guide. Each step has `title`, and may have `url`, `done`, `error`. `current` counts from 1.

    Drawn here, not in a template: it has many lines, and each stands twice, for a phone and for a wide screen.
    """
    found = list(given)
    if not found:
        return mark_safe("")
    marks = {"error": icon("error", _("Mangler noget")), "done": icon("check", _("Udfyldt"))}
    lines = "\n".join(
        _step(step, number, marks, here=number == current) for number, step in enumerate(found, 1)
    )
    place = _("Trin <strong>%(current)s</strong> af %(count)s") % {"current": current, "count": len(found)}
    return mark_safe(  # noqa: S308  (each part is escaped, or our own)
        f'<nav class="steps" aria-label="{escape(_("Trin"))}">'
        f'<details class="steps-phone"><summary><span>{place}'
        f'<span class="steps-phone-title">{escape(_of(found[current - 1], "title"))}</span></span></summary>'
        f'<ol class="step-indicator">{lines}</ol></details>'
        f'<div class="steps-wide"><ol class="step-indicator">{lines}</ol></div></nav>'
    )


def _step(step: Any, number: int, marks: dict[str, SafeString], *, here: bool) -> str:
    """One line of a step guide. Written here, not in a template: a page has many, and shows them twice."""
    title, url, done, error = (_of(step, name) for name in ("title", "url", "done", "error"))
    tag = "a" if url and not here else "div"
    address = f' href="{escape(url)}"' if tag == "a" else ""
    current = ' aria-current="step"' if here else ""
    mark = marks["error"] if error else marks["done"] if done else f"<span>{number}</span>"
    state = "current" if here else "" if url else "disabled"
    return (
        f'<li class="{state}{" error" if error else ""}"><{tag} class="step"{address}{current}>'
        f'<span class="step-{"icon" if error or done else "number"}">{mark}</span>'
        f'<div><span class="step-title">{escape(title)}</span></div></{tag}></li>'
    )


def _of(step: Any, name: str) -> Any:
    return step.get(name, "") if isinstance(step, dict) else getattr(step, name, "")


@register.inclusion_tag("common/tags/facts.html")
def facts(rows: Iterable[Any]) -> dict[str, Any]:
    """A structured list. Each row has `label` and `value`, and may have `source`, `url`, `action`.

    A pair `(label, value)` is a row too.
    """
    return {
        "rows": [{"label": r[0], "value": r[1]} if isinstance(r, tuple) else r for r in rows],
    }


@register.inclusion_tag("common/tags/calculations.html")
def calculations(found: Iterable[Any]) -> dict[str, Any]:
    """How amounts came about: a table for each calculation. A line has `label`, `value`, and may have `note` and
    `paragraph`.
    """
    return {"calculations": found}


@register.inclusion_tag("common/tags/prefilled.html")
def prefilled(
    label: object, value: object, source: object, at: date | datetime | None = None, wrong_url: str = ""
) -> dict[str, Any]:
    """A card with what we know already: value, where from, when, and a way to say that it is wrong."""
    return {"label": label, "value": value, "source": source, "at": at, "wrong_url": wrong_url}


@register.inclusion_tag("common/tags/alert.html")
def alert(kind: str, heading: object, text: object = "", role: str = "") -> dict[str, Any]:
    """A box. `kind` is info, success, warning or error; `role="alert"` only for news that came just now."""
    return {"kind": kind, "heading": heading, "text": text, "role": role}


@register.inclusion_tag("common/tags/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], current: int, count: int, name: str = "side") -> dict[str, Any]:
    """Links to the pages of a list; keeps the other parameters of the address. Nothing for a single page."""
    query = context["request"].GET.copy()

    def address(page: int) -> str:
        query[name] = str(page)
        return f"?{query.urlencode()}"

    shown = [n for n in range(1, count + 1) if n in (1, count) or abs(n - current) <= 2]
    return {
        "current": current, "count": count, "pages": [(n, address(n)) for n in shown],
        "before": address(current - 1) if current > 1 else "",
        "after": address(current + 1) if current < count else "",
    }  # fmt: skip


@register.simple_tag
def status(kind: str, text: object) -> SafeString:
    """A small label. `kind` is good, busy, late or quiet; the words carry the meaning, never the colour alone."""
    return format_html('<span class="status status-{}">{}</span>', kind, text)


@register.inclusion_tag("common/tags/empty.html")
def empty(heading: object, text: object = "", url: str = "", action: object = "") -> dict[str, Any]:
    """What to say when there is nothing: what it means, and what one can do."""
    return {"heading": heading, "text": text, "url": url, "action": action}
