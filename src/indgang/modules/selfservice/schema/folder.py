"""A solution's folder: solution.yaml with its letters, kept as text so that an old version can be read
again.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from indgang.kernel.expressions import TEXT
from indgang.kernel.strict_yaml import ContentError, Problem, load_document, parse
from indgang.modules.messages.vocabulary import CALCULATION
from indgang.modules.selfservice.schema.build import build
from indgang.modules.selfservice.schema.solution import Ask, Solution

FORMAT = 1
SOLUTION = "solution.yaml"
LETTERS = "letters/"


def read_source(folder: Path) -> dict[str, str]:
    """The texts of a folder by name: solution.yaml and letters/*.yaml. Raises ContentError."""
    texts = {}
    for path in [folder / SOLUTION, *sorted((folder / LETTERS).glob("*.yaml"))]:
        try:
            texts[str(path.relative_to(folder))] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            load_document(path)  # says what is wrong with the file
            raise
    return texts


def fingerprint(source: Mapping[str, str]) -> str:
    """SHA-256 over names and texts: the version of a solution."""
    return sha256(json.dumps(dict(source), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def ready(source: Mapping[str, str], *, folder: str = "") -> Solution:
    """Check and compile a solution from its texts. Raises ContentError; `folder` stands before file names."""
    name = f"{folder}/{SOLUTION}" if folder else SOLUTION
    if SOLUTION not in source:
        raise ContentError([Problem(name, 0, "The file is missing. Write it.")])
    document = parse(source[SOLUTION], name)
    letters = {Path(path).stem for path in source if path.startswith(LETTERS)}
    solution = build(document, letters)
    if folder and Path(folder).name != solution.slug:
        sentence = f"`{solution.slug}` stands in a folder of another name."
        raise ContentError([document.problem(("id",), sentence)])
    return solution


GIVEN_TO_LETTERS = frozenset(
    {"party_name", "reported_by", "receipt_number", "sent_on", "answer_by", "unit_name", "unit_phone"}
)


GIVEN_TO_RECALCULATED = frozenset({"recalculated_on", "before", "now"})
"""What a letter may name besides when a standing grant is worked out again."""


DAYS_FOR_LETTERS = frozenset({"sent_on", "answer_by"})
DAYS_FOR_ASKED = frozenset({"answer_until"})
"""Those of them that are a day: a button may be there until then."""


GIVEN_TO_ASKED = frozenset(
    {"asked_title", "asked_intro", "asked_duty", "asked_paragraph", "answer_until", "unit_name", "unit_phone"}
)


def names_for_asked(solution: Solution, ask: Ask) -> frozenset[str]:
    """What a letter to somebody who is asked may name: what they are told, and parameters. Nothing else of another's
    submission.
    """
    told = {tell.value.replace("[]", "").replace(".", "_") for tell in ask.tells}
    return frozenset(told | {use.id for use in solution.parameters} | GIVEN_TO_ASKED)


GIVEN_WHEN_DECIDED = frozenset({"decided_outcome", "decided_complaint"})


def letters_to_asked(solution: Solution, ask: Ask) -> dict[str, frozenset[str]]:
    """The letters to those who are asked, each with what it may name."""
    told = names_for_asked(solution, ask)
    more = {ask.decided: told | GIVEN_WHEN_DECIDED} if ask.decided else {}
    return {**more, ask.letter: told, ask.reminder: told}


def letter_names(solution: Solution) -> frozenset[str]:
    """What a letter may name: questions, terms, parameters, sentences, fields of facts (`dwelling_text`)."""
    fields = {f"{fact.id}_{field}" for fact in solution.facts for field in fact.of.kind.fields}
    scalars = {
        name
        for name, kind in solution.names.items()
        if kind.name != "record" and (kind.item is None or kind.item == TEXT)
    }
    asked = set(solution.asked_names)
    sentences = {sentence.id for sentence in solution.sentences}
    calculations = {CALCULATION + one.id for one in solution.calculations}
    proof = {"proof_code"} if solution.gives else set()
    again = GIVEN_TO_RECALCULATED if solution.recalculates else frozenset[str]()
    return frozenset(fields | scalars | asked | sentences | calculations | proof | GIVEN_TO_LETTERS | again)
