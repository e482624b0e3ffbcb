"""What came of it: the result first, then what happens now, why, and the letter."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseForParty
from indgang.modules.cases.vocabulary import Outcome
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import UnitInfo
from indgang.modules.messages.selectors import MessageDetail
from indgang.modules.messages.vocabulary import Direction, MessageKind
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors.views import ReceiptView
from indgang.surfaces.common.people import citizen, for_citizens
from indgang.surfaces.portal.forms.acting import as_owner


@for_citizens
@never_cache
@require_safe
def receipt(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The receipt. It means that what was sent is stored."""
    view = as_owner(request, lambda by: selfservice.receipt(submission_id, by))
    case = cases.case_of(view.case_id, citizen(request).party) if view.case_id else None
    decision = case.decision if case else None
    context = {
        "receipt": view,
        "case": case,
        "decision": decision,
        "granted": decision.outcome is Outcome.GRANTED if decision else view.automatic,
        "waiting": decision is None and not view.automatic,
        "result": decision.letter.result if decision and not decision.automatic else view.result,
        "what_now": case.info.status if case else view.what_now,
        "letters": _letters(case),
        "unit": _unit(view, case),
    }
    return render(request, "portal/forms/receipt.html", context)


def _letters(case: CaseForParty | None) -> list[MessageDetail]:
    """What we wrote to the citizen about it: the decision first, then the newest."""
    if case is None:
        return []
    found = [one for one in reversed(case.messages) if one.info.direction is Direction.OUT]
    return sorted(found, key=lambda one: one.info.kind is not MessageKind.DECISION)


def _unit(view: ReceiptView, case: CaseForParty | None) -> UnitInfo | None:
    """Whom to talk to: the unit that has the case, else the one that answers for the service."""
    service = catalogue.services().get(view.service_id)
    return identity.units().get(case.info.unit if case else service.unit if service else "")
