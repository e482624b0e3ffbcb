"""The door of the payment house. A notice is kept before it is answered; what happened is asked, never believed."""

import json
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from indgang.modules.selfservice import services
from indgang.surfaces.common.people import for_machines

LARGEST = 100_000


def _secret() -> str:
    return settings.PAYMENT.secret if settings.PAYMENT else ""


@for_machines(_secret, basic=False)
@require_POST
def notice(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Something happened to this payment. 200: we know of it, the first time or again; 400 cannot be read, 404 none of
    ours, 413 too large.
    """
    length = request.headers.get("Content-Length", "")
    body = b"" if length.isdecimal() and int(length) > LARGEST else request.read(LARGEST + 1)
    if len(body) > LARGEST or (length.isdecimal() and int(length) > LARGEST):
        return HttpResponse(status=413)
    try:
        said = json.loads(body)
        name, provider_id = said["id"], said["data"]["paymentId"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return HttpResponse(status=400)
    if not all(
        isinstance(one, str) and one.isascii() and one.isalnum() and len(one) <= 64
        for one in (name, provider_id)
    ):
        return HttpResponse(status=400)
    known = services.take_notice(payment_id=payment_id, notice=name, provider_id=provider_id)
    return HttpResponse(status=200 if known else 404)
