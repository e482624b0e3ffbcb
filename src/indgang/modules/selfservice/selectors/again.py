"""A decision once more from what is stored with it: no register, no clock, no rules but its own."""

from collections.abc import Mapping
from typing import Any

from indgang.modules.cases.vocabulary import Finding
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import versions


def same_again(version: str, inputs: Mapping[str, Any], stored: Finding) -> bool | None:
    """Whether the rules of that version find the same now from the same inputs. None: no solution decided it.

    No query when this process knows the version.
    """
    try:
        found = versions.version(version)
        known = Inputs.of(inputs)
    except (SolutionVersion.DoesNotExist, KeyError):
        return None
    return deciding.find(Situation(found.solution, known), version=found.hash) == stored
