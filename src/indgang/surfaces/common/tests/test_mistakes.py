"""What is wrong with a content file is Danish on a page: every sentence that the code can say has its Danish."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indgang.kernel.strict_yaml import ContentError, parse
from indgang.modules.selfservice.schema.folder import ready
from indgang.surfaces.common.mistakes import first_of, mistakes, told
from indgang.surfaces.common.mistakes.told import PAIRS, in_danish

SRC = Path(__file__).parents[3]
SAYS = (
    "kernel/strict_yaml.py",
    "kernel/shapes.py",
    "kernel/expressions/lexer.py",
    "kernel/expressions/parser.py",
    "modules/selfservice/schema/shapes/*.py",
    "modules/selfservice/schema/build/*.py",
    "modules/selfservice/schema/zips.py",
    "modules/selfservice/schema/folder.py",
    "modules/selfservice/services/content.py",
    "modules/selfservice/services/designing.py",
    "modules/selfservice/services/trying.py",
    "modules/selfservice/services/examples.py",
    "modules/messages/schema.py",
    "modules/messages/services/letter_files.py",
    "modules/strategy/schema/**/*.py",
    "modules/strategy/services/loading.py",
    "modules/strategy/services/strategies.py",
    "modules/strategy/rules/scenario_shapes.py",
)
"""Where sentences about content are made that somebody can read on a page."""
FILLED = "x1"


def sentences(path: Path) -> Iterator[str]:
    """Every sentence that stands in a file, with something in each of its places; no docstrings, no texts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # a docstring
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Text", "_"):
            skipped.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(inner) for inner in ast.walk(node) if inner is not node)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "bad":
            yield f"{_filled(node.args[0])} (character 7)."
            skipped.update(id(inner) for inner in ast.walk(node))
        elif isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            yield _filled(node)


def _filled(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else FILLED for one in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def is_sentence(text: str) -> bool:
    words = re.findall(r"[a-z]{2,}", text.replace(FILLED, ""))
    return text.endswith(".") and len(words) > 1 and not text.startswith(" ")


FOUND = sorted(
    {
        sentence
        for pattern in SAYS
        for path in SRC.glob(pattern)
        for sentence in sentences(path)
        if is_sentence(sentence)
    }
)


def test_there_are_sentences_to_look_for() -> None:
    assert len(FOUND) > 130
    assert any(sentence.endswith("(character 7).") for sentence in FOUND)


def test_every_sentence_has_its_danish() -> None:
    assert [sentence for sentence in FOUND if not in_danish(sentence)] == []


def test_what_stands_in_a_place_comes_along_and_nothing_else_is_left_open() -> None:
    for english, danish in PAIRS:
        places = set(re.findall(r"\{(\d)", english))
        assert set(re.findall(r"\{(\d)", danish)) <= places, danish
    assert len({english for english, _danish in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(
    ("english", "danish"),
    [
        ("`minutes` is missing. Add it.", "`minutes` mangler. Skriv den."),
        (
            "`steps.0.questions.1.kind` is `dato`. Write 'date', 'text' or 'whole'.",
            "`steps.0.questions.1.kind` er `dato`. Skriv 'date', 'text' eller 'whole'.",
        ),
        ("`rules.0`: write at least one.", "`rules.0`: skriv mindst én."),
        (
            "`{agge}` names nothing that is declared. Correct it.",
            "`{agge}` er ikke et navn, som løsningen har. Ret stavemåden, eller skriv det først.",
        ),
        (
            "`x` is no fact. Use one of: none.",
            "`x` er ikke en oplysning i `facts`. Brug en af dem her: ingen.",
        ),
    ],
)
def test_what_is_named_stands_in_both(english: str, danish: str) -> None:
    assert (told(english).da, told(english).en) == (danish, english)


def test_a_sentence_that_nobody_knows_stands_as_it_is() -> None:
    (one,) = mistakes([parse("a: 1", "a.yaml").problem(("a",), "Something new.")])
    assert (one.where, one.sentence.da, one.language) == ("a.yaml:1", "Something new.", "en")


BROKEN = {
    "a: [1": "Det her er ikke YAML",
    "a: b: c": "kolon midt i en tekst",
    "a: &x 1\nb: *x": "Ankre",
    "id: x\nid: y": "to gange",
    "id: 3\nformat: 7\n": "mangler. Skriv den.",
    "steps: no": "liste",
    "minutes: many": "minutes",
    "\tid: x": "tabulator",
    "": "tom",
}


@pytest.mark.parametrize("text", sorted(BROKEN), ids=range(len(BROKEN)))
def test_a_file_that_cannot_be_read_is_told_in_danish(text: str) -> None:
    with pytest.raises(ContentError) as refused:
        ready({"solution.yaml": text})
    found = mistakes(refused.value.problems)
    assert BROKEN[text] in " ".join(one.sentence.da for one in found)
    assert [one.sentence.en for one in found if one.language] == []
    assert first_of(refused.value).startswith("solution.yaml")
