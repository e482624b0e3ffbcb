"""What an example of a solution was decided from, so that somebody can change it and see what comes of it."""

from pathlib import Path

from indgang.modules.selfservice.schema.examples import read_examples
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.selectors.what_if import Base
from indgang.modules.selfservice.services.examples import given_of
from indgang.modules.selfservice.services.trying import try_out


def base_of_example(version: Version, folder: Path, example: str = "") -> tuple[Base, str]:
    """The inputs of the example by name, or of the first, and what it is called. Nothing is stored.

    Raises UnknownSolution when there is no such one, BadTrial, ContentError.
    """
    shape, _ = read_examples(folder)
    chosen = next((one for one in shape.examples if example in ("", one.id)), None)
    if chosen is None:
        raise UnknownSolution
    solution = version.solution
    trial = try_out(solution=solution.slug, given=given_of(solution, shape, chosen), version=version)
    return Base(version.hash, trial.inputs), chosen.id
