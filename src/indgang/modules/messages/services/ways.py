"""Which ways a message may take today: the one place that asks what decides it."""

from collections.abc import Callable
from datetime import date, timedelta

from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import PostFacts
from indgang.modules.identity.vocabulary import Need, Party
from indgang.modules.messages.models import Message
from indgang.modules.messages.rules import ladder
from indgang.modules.messages.rules.ladder import Facts, Plan, Rung
from indgang.modules.messages.services import hand_over, limits, ports
from indgang.modules.messages.vocabulary import MessageKind, Way

FRESH_FOR = timedelta(hours=1)
Notices = Callable[[Party, MessageKind], tuple[Rung, ...]]
_notices: list[Notices] = [lambda party, kind: ()]


def notices_by(ask: Notices) -> None:
    """Say who knows how a party wishes to be told that there is something to read; called once, at import."""
    _notices[0] = ask


def connected() -> bool:
    """Whether this installation reaches Digital Post."""
    return bool(hand_over.providers_of(Way.DIGITAL_POST))


def under_age(born: date | None, today: date) -> bool:
    """Whether somebody is too young to have Digital Post."""
    years = limits.grown_up_at(today)
    if born is None or not years:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < years


def fresh(known: PostFacts) -> bool:
    """Whether the registers said it within the last hour."""
    return known.asked_at is not None and clock.now() - known.asked_at < FRESH_FOR


def facts_for(
    party: Party, kind: MessageKind, today: date, *, answers_post: bool = False, settle: bool = False
) -> Facts:
    """What is known of a party today. Asks the registers when what we know is old, so call it outside a transaction.

    `registered` is None when they do not answer now; with `settle` what they last said is taken instead.
    """
    known = identity.post_facts(party)
    post = connected()
    if post and kind is not MessageKind.REMINDER and not fresh(known):
        ports.ask(party)
        known = identity.post_facts(party)
    return Facts(
        company=known.company,
        connected=post,
        registered=known.registered if settle or fresh(known) else None,
        exempt=known.exempt,
        wishes_paper=Need.PAPER in known.needs,
        large_print=Need.LARGE_PRINT in known.needs,
        under_15=under_age(known.born, today),
        closed=known.closed,
        remote_print=_remote(),
        answers_post=answers_post,
        notices=_notices[0](party, kind),
    )


def letter_way(party: Party) -> Way:
    """How a letter to this party would be printed."""
    known = identity.post_facts(party)
    return ladder.letter_way(
        Facts(connected=connected(), remote_print=_remote(), large_print=Need.LARGE_PRINT in known.needs)
    )


def _remote() -> bool:
    """Whether letters are printed and posted for us."""
    return identity.municipality().post.remote and bool(hand_over.providers_of(Way.LETTER))


def way_for(party: Party, kind: MessageKind, today: date, *, answers_post: bool = False) -> Plan:
    """The ways a message of this kind would take to this party today, and why. Outside a transaction."""
    return ladder.plan(kind, facts_for(party, kind, today, answers_post=answers_post, settle=True))


def party_of(message: Message) -> Party:
    """Whom a message belongs to."""
    if message.person_id is not None:
        return Party("person", str(message.person_id), message.recipient)
    return Party("company", str(message.company_id), message.recipient)


def answers_post(message: Message) -> bool:
    """Whether a message of ours goes back to somebody who wrote by post: the last of theirs on the case was."""
    if message.kind != MessageKind.REPLY or not message.case_key:
        return False
    theirs = Message.objects.filter(case_key=message.case_key, direction="in")
    last = theirs.order_by("-created_at").values_list("channel_in", flat=True).first()
    return last in ("digital_post", "letter")
