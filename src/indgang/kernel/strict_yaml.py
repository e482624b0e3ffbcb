"""Content files: YAML read strictly, with a place for every error.

Scalars are text (the shape converts), a repeated key is refused, so is an unknown one, and there are no
anchors, aliases or tags. An error names the file, the line, and what to write instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

Place = tuple[str | int, ...]
MAX_BYTES = 2_000_000
MAX_DEPTH = 40
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a content file. `line` counts from 1; 0 when the whole file is meant."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class ContentError(Exception):
    """Content that cannot be used; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.line, p.sentence))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Shape(BaseModel):
    """The root of all content shapes: frozen, and unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """A parsed file: plain data where every scalar is text, and the line of every place in it."""

    path: str
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of the nearest known place at or above `place`."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, sentence: str) -> Problem:
        return Problem(self.path, self.line(place), sentence)

    def as_shape(self, shape: type[S]) -> S:
        """Check the data against a shape. Raises ContentError with a line and a sentence for every error."""
        try:
            return shape.model_validate(self.data)
        except ValidationError as error:
            raise ContentError(self._explained(error, shape)) from None

    def _explained(self, error: ValidationError, shape: type[BaseModel]) -> Iterable[Problem]:
        for item in error.errors():
            place = tuple(item["loc"])
            key = ".".join(str(part) for part in place) or "the file"
            match item["type"]:
                case "extra_forbidden":
                    sentence = f"`{place[-1]}` is not known here. Remove it, or correct the spelling."
                case "missing":
                    sentence = f"`{key}` is missing. Add it."
                case "value_error":
                    sentence = f"`{key}`: {item['ctx']['error']}"
                case "literal_error" | "enum":
                    sentence = f"`{key}` is `{item['input']}`. Write {item['ctx']['expected']}."
                case _:
                    sentence = f"`{key}`: {item['msg'][0].lower()}{item['msg'][1:]}."
            yield self.problem(place, sentence)


def load_document(path: Path, *, shown_as: str = "") -> Document:
    """Read one file. Raises ContentError when it is missing, too large, or not the YAML we allow."""
    name = shown_as or str(path)
    try:
        raw = path.read_bytes()
    except OSError:
        raise ContentError([Problem(name, 0, "The file cannot be read. Check that it is there.")]) from None
    if len(raw) > MAX_BYTES:
        raise ContentError([Problem(name, 0, f"The file is larger than {MAX_BYTES} bytes. Split it.")])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ContentError([Problem(name, line, "This is not UTF-8. Save the file as UTF-8.")]) from None
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Parse YAML text. Raises ContentError with the line of what cannot be read."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:  # here, since composing a deep nest ends the whole process
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise ContentError([Problem(name, line, f"More than {MAX_DEPTH} levels. Make it flatter.")])
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise ContentError([Problem(name, line, "Anchors and aliases are not used. Write it out.")])
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise ContentError(
            [Problem(name, line, f"This is not YAML: {error.problem or error.context}.")]
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        detail = str(error).splitlines()[0]
        raise ContentError([Problem(name, 0, f"This is not YAML: {detail}.")]) from None
    if node is None:
        raise ContentError([Problem(name, 0, "The file is empty.")])
    problems: list[Problem] = []
    lines: dict[Place, int] = {}
    data = _plain(node, (), lines, problems, name)
    if problems:
        raise ContentError(problems)
    return Document(name, data, lines)


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], problems: list[Problem], name: str) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return None if node.value in ("", "~", "null") and not node.style else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, i), lines, problems, name) for i, child in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            problems.append(Problem(name, key_node.start_mark.line + 1, "A key must be plain text."))
            continue
        if key in result:
            problems.append(
                Problem(name, key_node.start_mark.line + 1, f"`{key}` stands here twice. Keep one of them.")
            )
        result[key] = _plain(value_node, (*place, key), lines, problems, name)
        lines[(*place, key)] = key_node.start_mark.line + 1
    return result
