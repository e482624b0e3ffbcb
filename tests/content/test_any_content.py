"""solution.yaml, whatever is wrong in it: it is read, or refused with a file, a line and a sentence; nothing else.

Every shipped solution is spoiled in a place by chance: a key gone, doubled, of another kind, in another place, with any
of the keys that the schema has. A new key is tried as soon as it is in the schema, or in a solution.
"""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as django
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indgang.kernel.strict_yaml import ContentError, parse
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import SOLUTION, read_source, ready
from indgang.modules.selfservice.selectors.designing import json_schema
from indgang.modules.selfservice.tests import every_kind
from indgang.modules.selfservice.vocabulary import Outcome
from tests.content.any_answers import Draw, how_many

SHIPPED = sorted(path.parent for path in (Path(django.CONTENT_DIR) / "solutions").glob("*/solution.yaml"))
FOLDERS = [*SHIPPED, every_kind.FOLDER]
FAIR = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(
            "",
            "yes",
            "no",
            "-1",
            "0",
            "999999999999999999999",
            "x" * 5_000,
            "{",
            "{}",
            "{nothing}",
            "{me.name}",
        ),
        *("true", "today", "1 == 1", "size(1)", "a.b.c", "((((", "'", "[].map(x, x)", "kr(1) + 1", "row.x"),
        *("../../letters", "2026-02-30", "æøå", "\u202e", None, [], {}, [[]], [None], {"": ""}, {"da": "x"}),
        *([{"id": "x"}], ["x", "x"], {"da": "", "en": None}, [[[[[["deep"]]]]]]),
    ]
)


def keys_of(node: Any) -> set[str]:
    """Every key that the schema knows anywhere."""
    if isinstance(node, list):
        return {key for one in node for key in keys_of(one)}
    if not isinstance(node, dict):
        return set()
    own = set(node["properties"]) if isinstance(node.get("properties"), dict) else set()
    return own | {key for one in node.values() for key in keys_of(one)}


KEYS = sorted(keys_of(json_schema()))


def scalars_of(node: Any) -> list[str]:
    """Every text in the file, to be put where it does not belong."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [node] if isinstance(node, str) else [text for one in inner for text in scalars_of(one)]


def place_in(draw: Draw, node: Any) -> Any:
    """A list or a mapping somewhere in it."""
    while True:
        inner = list(node.values()) if isinstance(node, dict) else node
        below = [one for one in inner if isinstance(one, dict | list) and one]
        if not below or draw(st.integers(0, 3)) == 0:
            return node
        node = draw(st.sampled_from(below))


def spoil(draw: Draw, whole: Any) -> None:
    """Change one thing."""
    node = place_in(draw, whole)
    how = draw(st.sampled_from(["drop", "wrong", "elsewhere", "add", "double"]))
    where = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
    if how == "drop":
        del node[where]
    elif how == "wrong":
        node[where] = deepcopy(draw(WRONG))
    elif how == "elsewhere":
        node[where] = draw(st.sampled_from(scalars_of(whole) or ["x"]))
    elif isinstance(node, dict):
        key = draw(st.sampled_from(KEYS))
        node[key] = deepcopy(draw(WRONG) if how == "add" else node[where])
    else:
        node.append(deepcopy(draw(WRONG) if how == "add" else node[where]))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
@given(data=st.data())
@settings(max_examples=how_many(8), deadline=None, suppress_health_check=FAIR)
def test_a_spoiled_solution_is_read_or_refused_with_a_line(folder: Path, data: st.DataObject) -> None:
    source = read_source(folder)
    whole = deepcopy(parse(source[SOLUTION], SOLUTION).data)
    for _ in range(data.draw(st.integers(1, 3))):
        if whole:
            spoil(data.draw, whole)
    text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=10_000)
    try:
        solution = ready({**source, SOLUTION: text})
    except ContentError as refused:
        for problem in refused.problems:
            assert problem.file == SOLUTION
            assert 0 <= problem.line <= text.count("\n") + 1
            assert len(problem.sentence) > 10
        return
    nowhere = {"code": "0999", "name": "Lyngsø", "area": "oevrige"}
    nothing_known = Inputs(date(2026, 11, 21), "self", nowhere)
    assert deciding.find(Situation(solution, nothing_known), version="v").outcome in set(Outcome)


def test_the_keys_are_those_of_the_schema() -> None:
    assert {"rules", "exits", "because", "show_when", "choices", "counts"} <= set(KEYS)
