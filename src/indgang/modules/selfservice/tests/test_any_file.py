"""The loader takes any file: a solution, or sentences that say what is wrong with it, and never anything else."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from indgang.kernel.strict_yaml import ContentError, parse
from indgang.modules.messages import services as messages
from indgang.modules.selfservice.schema import zips
from indgang.modules.selfservice.schema.difference import difference
from indgang.modules.selfservice.schema.examples import ExamplesShape
from indgang.modules.selfservice.schema.folder import SOLUTION, read_source, ready

FOLDERS = sorted(path.parent for path in (Path(settings.CONTENT_DIR) / "solutions").glob("*/solution.yaml"))
SOURCES = {folder.name: read_source(folder) for folder in FOLDERS}
ODD = [
    *(
        "",
        "~",
        "[]",
        "{}",
        "yes",
        "0",
        "-1",
        "1e400",
        "9" * 400,
        "\x00",
        "\t",
        "{ da: x }",
        "&a",
        "*a",
        "!!python/x",
    ),
    *(
        '"',
        "'",
        ": ",
        "- ",
        "{me.}",
        "{{",
        "me.age.age",
        "[].x",
        "me.me",
        "today - today",
        "size(",
        "1/0",
        "(((((((((",
    ),
    *(
        "null",
        "has(me)",
        "true",
        "me.age >= ",
        "'" * 9,
        "é" * 300,
        "\u202e",
        "kr(",
        "all(x, x)",
        "|\n",
        ">-",
    ),
]


def mutated(text: str, seed: int) -> str:
    """One to four small changes: a line twice, gone, moved, with other words, another indent, or a letter turned."""
    chance = random.Random(seed)  # noqa: S311 - the same seed gives the same file
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 1:
                del lines[at : at + chance.randint(1, 3)]
                lines = lines or [""]
            case 2:
                key, colon, _rest = lines[at].partition(":")
                lines[at] = f"{key}{colon} {chance.choice(ODD)}"
            case 3:
                lines[at] = " " * chance.randrange(9) + lines[at].strip()
            case 4:
                place = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + chance.choice(ODD) + lines[at][place:]
            case 5:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                words = lines[at].split(" ")
                chance.shuffle(words)
                lines[at] = " ".join(words)
    return "\n".join(lines)


def told_wrong(reads: Callable[[], object]) -> bool:
    """Whether something is wrong, said in sentences that name a file. Any other exception goes on."""
    try:
        reads()
    except ContentError as error:
        return bool(error.problems) and all(one.sentence and one.file for one in error.problems)
    return False


@how(max_examples=50)
@given(slug=st.sampled_from(sorted(SOURCES)), seed=st.integers(0, 2**32))
def test_changed_examples_and_letters_are_read_or_told_wrong(slug: str, seed: int) -> None:
    examples = mutated((FOLDERS[0].parent / slug / "examples.yaml").read_text("utf-8"), seed)
    told_wrong(lambda: parse(examples, "examples.yaml").as_shape(ExamplesShape))
    letter = mutated(SOURCES[slug]["letters/granted.yaml"], seed)
    told_wrong(lambda: messages.letter_of(parse(letter, "letters/granted.yaml"), solutions=()))


@how(max_examples=50)
@given(slug=st.sampled_from(sorted(SOURCES)), seed=st.integers(0, 2**32))
def test_a_changed_file_is_a_solution_or_is_told_wrong(slug: str, seed: int) -> None:
    source = dict(SOURCES[slug])
    source[SOLUTION] = mutated(source[SOLUTION], seed)
    wrong = told_wrong(lambda: ready(source, folder=slug))
    if not wrong:
        assert ready(source, folder=slug).slug == slug
        assert difference(source, source) == ()


def test_a_zip_with_a_file_without_a_name_is_told_wrong() -> None:
    packed = zips.pack("x", {SOLUTION: "id: x"})
    assert told_wrong(
        partial(zips.unpack, packed.replace(b"x/solution.yaml", b"\x00/solution.yaml"), "x.zip")
    )


@how(max_examples=25)
@given(raw=st.binary(max_size=300), at=st.integers(0, 5_000), slug=st.sampled_from(sorted(SOURCES)))
def test_a_damaged_zip_is_a_solution_or_is_told_wrong(raw: bytes, at: int, slug: str) -> None:
    good = zips.pack(slug, SOURCES[slug])
    damaged = good[: at % len(good)] + raw + good[at % len(good) + len(raw) :]
    for tried in (raw, damaged):
        if not told_wrong(partial(zips.unpack, tried, "x.zip")):
            assert SOLUTION in zips.unpack(tried, "x.zip")


@pytest.mark.parametrize("slug", sorted(SOURCES))
def test_a_zip_gives_back_what_went_in(slug: str) -> None:
    assert zips.unpack(zips.pack(slug, SOURCES[slug]), "x.zip") == SOURCES[slug]
    assert zips.pack(slug, SOURCES[slug]) == zips.pack(slug, dict(reversed(SOURCES[slug].items())))
