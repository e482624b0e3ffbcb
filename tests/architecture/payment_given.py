"""A payment for each matter: taken for what was sent, and closed for what was not."""

from collections.abc import Mapping
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.selfservice.models import Draft, Payment, Submission
from indgang.modules.selfservice.services import payment_rows
from indgang.modules.selfservice.vocabulary import DraftState, PaymentEventKind, PaymentState

AMOUNT = 20_000


def give(things: Mapping[str, dict[str, object]]) -> None:
    """Put a payment beside what each matter has."""
    for matter, mine in things.items():
        draft = Draft.objects.get(pk=UUID(str(mine["draft_id"])))
        sent = draft.state == DraftState.SENT
        payment = Payment.objects.create(
            draft=draft,
            submission=Submission.objects.filter(draft=draft).first(),
            solution=draft.solution,
            revision=draft.revision,
            amount=AMOUNT,
            label=Text("Flytning", "A move").as_json(),
            state=(PaymentState.CHARGED if sent else PaymentState.CLOSED).value,
            provider_id=f"p{matter}",
            charge_id=f"c{matter}" if sent else "",
            made_at=clock.now(),
            changed_at=clock.now(),
        )
        payment_rows.note(
            payment, PaymentEventKind.CHARGED if sent else PaymentEventKind.CLOSED, amount=AMOUNT
        )
        mine["payment_id"] = payment.pk
