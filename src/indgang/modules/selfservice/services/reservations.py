"""Money that is reserved while a person thinks: a bank lets it go after some weeks, so somebody is warned before that,
and in the end it is let go by us and told.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice.models import Payment
from indgang.modules.selfservice.services.payment_rows import do_next
from indgang.modules.selfservice.services.payment_words import say_let_go, warn_of_lapse
from indgang.modules.selfservice.vocabulary import PaymentState, PaymentWhy

logger = logging.getLogger(__name__)
HELD = "betaling.reservation_dage"
"""The parameter: how many days money is kept reserved. Without it we never let go by ourselves."""
WARNED = "betaling.reservation_varsel_dage"
"""The parameter: how many days before that staff are warned."""
AT_ONCE = 200


def look_after_reservations() -> int:
    """Warn of reservations that lapse soon, and let go of those whose days are over. How many of both. For the
    routine; safe to repeat, and to run twice at once. One that breaks holds up no other.
    """
    days = whole_parameter(HELD)
    if not days:
        return 0
    now = clock.now()
    warned_from = now - timedelta(days=max(days - (whole_parameter(WARNED) or 0), 0))
    held = Payment.objects.filter(
        state=PaymentState.RESERVED, submission__isnull=False, changed_at__lte=warned_from
    )
    done = 0
    rows = held.order_by("changed_at").values_list("pk", "changed_at", "submission__case_id")
    for payment_id, since, case_id in list(rows[:AT_ONCE]):
        try:
            done += _looked_after(payment_id, since, case_id, since + timedelta(days=days))
        except Exception:
            logger.exception("A reservation cannot be looked after: %s", payment_id)
    return done


def whole_parameter(key: str) -> int | None:
    """A parameter that is a whole number of days today; None when it may not decide."""
    value = str(identity.parameters().deciding(key, clock.today()) or "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None


@transaction.atomic
def _looked_after(payment_id: UUID, since: datetime, case_id: UUID | None, lapses: datetime) -> bool:
    """The case is locked before the payment, as a decision does it."""
    day = lapses.astimezone(COPENHAGEN).date()
    if clock.now() < lapses:
        return warn_of_lapse(payment_id, case_id, day)
    say_let_go(payment_id, case_id)
    rows = Payment.objects.select_for_update()
    payment = rows.filter(pk=payment_id, state=PaymentState.RESERVED, changed_at=since).first()
    if payment is None:
        return False  # somebody decided just now: the task says only that it is to be seen to
    do_next(payment, PaymentState.TO_LET_GO, PaymentWhy.TOO_LONG)
    return True
