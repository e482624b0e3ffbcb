"""A prepared letter from its file, with a line for every mistake."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import ContentError, Document, Place, Problem, load_document
from indgang.kernel.text import Text
from indgang.modules.messages import rules
from indgang.modules.messages.schema import MY_PAGE, LetterShape
from indgang.modules.messages.selectors.bulk import OWNER
from indgang.modules.messages.services.templates import register_letters
from indgang.modules.messages.vocabulary import Letter, LetterTemplate

COLUMNS_OF_A_LIST = frozenset({"cpr", "cvr", "navn"})
"""Names that a list of receivers uses itself."""


def read_letter(
    path: Path, *, shown_as: str = "", solutions: Collection[str] | None = None
) -> LetterTemplate:
    """Read and check one file. `solutions`: those that a button may lead to; None: this is not checked here.

    Raises ContentError with line and sentence.
    """
    return letter_of(load_document(path, shown_as=shown_as), solutions=solutions)


def letter_of(document: Document, *, solutions: Collection[str] | None = None) -> LetterTemplate:
    """Check a parsed letter. Raises ContentError with the line of each placeholder that nobody fills in, and of
    each button that leads nowhere."""
    shape = document.as_shape(LetterShape)
    template = shape.template
    problems: list[Problem] = []
    known = ", ".join(sorted(template.placeholders)) or "none"
    for place, text in _texts(shape):
        piece = Letter(Text(text), ())
        problems.extend(
            document.problem(
                place, f"`{{{name}}}` is not one of `placeholders` ({known}). Add it there, or correct it."
            )
            for name in sorted(rules.bad_placeholders(piece, template.placeholders))
        )
        if rules.stray_braces(piece):
            problems.append(
                document.problem(place, "A single brace stands here. Write {name}, or remove it.")
            )
    problems += _action_problems(document, shape, solutions)
    if problems:
        raise ContentError(problems)
    return template


def fill_letter(letter: Letter, values: Mapping[str, object]) -> Letter:
    """A letter with values in its places, to be looked at; a name without a value stands in brackets."""
    names = {name: f"[{name}]" for name in rules.placeholders_in(letter)}
    return rules.fill(letter, {**names, **values})


def load_letters(home: Path, *, solutions: Collection[str]) -> None:
    """Register the municipality's own letters, `letters/*.yaml` of its pack: those that can be sent to many.

    The caller holds the transaction. Raises ContentError with every problem.
    """
    problems: list[Problem] = []
    letters: dict[str, LetterTemplate] = {}
    for path in sorted((home / "letters").glob("*.yaml")):
        try:
            document = load_document(path)
            letters[path.stem] = letter_of(document, solutions=solutions)
        except ContentError as error:
            problems += error.problems
            continue
        problems += [
            document.problem(("placeholders",), f"`{name}` is a column of the list itself. Use another name.")
            for name in sorted(letters[path.stem].placeholders & COLUMNS_OF_A_LIST)
        ]
    if problems:
        raise ContentError(problems)
    register_letters(owner=OWNER, letters=letters)


def _action_problems(
    document: Document, shape: LetterShape, solutions: Collection[str] | None
) -> Iterator[Problem]:
    for i, action in enumerate(shape.actions):
        if action.until and not action.until_is_a_day and action.until not in shape.placeholders:
            yield document.problem(
                ("actions", i, "until"),
                f"`{action.until}` is neither a date (2026-12-31) nor one of `placeholders`.",
            )
        inside = action.kind != "information" and action.to != MY_PAGE
        if inside and solutions is not None and action.to not in solutions:
            listed = ", ".join(sorted(solutions)) or "none"
            yield document.problem(
                ("actions", i, "to"), f"There is no solution `{action.to}`. There are: {listed}."
            )


def _texts(shape: LetterShape) -> Iterator[tuple[Place, str]]:
    """Every text of the file, one language at a time, with its place."""
    yield from _both(("title",), shape.title)
    for i, block in enumerate(shape.blocks):
        if block.text:
            yield from _both(("blocks", i, "text"), block.text)
        for j, item in enumerate(block.items):
            yield from _both(("blocks", i, "items", j), item)


def _both(place: Place, text: Bilingual) -> Iterator[tuple[Place, str]]:
    yield (*place, "da"), text.da
    yield (*place, "en"), text.en
