"""What this person is offered, in which order, and why. The only place that decides it.

An offer depends on the law, on declared facts and on what works just now; never on a guess about a person.
Everybody gets at least one way to a person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from indgang.kernel.text import Text
from indgang.modules.channels.rules.plans import Line
from indgang.modules.channels.vocabulary import (
    WITH_A_PERSON,
    Channel,
    Condition,
    PartyFacts,
    PlanState,
)

IS_EXEMPT = Text(
    "Du er fritaget for Digital Post, så vi skriver til dig på papir.",
    "You are exempt from Digital Post, so we write to you on paper.",
)
ONLY_EXEMPT = Text(
    "Det er for dig, der er fritaget for Digital Post eller har en særlig grund. Spørg os.",
    "This is for people who are exempt from Digital Post or have a special reason. Ask us.",
)
ALWAYS_A_PERSON = Text(
    "Du kan altid tale med en medarbejder. Sig, hvad du har brug for.",
    "You can always talk to a member of staff. Tell us what you need.",
)
NOT_BUILT = Text(
    "Vi har ikke en løsning på nettet til det endnu. Brug en af de andre veje.",
    "We have no online solution for this yet. Please use one of the other ways.",
)
DOWN = Text(
    "Det virker ikke lige nu. Brug en af de andre veje.",
    "It does not work just now. Please use one of the other ways.",
)
NO_CHAT = Text("Vi har ikke chat endnu.", "We have no chat yet.")
DIGITAL_FORMS = frozenset({Channel.SELF_SERVICE, Channel.WEB})


@dataclass(frozen=True, slots=True)
class Decided:
    """One channel as this person meets it.

    `yours`: whether the line's condition fits (None: we do not know). `usable`: whether it works just now.
    """

    channel: Channel
    state: PlanState
    reason: Text
    condition: Condition
    legal_basis: str = ""
    yours: bool | None = True
    usable: bool = True


def decide(
    lines: Sequence[Line],
    party: PartyFacts,
    *,
    down: Mapping[Channel, Text],
    with_link: Collection[Channel],
) -> tuple[Decided, ...]:
    """The channels of a plan as they are offered to a party, in order.

    `down`: channels that do not work just now, and why. `with_link`: the digital channels behind which there
    is something to start. The first channel that can be used takes the first place.
    """
    decided = [_usable(_for_party(line, party), down, with_link) for line in _fitting(lines, party)]
    decided = _with_a_first(_with_a_person(decided))
    last = [row for row in decided if row.yours is False or row.state is PlanState.CLOSED]
    return tuple([row for row in decided if row not in last] + last)


def _fitting(lines: Sequence[Line], party: PartyFacts) -> list[Line]:
    """One line a channel: the one for this party's condition before the one for everybody."""
    chosen: dict[Channel, Line] = {}
    for line in lines:
        fits = _fits(line.condition, party)
        if line.condition is Condition.COMPANY and not fits:
            continue
        other = chosen.get(line.channel)
        if other is None or _weight(line, party) > _weight(other, party):
            chosen[line.channel] = line
    return [line for line in lines if chosen.get(line.channel) is line]


def _weight(line: Line, party: PartyFacts) -> int:
    if line.condition is Condition.EVERYBODY:
        return 1
    return 2 if _fits(line.condition, party) else 0


def _fits(condition: Condition, party: PartyFacts) -> bool | None:
    match condition:
        case Condition.EVERYBODY:
            return True
        case Condition.EXEMPT:
            return party.exempt
        case Condition.COMPANY:
            return party.kind == "company"
        case Condition.SPECIAL_CIRCUMSTANCES:
            return None


def _for_party(line: Line, party: PartyFacts) -> Decided:
    fits = _fits(line.condition, party)
    decided = Decided(line.channel, line.state, line.reason, line.condition, line.legal_basis, fits)
    if line.condition is Condition.EXEMPT and fits is False:
        return replace(decided, reason=ONLY_EXEMPT)
    if line.channel is Channel.DIGITAL_POST and party.exempt and line.state is not PlanState.CLOSED:
        return replace(decided, yours=False, usable=False, reason=IS_EXEMPT)
    return decided


def _usable(row: Decided, down: Mapping[Channel, Text], with_link: Collection[Channel]) -> Decided:
    if row.state is PlanState.CLOSED or row.yours is False:
        return replace(row, usable=False)
    if row.channel in down:
        return replace(row, usable=False, reason=down[row.channel] or DOWN)
    if row.channel in DIGITAL_FORMS and row.channel not in with_link:
        return replace(row, usable=False, reason=NOT_BUILT)
    if row.channel is Channel.CHAT and row.channel not in with_link:
        return replace(row, usable=False, reason=NO_CHAT)
    return row


def _with_a_first(rows: list[Decided]) -> list[Decided]:
    """When the plan's first channel cannot be used, the next that can takes its place."""
    if any(row.state is PlanState.FIRST and row.usable for row in rows):
        return rows
    candidates = [row for row in rows if row.usable and row.yours]
    ranked = sorted(candidates, key=lambda row: row.state is PlanState.ON_REQUEST)
    return [
        replace(row, state=PlanState.FIRST)
        if ranked and row is ranked[0]
        else replace(row, state=PlanState.OFFERED)
        if row.state is PlanState.FIRST
        else row
        for row in rows
    ]


def _with_a_person(rows: list[Decided]) -> list[Decided]:
    """Nobody is left without a person, whatever a plan or an outage says."""
    if any(row.channel in WITH_A_PERSON and row.usable for row in rows):
        return rows
    for channel in (Channel.TELEPHONE, Channel.IN_PERSON):
        if not any(row.channel is channel for row in rows):
            return [*rows, Decided(channel, PlanState.ON_REQUEST, ALWAYS_A_PERSON, Condition.EVERYBODY)]
    return rows
