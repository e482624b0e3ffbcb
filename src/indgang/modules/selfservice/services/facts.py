"""Fetching the facts of a draft: before the transaction, since a register may be slow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity_asked
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, Actor, Party
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.services.looking import Asker, asker_for, look_up


def asker_of(party: Party, by: Actor, solution: Solution, why: str) -> Asker:
    """Somebody to ask about: writes in the trail that the CPR number was used, and for what."""
    here = asker_for(connected(), cpr="", solution=solution)
    return as_party(here, party, by, why)


def as_party(asker: Asker, party: Party, by: Actor, why: str) -> Asker:
    """The same questions about a party. Others than the party who are looked up leave a trace, too.

    Another person who acts for the party is not told where they live when it is hidden.
    """
    person = party.kind == "person"
    return replace(
        asker,
        cpr=identity.cpr_of(person_id=party.id, purpose=why, by=by) if person else "",
        cvr="" if person else identity_asked.cvr_of(party.id),
        party=party.key,
        for_other=person and by.kind == "person" and by.id != party.id,
        saw=lambda look_up, numbers: _write_down(look_up, numbers, by, why),
    )


def _write_down(look_up: str, numbers: Sequence[str], by: Actor, why: str) -> None:
    """That somebody's CPR number was used. Who is not known to us yet is counted all the same."""
    for number in numbers:
        known = identity_asked.party_with("CPR", number)
        audit.record(
            action="cpr_used",
            actor=by.key,
            object=f"register:{look_up}",
            party=known.key if known else "",
            purpose=why,
        )


def filling_in(by: Acting, solution: Solution) -> Callable[[], Asker]:
    """Somebody to ask about while a draft is filled in."""
    return lambda: asker_of(by.party, by.actor, solution, f"selvbetjening: {solution.slug}")


def fetched(
    solution: Solution, inputs: Inputs, ask: Callable[[], Asker], *, anew: bool
) -> tuple[dict[str, Looked], Situation]:
    """Every fact that can be asked for now, and how the draft stands with them.

    `anew`: all of them; otherwise only those that were asked with something else than what holds now. One
    fact may be what another is asked with, so it goes on until nothing new is asked. What is known and not
    asked again is kept. `ask` is called only when something must be asked: using a CPR number leaves a trace.
    """
    facts: dict[str, Looked] = {} if anew else dict(inputs.facts)
    asker: Asker | None = None
    while True:
        situation = Situation(solution, _with(inputs, facts))
        due = [
            (use, asked)
            for use in solution.facts
            if (asked := situation.arguments(use)) is not None and not _answered(facts.get(use.id), asked)
        ]
        if not due:
            return facts, situation
        asker = asker or ask()
        for use, asked in due:
            facts[use.id] = Looked(look_up(use.look_up, asked, asker), asked, asker.now)


def _answered(looked: Looked | None, asked: Mapping[str, object]) -> bool:
    return looked is not None and (looked.asked is None or dict(looked.asked) == asked)


def _with(inputs: Inputs, facts: Mapping[str, Looked]) -> Inputs:
    return replace(inputs, facts=dict(facts))
