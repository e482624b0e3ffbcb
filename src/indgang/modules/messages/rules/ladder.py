"""Which ways a message is sent, in which order, and why. The only place that decides it."""

from dataclasses import dataclass, field

from indgang.modules.messages.vocabulary import Because, Cause, MessageKind, Way

K, W, B = MessageKind, Way, Because


@dataclass(frozen=True, slots=True)
class Rung:
    way: Way
    because: Because


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a party today.

    `connected`: this installation has Digital Post. `registered`: the register knows the party there; None: it does not
    answer, and nothing older than the limit is known. `remote_print`: letters are printed and posted for us.
    `answers_post`: the message answers one that came by post. `notices`: the ways of being told that there is
    something to read, the best first.
    """

    company: bool = False
    connected: bool = False
    registered: bool | None = None
    exempt: bool = False
    wishes_paper: bool = False
    large_print: bool = False
    under_15: bool = False
    closed: bool = False
    remote_print: bool = False
    answers_post: bool = False
    notices: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """`rungs`: the ways in order, each tried when the one before failed; none: `enough` says why the own inbox is
    enough, or `cause` why nothing can be sent. `notices`: one at most is sent, and has no part in the arrival.
    """

    rungs: tuple[Rung, ...] = ()
    enough: Because | None = None
    cause: Cause | None = None
    notices: tuple[Rung, ...] = field(default=())

    def after(self, tried: frozenset[Way]) -> Rung | None:
        """The next way that has not been tried."""
        return next((rung for rung in self.rungs if rung.way not in tried), None)


def plan(kind: MessageKind, facts: Facts) -> Plan:
    """The ways of one message.

    A reminder goes to the inbox, and one notice says so. A receipt is in the inbox, and on paper for who has nothing
    else. A reply goes back the way the question came. Anything else must be proven to have arrived.
    """
    if kind is K.REMINDER:
        return Plan(enough=B.INBOX_ENOUGH, notices=facts.notices)
    paper = _paper(facts)
    if kind is K.RECEIPT or (kind is K.REPLY and not facts.answers_post):
        wished = paper if facts.exempt or facts.wishes_paper else None
        return (
            Plan((wished,), notices=facts.notices)
            if wished
            else Plan(enough=B.INBOX_ENOUGH, notices=facts.notices)
        )
    if not facts.connected:
        wished = paper if facts.exempt or facts.wishes_paper else None
        return Plan((wished,)) if wished else Plan(enough=B.NOT_CONNECTED, notices=facts.notices)
    if facts.company and facts.closed:
        return Plan(cause=Cause.NO_WAY)
    if paper is not None:
        return Plan((paper,), notices=facts.notices)
    return Plan(
        (Rung(W.DIGITAL_POST, B.REGISTERED), Rung(letter_way(facts), B.NO_RECEIPT)), notices=facts.notices
    )


def _paper(facts: Facts) -> Rung | None:
    """Whether somebody gets a letter first, and why."""
    for holds, why in (
        (facts.exempt, B.EXEMPT),
        (facts.wishes_paper, B.WISHES_PAPER),
        (facts.under_15, B.UNDER_15),
        (facts.registered is False, B.NOT_REGISTERED),
        (facts.registered is None, B.SILENT),
    ):
        if holds:
            return Rung(letter_way(facts), why)
    return None


def letter_way(facts: Facts) -> Way:
    """Who prints. Large print is set for one reader, and always leaves from our own printer."""
    if facts.connected and facts.remote_print and not facts.large_print:
        return W.LETTER
    return W.PRINT
