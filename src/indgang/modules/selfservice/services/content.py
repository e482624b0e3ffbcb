"""Solutions from their folders into the tables."""

from collections.abc import Mapping
from inspect import unwrap
from pathlib import Path

from indgang.kernel import clock
from indgang.kernel.strict_yaml import ContentError, Place, Problem, load_document
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import LetterTemplate
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.schema.folder import (
    DAYS_FOR_ASKED,
    DAYS_FOR_LETTERS,
    FORMAT,
    LETTERS,
    fingerprint,
    letter_names,
    letters_to_asked,
    read_source,
    ready,
)
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.versions import HAND_OVER


def load_solutions(folder: Path) -> None:
    """Load every solution of a folder; the caller holds the transaction. Raises ContentError with all
    problems.

    A text that was loaded before is the same version again. Drafts stay on the version they began on.
    Letters are registered with messages under the solution's name.
    """
    problems: list[Problem] = []
    found: dict[str, tuple[dict[str, str], dict[str, LetterTemplate]]] = {}
    for path in sorted(child for child in folder.iterdir() if child.is_dir()) if folder.is_dir() else []:
        try:
            source, letters = check_solution(path)
            found[path.name] = (source, letters)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    SolutionVersion.objects.filter(active=True).exclude(
        hash__in=[fingerprint(source) for source, _ in found.values()]
    ).update(active=False)
    for slug, (source, letters) in found.items():
        row, _ = SolutionVersion.objects.get_or_create(
            hash=fingerprint(source),
            defaults={"slug": slug, "format": FORMAT, "source": source, "loaded_at": clock.now()},
        )
        if not row.active:
            SolutionVersion.objects.filter(pk=row.pk).update(active=True)
        messages.register_letters(owner=slug, letters=letters)


def check_solution(
    folder: Path, *, beside: Path | None = None
) -> tuple[dict[str, str], dict[str, LetterTemplate]]:
    """A solution's texts and letters, checked as far as its own files go and against the pack as loaded.

    `beside`: where the other solutions are that a button may lead to; left out: in the same folder.
    Raises ContentError.
    """
    source = read_source(folder)
    problems: list[Problem] = []
    letters: dict[str, LetterTemplate] = {}
    for path in sorted((folder / LETTERS).glob("*.yaml")):
        try:
            letters[path.stem] = messages.read_letter(path, solutions=_solutions_beside(folder, beside))
        except ContentError as error:
            problems += error.problems
    try:
        solution = ready(source, folder=str(folder))
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    problems += _letter_problems(folder, solution, letters)
    problems += _pack_problems(folder, solution)
    if problems:
        raise ContentError(problems)
    return source, letters


def _solutions_beside(folder: Path, beside: Path | None) -> set[str]:
    """The ids of the solutions in the same content: a letter's button may lead to each of them."""
    return {folder.name} | {path.parent.name for path in (beside or folder.parent).glob("*/solution.yaml")}


def _letter_problems(
    folder: Path, solution: Solution, letters: Mapping[str, LetterTemplate]
) -> list[Problem]:
    to_asked: dict[str, frozenset[str]] = {}
    for ask in solution.asks:
        for name, told in letters_to_asked(solution, ask).items():
            to_asked[name] = to_asked.get(name, told) & told
    found = []
    for name, template in letters.items():
        for unknown in sorted(template.placeholders - to_asked.get(name, letter_names(solution))):
            sentence = (
                f"`{unknown}` is not in `tells`. Who gets this letter may not see it."
                if name in to_asked
                else f"`{unknown}` is nothing that solution.yaml knows. Use a question, a term or a sentence."
            )
            document = load_document(folder / LETTERS / f"{name}.yaml")
            found.append(document.problem(("placeholders",), sentence))
        days = DAYS_FOR_ASKED if name in to_asked else DAYS_FOR_LETTERS
        for i, action in enumerate(template.actions):
            if action.until in template.placeholders - days:
                listed = ", ".join(sorted(days))
                sentence = f"`{action.until}` is no day that is known here. Use {listed}, or write a date."
                document = load_document(folder / LETTERS / f"{name}.yaml")
                found.append(document.problem(("actions", i, "until"), sentence))
    return found


def _pack_problems(folder: Path, solution: Solution) -> list[Problem]:
    """What the solution names in the municipality's pack must be there.

    Asked past the answers that are kept for a generation: the pack may be newer, in this very transaction.
    """
    wrong: list[tuple[Place, str]] = []
    parameters = unwrap(identity.parameters)().keys()
    for i, use in enumerate(solution.parameters):
        if use.key not in parameters:
            sentence = f"`{use.key}` is not in parameters.yaml. Add it there, with status missing at least."
            wrong.append((("parameters", i, "key"), sentence))
    for i, rate in enumerate(solution.rates.values()):
        if rate.key not in parameters:
            sentence = f"`{rate.key}` is not in parameters.yaml. Add it there, with status missing at least."
            wrong.append((("rates", i, "key"), sentence))
    shape = solution.shape
    handed_over = unwrap(identity.municipality)().solution_modes.get(solution.slug) == HAND_OVER
    if handed_over and solution.national is None:
        sentence = "municipality.yaml hands it over, and there is no `national` that says where to. Add it."
        wrong.append((("kind",), sentence))
    if shape.complaint_body not in parameters:
        sentence = f"`{shape.complaint_body}` is not in parameters.yaml. Add it there."
        wrong.append((("complaint_body",), sentence))
    units = set(unwrap(identity.units)())
    if shape.unit not in units:
        wrong.append((("unit",), f"`{shape.unit}` is no unit of organisation.yaml."))
    receivers = units | {receiver.id for receiver in shape.receivers}
    for i, follow_up in enumerate(shape.follow_ups):
        if follow_up.kind == "task" and follow_up.to not in receivers:
            sentence = (
                f"`{follow_up.to}` is no unit of organisation.yaml. Name it in `receivers`, with a label."
            )
            wrong.append((("follow_ups", i, "to"), sentence))
    services = unwrap(catalogue.services)()
    for i, service in enumerate(shape.services):
        if service not in services:
            wrong.append((("services", i), f"`{service}` is no service of the catalogue."))
    if not wrong:
        return []
    document = load_document(folder / "solution.yaml")
    return [document.problem(place, sentence) for place, sentence in wrong]
