"""How hard our Danish is to read: LIX of every content file that citizens, staff and the council meet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indgang.kernel.strict_yaml import Problem, load_document
from indgang.kernel.text import lix

LIMIT = 35.0
FEWEST_WORDS = 40


def danish_texts(data: Any) -> Iterator[str]:
    """Every Danish sentence in a content file: the `da` of each bilingual text, lists of words left out."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "da" and isinstance(value, str):
                yield value
            elif key != "words":
                yield from danish_texts(value)
    elif isinstance(data, list):
        for item in data:
            yield from danish_texts(item)


def of_file(path: Path) -> tuple[float, int]:
    """LIX of a file's Danish texts, and how many words it was measured on."""
    text = "\n".join(danish_texts(load_document(path).data))
    return lix(text), len(text.split())


def hard_files(content: Path) -> Iterator[Problem]:
    """Files whose Danish is too hard; a file of few words is too small to measure."""
    folders = [content / "municipalities", content / "solutions", content / "strategies"]
    for path in sorted(path for folder in folders for path in folder.rglob("*.yaml")):
        if path.name in ("examples.yaml", "parameters.yaml"):
            continue
        figure, words = of_file(path)
        if words >= FEWEST_WORDS and figure >= LIMIT:
            yield Problem(
                str(path), 1, f"LIX is {figure:.0f}. Shorten sentences and words until it is under 35."
            )
