"""The page where files are attached to a question: the same for the citizen and for staff."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from indgang.modules.files.vocabulary import BadFile
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import StepView
from indgang.modules.selfservice.selectors.views import FieldView
from indgang.modules.selfservice.vocabulary import QuestionKind
from indgang.surfaces.common.files import FILE, TITLE, file_field, posted_id, title_field

ATTACH, REMOVE = "_attach", "_remove"
"""Names of buttons: to the page of a question's files (its key), and that takes one away (its id)."""


def asked_for_files(view: StepView, key: str) -> FieldView | None:
    """The question; None for what is not asked now, or takes no files."""
    return next((one for one in view.fields if one.key == key and one.kind is QuestionKind.UPLOAD), None)


def press(request: HttpRequest, draft_id: UUID, key: str, by: Acting) -> str:
    """Do what the pressed button says. Returns what is wrong with the file, empty when nothing is."""
    if REMOVE in request.POST:
        file_id = posted_id(request.POST[REMOVE])
        if file_id is not None:
            services.detach(draft_id=draft_id, key=key, file_id=file_id, by=by)
        return ""
    try:
        title = request.POST.get(TITLE, "")
        services.attach(draft_id=draft_id, key=key, upload=request.FILES.get(FILE), title=title, by=by)
    except BadFile as bad:
        return str(bad.message)
    return ""


def page(request: HttpRequest, field: FieldView, error: str) -> dict[str, Any]:
    """What `common/attach.html` draws."""
    title = title_field(request, hint=_("For eksempel: Lejekontrakt. Skriv ikke CPR-numre."))
    return {"asked": field, "fields": [file_field(error=error), title], "attached": field.options}
