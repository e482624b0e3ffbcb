"""What came of it: the result first, then what happens now, why, the letter, and one question to the citizen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.modules.cases.selectors import CaseForParty
from indgang.modules.cases.vocabulary import CaseState, Outcome
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import UnitInfo
from indgang.modules.messages.selectors import MessageDetail
from indgang.modules.messages.vocabulary import Direction, MessageKind
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors.receipt_views import ReceiptView
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.portal.ease import answers as ease_answers
from indgang.surfaces.portal.ease import take_answer
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.mypage.wish import wish_field


@for_citizens
@never_cache
@require_safe
def receipt(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The receipt. It means that what was sent is stored."""
    view = _receipt(request, submission_id)
    case = view.case
    decision = case.decision if case else None
    granted = decision.outcome is Outcome.GRANTED if decision else view.automatic
    costs = selfservice.takes_payment(view.solution)
    context = {
        "receipt": view,
        "decision": decision,
        "granted": granted,
        "waiting": decision is None and not view.automatic,
        "others": case is not None and case.info.state is CaseState.OTHERS,
        "letters": _letters(case),
        "unit": _unit(view),
        "paid": selfservice.paid_on(submission_id) if costs else None,
        "owed": selfservice.owed_on(submission_id) if costs and granted else "",
        "ease": ease_answers(_journey(view)),
        "wish": wish_field(),
        "asked": () if decision else selfservice.asked_others(submission_id),
        "proofs": [one for one in selfservice.proofs_from(submission_id) if one.holds],
    }
    return render(request, "portal/forms/receipt.html", context)


@for_citizens
@never_cache
@require_POST
def ease(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """How easy it was: answered once."""
    view, party = as_owner(request, lambda by: (selfservice.receipt(submission_id, by), by.party))
    take_answer(request, journey_id=_journey(view), service_id=view.service_id, party=party)
    return redirect("portal:receipt", submission_id)


def _receipt(request: HttpRequest, submission_id: UUID) -> ReceiptView:
    return as_owner(request, lambda by: selfservice.receipt(submission_id, by))


def _journey(view: ReceiptView) -> UUID | None:
    return view.case.info.journey_id if view.case else None


def _letters(case: CaseForParty | None) -> list[MessageDetail]:
    """What we wrote to the citizen about it: the decision first, then the newest."""
    if case is None:
        return []
    found = [one for one in reversed(case.messages) if one.info.direction is Direction.OUT]
    return sorted(found, key=lambda one: one.info.kind is not MessageKind.DECISION)


def _unit(view: ReceiptView) -> UnitInfo | None:
    """Whom to talk to: the unit that has the case, else the one that answers for the service."""
    service = catalogue.services().get(view.service_id)
    return identity.units().get(view.case.info.unit if view.case else service.unit if service else "")
