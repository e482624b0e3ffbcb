"""The words of payments. `vocabulary` is the door to them."""

from enum import StrEnum

from indgang.kernel.text import Text

__all__ = [
    "PAYMENT_EVENTS",
    "PAYMENT_STATES",
    "PAYMENT_WHY",
    "PaymentEventKind",
    "PaymentState",
    "PaymentWhy",
]


class PaymentState(StrEnum):
    """Where a payment is. What is `to_…` is said, and a worker does it."""

    BEGUN = "begun"
    """Written down; the payment house was not asked yet, or never answered."""
    OPEN = "open"
    RESERVED = "reserved"
    TO_CHARGE = "to_charge"
    CHARGED = "charged"
    TO_LET_GO = "to_let_go"
    LET_GO = "let_go"
    TO_REFUND = "to_refund"
    REFUNDED = "refunded"
    CLOSED = "closed"
    """Nobody paid."""
    STUCK = "stuck"
    """The payment house said no to what we must do: a person looks."""
    BILLED = "billed"
    """A bill is sent instead; it is paid when staff say so."""
    ELSEWHERE = "elsewhere"
    """Paid in another way, as staff have written down."""


class PaymentWhy(StrEnum):
    """Why money was not kept."""

    NONE = ""
    CHANGED = "changed"
    """The draft, or its price, is not what was paid for."""
    TWICE = "twice"
    REFUSED = "refused"
    """It was decided, and not granted in full."""
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    """The draft was deleted, or too old."""
    GIVEN_BACK = "given_back"
    """A member of staff gave it back."""
    UNPAID = "unpaid"
    TOO_LONG = "too_long"
    """Nobody decided while the money was reserved."""
    ENDED = "ended"
    """What was paid for ended before its time, and the rest is given back."""


class PaymentEventKind(StrEnum):
    """What can happen to a payment."""

    BEGUN = "begun"
    OPENED = "opened"
    NOTICE = "notice"
    RESERVED = "reserved"
    KEPT = "kept"
    """A person must decide first: the reservation waits."""
    CHARGED = "charged"
    LET_GO = "let_go"
    REFUNDED = "refunded"
    CLOSED = "closed"
    STUCK = "stuck"
    ASKED_BACK = "asked_back"
    BILLED = "billed"
    ELSEWHERE = "elsewhere"


PAYMENT_STATES = {
    PaymentState.BEGUN: Text("Begyndt", "Begun"),
    PaymentState.OPEN: Text("Venter på betaling", "Waits for payment"),
    PaymentState.RESERVED: Text("Reserveret, ikke trukket", "Reserved, not taken"),
    PaymentState.TO_CHARGE: Text("Betalt", "Paid"),
    PaymentState.CHARGED: Text("Betalt", "Paid"),
    PaymentState.TO_LET_GO: Text("Gives fri", "Being released"),
    PaymentState.LET_GO: Text("Givet fri, ikke trukket", "Released, not taken"),
    PaymentState.TO_REFUND: Text("Penge er på vej tilbage", "Money is on its way back"),
    PaymentState.REFUNDED: Text("Givet tilbage", "Given back"),
    PaymentState.CLOSED: Text("Lukket, ikke betalt", "Closed, not paid"),
    PaymentState.STUCK: Text("Vi ser på betalingen", "We are looking at the payment"),
    PaymentState.BILLED: Text("Vi sender en regning", "We send a bill"),
    PaymentState.ELSEWHERE: Text("Betalt på en anden måde", "Paid in another way"),
}
PAYMENT_WHY = {
    PaymentWhy.NONE: Text(),
    PaymentWhy.CHANGED: Text(
        "Noget blev ændret, mens der blev betalt", "Something was changed during payment"
    ),
    PaymentWhy.TWICE: Text("Det blev betalt to gange", "It was paid twice"),
    PaymentWhy.REFUSED: Text("Der blev ikke sagt ja til det hele", "It was not granted in full"),
    PaymentWhy.WITHDRAWN: Text("Det blev trukket tilbage", "It was withdrawn"),
    PaymentWhy.GONE: Text("Kladden kunne ikke sendes mere", "The draft could not be sent any more"),
    PaymentWhy.GIVEN_BACK: Text(
        "En medarbejder gav pengene tilbage", "A member of staff gave the money back"
    ),
    PaymentWhy.UNPAID: Text("Ingen betalte", "Nobody paid"),
    PaymentWhy.TOO_LONG: Text(
        "Vi nåede ikke at svare, mens beløbet var reserveret", "We did not answer while it was reserved"
    ),
    PaymentWhy.ENDED: Text("Det sluttede før tid", "It ended before its time"),
}
PAYMENT_EVENTS = {
    PaymentEventKind.BEGUN: Text("Borgeren ville betale", "The citizen wanted to pay"),
    PaymentEventKind.OPENED: Text("Betalingssiden blev åbnet", "The payment page was opened"),
    PaymentEventKind.NOTICE: Text("Betalingshuset gav besked", "The payment house told us"),
    PaymentEventKind.RESERVED: Text("Beløbet blev reserveret", "The amount was reserved"),
    PaymentEventKind.KEPT: Text(
        "Reservationen venter på en afgørelse", "The reservation waits for a decision"
    ),
    PaymentEventKind.CHARGED: Text("Beløbet blev trukket", "The amount was taken"),
    PaymentEventKind.LET_GO: Text("Reservationen blev givet fri", "The reservation was released"),
    PaymentEventKind.REFUNDED: Text("Penge blev sendt tilbage", "Money was sent back"),
    PaymentEventKind.CLOSED: Text(
        "Betalingen blev lukket uden penge", "The payment was closed without money"
    ),
    PaymentEventKind.STUCK: Text("Betalingshuset sagde nej", "The payment house said no"),
    PaymentEventKind.ASKED_BACK: Text("Der blev bedt om penge tilbage", "Money was asked back"),
    PaymentEventKind.BILLED: Text(
        "Regning i stedet for betaling på nettet", "A bill instead of payment online"
    ),
    PaymentEventKind.ELSEWHERE: Text("Skrev ned, at der er betalt", "Wrote down that it is paid"),
}
