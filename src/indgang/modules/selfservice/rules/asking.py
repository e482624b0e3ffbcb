"""Others who must say their part: who is asked without anybody pressing a button, and what they come to together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.selfservice.rules import deciding, sharing
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.look_ups import TIMES
from indgang.modules.selfservice.schema.solution import Ask, Solution
from indgang.modules.selfservice.vocabulary import InvitationState, Meaning, Outcome, Standing

MOST_ASKED = 6
"""More than so many people for one thing are not written to by rules: a person looks first."""


@dataclass(frozen=True)
class Mark:
    """One of those who were asked: where they are, and the newest that they said. `veiled`: as if they had not."""

    state: InvitationState
    meaning: Meaning | None = None
    veiled: bool = False

    @property
    def counts(self) -> Meaning | None:
        return None if self.veiled else self.meaning


def standing(needs_all: bool, marks: Sequence[Mark]) -> Standing:
    """What those who were asked for one thing come to. One no, or a doubt, is enough for a person to look.

    Where one of them is veiled it never comes to a yes, whoever says it: what they say, or do not say, must not show.
    Who said no there before and says yes now stays a no.
    """
    asked = [mark for mark in marks if mark.state is not InvitationState.CANCELLED or mark.counts]
    if not asked:
        return Standing.NOBODY
    said = [mark.counts for mark in asked]
    if any(meaning in (Meaning.NO, Meaning.DOUBT) for meaning in said):
        return Standing.NO
    yes = [meaning is Meaning.YES for meaning in said]
    if any(mark.veiled for mark in asked):
        if any(mark.state is InvitationState.ANSWERED for mark in asked):
            return Standing.NO
    elif all(yes) if needs_all else any(yes):
        return Standing.YES
    if any(mark.state is InvitationState.OPEN for mark in asked):
        return Standing.WAITING
    if any(mark.state is InvitationState.UNREACHED for mark in asked):
        return Standing.UNREACHED
    return Standing.SILENT


def confirmations(
    solution: Solution, standings: Mapping[str, Standing], times: Mapping[str, int]
) -> dict[str, str | int]:
    """The fact that rules read: for each ask where it stands, and how often the same person said yes in a year."""
    found: dict[str, str | int] = {}
    for ask in solution.asks:
        found |= {
            ask.id: standings.get(ask.id, Standing.NOBODY).value,
            ask.id + TIMES: times.get(ask.id, 0),
        }
    return found


def with_standings(
    situation: Situation, standings: Mapping[str, Standing], times: Mapping[str, int]
) -> Inputs:
    """The inputs as if the others stood so."""
    solution, inputs = situation.solution, situation.inputs
    name = solution.confirmations
    before = inputs.facts.get(name)
    at = before.at if before else None
    looked = Looked(confirmations(solution, standings, times), {}, at)
    return replace(inputs, facts={**inputs.facts, name: looked})


def to_ask(situation: Situation, finding: Finding, times: Mapping[str, int] | None = None) -> tuple[Ask, ...]:
    """Whom the rules ask by themselves: those whose yes is all that a full grant lacks; nobody in a sensitive matter.

    `times` as in `confirmations`, once for each ask when it is not known yet. Where anything else needs a person,
    nobody is asked: no stranger learns of a matter that a person should have seen first.
    """
    solution = situation.solution
    if not solution.confirmations or finding.sensitive or finding.outcome == Outcome.GRANTED:
        return ()
    due = [ask for ask in solution.asks if situation.holds(ask.when)]
    if not due or not _granted(situation, due, times):
        return ()
    needed = [ask for ask in due if not _granted(situation, [one for one in due if one is not ask], times)]
    found = needed if _granted(situation, needed, times) else due
    return tuple(found) if all(not ask.silence or knows_days(situation, ask) for ask in found) else ()


def knows_days(situation: Situation, ask: Ask) -> bool:
    """Whether it is known how long they have to answer; silence is no yes after days that nobody has confirmed."""
    return situation.facts.get(ask.days) is not None


def _granted(situation: Situation, say_yes: Sequence[Ask], times: Mapping[str, int] | None) -> bool:
    """Whether everything would be granted if these said yes, and a place that is shared out were got."""
    counted = {ask.id: (times or {}).get(ask.id, 1) for ask in say_yes}
    inputs = sharing.with_a_place(
        situation, with_standings(situation, dict.fromkeys(counted, Standing.YES), counted)
    )
    return deciding.find(Situation(situation.solution, inputs), version="").outcome == Outcome.GRANTED


def marks_of(situation: Situation, ask: Ask) -> tuple[str, ...] | None:
    """The register marks of those who are asked by a condition; None when they are not known."""
    if ask.people is None:
        return None
    value = situation.compute(ask.people).value
    if value is None:
        return None
    flat = [one for row in value for one in (row if isinstance(row, list | tuple) else [row])]
    return tuple(dict.fromkeys(str(ref) for ref in flat))


def still_waiting(standings: Collection[Standing]) -> bool:
    """Whether to wait for more answers. After a no, or silence, a person looks at once, whoever is still to come."""
    ends = {Standing.NO, Standing.SILENT, Standing.UNREACHED}
    return Standing.WAITING in standings and not set(standings) & ends


def leans_on_silence(
    situation: Situation, standings: Mapping[str, Standing], times: Mapping[str, int]
) -> bool:
    """Whether it would not be granted if those who were silent had said no, though their ask does not say that silence
    is a yes (`silence`): then a person decides, whatever the rules found.
    """
    mute = [
        ask.id
        for ask in situation.solution.asks
        if not ask.silence and standings.get(ask.id) is Standing.SILENT
    ]
    if not mute:
        return False
    inputs = with_standings(situation, {**standings, **dict.fromkeys(mute, Standing.NO)}, times)
    return deciding.find(Situation(situation.solution, inputs), version="").outcome != Outcome.GRANTED


def waits_for(asks: Sequence[Ask], standings: Mapping[str, Standing]) -> Text:
    """`den anden forælder og …`: whom we wait for, as the solution calls them, never by name."""
    names = [ask.label for ask in asks if standings.get(ask.id) is Standing.WAITING]
    return Text(_and([n.da for n in names], "og"), _and([n.en or n.da for n in names], "and"))


def _and(names: Sequence[str], word: str) -> str:
    low = [name[:1].lower() + name[1:] for name in names]
    return low[0] if len(low) == 1 else f"{', '.join(low[:-1])} {word} {low[-1]}" if low else ""
