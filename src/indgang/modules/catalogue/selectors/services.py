"""Services and life situations, kept for a generation of content."""

from dataclasses import dataclass

from indgang.kernel.errors import Expected
from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.catalogue.models import LifeSituation, Service
from indgang.modules.catalogue.vocabulary import Audience, DecidedBy


class UnknownService(Expected):
    """There is no such service."""

    message = Text("Vi kender ikke den ydelse.", "We do not know that service.")


class UnknownSituation(Expected):
    """There is no such life situation."""

    message = Text("Vi kender ikke den situation.", "We do not know that situation.")


@dataclass(frozen=True)
class ServiceInfo:
    """What somebody can get, do or ask. `words_da` and `words_en`: what people call it.

    A `retired` service has left the catalogue, but old cases still name it.
    """

    id: str
    name: Text
    summary: Text
    audience: tuple[Audience, ...]
    department: str
    unit: str
    kle: str
    kle_title: str
    kle_is_group: bool
    decided_by: DecidedBy
    life_situations: tuple[str, ...]
    words_da: tuple[str, ...]
    words_en: tuple[str, ...]
    solution: str
    authority_name: str
    authority_url: str
    price: Text
    retired: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether another authority decides."""
        return self.decided_by is DecidedBy.OTHER_AUTHORITY


@dataclass(frozen=True)
class LifeSituationInfo:
    """A way into the catalogue; `services` are the ids of what belongs to it."""

    id: str
    name: Text
    summary: Text
    services: tuple[str, ...]


@per_generation
def _all_services() -> dict[str, ServiceInfo]:
    return {row.pk: _info(row) for row in Service.objects.order_by("position", "pk")}


@per_generation
def services() -> dict[str, ServiceInfo]:
    """Every service of the catalogue by id, without the retired ones."""
    return {key: info for key, info in _all_services().items() if not info.retired}


def service(service_id: str) -> ServiceInfo:
    """One service, also a retired one. Raises UnknownService."""
    try:
        return _all_services()[service_id]
    except KeyError:
        raise UnknownService from None


def live_service_ids() -> set[str]:
    """The ids of all services that are not retired, asked from the database: for the loaders of content."""
    return set(Service.objects.filter(retired=False).values_list("pk", flat=True))


@per_generation
def _situations() -> dict[str, LifeSituationInfo]:
    return {
        row.pk: LifeSituationInfo(
            id=row.pk,
            name=Text.of(row.name),
            summary=Text.of(row.summary),
            services=tuple(info.id for info in services().values() if row.pk in info.life_situations),
        )
        for row in LifeSituation.objects.order_by("position")
    }


def life_situations() -> list[LifeSituationInfo]:
    """Every life situation, in the municipality's order."""
    return list(_situations().values())


def life_situation(situation_id: str) -> LifeSituationInfo:
    """One life situation. Raises UnknownSituation."""
    try:
        return _situations()[situation_id]
    except KeyError:
        raise UnknownSituation from None


def services_in(situation_id: str) -> list[ServiceInfo]:
    """The services of a life situation, by name. Raises UnknownSituation."""
    known = services()
    return [known[key] for key in life_situation(situation_id).services]


def _info(row: Service) -> ServiceInfo:
    return ServiceInfo(
        id=row.pk,
        name=Text.of(row.name),
        summary=Text.of(row.summary),
        audience=tuple(Audience(word) for word in row.audience),
        department=row.department_id,
        unit=row.unit_id,
        kle=row.kle,
        kle_title=row.kle_title,
        kle_is_group=row.kle_is_group,
        decided_by=DecidedBy(row.decided_by),
        life_situations=tuple(row.life_situations),
        words_da=tuple(row.words.get("da", ())),
        words_en=tuple(row.words.get("en", ())),
        solution=row.solution,
        authority_name=row.authority_name,
        authority_url=row.authority_url,
        price=Text.of(row.price),
        retired=row.retired,
    )
