"""What is said when money was not kept, and who is asked when the payment house says no."""

from datetime import date, timedelta
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.dates import long_date
from indgang.kernel.money import amount
from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind
from indgang.modules.selfservice.models import Payment, Submission
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.vocabulary import PaymentState, PaymentWhy

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
    PaymentWhy.TOO_LONG: Text(
        "Vi har ikke nået at svare dig, og så længe kan vi ikke holde på dine penge. Din sag er ikke slut. Får du ja, "
        "beder vi dig betale bagefter.",
        "We have not answered you yet, and cannot hold your money that long. Your case is not over. If it is a yes, we "
        "ask you to pay afterwards.",
    ),
    PaymentWhy.ENDED: Text(
        "Det, du har betalt for, sluttede før tid. Du får det tilbage, du ikke har brugt.",
        "What you paid for ended before its time. You get back what you did not use.",
    ),
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
    "Log ind på Min side, og åbn kvitteringen. Der kan du betale. Kan du ikke det, så ring til os på {phone}. "
    "Så sender vi en regning.",
    "Log in to My page, and open the receipt. You can pay there. If you cannot, call us on {phone}. "
    "Then we send a bill.",
)
BILL = Text("Du får en regning", "You will get a bill")
YES_AND_BILL = Text(
    "Du har fået ja. Det koster {amount}. Vi sender dig en regning.",
    "You have a yes. It costs {amount}. We send you a bill.",
)
WHEN_PAID = Text(
    "Det gælder først, når du har betalt. Ring til os på {phone}, hvis regningen ikke kommer.",
    "It does not hold until you have paid. Call us on {phone} if the bill does not come.",
)
SEND_BILL = Text(
    "Send en regning på {amount}, og skriv ned, når den er betalt",
    "Send a bill of {amount}, and write down when it is paid",
)
STOP_BILL = Text(
    "Stop regningen, eller giv pengene tilbage: svaret er nu et andet",
    "Stop the bill, or give the money back: the answer is another now",
)
UNPAID = Text(
    "Ja, men der mangler {amount}: ring til borgeren, eller send en regning",
    "Granted, but {amount} is not paid: call the citizen, or send a bill",
)
LAPSES = Text(
    "Afgør sagen senest {day}: så længe er borgerens penge reserveret",
    "Decide the case by {day}: until then the citizen's money is reserved",
)
LAPSED = Text(
    "Afgør sagen: borgerens penge er givet fri, og et ja skal betales bagefter",
    "Decide the case: the citizen's money is released, and a yes is paid afterwards",
)
UNPAID_DAYS = "betaling.betal_senest_dage"
"""The parameter: how many days after a yes somebody sees whether it is paid. Without it the next open day."""
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
        letter=Letter(
            PAY,
            (
                Block("text", YES_BUT_PAY.format(amount=amount(owed))),
                Block("text", WHERE.format(phone=_phone(solution.shape.unit))),
            ),
        ),
        kind=MessageKind.NOTICE,
        by=SYSTEM,
        key=f"pay:{submission.pk}:{clock.today()}",
        journey_id=submission.draft.journey_id,
        service_id=solution.service_id,
        unit=solution.shape.unit,
        as_pdf=False,
    )
    if submission.case_id is not None:
        value = str(identity.parameters().deciding(UNPAID_DAYS, clock.today()) or "")
        days = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1
        title, due = UNPAID.format(amount=amount(owed)), clock.today() + timedelta(days=days)
        cases.look_at_payment(
            case_id=submission.case_id, key=f"{_unpaid(submission)}:{clock.today()}", title=title, due=due
        )


def _unpaid(submission: Submission) -> str:
    return f"unpaid:{submission.pk}"


def _phone(unit: str) -> str:
    return identity.units()[unit].phone


def is_paid(submission: Submission) -> None:
    """Nobody has to see to the payment any more."""
    if submission.case_id is not None:
        for key in (_unpaid(submission), f"bill:{submission.pk}"):
            cases.payment_is_settled(case_id=submission.case_id, key=key)


def say_bill_comes(submission: Submission, payment: Payment) -> None:
    """The party hears that a bill comes, and somebody is asked to send it."""
    solution, said = versions.version(submission.version_id).solution, amount(payment.amount)
    unit = solution.shape.unit
    messages.send(
        to=loading.party_of(submission),
        letter=Letter(
            BILL,
            (
                Block("text", YES_AND_BILL.format(amount=said)),
                Block("text", WHEN_PAID.format(phone=_phone(unit))),
            ),
        ),
        kind=MessageKind.NOTICE,
        by=SYSTEM,
        key=f"bill:{payment.pk}",
        journey_id=submission.draft.journey_id,
        service_id=solution.service_id,
        unit=unit,
        as_pdf=False,
    )
    if submission.case_id is not None:
        cases.payment_is_settled(case_id=submission.case_id, key=_unpaid(submission))
        cases.look_at_payment(
            case_id=submission.case_id,
            key=f"bill:{submission.pk}:{clock.today()}",
            title=SEND_BILL.format(amount=said),
        )


def warn_of_lapse(payment_id: UUID, case_id: UUID | None, day: date) -> bool:
    """A task, once, while there is time to decide. Whether it is new."""
    if case_id is None:
        return False
    title = LAPSES.format(day=long_date(day))
    return cases.look_at_payment(case_id=case_id, key=f"lapses:{payment_id}", title=title)


def say_let_go(payment_id: UUID, case_id: UUID | None) -> None:
    """The warning is over, and staff are told that nothing is reserved any more. The party is told by `tell`."""
    if case_id is not None:
        cases.look_at_payment(case_id=case_id, key=f"lapsed:{payment_id}", title=LAPSED)
        cases.payment_is_settled(case_id=case_id, key=f"lapses:{payment_id}")


def ask_somebody(payment: Payment) -> None:
    """A task on the case, when there is one: money is owed one way or the other, and no machine gets on."""
    if payment.submission is not None and payment.submission.case_id is not None:
        cases.look_at_payment(case_id=payment.submission.case_id, key=f"payment:{payment.pk}", title=LOOK)


def ask_to_give_back(payment: Payment) -> None:
    """A task on the case: money was taken, and the answer has become another."""
    if payment.submission is not None and payment.submission.case_id is not None:
        by_bill = payment.state in (PaymentState.BILLED, PaymentState.ELSEWHERE)
        cases.look_at_payment(
            case_id=payment.submission.case_id,
            key=f"back:{payment.pk}",
            title=STOP_BILL if by_bill else GIVE_BACK,
        )


def ask_for_price(submission: Submission) -> None:
    """A task on the case: it was granted, and the rules could not say what it costs."""
    if submission.case_id is not None:
        cases.look_at_payment(case_id=submission.case_id, key=f"price:{submission.pk}", title=COLLECT)
