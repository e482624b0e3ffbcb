"""What is said when money was not kept, and who is asked when the payment house says no."""

from indgang.kernel.money import amount
from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind
from indgang.modules.selfservice.models import Payment, Submission
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.vocabulary import PaymentWhy

FREE = Text("Dine penge er givet fri", "Your money is released")
BACK = Text("Du får penge tilbage", "You get money back")
FREED = Text(
    "Vi har ikke trukket {amount} fra dit kort. Banken viser måske beløbet som reserveret et par dage endnu.",
    "We did not take {amount} from your card. Your bank may show the amount as reserved for a few more days.",
)
GIVEN = Text(
    "Vi har sendt {amount} tilbage til det kort, du betalte med. Der går ofte et par bankdage.",
    "We have sent {amount} back to the card you paid with. It often takes a few banking days.",
)
PAID_FOR = Text("Betaling for: {label}", "Payment for: {label}")
REASONS = {
    PaymentWhy.CHANGED: Text(
        "Der blev ændret noget, mens du betalte. Derfor er det ikke sendt. Se det igennem, og betal igen.",
        "Something was changed while you paid. That is why it was not sent. Look it through, and pay again.",
    ),
    PaymentWhy.TWICE: Text(
        "Du betalte to gange for det samme. Vi beholder kun den ene.",
        "You paid twice for the same thing. We keep only one.",
    ),
    PaymentWhy.REFUSED: Text(
        "Du fik ikke ja til det hele. Derfor koster det ikke noget.",
        "It was not granted in full. That is why it costs nothing.",
    ),
    PaymentWhy.WITHDRAWN: Text("Du trak det tilbage.", "You withdrew it."),
    PaymentWhy.GONE: Text(
        "Kladden kunne ikke sendes mere. Begynd forfra, hvis du stadig vil.",
        "The draft could not be sent any more. Begin again if you still want to.",
    ),
}
PAY = Text("Betal for at blive færdig", "Pay to finish")
YES_BUT_PAY = Text(
    "Du har fået ja. Det koster {amount}, og du mangler at betale.",
    "You have a yes. It costs {amount}, and you have not paid yet.",
)
WHERE = Text(
    "Log ind på Min side, og åbn kvitteringen. Der kan du betale.",
    "Log in to My page, and open the receipt. You can pay there.",
)
LOOK = Text("Se på en betaling, der ikke gik igennem", "Look at a payment that did not go through")

COLLECT = Text(
    "Find prisen, og opkræv den: reglerne kendte den ikke",
    "Find the price and collect it: the rules did not know it",
)

GIVE_BACK = Text(
    "Se, om der skal penge tilbage: der er betalt, og svaret er nu et andet",
    "See whether money must be given back: it was paid, and the answer is another now",
)


def tell(payment: Payment, refunded: int = 0) -> None:
    """Say to whom it concerns that money was let go, or `refunded` (whole øre) sent back. Once for each time."""
    solution = versions.version(payment.draft.version_id).solution
    said = amount(refunded or payment.amount)
    label = Text.of(payment.label)
    lines = [
        (GIVEN if refunded else FREED).format(amount=said),
        REASONS.get(PaymentWhy(payment.why), Text()),
        PAID_FOR.format(label=label),
    ]
    messages.send(
        to=loading.party_of(payment.draft),
        letter=Letter(BACK if refunded else FREE, tuple(Block("text", line) for line in lines if line.da)),
        kind=MessageKind.NOTICE,
        by=SYSTEM,
        key=f"payment:{payment.pk}:{payment.refunded}",
        journey_id=payment.draft.journey_id,
        service_id=solution.service_id,
        unit=solution.shape.unit,
        as_pdf=False,
    )


def ask_to_pay(submission: Submission, owed: int) -> None:
    """It is granted by a person, and not paid: say so, once. `owed`: whole øre."""
    solution = versions.version(submission.version_id).solution
    messages.send(
        to=loading.party_of(submission),
        letter=Letter(PAY, (Block("text", YES_BUT_PAY.format(amount=amount(owed))), Block("text", WHERE))),
        kind=MessageKind.NOTICE,
        by=SYSTEM,
        key=f"pay:{submission.pk}",
        journey_id=submission.draft.journey_id,
        service_id=solution.service_id,
        unit=solution.shape.unit,
        as_pdf=False,
    )


def ask_somebody(payment: Payment) -> None:
    """A task on the case, when there is one: money is owed one way or the other, and no machine gets on."""
    if payment.submission is not None and payment.submission.case_id is not None:
        cases.look_at_payment(case_id=payment.submission.case_id, key=f"payment:{payment.pk}", title=LOOK)


def ask_to_give_back(payment: Payment) -> None:
    """A task on the case: money was taken, and the answer has become another."""
    if payment.submission is not None and payment.submission.case_id is not None:
        cases.look_at_payment(case_id=payment.submission.case_id, key=f"back:{payment.pk}", title=GIVE_BACK)


def ask_for_price(submission: Submission) -> None:
    """A task on the case: it was granted, and the rules could not say what it costs."""
    if submission.case_id is not None:
        cases.look_at_payment(case_id=submission.case_id, key=f"price:{submission.pk}", title=COLLECT)
