"""procedure.yaml: what staff do on paper when the systems fail. A pack may be without it."""

from collections.abc import Set
from pathlib import Path
from typing import Annotated

from indgang.kernel.shapes import AtLeastOne, Bilingual, Slug
from indgang.kernel.strict_yaml import ContentError, Problem, Shape, load_document
from indgang.modules.channels.vocabulary import Down

FILE = "procedure.yaml"
Lines = Annotated[tuple[Bilingual, ...], AtLeastOne]


class WhenShape(Shape):
    """What to do when one thing is down."""

    down: Down
    do: Lines


class ByServiceShape(Shape):
    """One service on paper. `say`: the script. `afterwards`: how to enter it. `paper`: when the form is not ours."""

    service: Slug
    say: Bilingual
    write_down: Lines
    afterwards: Bilingual
    paper: Bilingual | None = None


class ProcedureShape(Shape):
    """procedure.yaml."""

    beforehand: Lines
    at_once: Lines
    always_write_down: Lines
    afterwards: Lines
    when: tuple[WhenShape, ...] = ()
    services: tuple[ByServiceShape, ...] = ()


def read_procedure(folder: Path, services: Set[str]) -> ProcedureShape | None:
    """Read and check the procedure; None when the pack has none. Raises ContentError with every problem."""
    if not (folder / FILE).is_file():
        return None
    document = load_document(folder / FILE)
    found = document.as_shape(ProcedureShape)
    problems: list[Problem] = []
    for part, keys in (
        ("when", [row.down.value for row in found.when]),
        ("services", [row.service for row in found.services]),
    ):
        name = "down" if part == "when" else "service"
        for i, key in enumerate(keys):
            if key in keys[:i]:
                problems.append(
                    document.problem((part, i, name), f"`{key}` stands here twice. Keep one of them.")
                )
            if part == "services" and key not in services:
                problems.append(
                    document.problem(
                        (part, i, name), f"`{key}` is no service. Correct the spelling, or remove it."
                    )
                )
    if problems:
        raise ContentError(problems)
    return found
