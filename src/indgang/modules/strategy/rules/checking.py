"""Everything that is checked of strategies before they are kept: their form, their family, their scenarios."""

from collections.abc import Iterable, Mapping

from indgang.kernel.strict_yaml import Problem
from indgang.modules.strategy import schema
from indgang.modules.strategy.rules.scenario_shapes import check_scenarios
from indgang.modules.strategy.schema import Sheet, StrategyFile, StrategyShape


def check_all(
    files: Iterable[StrategyFile], *, sheets: Mapping[str, Sheet], others: Mapping[str, StrategyShape]
) -> list[Problem]:
    """Problems of several strategies together. `others`: those that are known besides, to be extended."""
    files = list(files)
    problems = schema.check_all(files, sheets=sheets, others=others)
    for file in files:
        problems.extend(check_scenarios(file.document, file.shape))
    return problems
