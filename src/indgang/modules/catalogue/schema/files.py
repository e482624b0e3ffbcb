"""The shape of catalogue/*.yaml, guidance/*.yaml and life_situations.yaml, read and checked without a database."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import AtLeastOne, Bilingual, Day, Slug
from indgang.kernel.strict_yaml import ContentError, Document, Problem, Shape, load_document
from indgang.modules.catalogue.schema.kle import Kle, read_kle
from indgang.modules.catalogue.schema.placeholders import problems_in
from indgang.modules.catalogue.vocabulary import Audience, DecidedBy

Word = Annotated[str, StringConstraints(min_length=2, max_length=80)]
KleNumber = Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}\.\d{2}$")]
KleGroup = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]


class LifeSituationShape(Shape):
    id: Slug
    name: Bilingual
    summary: Bilingual


class LifeSituationsShape(Shape):
    """life_situations.yaml."""

    life_situations: Annotated[tuple[LifeSituationShape, ...], AtLeastOne]


class WordsShape(Shape):
    """What people call it."""

    da: Annotated[tuple[Word, ...], AtLeastOne]
    en: Annotated[tuple[Word, ...], AtLeastOne]


class AuthorityShape(Shape):
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=200)]


class ServiceShape(Shape):
    """catalogue/<id>.yaml."""

    id: Slug
    name: Bilingual
    summary: Bilingual
    audience: Annotated[tuple[Audience, ...], AtLeastOne]
    department: Slug
    unit: Slug
    kle: KleNumber | None = None
    kle_title: str = ""
    kle_group: KleGroup | None = None
    decided_by: DecidedBy
    life_situations: Annotated[tuple[Slug, ...], AtLeastOne]
    words: WordsShape
    solution: Slug | None = None
    price: Bilingual | None = None
    authority: AuthorityShape | None = None


class QuestionShape(Shape):
    ask: Bilingual
    answer: Bilingual


class StaffShape(Shape):
    """What only staff see: what to say, and what to check."""

    script: Bilingual
    check: tuple[Bilingual, ...] = ()


class GuidanceShape(Shape):
    """guidance/<service>.yaml."""

    service: Slug
    editor: Slug
    updated: Day
    intro: Bilingual
    who: Bilingual
    need: tuple[Bilingual, ...] = ()
    minutes: Annotated[int, Field(ge=1, le=240)]
    price: Bilingual
    deadline: Bilingual
    steps: Annotated[tuple[Bilingual, ...], AtLeastOne]
    afterwards: Bilingual
    rights: Bilingual
    questions: tuple[QuestionShape, ...] = ()
    staff: StaffShape | None = None
    basis: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All that the catalogue's files say."""

    life_situations: tuple[LifeSituationShape, ...]
    services: tuple[ServiceShape, ...]
    guidance: tuple[GuidanceShape, ...]
    kle: Kle


@dataclass(frozen=True)
class _Known:
    """What a service may refer to."""

    departments: frozenset[str]
    units: dict[str, str]
    situations: frozenset[str]
    solutions: frozenset[str]
    kle: Kle


def read_catalogue(folder: Path, kle_folder: Path) -> Catalogue:
    """Read a municipality's catalogue. Raises ContentError with every problem of every file.

    The solutions that a service may name stand beside KLE, each in a folder of its own.
    """
    kle = read_kle(kle_folder)
    organisation = load_document(folder / "organisation.yaml").data
    situations_file = load_document(folder / "life_situations.yaml")
    situations = situations_file.as_shape(LifeSituationsShape).life_situations
    known = _Known(
        departments=frozenset(row["id"] for row in organisation["departments"]),
        units={row["id"]: row["department"] for row in organisation["units"]},
        situations=frozenset(row.id for row in situations),
        solutions=frozenset(path.parent.name for path in kle_folder.parent.glob("solutions/*/solution.yaml")),
        kle=kle,
    )
    problems = [
        situations_file.problem(
            ("life_situations", i, "id"), f"`{row.id}` stands here twice. Keep one of them."
        )
        for i, row in enumerate(situations)
        if row.id in {other.id for other in situations[:i]}
    ]
    services, guidance = [], []
    for path in sorted((folder / "catalogue").glob("*.yaml")):
        try:
            services.append(_service(path, known))
        except ContentError as error:
            problems += error.problems
    if not services and not problems:
        problems.append(Problem(str(folder / "catalogue"), 0, "There is no service. Write a file for each."))
    ids = {service.id for service in services}
    parameters = {row["key"] for row in load_document(folder / "parameters.yaml").data["parameters"]}
    for path in sorted((folder / "guidance").glob("*.yaml")):
        try:
            guidance.append(_guidance(path, ids, known, parameters))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return Catalogue(situations, tuple(services), tuple(guidance), kle)


