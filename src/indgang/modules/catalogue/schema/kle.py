"""KLE, the municipalities' common numbers for subjects, as tables in content/kle."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from indgang.kernel.strict_yaml import ContentError, Problem

_SUBJECT = re.compile(r"\d{2}\.\d{2}\.\d{2}")
_GROUP = re.compile(r"\d{2}")


@dataclass(frozen=True)
class Kle:
    """Titles of subjects and main groups by number, and the words of a subject."""

    subjects: dict[str, str]
    groups: dict[str, str]
    keywords: dict[str, tuple[str, ...]]


def read_kle(folder: Path) -> Kle:
    """Raises ContentError with file and line when a table is missing or a row is not a number and a text."""
    keywords: dict[str, list[str]] = defaultdict(list)
    for number, keyword in _rows(folder / "keywords.csv", "keyword", _SUBJECT):
        keywords[number].append(keyword)
    return Kle(
        subjects=dict(_rows(folder / "subjects.csv", "title", _SUBJECT)),
        groups=dict(_rows(folder / "groups.csv", "title", _GROUP)),
        keywords={number: tuple(found) for number, found in keywords.items()},
    )


def _rows(path: Path, column: str, form: re.Pattern[str]) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, UnicodeDecodeError):
        raise ContentError([Problem(str(path), 0, "The table cannot be read. Put it back.")]) from None
    if not lines or lines[0] != ["number", column]:
        raise ContentError([Problem(str(path), 1, f"Write the heading `number,{column}`.")])
    wrong = [
        Problem(str(path), line, "Write a KLE number, a comma and a text.")
        for line, row in enumerate(lines[1:], 2)
        if len(row) != 2 or not form.fullmatch(row[0]) or not row[1].strip()
    ]
    if wrong:
        raise ContentError(wrong)
    return [(row[0], row[1].strip()) for row in lines[1:]]
