"""What our documents promise is there: links, headings, commands, files and folders."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from indgang.modules.selfservice.schema import shapes
from indgang.project.frontdoor.__main__ import COMMANDS
from indgang.project.frontdoor.benches import names as benches
from indgang.project.frontdoor.checks import CHECKS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docs", "content", "src", "simulators", "tests", "bench")
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")),
]

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:\./indgang|(?<=`)manage) +([^`\n]*)")
FILE = re.compile(r"[\w-]+(?:/[\w-]+)*(?:/|\.(?:py|yaml|md|csv|mjs|html|css|js|po|toml))")


def anchor(heading: str) -> str:
    """A heading's anchor as the forge makes it: small letters, hyphens for spaces, no other signs."""
    words = re.sub(r"[`*]|\[|\]\([^)]*\)", "", heading).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def anchors(document: Path) -> set[str]:
    return {anchor(heading) for heading in HEADING.findall(FENCE.sub("", document.read_text()))}


def broken_links(document: Path, root: Path = ROOT) -> Iterator[str]:
    """Relative links that lead nowhere, or out of the project, as they stand."""
    for link in LINK.findall(FENCE.sub("", document.read_text())):
        path, _, place = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or not target.is_relative_to(root) or (place and place not in anchors(target)):
            yield link


def commands(document: Path) -> Iterator[list[str]]:
    """The words of each command, without `./indgang`; `manage X` in code is one too."""
    for line in COMMAND.finditer(document.read_text()):
        words = [word.strip("[](),.;:") for word in re.split(r"\s{2,}|[#|<>]", line[1])[0].split()]
        yield ["manage", *words] if line[0].startswith("manage") else words


@cache
def parser(name: str) -> ArgumentParser:
    command = load_command_class(get_commands()[name], name)
    made: ArgumentParser = command.create_parser("indgang", name)
    return made


def _subparsers(made: ArgumentParser) -> dict[str, ArgumentParser]:
    return next((dict(one.choices) for one in made._actions if isinstance(one.choices, dict)), {})


def wrong_words(words: list[str]) -> list[str]:
    """What the front door would not know: the command, what it is asked for, or an option."""
    if not words or words[0] in ("…", "COMMAND"):
        return []
    name, *rest = words
    if name not in COMMANDS:
        return [name]
    if name == "manage" and rest:
        name, *rest = rest
        if name not in get_commands():
            return [name]
    options = {word.partition("=")[0] for word in rest if word.startswith("--")} - {"--data", "--help"}
    asked = next((word for word in rest if re.fullmatch(r"[a-z][a-z_-]+", word)), "")
    if name in get_commands() and (
        words[0] == "manage" or COMMANDS[words[0]].function in ("answer", "clock")
    ):
        made = parser(name)
        choices = _subparsers(made)
        if choices and rest and not rest[0].startswith(("…", "-")):
            if rest[0] not in choices:
                return [rest[0]]
            made = choices[rest[0]]
        return sorted(options - {text for one in made._actions for text in one.option_strings})
    if name == "bench" and asked and asked not in benches():
        return [asked]
    if name == "check" and asked and asked not in {word for check in CHECKS for word in check.name.split()}:
        return [asked]
    return sorted(one for one in options if one not in COMMANDS[name].summary)


@cache
def places() -> frozenset[str]:
    """Every file and folder of the project, by every ending of its path: `a/b/c.py`, `b/c.py`, `c.py`."""
    paths = [
        path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts
    ]
    found = [path.relative_to(ROOT).parts for path in (*paths, *ROOT.glob("*"))]
    return frozenset("/".join(parts[start:]) for parts in found for start in range(len(parts)))


def missing_files(document: Path) -> Iterator[str]:
    """Files and folders named in code that stand nowhere. `<slug>`, `*` and `…` make it a form, not a name."""
    for text in CODE.findall(FENCE.sub("", document.read_text())):
        if FILE.fullmatch(text) and text.rstrip("/") not in places():
            yield text


def each(documents: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", documents, ids=lambda path: str(path.relative_to(ROOT)))


@each(DOCUMENTS)
def test_every_link_leads_somewhere(document: Path) -> None:
    assert list(broken_links(document)) == []


@each(DOCUMENTS)
def test_every_command_is_one_that_there_is(document: Path) -> None:
    told = {" ".join(words): wrong for words in commands(document) if (wrong := wrong_words(words))}
    assert told == {}


@each([path for path in DOCUMENTS if path.name != "CHANGELOG.md"])
def test_every_file_that_is_named_is_there(document: Path) -> None:
    assert list(missing_files(document)) == []


def test_the_documents_are_found_and_have_commands() -> None:
    assert {ROOT / "README.md", ROOT / "docs" / "README.md"} <= set(DOCUMENTS)
    assert sum(1 for document in DOCUMENTS for _ in commands(document)) > 30


def test_every_command_of_the_front_door_stands_in_a_document() -> None:
    told = {words[0] for document in DOCUMENTS for words in commands(document) if words}
    assert set(COMMANDS) <= told


def test_the_designers_guide_names_every_key_of_a_solution() -> None:
    parts = (shapes.SolutionShape, shapes.StepShape, shapes.CardShape, shapes.QuestionShape, shapes.RuleShape)
    more = (shapes.WhoMayShape, shapes.LettersShape, shapes.FollowUpShape, shapes.ParameterShape)
    keys = {field.alias or key for part in (*parts, *more) for key, field in part.model_fields.items()}
    told = set(CODE.findall((ROOT / "docs" / "designers" / "solutions.md").read_text()))
    assert keys - told - {"outcome"} == set()  # its four values stand there instead


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    document = tmp_path / "one.md"
    document.write_text(
        "# One, *two*\n[a](b.md) [b](#one-two) [c](#two)\n`kernel/no.py` `./indgang manage purg`\n"
    )
    assert list(broken_links(document, tmp_path)) == ["b.md", "#two"]
    assert list(missing_files(document)) == ["kernel/no.py"]
    assert [wrong_words(words) for words in commands(document)] == [["purg"]]


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("solution run flytning --answers FILE --json", []),
        ("solution walk flytning", ["walk"]),
        ("solution run flytning --answer FILE", ["--answer"]),
        ("demo --port 8000 --data DIR --fresh", []),
        ("demo --speed 2", ["--speed"]),
        ("bench nothing", ["nothing"]),
        ("check content", []),
        ("check contents", ["contents"]),
        ("manage clock --forward 8d", []),
        ("serve", ["serve"]),
    ],
)
def test_a_wrong_command_is_found(command: str, wrong: list[str]) -> None:
    assert wrong_words(command.split()) == wrong
