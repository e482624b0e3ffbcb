"""Every indicator says what it counts, in both languages, and readers understand it."""

import pytest

from indgang.kernel.text import lix
from indgang.modules.strategy import selectors
from indgang.modules.strategy.schema.strategies import AIMS, UNITS
from indgang.modules.strategy.vocabulary import GROUP_NAMES, Definition, Unit

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
        assert AIMS[id] == definition.groups
        assert UNITS.get(id, Unit.PERCENT) == definition.unit


def test_what_is_not_defined_yet_is_named() -> None:
    assert set(AIMS) - set(DEFINITIONS) == {"reach"}
