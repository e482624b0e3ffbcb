"""A solution as its designers look at it: its parts with lines and readability, its parameters, its versions."""

from dataclasses import dataclass
from datetime import date, datetime

from indgang.kernel import clock
from indgang.kernel.parameters import Parameter
from indgang.kernel.strict_yaml import Document, parse
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.schema.difference import SORT_WORDS, Change, Sort, difference
from indgang.modules.selfservice.schema.folder import SOLUTION
from indgang.modules.selfservice.schema.json_schema import json_schema
from indgang.modules.selfservice.schema.reading_ease import LIMIT, TextRead, texts_of, whole_lix
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.versions import Version, mode

MISSING = "missing"


@dataclass(frozen=True)
class ParameterNow:
    """A parameter as it holds today. `status` as in parameters.yaml; `decides`: rules may use it, here and now."""

    id: str
    label: Text
    key: str
    pick: str
    value: str
    status: str
    decides: bool
    valid_from: date | None
    valid_to: date | None
    source: str
    note: str


@dataclass(frozen=True)
class FileRead:
    """How hard one file of a solution is to read. `hard` are the texts at or over the limit, the hardest first."""

    name: str
    lix: float
    texts: int
    hard: tuple[TextRead, ...]

    @property
    def too_hard(self) -> bool:
        return self.lix >= LIMIT


@dataclass(frozen=True)
class VersionRow:
    """One version that was loaded. `active`: the one that holds now."""

    hash: str
    loaded_at: datetime
    active: bool

    @property
    def short(self) -> str:
        return self.hash[:12]


@dataclass(frozen=True)
class Design:
    """The version of a solution that holds now."""

    solution: Solution
    hash: str
    mode: str
    source: dict[str, str]
    document: Document
    parameters: tuple[ParameterNow, ...]
    files: tuple[FileRead, ...]
    versions: tuple[VersionRow, ...]

    @property
    def waiting(self) -> int:
        """How many parameters may not decide: each makes cases out of what could be granted."""
        return sum(1 for one in self.parameters if not one.decides)


def design(slug: str) -> Design:
    """Raises UnknownSolution."""
    found = versions.active(slug)
    source = versions.source_of(found.hash)
    return Design(
        solution=found.solution,
        hash=found.hash,
        mode=mode(slug),
        source=source,
        document=parse(source[SOLUTION], SOLUTION),
        parameters=parameters_now(found.solution),
        files=tuple(
            file_read(name, source[name]) for name in sorted(source, key=lambda one: one != SOLUTION)
        ),
        versions=versions_of(slug),
    )


def active_version(slug: str) -> Version:
    """The version that holds now, compiled. Raises UnknownSolution."""
    return versions.active(slug)


def parameters_now(solution: Solution) -> tuple[ParameterNow, ...]:
    """What each parameter of a solution says today, and whether it may decide."""
    parameters, today = identity.parameters(), clock.today()
    found = []
    for use in solution.parameters:
        row = parameters.on(use.key, today)
        found.append(_now(use.id, use.label, use.key, use.pick, row, parameters.value_of(row) is not None))
    return tuple(found)


def _now(id: str, label: Text, key: str, pick: str, row: Parameter | None, decides: bool) -> ParameterNow:
    if row is None:
        return ParameterNow(id, label, key, pick, "", MISSING, False, None, None, "", "")
    value = row.value.get(pick) if pick and isinstance(row.value, dict) and pick in row.value else row.value
    return ParameterNow(
        id=id,
        label=label,
        key=key,
        pick=pick,
        value=_written(value),
        status=row.status,
        decides=decides,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        note=row.note,
    )


def _written(value: object) -> str:
    """As it stands in parameters.yaml, on one line."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_written(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    return str(value)


def file_read(name: str, text: str) -> FileRead:
    """How hard a file is to read. Raises ContentError for one that is no YAML."""
    document = parse(text, name)
    texts = texts_of(document)
    hard = sorted((one for one in texts if one.hard), key=lambda one: -one.lix)
    return FileRead(name, whole_lix(document), len(texts), tuple(hard))


def versions_of(slug: str) -> tuple[VersionRow, ...]:
    """Every version that was loaded, the newest first. One query."""
    rows = SolutionVersion.objects.filter(slug=slug).order_by("-loaded_at", "hash")
    return tuple(
        VersionRow(row.hash, row.loaded_at, row.active) for row in rows.only("hash", "loaded_at", "active")
    )


def difference_between(slug: str, before: str, after: str) -> tuple[Change, ...]:
    """What is different between two loaded versions of a solution. Raises UnknownSolution."""
    texts = {
        row.hash: dict(row.source)
        for row in SolutionVersion.objects.filter(slug=slug, hash__in=[before, after])
    }
    if set(texts) != {before, after}:
        raise UnknownSolution
    return difference(texts[before], texts[after])


__all__ = [
    "SORT_WORDS",
    "Change",
    "Design",
    "FileRead",
    "ParameterNow",
    "Sort",
    "VersionRow",
    "active_version",
    "design",
    "difference_between",
    "file_read",
    "json_schema",
    "parameters_now",
    "versions_of",
]
