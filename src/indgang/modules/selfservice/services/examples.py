"""Running the worked cases of a solution."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indgang.kernel.expressions import BOOL, DECIMAL, MONEY, WHOLE, Kind
from indgang.kernel.money import ore_of
from indgang.modules.selfservice.schema.examples import ExampleShape, ExamplesShape, read_examples
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.trying import BadTrial, Trial, try_out
from indgang.modules.selfservice.services.trying_again import TriedAgain, try_again
from indgang.modules.selfservice.vocabulary import Outcome


@dataclass(frozen=True)
class Worked:
    """One example and how it went. `wrong` says in sentences what came out otherwise; empty when it held."""

    id: str
    about: str
    line: int
    trial: Trial | None
    wrong: tuple[str, ...]


def run_examples(slug: str, folder: Path, *, version: Version | None = None) -> Iterator[Worked]:
    """Run every example of a solution's folder, against a version (left out: the one that holds now).

    Raises UnknownSolution, ContentError.
    """
    shape, document = read_examples(folder)
    found = version or versions.active(slug)
    for i, example in enumerate(shape.examples):
        line = document.line(("examples", i, "id"))
        try:
            trial = try_out(solution=slug, given=given_of(found.solution, shape, example), version=found)
            later = _later(found, shape, example, trial) if example.again else None
        except BadTrial as bad:
            yield Worked(example.id, example.about, line, None, (str(bad),))
            continue
        if later is not None:
            wrong = (
                *_not_granted(trial),
                *_again_differs(example, later),
                *_differences(example, later.trial),
            )
            yield Worked(example.id, example.about, line, later.trial, wrong)
            continue
        yield Worked(example.id, example.about, line, trial, tuple(_differences(example, trial)))


def _later(found: Version, shape: ExamplesShape, example: ExampleShape, first: Trial) -> TriedAgain:
    """The example's grant on its later day. Raises BadTrial when the solution works nothing out again."""
    given = given_of(found.solution, shape, example)
    if example.again is not None:
        facts = {**given["facts"], **_facts(found.solution, example.again.facts)}
        given = {**given, "today": example.again.today, "facts": facts}
    return try_again(first, given=given, version=found)


def _not_granted(first: Trial) -> Iterator[str]:
    if first.outcome != Outcome.GRANTED or first.errors or first.exit:
        yield f"the first answer is {first.outcome}, and only what was granted is worked out again."


def _again_differs(example: ExampleShape, later: TriedAgain) -> Iterator[str]:
    if later.result != example.expect.again:
        yield f"worked out again it is {later.result}, and {example.expect.again} was expected."


def given_of(solution: Solution, shape: ExamplesShape, example: ExampleShape) -> dict[str, Any]:
    """What an example hands in, as `try_out` takes it."""
    answers = {**shape.answers, **example.answers}
    return {
        "today": example.today,
        "party": {"person": example.party, "ground": example.ground, "company": example.company or ""},
        "facts": _facts(solution, example.facts),
        "answers": {key: value for key, value in answers.items() if value is not None},
    }


def _differences(example: ExampleShape, trial: Trial) -> Iterator[str]:
    expect = example.expect
    if set(expect.errors) != set(trial.errors):
        yield f"errors are {_list(trial.errors)}, and {_list(expect.errors)} was expected."
    if expect.exit != trial.exit:
        yield f"the way ends at {trial.exit or 'no exit'}, and {expect.exit or 'no exit'} was expected."
    if trial.errors or trial.exit:
        return
    if expect.sensitive is not None and trial.finding.sensitive is not expect.sensitive:
        yield f"sensitive is {'yes' if trial.finding.sensitive else 'no'}, and the other was expected."
    came_out = {
        "outcome": trial.outcome,
        "matched": [row.rule for row in trial.finding.matched],
        "unresolved": [row.rule for row in trial.finding.unresolved],
        "asks": list(trial.asks),
        "follow_ups": [f"{row.kind} {row.to} {row.due}" for row in trial.follow_ups],
    }
    for name, found in came_out.items():
        expected = getattr(expect, name)
        if expected is None:
            continue
        if name == "outcome" and found != expected:
            yield f"outcome is {found}, and {expected} was expected."
        elif name != "outcome" and sorted(found) != sorted(expected):
            yield f"{name} is {_list(found)}, and {_list(expected)} was expected."


def _list(names: Any) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _facts(solution: Solution, facts: dict[str, Any]) -> dict[str, Any]:
    """Scalars in content files are text: here they become what the look-up says they are."""
    kinds = {use.id: use.of.kind for use in solution.facts}
    return {key: _as(value, kinds.get(key)) for key, value in facts.items()}


def _as(value: Any, kind: Kind | None) -> Any:
    if isinstance(value, dict):
        fields = kind.fields if kind else {}
        return {key: _as(one, fields.get(key)) for key, one in value.items()}
    if isinstance(value, list):
        return [_as(one, kind.item if kind else None) for one in value]
    if kind == BOOL and value in ("yes", "no"):
        return value == "yes"
    if kind == MONEY:
        return ore_of(value)  # written in kroner
    if kind in (WHOLE, DECIMAL) and isinstance(value, str):
        try:
            return int(value) if kind == WHOLE else float(value)
        except ValueError:
            return value  # no number is not known where it is used
    return value
