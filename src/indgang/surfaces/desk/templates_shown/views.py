"""The pages of prepared letters. They show; the texts are changed in their files."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import services
from indgang.modules.messages.selectors import templates as selectors
from indgang.modules.messages.selectors.templates import TemplateShown
from indgang.surfaces.common.people import for_staff


@for_staff(Right.ANSWER_FEEDBACK)
@never_cache
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every prepared letter, by whose it is, with how hard it is to read."""
    groups = [
        (owner, [{"letter": one, "hard": one.lix >= selectors.HARD} for one in letters])
        for owner, letters in groupby(selectors.templates(), key=lambda one: one.owner)
    ]
    return render(request, "desk/templates_shown/templates.html", {"groups": groups})


@for_staff(Right.ANSWER_FEEDBACK)
@never_cache
@require_safe
def template(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """One prepared letter as its reader gets it, in one language."""
    shown = _shown(request, owner, name)
    english = request.GET.get("sprog") == "en"
    language = "en" if english else "da"
    letter = shown.letter
    blocks = [
        {
            "kind": block.kind,
            "text": getattr(block.text, language),
            "items": [getattr(item, language) for item in block.items],
        }
        for block in letter.blocks
    ]
    values = {
        "shown": shown,
        "language": language,
        "title": getattr(letter.title, language),
        "blocks": blocks,
        "buttons": [(getattr(one.label, language), one.to, one.until) for one in shown.actions],
        "reading": shown.english if english else shown.danish,
        "readings": [(_("Dansk"), "da", shown.danish), (_("Engelsk"), "en", shown.english)],
    }
    return render(request, "desk/templates_shown/template.html", values)


@for_staff(Right.ANSWER_FEEDBACK)
@never_cache
@require_safe
def template_file(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """The letter as it is printed, made now and kept nowhere."""
    rendered = services.press().render(selectors.template_sheet(_shown(request, owner, name)))
    kind = "application/pdf" if rendered.kind == "pdf" else "text/html; charset=utf-8"
    answer = HttpResponse(rendered.content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}.{rendered.kind}"'
    if rendered.kind == "html":
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def _shown(request: HttpRequest, owner: str, name: str) -> TemplateShown:
    typed = request.GET.get("udgave", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None
    return selectors.template_shown(owner, name, version)
