"""Fetching the facts of a draft: before the transaction, since a register may be slow."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, Actor, Party
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.services.looking import Asker, asker_for, look_up


def asker_of(party: Party, by: Actor, solution: Solution, why: str) -> Asker:
    """Somebody to ask about: writes in the trail that the CPR number was used, and for what."""
    cpr = identity.cpr_of(person_id=party.id, purpose=why, by=by) if party.kind == "person" else ""
    return replace(asker_for(connected(), cpr=cpr, solution=solution), party=party.key)


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
    return Inputs(
        inputs.today, inputs.ground, inputs.municipality, inputs.parameters, dict(facts), inputs.answers
    )
