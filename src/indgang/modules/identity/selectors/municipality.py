"""Questions about the municipality, its departments and its parameters."""

from dataclasses import dataclass, field
from typing import Any

from indgang.kernel.generation import per_generation
from indgang.kernel.parameters import Parameter as DatedParameter
from indgang.kernel.parameters import Parameters
from indgang.kernel.text import Text
from indgang.modules.identity.models import Department, Municipality, Parameter, Unit


@dataclass(frozen=True)
class PostChoices:
    """How letters are sent: `remote` by the print house of the post, with its `category` ("": as the contract says)."""

    remote: bool = False
    category: str = ""
    colour: bool = False
    duplex: bool = True


@dataclass(frozen=True)
class MunicipalityInfo:
    """The municipality that is served. `closed_days` are (month, day)."""

    id: str
    name: str
    code: str
    demo: bool
    colour: str
    phone: str
    address: str
    postal_code: str
    city: str
    area: str
    price_sheet: str
    closed_days: frozenset[tuple[int, int]]
    solution_modes: dict[str, str]
    post: PostChoices = field(default_factory=PostChoices)


@dataclass(frozen=True)
class UnitInfo:
    id: str
    name: Text
    phone: str
    department: str
    department_code: str
    department_name: Text
    decides: bool = False


class NoContent(LookupError):
    """No municipality has been loaded yet."""


@per_generation
def municipality() -> MunicipalityInfo:
    """The municipality that is served. Raises NoContent before content is loaded."""
    row = Municipality.objects.first()
    if row is None:
        raise NoContent("Run `./indgang manage load_content` first.")
    profile = row.profile
    return MunicipalityInfo(
        id=row.pk,
        name=row.name,
        code=row.code,
        demo=row.demo,
        colour=profile["colour"],
        phone=profile["phone"],
        address=profile["address"],
        postal_code=profile["postal_code"],
        city=profile["city"],
        area=profile["area"],
        price_sheet=profile["price_sheet"],
        closed_days=frozenset((int(day[:2]), int(day[3:])) for day in profile["closed_days"]),
        solution_modes={choice["solution"]: choice["mode"] for choice in profile["solutions"]},
        post=_post(profile.get("post", {})),
    )


def _post(chosen: dict[str, Any]) -> PostChoices:
    """Content that was loaded before letters could be chosen has none of it."""
    return PostChoices(
        remote=chosen.get("letters") == "remote",
        category=chosen.get("category", ""),
        colour=chosen.get("colour", False),
        duplex=chosen.get("duplex", True),
    )


@per_generation
def parameters() -> Parameters:
    """The municipality's dated parameters."""
    return Parameters(
        (
            DatedParameter(
                key=row.key,
                value=row.value,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=row.source,
                status=row.status,  # type: ignore[arg-type]
                confirmed_by=row.confirmed_by,
                note=row.note,
            )
            for row in Parameter.objects.all()
        ),
        demo_pack=municipality().demo,
    )


@per_generation
def units() -> dict[str, UnitInfo]:
    """Every unit by id."""
    return {
        row.pk: UnitInfo(
            id=row.pk,
            name=Text.of(row.name),
            phone=row.phone,
            department=row.department_id,
            department_code=row.department.code,
            department_name=Text.of(row.department.name),
            decides=row.decides,
        )
        for row in Unit.objects.select_related("department")
    }


@per_generation
def departments() -> dict[str, Text]:
    """Names of the departments by id, in the municipality's order."""
    return {row.pk: Text.of(row.name) for row in Department.objects.order_by("position")}
