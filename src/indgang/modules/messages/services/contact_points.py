"""The subjects under which somebody can write to us, from contact_points.yaml. The caller holds the transaction."""

from collections.abc import Set
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from indgang.kernel.shapes import AtLeastOne, Bilingual, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Document, Problem, Shape, load_document
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.messages.models import ContactPoint

FILE = "contact_points.yaml"
Kle = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2}){0,2}$")]


class ContactPointShape(Shape):
    """One subject. `kle`: main groups, groups or subjects of KL's Emnesystematik."""

    id: Slug
    label: Bilingual
    unit: Slug
    kle: tuple[Kle, ...] = ()
    services: tuple[Slug, ...] = ()
    open: YesNo = True


class ContactPointsShape(Shape):
    """contact_points.yaml. The last one takes what no other takes."""

    points: Annotated[tuple[ContactPointShape, ...], AtLeastOne]


def load_contact_points(folder: Path) -> int:
    """Load the contact points of a pack, or take them away when the pack has none. Returns how many.

    Raises ContentError with every problem. One that has left the content goes: what was written to it went to its unit
    when it came.
    """
    found = read_contact_points(folder, catalogue.live_service_ids())
    ContactPoint.objects.exclude(pk__in=[one.id for one in found]).delete()
    ContactPoint.objects.bulk_create(
        [
            ContactPoint(
                id=one.id,
                label=one.label.text.as_json(),
                unit=one.unit,
                kle=list(one.kle),
                services=list(one.services),
                open=one.open,
                position=position,
            )
            for position, one in enumerate(found)
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["label", "unit", "kle", "services", "open", "position"],
    )
    return len(found)


def read_contact_points(folder: Path, services: Set[str]) -> tuple[ContactPointShape, ...]:
    """Read and check the file; nothing when the pack has none. Raises ContentError with every problem."""
    if not (folder / FILE).is_file():
        return ()
    document = load_document(folder / FILE)
    points = document.as_shape(ContactPointsShape).points
    units = {row["id"] for row in load_document(folder / "organisation.yaml").data["units"]}
    problems = [*_repeats(document, points), *_strangers(document, points, units, services)]
    if not points[-1].open:
        problems.append(
            document.problem(
                ("points", len(points) - 1, "open"), "The last one takes all the rest: it must be open."
            )
        )
    if problems:
        raise ContentError(problems)
    return points


def _repeats(document: Document, points: tuple[ContactPointShape, ...]) -> list[Problem]:
    ids: set[str] = set()
    numbers: dict[str, str] = {}
    problems = []
    for i, one in enumerate(points):
        if one.id in ids:
            problems.append(document.problem(("points", i, "id"), f"`{one.id}` stands here twice. Keep one."))
        ids.add(one.id)
        for j, number in enumerate(one.kle):
            if number in numbers:
                problems.append(
                    document.problem(
                        ("points", i, "kle", j),
                        f"`{number}` is with `{numbers[number]}` already. Keep it with one of them.",
                    )
                )
            numbers.setdefault(number, one.id)
    return problems


def _strangers(
    document: Document, points: tuple[ContactPointShape, ...], units: Set[str], services: Set[str]
) -> list[Problem]:
    problems = []
    for i, one in enumerate(points):
        if one.unit not in units:
            said = f"`{one.unit}` is no unit. Correct the spelling, or add it to organisation.yaml."
            problems.append(document.problem(("points", i, "unit"), said))
        for j, service in enumerate(one.services):
            if service not in services:
                said = f"`{service}` is no service. Correct the spelling, or remove it."
                problems.append(document.problem(("points", i, "services", j), said))
    return problems
