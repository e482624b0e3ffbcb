"""The shape of a municipality's pack: municipality.yaml, organisation.yaml, parameters.yaml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual, Day, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Problem, Shape, load_document


class SolutionMode(Shape):
    """Whether a solution is our own here, or handed over to the national one."""

    solution: Slug
    mode: Literal["own", "hand_over"]


class PostShape(Shape):
    """How the municipality sends letters: `remote` is printed and posted by the post's print house, `own` at home.

    `category`: the word of the print house for the kind of post; empty leaves it to the contract.
    """

    letters: Literal["remote", "own"] = "own"
    category: str = ""
    colour: YesNo = False
    duplex: YesNo = True


class Profile(Shape):
    """municipality.yaml."""

    id: Slug
    name: str
    code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    demo: YesNo = False
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
    phone: str
    address: str
    postal_code: str
    city: str
    area: str
    price_sheet: Slug
    closed_days: tuple[Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$")], ...] = ()
    solutions: tuple[SolutionMode, ...] = ()
    post: PostShape = PostShape()


class DepartmentShape(Shape):
    id: Slug
    code: str
    name: Bilingual
    task: Bilingual | None = None


class UnitShape(Shape):
    id: Slug
    department: Slug
    name: Bilingual
    phone: str
    decides: YesNo = False


class OrganisationShape(Shape):
    """organisation.yaml."""

    departments: tuple[DepartmentShape, ...]
    units: tuple[UnitShape, ...]


class ParameterShape(Shape):
    """One row of parameters.yaml."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=100)]
    value: Any = None
    valid_from: Day
    valid_to: Day | None = None
    source: Annotated[str, StringConstraints(max_length=600)] = ""
    status: Literal["found", "derived", "own", "missing", "demo"]
    confirmed_by: str = ""
    note: Annotated[str, StringConstraints(max_length=300)] = ""


class ParametersShape(Shape):
    parameters: tuple[ParameterShape, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Pack:
    """What a municipality says about itself."""

    municipality: Profile
    departments: tuple[DepartmentShape, ...]
    units: tuple[UnitShape, ...]
    parameters: tuple[ParameterShape, ...]


def read_pack(folder: Path) -> Pack:
    """Read and check the three files. Raises ContentError with every problem, file and line."""
    profile = load_document(folder / "municipality.yaml").as_shape(Profile)
    organisation = load_document(folder / "organisation.yaml")
    shape = organisation.as_shape(OrganisationShape)
    parameters = load_document(folder / "parameters.yaml")
    rows = parameters.as_shape(ParametersShape).parameters
    problems: list[Problem] = []
    known = {department.id for department in shape.departments}
    for i, unit in enumerate(shape.units):
        if unit.department not in known:
            problems.append(
                organisation.problem(
                    ("units", i, "department"),
                    f"`{unit.department}` is no department. Use one of: {', '.join(sorted(known))}.",
                )
            )
    seen: set[tuple[str, object]] = set()
    for i, row in enumerate(rows):
        place = ("parameters", i, "key")
        if (row.key, row.valid_from) in seen:
            problems.append(parameters.problem(place, f"`{row.key}` from {row.valid_from} stands twice."))
        seen.add((row.key, row.valid_from))
        if row.valid_to and row.valid_to < row.valid_from:
            problems.append(parameters.problem(place, "`valid_to` is before `valid_from`."))
        if row.status == "demo" and not profile.demo:
            problems.append(
                parameters.problem(place, "`demo` is only for a demo pack. Write own, and confirmed_by.")
            )
        if row.status != "missing" and row.value is None:
            problems.append(parameters.problem(place, "There is no value. Write one, or the status missing."))
    if problems:
        raise ContentError(problems)
    return Pack(profile, shape.departments, shape.units, rows)
