"""What is said when a licence ends before its time, is soon over, or does not fit any more."""

from datetime import date

from indgang.kernel.dates import long_date
from indgang.kernel.money import amount
from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Action, ActionKind, Block, Letter, MessageKind
from indgang.modules.selfservice.models import Proof, Submission
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.endings import Ending
from indgang.modules.selfservice.vocabulary import EMPTY, ProofEndWhy

ENDED = Text("Slut: {title}", "Ended: {title}")
IS_OVER = Text("{title} gælder ikke længere.", "{title} does not hold any more.")
BECAUSE = {
    ProofEndWhy.WITHDRAWN: Text("Du har bedt om, at den slutter i dag.", "You asked for it to end today."),
    ProofEndWhy.MOVED: Text(
        "Du har bedt om, at den slutter i dag, fordi du er flyttet.",
        "You asked for it to end today, since you have moved.",
    ),
    ProofEndWhy.REPLACED: Text(
        "Din nye gælder fra i dag og er trådt i stedet.",
        "Your new one holds from today and has taken its place.",
    ),
}
GIVEN_BACK = Text(
    "Du får {amount} tilbage på det kort, du betalte med. Der går ofte et par bankdage.",
    "You get {amount} back on the card you paid with. It often takes a few banking days.",
)
WE_LOOK = Text(
    "En medarbejder ser på, om du skal have penge tilbage, og skriver til dig.",
    "A person sees whether you are to get money back, and writes to you.",
)
NOT_YOU = Text(
    "Har du ikke bedt om det, så ring til os med det samme.", "If you did not ask for this, call us at once."
)
REFUND = Text(
    "Giv {amount} tilbage: licensen sluttede før tid, og der er ikke betalt på nettet",
    "Give {amount} back: the licence ended before its time, and was not paid online",
)
WORK_OUT = Text(
    "Find ud af, om der skal penge tilbage: licensen sluttede før tid",
    "Find out whether money is to be given back: the licence ended before its time",
)
SOON = Text("Slutter snart: {title}", "Ends soon: {title}")
UNTIL = Text("{title} slutter den {day}.", "{title} ends on {day}.")
MOVED = Text("Du flytter: se på {title}", "You are moving: look at {title}")
DOES_NOT_FOLLOW = Text(
    "Du har meldt, at du flytter. Din licens flytter ikke med: den hører til den adresse, du boede på, da du fik den.",
    "You have reported that you are moving. Your licence does not move with you: it belongs to the address where you "
    "lived when you got it.",
)
WHAT_NOW = Text(
    "Se på Min side, om du skal slutte den. Ring til os, hvis du er i tvivl.",
    "See on My page whether you should end it. Call us if you are in doubt.",
)
HAS_MOVED = Text(
    "Indehaveren flytter: se, om licensen stadig passer",
    "The holder is moving: see whether the licence still fits",
)
SEE = Text("Se den", "See it")
PAGE = "/min-side/bevis/{}/"
"""Where the holder sees it (portal:proof)."""


def _sent(row: Proof) -> Submission:
    rows = Submission.objects.select_related("draft", "person", "company").defer("person__cpr_encrypted")
    return rows.get(pk=row.submission_id)


def _tell(row: Proof, letter: Letter, kind: MessageKind, key: str) -> None:
    sent = _sent(row)
    solution = versions.version(sent.version_id).solution
    messages.send(
        to=loading.party_of(sent),
        letter=letter,
        kind=kind,
        by=SYSTEM,
        key=key,
        journey_id=sent.draft.journey_id,
        service_id=solution.service_id,
        unit=solution.shape.unit,
        as_pdf=False,
    )


def say_ended(row: Proof, what: Ending, why: ProofEndWhy, given: int) -> None:
    """The holder hears that it is over, what goes back to the card (whole øre), and what a person looks at."""
    title = Text.of(row.title)
    rest = what.refund is None or what.refund > given
    lines = [
        IS_OVER.format(title=title),
        BECAUSE[why],
        GIVEN_BACK.format(amount=amount(given)) if given else EMPTY,
        WE_LOOK if rest else EMPTY,
        NOT_YOU,
    ]
    blocks = tuple(Block("text", line) for line in lines if line)
    _tell(row, Letter(ENDED.format(title=title), blocks), MessageKind.NOTICE, f"proof_ended:{row.pk}")


def ask_for_refund(row: Proof, left: int) -> None:
    """A task: money (whole øre) that no machine can send back; 0: how much is not known."""
    sent = _sent(row)
    if sent.case_id is not None:
        title = REFUND.format(amount=amount(left)) if left else WORK_OUT
        cases.look_at_payment(case_id=sent.case_id, key=f"ended:{row.pk}", title=title)


def _button(row: Proof, until: date | None) -> tuple[Action, ...]:
    return (Action(ActionKind.SELFSERVICE, SEE, PAGE.format(row.pk), until),)


def say_ends_soon(row: Proof, text: Text, what: str) -> None:
    """A reminder with the solution's own text. `row.valid_until` is there."""
    title, day = Text.of(row.title), row.valid_until
    if day is None:
        return
    blocks = (
        Block("result", UNTIL.format(title=title, day=long_date(day))),
        Block("text", text),
    )
    letter = Letter(SOON.format(title=title), blocks, actions=_button(row, day))
    _tell(row, letter, MessageKind.REMINDER, f"proof:{row.pk}:{what}")


def say_moving(row: Proof, what: str) -> None:
    """The holder and the unit of the licence hear that it may not fit any more. Nothing is decided."""
    letter = Letter(
        MOVED.format(title=Text.of(row.title)),
        (Block("text", DOES_NOT_FOLLOW), Block("text", WHAT_NOW)),
        actions=_button(row, row.valid_until),
    )
    _tell(row, letter, MessageKind.NOTICE, f"proof:{row.pk}:{what}"[:160])
    sent = _sent(row)
    if sent.case_id is not None:
        cases.look_at_payment(case_id=sent.case_id, key=f"moved:{row.pk}", title=HAS_MOVED)
