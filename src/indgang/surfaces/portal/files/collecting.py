"""Files are collected before they are sent: one form with a list, and a button for each thing that can be done.

The buttons are `add`, `remove` (its value is the file's id), and whatever sends the whole. It works without JavaScript,
and what was typed in the other fields of the form is on the page again after each press.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from indgang.modules.cases.selectors import Basket
from indgang.modules.files import selectors as stored
from indgang.modules.files import services as files
from indgang.modules.files.vocabulary import BadFile
from indgang.modules.identity.vocabulary import Acting
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.files import FILE, TITLE, file_field, posted_id, title_field

ADD, REMOVE = "add", "remove"


@dataclass(frozen=True)
class Step:
    """What a press did. `error` stands beside the file; `said` is told to the reader; `send`: now send it all."""

    error: str = ""
    said: str = ""
    send: bool = False


def take(request: HttpRequest, basket: Basket, by: Acting) -> Step:
    """Do what the pressed button says. A file that was chosen and not added is added before all is sent."""
    if REMOVE in request.POST:
        file_id = posted_id(request.POST[REMOVE])
        if file_id is not None:
            files.remove(file_id=file_id, owner=basket.owner, by=by.actor)
        return Step(said=_("Bilaget er fjernet."))
    adding = ADD in request.POST
    if adding or request.FILES.get(FILE):
        try:
            title = request.POST.get(TITLE, "")
            files.keep(upload=request.FILES.get(FILE), owner=basket.owner, title=title, by=by.actor)
        except BadFile as problem:
            return Step(error=str(problem.message))
    if adding:
        return Step(said=_("Bilaget er lagt til. Det er ikke sendt endnu."))
    return Step(send=True)


def shown(request: HttpRequest, owner: str, step: Step) -> dict[str, Any]:
    """What `portal/files/_basket.html` draws: the two fields, and the list as it is now."""
    title = title_field(request, label=_("Hvad er det?"))
    if not step.error:
        title = Field(title.name, title.label, hint=title.hint, required=False)
    collected = stored.files_of(owner)
    label = _("Vælg en fil mere") if collected else _("Vælg en fil")
    chosen = file_field(label=label, error=step.error)
    return {"file_field": chosen, "title_field": title, "collected": collected, "summary": [chosen]}