def _service(path: Path, known: _Known) -> ServiceShape:
    document = load_document(path)
    service = document.as_shape(ServiceShape)
    problems = [
        *_named_after(document, path, "id", service.id),
        *_unknown(document, "department", service.department, known.departments, "department"),
        *_unknown(document, "unit", service.unit, frozenset(known.units), "unit"),
        *_kle_problems(document, service, known.kle),
    ]
    if service.solution is not None:
        problems += _unknown(document, "solution", service.solution, known.solutions, "solution")
    for i, situation in enumerate(service.life_situations):
        problems += _unknown(document, ("life_situations", i), situation, known.situations, "life situation")
    if known.units.get(service.unit, service.department) != service.department:
        problems.append(
            document.problem(
                ("unit",),
                f"`{service.unit}` belongs to `{known.units[service.unit]}`, not to `{service.department}`.",
            )
        )
    elsewhere = service.decided_by is DecidedBy.OTHER_AUTHORITY
    if elsewhere != (service.authority is not None):
        problems.append(
            document.problem(
                ("decided_by",),
                "`authority` is missing: say which authority decides, with its address."
                if elsewhere
                else "`authority` is only for decided_by other_authority. Remove it, or change decided_by.",
            )
        )
    if problems:
        raise ContentError(problems)
    return service


def _guidance(path: Path, ids: set[str], known: _Known, parameters: set[str]) -> GuidanceShape:
    document = load_document(path)
    guidance = document.as_shape(GuidanceShape)
    problems = [
        *_named_after(document, path, "service", guidance.service),
        *_unknown(document, "service", guidance.service, frozenset(ids), "service"),
        *_unknown(document, "editor", guidance.editor, frozenset(known.units), "unit"),
    ]
    for place, sentence in problems_in(document.data, parameters):
        problems.append(document.problem(place, sentence))
    if problems:
        raise ContentError(problems)
    return guidance


def _named_after(document: Document, path: Path, key: str, value: str) -> list[Problem]:
    if value == path.stem:
        return []
    return [document.problem((key,), f"`{value}` stands in {path.name}. Name the file {value}.yaml.")]


def _unknown(
    document: Document, place: str | tuple[str | int, ...], value: str, known: frozenset[str], what: str
) -> list[Problem]:
    if value in known:
        return []
    place = (place,) if isinstance(place, str) else place
    return [document.problem(place, f"`{value}` is no {what}. Correct the spelling, or add it first.")]


def _kle_problems(document: Document, service: ServiceShape, kle: Kle) -> list[Problem]:
    if service.kle is None:
        if service.kle_group is None:
            return [
                document.problem((), "Write `kle` (a subject, NN.NN.NN) or `kle_group` (a main group, NN).")
            ]
        if service.kle_group not in kle.groups:
            return [document.problem(("kle_group",), f"`{service.kle_group}` is no main group of KLE.")]
        return []
    if service.kle_group is not None:
        return [document.problem(("kle_group",), "`kle` is enough. Remove `kle_group`.")]
    if service.kle not in kle.subjects:
        return [
            document.problem(
                ("kle",), f"`{service.kle}` is no subject of KLE. Look in content/kle/subjects.csv."
            )
        ]
    if service.kle_title != kle.subjects[service.kle]:
        return [
            document.problem(
                ("kle_title",), f"KLE calls {service.kle} “{kle.subjects[service.kle]}”. Write that."
            )
        ]
    return []
