"""Pay, and send. The payment page is another house's: what an address says on the way back is never believed."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel.errors import Stale
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import Paid
from indgang.modules.selfservice.services import NothingToPay, PaymentDown, Ways
from indgang.modules.selfservice.services.results import AlreadySent, NotFinished
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.common.solution import reading
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.views.drafts import to_receipt
from indgang.surfaces.portal.forms.views.sending import page


def _ways(draft_id: UUID) -> Callable[[UUID], Ways]:
    """The addresses of a payment for a draft, sent or not."""

    def at(name: str, *parts: UUID) -> str:
        return settings.ORIGIN + reverse(name, args=parts)

    return lambda payment_id: Ways(
        back=at("portal:paid", draft_id, payment_id),
        cancelled=at("portal:pay_given_up", draft_id, payment_id),
        notices=at("api:payment_notice", payment_id),
    )


@for_citizens
@never_cache
@require_POST
def pay(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To the payment page. Pressing twice, or in two windows, leads to the same payment."""

    def deed(by: Acting) -> str:
        seen = reading.revision(request.POST)
        return services.begin_payment(draft_id=draft_id, by=by, seen_revision=seen, ways=_ways(draft_id))

    try:
        return redirect(as_owner(request, deed))
    except AlreadySent:
        return to_receipt(request, draft_id)
    except NothingToPay as free:
        return page(request, draft_id, pay_now=False, refused=free)
    except PaymentDown as down:
        return page(request, draft_id, pay_now=True, refused=down)
    except (NotFinished, Stale):
        return page(request, draft_id, changed=True)


@for_citizens
@never_cache
@require_POST
def pay_granted(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """To the payment page, for what a person said yes to."""

    def deed(by: Acting) -> str:
        draft_id = selfservice.draft_behind(submission_id, by)
        return services.pay_what_is_granted(submission_id=submission_id, by=by, ways=_ways(draft_id))

    try:
        return redirect(as_owner(request, deed))
    except (NothingToPay, PaymentDown) as no:
        messages.warning(request, no.message.da if get_language() != "en" else no.message.en)
        return redirect("portal:receipt", submission_id)


def _settled(request: HttpRequest, draft_id: UUID, payment_id: UUID) -> Paid:
    """How a payment of theirs stands when the payment house has been asked."""
    as_owner(request, lambda by: selfservice.payment(payment_id, draft_id, by))
    services.settle(payment_id)
    return as_owner(request, lambda by: selfservice.payment(payment_id, draft_id, by))


@for_citizens
@never_cache
@require_safe
def back(request: HttpRequest, draft_id: UUID, payment_id: UUID) -> HttpResponse:
    """Back from the payment page: to the receipt when it is paid and sent, else what happened and what to do."""
    payment = _settled(request, draft_id, payment_id)
    if payment.sent:
        return to_receipt(request, draft_id)
    return render(request, "portal/forms/payment.html", {"payment": payment, "draft_id": draft_id})


@for_citizens
@never_cache
@require_safe
def given_up(request: HttpRequest, draft_id: UUID, payment_id: UUID) -> HttpResponse:
    """Back without paying: to the summary, where nothing is lost."""
    payment = _settled(request, draft_id, payment_id)
    if payment.sent:
        return to_receipt(request, draft_id)
    if payment.waiting:
        messages.info(request, _("Du har ikke betalt, og vi har ikke sendt det. Dine svar er gemt."))
    return redirect("portal:summary", draft_id)
