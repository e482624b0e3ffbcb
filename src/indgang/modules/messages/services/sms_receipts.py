"""What an SMS centre says later about a text message."""

import logging
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Q

from indgang.adapters.sms.types import SmsEnd, SmsReceipt, SmsUnavailable, short_reference
from indgang.kernel import clock
from indgang.modules.messages.models import Delivery
from indgang.modules.messages.services.applying import apply
from indgang.modules.messages.services.hand_over import ReceiptIn
from indgang.modules.messages.services.notices import name_of, sms_centre
from indgang.modules.messages.vocabulary import Cause, DeliveryState, ReceiptKind, Way

logger = logging.getLogger(__name__)
DOUBT_LASTS = timedelta(days=3)
"""No centre keeps a text message longer for a phone that is off."""
_RECEIPTS = UUID("5f0a3b5e-6d0e-4c38-9a7b-0c1c4f4a2d11")
"""The namespace of the ids that we give such receipts, which have none of their own."""


def take_sms_receipt(receipt: SmsReceipt) -> None:
    """Keep one receipt and do what it says. When this returns it is kept; the same one again changes nothing."""
    delivered = receipt.end is SmsEnd.DELIVERED
    name = name_of(receipt.centre, receipt.message_id)
    now = clock.now()
    apply(
        ReceiptIn(
            id=uuid5(_RECEIPTS, f"{name} {receipt.end.value}"),
            kind=ReceiptKind.SMS_DELIVERED if delivered else ReceiptKind.SMS_FAILED,
            at=receipt.at or now,
            names=_in_doubt(receipt),
            transmission_id=name,
            provider=receipt.centre,
            code=receipt.code,
            text=receipt.state,
            ways=frozenset({Way.SMS}),
        ),
        got_at=now,
    )


def _in_doubt(receipt: SmsReceipt) -> tuple[UUID, ...]:
    """The one text message whose answer was lost, so that we never heard what the centre calls it.

    It is known by the sixteen bits that went along, among the few that are in doubt; when two could be meant, none is.
    """
    name = name_of(receipt.centre, receipt.message_id)
    if not receipt.reference or Delivery.objects.filter(transmission_id=name).exists():
        return ()
    unheard = Delivery.objects.filter(
        way=Way.SMS, provider=receipt.centre, transmission_id="", planned_at__gt=clock.now() - DOUBT_LASTS
    ).filter(Q(state=DeliveryState.SENDING) | Q(state=DeliveryState.FAILED, cause=Cause.UNKNOWN_OUTCOME))
    found = [
        uuid
        for uuid in unheard.values_list("uuid", flat=True)
        if short_reference(uuid.hex) == receipt.reference
    ]
    return tuple(found) if len(found) == 1 else ()


def listen_for_sms(seconds: float) -> int:
    """Take receipts from every SMS centre, one after another, for `seconds` in all. Returns how many.

    A centre that is away is passed over: it keeps its receipts. An error of the database is raised, and the centre
    brings the receipt again. Without INDGANG_SMS it returns 0 at once.
    """
    taken = 0
    for server in settings.SMS:
        try:
            taken += sms_centre(server.name).listen(take_sms_receipt, seconds / len(settings.SMS))
        except SmsUnavailable as error:
            logger.warning("SMS centre %s: no receipts now: %s", server.name, error)
    return taken
