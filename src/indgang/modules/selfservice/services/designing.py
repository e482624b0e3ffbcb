"""A solution as designers hand it over: a zip file in and out. What comes in is checked whole and stored nowhere."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from indgang.kernel.strict_yaml import ContentError, Problem, parse
from indgang.modules.selfservice.schema import zips
from indgang.modules.selfservice.schema.difference import Change, difference
from indgang.modules.selfservice.schema.examples import read_examples
from indgang.modules.selfservice.schema.folder import SOLUTION, fingerprint, read_source, ready
from indgang.modules.selfservice.schema.reading_ease import texts_of
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.content import check_solution
from indgang.modules.selfservice.services.examples import Worked, run_examples

MOST_BYTES = zips.MOST_BYTES
EXAMPLES, README = "examples.yaml", "README.md"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60


@dataclass(frozen=True)
class HardText:
    """A text that is hard to read: the file, the line, the text and its LIX."""

    name: str
    line: int
    text: str
    lix: float


@dataclass(frozen=True)
class ZipSeen:
    """A zip file that was looked at. `problems`: why it cannot be used; then there is nothing else.

    `changes`: against the version that holds now, when there is one (`known`). `examples` are those that it brings.
    """

    slug: str
    problems: tuple[Problem, ...] = ()
    known: bool = False
    same: bool = False
    changes: tuple[Change, ...] = ()
    examples: tuple[Worked, ...] = ()
    hard: tuple[HardText, ...] = ()

    @property
    def failed(self) -> int:
        return sum(1 for one in self.examples if one.wrong)


def root() -> Path:
    """Where the solutions lie."""
    return Path(settings.CONTENT_DIR) / "solutions"


def texts_in(folder: Path) -> dict[str, str]:
    """Every text of a solution's folder by name, examples and README among them. Raises ContentError."""
    found = {}
    for path in [
        *(folder / name for name in (SOLUTION, EXAMPLES, README)),
        *sorted(folder.glob("letters/*.yaml")),
    ]:
        if not path.is_file():
            continue
        try:
            found[str(path.relative_to(folder))] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise ContentError([Problem(str(path), 0, "The file cannot be read as UTF-8.")]) from None
    return found


def zip_of(slug: str) -> bytes:
    """The solution that holds now as a zip file, with the examples and README that lie beside it in the folder.

    Raises UnknownSolution.
    """
    source = versions.source_of(versions.active(slug).hash)
    beside = {}
    for name in (EXAMPLES, README):
        path = root() / slug / name
        if path.is_file():
            beside[name] = path.read_text(encoding="utf-8", errors="replace")
    return zips.pack(slug, {**beside, **source})


def zip_of_folder(folder: Path) -> bytes:
    """A folder as it lies on disk, as a zip file. Raises ContentError."""
    return zips.pack(folder.name, texts_in(folder))


def changed_in_folder(slug: str, folder: Path) -> tuple[Change, ...]:
    """What a folder says otherwise than the version that holds now. Raises UnknownSolution, ContentError."""
    return difference(versions.source_of(versions.active(slug).hash), read_source(folder))


@contextmanager
def opened(raw: bytes, name: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """A zip file's texts in a folder of their own, which is gone afterwards. Nothing is checked but the zip itself
    and that it has a name. Raises ContentError.
    """
    texts = zips.unpack(raw, name)
    slug = _slug(texts[SOLUTION])
    with TemporaryDirectory(prefix="indgang-solution-") as home:
        folder = Path(home) / slug
        write(folder, texts)
        try:
            yield folder, texts
        except ContentError as error:
            raise ContentError(_shown(error.problems, home)) from None


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Texts whose names `zips.unpack` let through, into a new folder."""
    (folder / "letters").mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _slug(solution: str) -> str:
    document = parse(solution, SOLUTION)
    slug = document.data.get("id") if isinstance(document.data, dict) else None
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug) or len(slug) > _LONGEST:
        sentence = f"`id` is missing or no name. Write small letters, digits and hyphens, at most {_LONGEST}."
        raise ContentError([document.problem(("id",), sentence)])
    return slug


def _shown(problems: list[Problem], home: str) -> list[Problem]:
    """Without the folder that nobody else can see."""
    return [Problem(one.file.removeprefix(f"{home}/"), one.line, one.sentence) for one in problems]


def read_folder(folder: Path, *, beside: Path | None = None) -> Version:
    """A folder's solution, checked whole and compiled, without being loaded. Raises ContentError."""
    source, _ = check_solution(folder, beside=beside)
    return Version(fingerprint(source), ready(source))


def check_folder(folder: Path) -> list[HardText]:
    """Check all of a folder's files, the examples' shape too; what comes back is hard to read. Raises ContentError."""
    problems: list[Problem] = []
    try:
        read_folder(folder)
    except ContentError as error:
        problems += error.problems
    try:
        if (folder / EXAMPLES).exists():
            read_examples(folder)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    return list(_hard(read_source(folder)))


def _hard(source: Mapping[str, str]) -> tuple[HardText, ...]:
    return tuple(
        HardText(name, one.line, one.text, one.lix)
        for name, text in source.items()
        for one in texts_of(parse(text, name))
        if one.hard
    )


def look_at_zip(raw: bytes, name: str) -> ZipSeen:
    """Check a zip file whole: its files, the solution against the pack, and its examples. Nothing is stored."""
    slug = ""
    try:
        with opened(raw, name) as (folder, texts):
            slug = folder.name
            version = read_folder(folder, beside=root())
            examples = tuple(run_examples(slug, folder, version=version)) if EXAMPLES in texts else ()
    except ContentError as error:
        return ZipSeen(slug, problems=tuple(error.problems))
    source = {name: text for name, text in texts.items() if name not in (EXAMPLES, README)}
    hard = _hard(source)
    try:
        held = versions.active(slug)
    except UnknownSolution:
        return ZipSeen(slug, examples=examples, hard=hard)
    return ZipSeen(
        slug,
        known=True,
        same=held.hash == version.hash,
        changes=difference(versions.source_of(held.hash), source),
        examples=examples,
        hard=hard,
    )
