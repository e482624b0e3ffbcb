"""The step that the citizen fills in, to read: what stands there, who wrote it, what is proposed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.ids import new_id
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import StepView
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.desk.shared import showing
from indgang.surfaces.desk.shared.entering import Here, frame, here, while_it_lasts


@for_staff(Right.JOIN_DRAFTS)
@never_cache
@while_it_lasts
@require_safe
def step(request: HttpRequest, contact_id: UUID, draft_id: UUID, step_key: str) -> HttpResponse:
    """One step. Nothing can be saved or sent from here."""
    at = here(request, contact_id, draft_id)
    view = at.step(step_key)
    services.beat(draft_id=draft_id, who=at.by.actor, staff=True, step=view.key, field="")
    values = {**frame(contact_id), **live(at, view)}
    values |= {
        "guidance": catalogue.guidance(view.draft.service_id),
        "news_url": at.address("news"),
        "leave_url": at.address("leave_draft"),
        "previous_url": at.address("shared_step", view.previous) if view.previous else "",
        "next_url": at.address("shared_step", view.next) if view.next else "",
        "consent": showing.consent_of(at, view),
    }
    return render(request, "desk/shared/step.html", values)


def live(at: Here, view: StepView) -> dict[str, Any]:
    """What can change while the page is open."""
    return {
        "step": view,
        "draft": view.draft,
        "mark": view.together.mark if view.together else "",
        "guide": showing.guide_of(at, view),
        "place": showing.place_of(at, view),
        "others": showing.others_of(at, view),
        "cards": view.cards,
        "fields": showing.fields_of(at, view),
        "groups": showing.groups_of(at, view),
        "row_form": new_id().hex,
        "masked": showing.is_masked(view),
    }
