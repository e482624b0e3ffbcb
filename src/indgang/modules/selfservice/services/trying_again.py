"""Trying out what comes of a grant on a later day: the same rules and registers, and nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Before
from indgang.modules.selfservice.rules.recalculating import doubts_of, value_of, weigh
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.trying import BadTrial, Trial, try_out
from indgang.modules.selfservice.vocabulary import Again, Outcome


@dataclass(frozen=True)
class TriedAgain:
    """What came of it, and what the rules found of the later day, with what stood before."""

    result: Again
    trial: Trial


def try_again(first: Trial, *, given: Mapping[str, Any], version: Version) -> TriedAgain:
    """Hold a grant that was tried out against what is handed in for a later day, as `try_out` takes it.

    Raises BadTrial when the solution works nothing out again.
    """
    solution = version.solution
    if solution.recalculates is None:
        raise BadTrial(f"`again`: {solution.slug} works nothing out again. Write `recalculates` first.")
    then = Situation(solution, first.inputs)
    before = Before(
        value_of(then, solution.recalculates.compare),
        doubts_of(first.finding, then),
        first.finding.calculations,
    )
    later = try_out(solution=solution.slug, given=given, version=version)
    situation = Situation(solution, replace(later.inputs, before=before))
    found = deciding.what_rules_say(situation, version=version.hash)
    finding = deciding.find(situation, version=version.hash)
    follow_ups = deciding.follow_ups(situation) if finding.outcome == Outcome.GRANTED else ()
    trial = replace(
        later,
        outcome=finding.outcome,
        finding=finding,
        follow_ups=follow_ups,
        inputs=situation.inputs,
        asks=(),
    )
    return TriedAgain(weigh(situation, found).result, trial)
