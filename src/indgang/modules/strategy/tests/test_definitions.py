"""Every indicator says what it counts, in both languages, and readers understand it."""

import pytest

from indgang.kernel.text import lix
from indgang.modules.strategy import selectors
from indgang.modules.strategy.schema.strategy.facts import GROUPS, unit_of
from indgang.modules.strategy.vocabulary import GROUP_NAMES, Definition

DEFINITIONS = {definition.indicator: definition for definition in selectors.definitions()}


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
def test_it_has_a_name_a_definition_and_a_source(definition: Definition) -> None:
    assert definition.name.da
    assert definition.name.en
    assert len(definition.text.da) > 40
    assert len(definition.text.en) > 40
    assert definition.text.da != definition.text.en
    assert definition.source
    assert set(definition.groups) <= set(GROUP_NAMES)
    assert lix(definition.text.da) < 35


def test_targets_speak_of_indicators_as_they_are_defined() -> None:
    for id, definition in DEFINITIONS.items():
        assert set(GROUPS[id]) <= set(definition.groups)
        assert unit_of(id) == definition.unit


def test_every_indicator_of_a_target_is_defined() -> None:
    assert set(GROUPS) == set(DEFINITIONS)
